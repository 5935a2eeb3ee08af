// The settings of a box as a list, by their names: what a form shows, and how a value is written there.
import { stringify } from "yaml";
import { defaults } from "./load.ts";
import { valueAt } from "./problems.ts";
import { configSchema, type Entry, type Explained } from "./schema.ts";
import { durationText, sizeText } from "./values.ts";
import { explained, fieldsOf, type Path, pathText } from "./walk.ts";
import type { z } from "zod";

export interface Setting extends Required<Pick<Explained, "what" | "mustBe" | "example" | "entry">> {
  /** "spool.holdHours" */
  readonly name: string;
  /** "spool"; "" for those at the top. */
  readonly section: string;
  readonly path: Path;
  readonly secret: boolean;
  /** As a person writes it; "" where there is none. */
  readonly standard: string;
}

const text: Entry = { kind: "text" };

/** The form of the file is nobody's to choose. */
const isChosen = (name: string): boolean => name !== "version";

export const settings: readonly Setting[] = leaves(configSchema, []);

function leaves(section: z.ZodType, path: Path): Setting[] {
  return Object.entries(fieldsOf(section) ?? {}).flatMap(([step, schema]) => {
    const here = [...path, step];
    if (fieldsOf(schema) !== undefined) return leaves(schema, here);
    const about = explained(schema);
    if (about === undefined || !isChosen(pathText(here))) return [];
    const { what, mustBe, example, entry = text, secret = false } = about;
    const standard = writtenText(valueAt(defaults, here), entry);
    return [{ name: pathText(here), section: pathText(path), path: here, what, mustBe, example, entry, secret, standard }];
  });
}

/** A value as a person writes it. */
export function writtenText(value: unknown, entry: Entry): string {
  if (value === undefined || value === null) return "";
  if (entry.kind === "list") return Array.isArray(value) && value.length === 0 ? "" : stringify(value).trim();
  if (typeof value === "number" && entry.kind === "size") return sizeText(value);
  if (typeof value === "number" && entry.kind === "duration") return durationText(value, entry.unit);
  if (typeof value === "object" && "host" in value && "port" in value) {
    const host = String(value.host);
    return `${host.includes(":") ? `[${host}]` : host}:${String(value.port)}`;
  }
  return String(value);
}
