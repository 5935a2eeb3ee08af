// Reads a settings file: YAML with positions, brought to the newest form, judged by the schema and by what spans several settings.
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Pair, parseDocument } from "yaml";
import { migrate } from "./migrations.ts";
import { type ConfigProblem, type Place, problem, problemsOf } from "./problems.ts";
import { type Config, configSchema, configVersion, sizeText } from "./schema.ts";
import type { Path } from "./walk.ts";

/** A hundred terminals with all their devices are 40 kB. */
const mostCharacters = 1_000_000;
/** A file that names no version was written for this one. */
const firstVersion = 1;
/** YAML lets a short text stand for an endless one. */
const mostAliases = 100;

/** Everything that is wrong, or the settings with every default in its place. */
export function loadConfig(text: string, fileName: string): Config | readonly ConfigProblem[] {
  const lines = new LineCounter();
  const nowhere: Place = { file: fileName, lineOf: () => 1 };
  if (text.length > mostCharacters)
    return [problem(nowhere, [], `This file has ${text.length} characters.`, "A settings file is a few pages: is it the right file?")];
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return faults.map(({ message, pos }) =>
      problem(
        { file: fileName, lineOf: () => lines.linePos(pos[0]).line },
        [],
        `This is not YAML as Quoin reads it: ${firstLine(message)}.`,
        "Mend this line; two spaces indent, a text with : or # stands in quotes.",
      ),
    );
  }
  const place: Place = { file: fileName, lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
  const version = document.contents !== null && isMap(document.contents) ? document.get("version") : undefined;
  if (typeof version === "number" && version > configVersion) {
    return [
      problem(
        place,
        ["version"],
        `This file has version ${version}; this box reads versions up to ${configVersion}.`,
        "Upgrade the box, or take the file that was made for it.",
      ),
    ];
  }
  migrate(document, typeof version === "number" ? version : firstVersion);
  return judged(document, place);
}

/** The settings of a box without a file. */
export const defaults: Config = configSchema.parse({});

function judged(document: Document, place: Place): Config | readonly ConfigProblem[] {
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return [problem(place, [], "This file repeats itself through too many aliases (*name).", "Write the settings out.")];
  }
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) return inOrder(problemsOf(parsed.error, given, place));
  const problems = acrossSettings(parsed.data, place);
  return problems.length > 0 ? inOrder(problems) : parsed.data;
}

const inOrder = (problems: ConfigProblem[]): ConfigProblem[] => problems.sort((a, b) => a.line - b.line);

/** What no single setting can say. */
function acrossSettings(config: Config, place: Place): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const { maxDocumentBytes, maxBytesPerPerson, maxBytes, maxJobsPerPerson, maxJobs } = config.spool;
  if (maxDocumentBytes > maxBytesPerPerson) {
    problems.push(
      problem(
        place,
        ["spool", "maxBytesPerPerson"],
        "One document may be larger than what one person may have waiting.",
        `Write at least maxBytesPerPerson: ${sizeText(maxDocumentBytes)}`,
      ),
    );
  }
  if (maxBytesPerPerson > maxBytes) {
    problems.push(
      problem(
        place,
        ["spool", "maxBytes"],
        "One person may have more waiting than the whole box.",
        `Write at least maxBytes: ${sizeText(maxBytesPerPerson)}`,
      ),
    );
  }
  if (maxJobsPerPerson > maxJobs) {
    problems.push(
      problem(
        place,
        ["spool", "maxJobs"],
        "One person may have more jobs waiting than the whole box.",
        `Write at least maxJobs: ${maxJobsPerPerson}`,
      ),
    );
  }
  const seen = new Set<string>();
  for (const [index, { name, devices }] of config.terminals.entries()) {
    if (seen.has(name))
      problems.push(
        problem(place, ["terminals", index, "name"], `A second terminal is named "${name}".`, "Give each terminal a name of its own."),
      );
    seen.add(name);
    for (const [at, { driver }] of devices.entries()) {
      if (!driver.startsWith("simulated-") || config.devices.simulated) continue;
      problems.push(
        problem(
          place,
          ["terminals", index, "devices", at, "driver"],
          `The driver ${driver} simulates a device, and simulated devices are off.`,
          "Name a real driver; or, where nobody pays, write devices: { simulated: true }",
        ),
      );
    }
  }
  return problems;
}

/** Where a setting stands; where it is absent, its nearest present parent. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair: Pair | undefined = isMap(parent)
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

const firstLine = (message: string): string => (message.split("\n")[0] ?? "").replace(/[.:\s]+$/, "");
