// How the form of the settings file changed, as data. A file of an older version is moved forward in memory, place by place, so that
// problems still name its own lines; the file itself is never rewritten.
import { type Document, isMap, isSeq } from "yaml";
import type { Path } from "./walk.ts";

/** `*` stands for each item of a list; in `to`, the same item again. */
type Pattern = readonly string[];

export type MigrationStep = { readonly move: Pattern; readonly to: Pattern } | { readonly drop: Pattern; readonly because: string };

export interface Migration {
  /** Brings a file of this version to the next one. */
  readonly from: number;
  readonly steps: readonly MigrationStep[];
}

/** Append only: a file of any age is read. Version 1 is the first. */
export const migrations: readonly Migration[] = [];

export function migrate(document: Document, from: number, list: readonly Migration[] = migrations): void {
  for (const migration of [...list].sort((a, b) => a.from - b.from)) {
    if (migration.from < from) continue;
    for (const step of migration.steps) apply(document, step);
  }
  if (isMap(document.contents) && document.has("version")) document.set("version", Math.max(from, ...list.map((step) => step.from + 1)));
}

function apply(document: Document, step: MigrationStep): void {
  for (const path of matches(document, "move" in step ? step.move : step.drop)) {
    const node = document.getIn(path, true);
    document.deleteIn(path);
    if (!("move" in step)) continue;
    const indices = path.filter((part) => typeof part === "number");
    const to = step.to.map((part) => (part === "*" ? (indices.shift() ?? 0) : part));
    if (!document.hasIn(to)) document.setIn(to, node); // what is already written in the new form wins
  }
}

function matches(document: Document, pattern: Pattern, before: Path = []): Path[] {
  const [part, ...rest] = pattern;
  if (part === undefined) return document.hasIn(before) ? [before] : [];
  if (part !== "*") return matches(document, rest, [...before, part]);
  const list = document.getIn(before, true);
  return isSeq(list) ? list.items.flatMap((_, index) => matches(document, rest, [...before, index])) : [];
}
