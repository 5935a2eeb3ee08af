// What is wrong with a settings file, as sentences: file, line, what was found, what it must be, and what to write.
import type { z } from "zod";
import { nearest } from "./nearest.ts";
import { at, explained, fieldsOf, type Path, pathText } from "./walk.ts";

export interface ConfigProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** "spool.holdHours"; empty where the file as a whole is meant. */
  readonly setting: string;
  /** All of it, ready to be read. */
  readonly sentence: string;
  /** The same for another language's words; absent: only the sentence says it. */
  readonly why?: Why;
}

/** value: not what the setting must be. unknown: no setting of that name. The others span several settings. */
export interface Why {
  readonly code: "value" | "unknown" | "at-least" | "twice" | "simulated" | "fixed" | "currency";
  readonly with?: Readonly<Record<string, string>>;
}

export interface Place {
  readonly file: string;
  /** The line of a setting, or of its nearest present parent. */
  readonly lineOf: (path: Path) => number;
}

export function problem({ file, lineOf }: Place, path: Path, what: string, remedy: string, why?: Why): ConfigProblem {
  const line = lineOf(path);
  return { file, line, setting: pathText(path), sentence: `${file}:${line}: ${what} ${remedy}`, ...(why === undefined ? {} : { why }) };
}

/** One sentence for each thing that zod found. */
export function problemsOf(error: z.core.$ZodError, given: unknown, place: Place): ConfigProblem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== "symbol");
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownSetting(place, path, key));
    return [wrongValue(place, path, valueAt(given, path))];
  });
}

function unknownSetting(place: Place, parent: Path, key: string): ConfigProblem {
  const path = [...parent, key];
  const schema = at(parent);
  const names = Object.keys((schema && fieldsOf(schema)) ?? {});
  const meant = nearest(key, names);
  const remedy = meant === undefined ? `Take it out, or write one of: ${names.join(", ")}.` : `Did you mean ${meant}?`;
  return problem(place, path, `${parent.length === 0 ? "There" : `In ${pathText(parent)} there`} is no setting "${key}".`, remedy, {
    code: "unknown",
    with: { name: key },
  });
}

function wrongValue(place: Place, path: Path, found: unknown): ConfigProblem {
  const schema = at(path);
  const about = schema && explained(schema);
  const last = path.at(-1) ?? "";
  const what = found === undefined ? `${pathText(path)} is missing` : `${pathText(path) || "This file"} is ${shown(found)}`;
  if (about === undefined) return problem(place, path, `${what}; it must hold settings by name.`, "See config/SETTINGS.md.");
  const example = typeof last === "string" ? `${last}: ${about.example}` : `- ${about.example}`;
  return problem(place, path, `${what}; it must be ${about.mustBe}.`, `Write, for example, ${example}`, { code: "value" });
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | null | undefined)?.[step], value);
}

/** A long value would hide the sentence around it. */
const shownLength = 60;

function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of settings";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
