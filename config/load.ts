// Reads settings files, one over the other: YAML with positions, brought to the newest form, judged by the schema and as a whole.
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Pair, parseDocument } from "yaml";
import { acrossSettings } from "./across.ts";
import { migrate } from "./migrations.ts";
import { type ConfigProblem, type Place, problem, problemsOf, valueAt } from "./problems.ts";
import { type Config, configSchema, configVersion } from "./schema.ts";
import { at, fieldsOf, type Path, pathText } from "./walk.ts";

/** A hundred terminals with all their devices are 40 kB. */
const mostCharacters = 1_000_000;
/** A file that names no version was written for this one. */
const firstVersion = 1;
/** YAML lets a short text stand for an endless one. */
const mostAliases = 100;

export interface SettingsFile {
  readonly text: string;
  readonly name: string;
  /** Names at its top that are none of the schema's: what its writer notes about itself. */
  readonly notes?: readonly string[];
}

/** Where a value comes from. */
export interface Written {
  /** As the file has it. */
  readonly value: unknown;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Layered {
  readonly config: Config;
  /** By the name of the setting; what stands in no file is not in it. */
  readonly written: ReadonlyMap<string, Written>;
  /** What each file says by itself. */
  readonly each: readonly ReadonlyMap<string, Written>[];
  /** What the files note about themselves, by name. */
  readonly notes: Readonly<Record<string, unknown>>;
}

/** Everything that is wrong, or the settings with every default in its place. */
export function loadConfig(text: string, fileName: string): Config | readonly ConfigProblem[] {
  const loaded = loadLayers([{ text, name: fileName }]);
  return "config" in loaded ? loaded.config : loaded;
}

/** A setting of a later file wins over the same one of an earlier file. A list is one setting. */
export function loadLayers(files: readonly SettingsFile[]): Layered | readonly ConfigProblem[] {
  const each: Map<string, Written>[] = [];
  const places = new Map<string, Place>();
  const notes: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  let last: Place = { file: files.at(-1)?.name ?? "", lineOf: () => 1 };
  for (const file of files) {
    const read = readOne(file);
    if (!("given" in read)) {
      problems.push(...read);
      continue;
    }
    const { given, place, noted } = read;
    Object.assign(notes, noted);
    last = place;
    const written = new Map<string, Written>();
    each.push(written);
    for (const path of settingPaths) {
      const value = valueAt(given, path);
      if (value === undefined) continue;
      const name = pathText(path);
      written.set(name, { value, file: file.name, line: place.lineOf(path) });
      places.set(name, place);
    }
  }
  if (problems.length > 0) return problems;
  const written = new Map(each.flatMap((one) => [...one]));
  const config = configSchema.parse(merged(written));
  const placeOf = (path: Path): Place => places.get(pathText(settingPaths.find((one) => isBelow(path, one)) ?? [])) ?? last;
  const contradictions = inOrder(acrossSettings(config, placeOf));
  return contradictions.length > 0 ? contradictions : { config, written, each, notes };
}

/** The settings of a box without a file. */
export const defaults: Config = configSchema.parse({});

/** Sections are walked into, lists are one setting each. */
const settingPaths: readonly Path[] = pathsOf([]);

function pathsOf(path: Path): Path[] {
  const fields = fieldsOf(at(path) ?? configSchema);
  return fields === undefined ? [path] : Object.keys(fields).flatMap((step) => pathsOf([...path, step]));
}

const isBelow = (path: Path, above: Path): boolean => above.every((step, index) => path[index] === step);

function merged(written: ReadonlyMap<string, Written>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const path of settingPaths) {
    const found = written.get(pathText(path));
    if (found === undefined) continue;
    const section = path.slice(0, -1).reduce<Record<string, unknown>>((inner, step) => {
      inner[step] ??= {};
      return inner[step] as Record<string, unknown>;
    }, all);
    section[path.at(-1) ?? ""] = found.value;
  }
  return all;
}

interface Given {
  readonly given: unknown;
  readonly place: Place;
  readonly noted: Readonly<Record<string, unknown>>;
}

/** One file by itself: what it says, or every value that does not fit. */
function readOne({ text, name, notes = [] }: SettingsFile): Given | readonly ConfigProblem[] {
  const lines = new LineCounter();
  const nowhere: Place = { file: name, lineOf: () => 1 };
  if (text.length > mostCharacters)
    return [problem(nowhere, [], `This file has ${text.length} characters.`, "A settings file is a few pages: is it the right file?")];
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return faults.map(({ message, pos }) =>
      problem(
        { file: name, lineOf: () => lines.linePos(pos[0]).line },
        [],
        `This is not YAML as Quoin reads it: ${firstLine(message)}.`,
        "Mend this line; two spaces indent, a text with : or # stands in quotes.",
      ),
    );
  }
  const place: Place = { file: name, lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
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
  return judged(document, place, notes);
}

function judged(document: Document, place: Place, notes: readonly string[]): Given | readonly ConfigProblem[] {
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return [problem(place, [], "This file repeats itself through too many aliases (*name).", "Write the settings out.")];
  }
  const noted: Record<string, unknown> = {};
  if (isMap(document.contents)) {
    const all = given as Record<string, unknown>;
    for (const note of notes) {
      noted[note] = all[note];
      delete all[note];
    }
  }
  const parsed = configSchema.safeParse(given);
  return parsed.success ? { given, place, noted } : inOrder(problemsOf(parsed.error, given, place));
}

const inOrder = (problems: ConfigProblem[]): ConfigProblem[] => problems.sort((a, b) => a.line - b.line);

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
