// The reference of the command line, read from what `quoin … --help` says, so that the manual cannot tell of another one.
import { Readable, Writable } from "node:stream";
import { runCli } from "../../daemon/cli/index.ts";
import type { Io } from "../../daemon/cli/context.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { systemRandom } from "../../daemon/runtime/random.ts";
import type { Language } from "../../daemon/words/index.ts";

interface Entry {
  readonly name: string;
  readonly text: string;
}

interface Page {
  readonly commands: readonly Entry[];
  readonly options: readonly Entry[];
}

export async function commandReference(language: Language): Promise<string> {
  const colon = language === "fr" ? " :" : ":";
  const root = await helpPage(language, []);
  const everywhere = new Set(root.options.map(({ name }) => name));
  const parts: string[] = [];
  for (const { name, text } of root.commands.filter(({ name }) => name !== "quoin run")) {
    const [noun = ""] = wordsOf(name);
    const { commands } = await helpPage(language, [noun]);
    const lines = [`### ${noun} {#command-${noun}}`, "", ...(commands.length > 0 ? [`${text}.`, ""] : [])];
    const alone = name === `quoin ${noun}` ? [] : [{ name, text }];
    for (const verb of [...alone, ...commands]) {
      lines.push(`- \`${verb.name}\`${colon} ${verb.text}`);
      const { options } = await helpPage(language, wordsOf(verb.name));
      for (const option of options) if (!everywhere.has(option.name)) lines.push(`  - \`${option.name}\`${colon} ${option.text}`);
    }
    parts.push(lines.join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

/** `quoin user add <login>` → user, add. */
const wordsOf = (usage: string): string[] =>
  usage
    .split(" ")
    .slice(1)
    .filter((word) => /^[a-z-]+$/.test(word));

async function helpPage(language: Language, words: readonly string[]): Promise<Page> {
  const lines = (await said([...words, "--help", "--language", language])).split("\n");
  const page = { commands: [] as Entry[], options: [] as Entry[] };
  let entries: Entry[] | undefined;
  for (const line of lines) {
    if (/^\S/.test(line)) entries = line.startsWith("Comm") ? page.commands : line.startsWith("Option") ? page.options : undefined;
    else if (entries && line.trim() !== "") add(entries, line);
  }
  return page;
}

/** A line of a section: a new entry, or the rest of the one before. */
function add(entries: Entry[], line: string): void {
  const plain = (part: string): string => part.replace(/\s*\[.*\]\s*$/, "").trim();
  const [, name, text = ""] = /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
  if (name !== undefined) entries.push({ name, text: plain(text) });
  else {
    const last = entries.pop();
    if (last) entries.push({ name: last.name, text: plain(`${last.text} ${line.trim()}`) });
  }
}

/** yargs tells its help to the console. */
async function said(argv: readonly string[]): Promise<string> {
  const heard: string[] = [];
  const before = console.log;
  console.log = (text: string) => void heard.push(text);
  try {
    await runCli(argv, io);
  } finally {
    console.log = before;
  }
  return heard.join("\n");
}

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
const io: Io = {
  stdin: Readable.from([]),
  stdout: silent(),
  stderr: silent(),
  clock: systemClock,
  random: systemRandom,
  locale: "en",
  dataDirectory: async () => "data",
  settings: () => Promise.reject(new Error("help asks for no settings")),
  restore: () => Promise.reject(new Error("help restores nothing")),
  version: "0",
  nodeVersion: "0",
};
