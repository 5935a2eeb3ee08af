// The command line: `quoin <noun> <verb>`. Parses, runs one command, answers its exit code. Never loaded by `quoin run`.
import yargs from "yargs";
import { type Fault, isFault } from "../runtime/faults.ts";
import { faultSentence } from "../words/faults.ts";
import { type Language, languageOf, say } from "../words/index.ts";
import { NoBox, Told } from "./client.ts";
import { type Cli, Context, type ExitCode, type Io, languageOption, type Run, Usage } from "./context.ts";
import { boxCommands } from "./box.ts";
import { certificateCommand } from "./certificate.ts";
import { credentialCommands } from "./credentials.ts";
import { doctorCommand } from "./doctor.ts";
import { jobCommands } from "./jobs.ts";
import { ledgerCommands } from "./ledger.ts";
import { moneyCommands } from "./money.ts";
import { priceCommands } from "./prices.ts";
import { printerCommands } from "./printers.ts";
import { queueCommands } from "./queues.ts";
import { simCommands } from "./sim.ts";
import { terminalCommands } from "./terminal.ts";
import { userCommands } from "./users.ts";

const nouns: readonly ((cli: Cli, run: Run, language: Language) => Cli)[] = [
  userCommands,
  credentialCommands,
  moneyCommands,
  printerCommands,
  queueCommands,
  priceCommands,
  jobCommands,
  terminalCommands,
  ledgerCommands,
  boxCommands,
  certificateCommand,
  doctorCommand,
  simCommands,
];

export async function runCli(typed: readonly string[], io: Io): Promise<ExitCode> {
  // A comma is a decimal sign here; to yargs "-1,50" would be an option.
  const argv = typed.map((arg) => arg.replace(/^(-\d+),(\d+)$/, "$1.$2"));
  const language = languageOption(optionOf(argv, "language"), languageOf(io.locale));
  const json = argv.includes("--json");
  const data = optionOf(argv, "data") ?? (await io.dataDirectory());
  let code: ExitCode = 0;
  const run: Run = (act) => async (args) => {
    if (args.box !== undefined && args.token === undefined) throw new Usage(say(language, "cli.usage.token"));
    const box = args.box === undefined ? undefined : boxAddress(args.box, language);
    const context = new Context(io, { ...args, box }, data, language);
    code = context.finish(await act(context, args));
  };
  try {
    await grammar(argv, language, io, run);
  } catch (error) {
    code = explain(error, { language, json, io, data });
  }
  return code;
}

/** http://HOST:PORT, or HOST:PORT: the boxes of this network speak http, whatever a browser would try first. */
function boxAddress(text: string, language: Language): string {
  const url = URL.parse(/^(?:[^/:@]+|\[[\da-f:]+\]):\d+$/i.test(text) ? `http://${text}` : text);
  if (url?.protocol !== "http:") throw new Usage(say(language, "cli.usage.box", { url: text }));
  return url.href;
}

function grammar(argv: readonly string[], language: Language, io: Io, run: Run): Promise<unknown> {
  let cli: Cli = yargs([...argv])
    .scriptName("quoin")
    .locale(language)
    .usage(say(language, "cli.usage"))
    .option("data", { type: "string", requiresArg: true, describe: say(language, "cli.option.data") })
    .option("box", { type: "string", requiresArg: true, describe: say(language, "cli.option.box") })
    .option("token", { type: "string", requiresArg: true, describe: say(language, "cli.option.token") })
    .option("json", { type: "boolean", describe: say(language, "cli.option.json") })
    .option("language", { type: "string", choices: ["fr", "en"], requiresArg: true, describe: say(language, "cli.option.language") })
    .conflicts("box", "data")
    .implies("token", "box");
  cli = cli.command("run", say(language, "cli.help.run"), {}, () => {
    throw new Usage(say(language, "cli.usage.run"));
  });
  for (const noun of nouns) cli = noun(cli, run, language);
  return (
    cli
      // Card numbers and logins keep their zeros; a reason may hold a dot.
      .parserConfiguration({
        "parse-numbers": false,
        "parse-positional-numbers": false,
        "dot-notation": false,
        "duplicate-arguments-array": false,
        "camel-case-expansion": false,
      })
      .strict()
      .demandCommand(1, 1, say(language, "cli.usage.command"), say(language, "cli.usage.command"))
      .version(io.version)
      .help()
      .wrap(Math.min(100, Number("columns" in io.stdout ? io.stdout.columns : 0) || 100))
      .exitProcess(false)
      .showHelpOnFail(false)
      .fail((message: string | null, error: Error | undefined) => {
        throw error ?? new Usage(message ?? "");
      })
      .parseAsync()
  );
}

/** One sentence on stderr, or the problem as JSON on stdout, and the exit code that goes with it. */
function explain(error: unknown, { language, json, io, data }: { language: Language; json: boolean; io: Io; data: string }): ExitCode {
  const tell = (sentence: string, problem: object): void => {
    if (json) io.stdout.write(`${JSON.stringify(problem)}\n`);
    else io.stderr.write(`quoin: ${sentence}\n`);
  };
  if (error instanceof Told) {
    tell(error.problem.detail, error.problem);
    return error.problem.kind === "fault" ? 3 : 1;
  }
  if (isFault(error)) {
    const sentence = faultTold(error, language, data);
    tell(sentence, { kind: "fault", code: error.code, detail: sentence, retry: error.retry });
    return 3;
  }
  if (error instanceof Usage || (error instanceof Error && error.name === "YError")) {
    const sentence = `${firstLine(error.message).replace(/([^.!?])$/, "$1.")} ${say(language, "cli.usage.help")}`;
    tell(sentence, { kind: "usage", code: "usage", detail: sentence });
    return 2;
  }
  const detail = faultSentence(language, "bug");
  tell(`${detail}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { kind: "fault", code: "bug", detail });
  return 3;
}

/** Where the fault's own words say more than its code: what answers where, and which file is broken how. */
function faultTold(fault: Fault, language: Language, data: string): string {
  if (fault instanceof NoBox) {
    const sentence = say(language, `cli.no-box.${fault.how}`, { where: fault.where });
    return fault.how === "silent" && !fault.where.includes("://")
      ? `${sentence} ${say(language, "cli.not-running.start", { data })}`
      : sentence;
  }
  return fault.code === "data-damaged" ? fault.message : faultSentence(language, fault.code);
}

/** yargs adds lists and hints below its sentence, or, after a colon, the sentence's end. */
function firstLine(message: string): string {
  const [first = "", second = ""] = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return first.endsWith(":") ? `${first} ${second}` : first;
}

/** Before yargs runs: the language it is to speak. */
const optionOf = (argv: readonly string[], name: string): string | undefined => {
  const at = argv.indexOf(`--${name}`);
  return at >= 0 ? argv[at + 1] : argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
};
