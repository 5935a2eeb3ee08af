// Walks the schema by the names of the settings: for the documentation, the problems and the suggestions.
import type { z } from "zod";
import { configSchema, type Explained } from "./schema.ts";

export type Path = readonly (string | number)[];

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

const definition = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** Past defaults, optionals and transforms, down to what is written in the file. */
function core(schema: z.ZodType): z.ZodType {
  const { type, innerType, in: before, out } = definition(schema);
  if (innerType !== undefined) return core(innerType);
  if (type !== "pipe" || before === undefined || out === undefined) return schema;
  return core(definition(before).type === "transform" ? out : before);
}

/** The settings inside an object; undefined for anything else. */
export const fieldsOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined => definition(core(schema)).shape;

/** What each item of a list is; undefined for anything else. */
export const itemOf = (schema: z.ZodType): z.ZodType | undefined => definition(core(schema)).element;

/** The explanation nearest to the outside: `.meta()` stands last in the schema. */
export function explained(schema: z.ZodType): Explained | undefined {
  const meta = schema.meta() as Partial<Explained> | undefined;
  if (meta?.what !== undefined && meta.mustBe !== undefined && meta.example !== undefined) return meta as Explained;
  const { innerType } = definition(schema);
  return innerType === undefined ? undefined : explained(innerType);
}

export function at(path: Path, from: z.ZodType = configSchema): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return from;
  const next = typeof step === "number" ? itemOf(from) : fieldsOf(from)?.[step];
  return next === undefined ? undefined : at(rest, next);
}

/** terminals, 0, name → "terminals[1].name": people count from one. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => (typeof step === "number" ? `${text}[${step + 1}]` : text === "" ? step : `${text}.${step}`), "");
