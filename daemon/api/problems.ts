// Problem documents (RFC 9457) out of refusals, faults and bugs. `code` is for programs, `detail` for people.
import type { z } from "zod";
import { namePattern } from "../domain/ids.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { type FaultCode, isFault } from "../runtime/faults.ts";
import { faultHttpStatus, faultSentence } from "../words/faults.ts";
import type { Key } from "../words/en.ts";
import { type Language, say } from "../words/index.ts";
import { httpStatus, sentence } from "../words/refusals.ts";
import { fill } from "../words/say.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The refusal's or fault's own name, or `not-authenticated`, `not-authorized`, `no-such-route`. */
  readonly code: string;
  readonly kind: "refusal" | "fault";
  /** Faults: whether trying the same again may help. */
  readonly retry?: "now" | "later" | "never";
  readonly with?: Refusal["with"];
  /** Every field of a request that does not fit. */
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

export const problemType = "application/problem+json";

/** What amounts and times are told in. */
export interface Site {
  readonly currency: string;
  readonly zone: string;
}

/** A refusal that says of several fields at once why each does not fit. */
export interface FieldsRefusal extends Refusal {
  readonly errors: NonNullable<Problem["errors"]>;
}

export const refuseFields = (errors: FieldsRefusal["errors"]): FieldsRefusal => ({
  ...refuse("bad-input", { field: errors[0]?.field ?? "", detail: errors[0]?.detail ?? "" }),
  errors,
});

export const refusalProblem = (language: Language, refusal: Refusal, { currency, zone }: Site): Problem => ({
  type: `urn:quoin:refusal:${refusal.refused}`,
  title: refusal.refused,
  status: httpStatus(refusal.refused),
  detail: sentence(language, refusal, currency, zone),
  code: refusal.refused,
  kind: "refusal",
  ...(refusal.with ? { with: refusal.with } : {}),
  ...("errors" in refusal ? { errors: (refusal as FieldsRefusal).errors } : {}),
});

/** Anything thrown. What is no fault is a bug of ours: the log has it in full, the caller a sentence. */
export function faultProblem(language: Language, error: unknown): Problem {
  const code: FaultCode = isFault(error) ? error.code : "bug";
  return {
    type: `urn:quoin:fault:${code}`,
    title: code,
    status: faultHttpStatus(code),
    detail: faultSentence(language, code),
    code,
    kind: "fault",
    retry: isFault(error) ? error.retry : "never",
  };
}

export function invalidProblem(language: Language, error: z.ZodError, site: Site): Problem {
  const [first = refuse("bad-input"), ...others] = error.issues.map(misfit);
  const errors = [first, ...others].map((refusal) => ({
    field: String(refusal.with?.["field"] ?? "request"),
    detail: fill(language, `detail.${refusal.with?.["detail"] ?? "other"}` as Key, refusal.with ?? {}),
  }));
  return { ...refusalProblem(language, first, site), errors };
}

/** What a schema found, as a refusal like those of the state. */
function misfit(issue: z.core.$ZodIssue): Refusal {
  const path = [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])];
  return refuse("bad-input", { field: path.join(".") || "request", ...misfitOf(issue) });
}

function misfitOf(issue: z.core.$ZodIssue): { detail: string; n?: number; options?: string } {
  switch (issue.code) {
    case "too_small":
      return { detail: bounds[issue.origin]?.[0] ?? "too-small", n: Number(issue.minimum) };
    case "too_big":
      return { detail: bounds[issue.origin]?.[1] ?? "too-big", n: Number(issue.maximum) };
    case "invalid_type":
      if (issue.input === undefined) return { detail: "missing" };
      return { detail: issue.expected === "int" || issue.expected === "number" ? "whole-number" : "other" };
    case "invalid_format":
      if (issue.pattern === String(namePattern)) return { detail: "name" };
      return { detail: expected[issue.path.join(".")] ?? "characters" };
    case "invalid_value":
      return { detail: "options", options: issue.values.map(String).join(", ") };
    case "unrecognized_keys":
      return { detail: "unknown" };
    case "invalid_union":
      return { detail: expected[issue.path.join(".")] ?? "other" };
    default:
      return { detail: "other" };
  }
}

/** Fields that say better what they want than a pattern does. */
const expected: Readonly<Record<string, string>> = { job: "job", code: "digits", pin: "digits", keys: "keys" };

const bounds: Readonly<Record<string, readonly [least: string, most: string]>> = {
  string: ["too-short", "too-long"],
  array: ["too-few", "too-many"],
};

/** What the doors say no with, and as which HTTP status. */
export const doorStatus = {
  "not-authenticated": 401,
  "not-authorized": 403,
  "not-allowed": 403,
  "not-a-person": 403,
  "stale-page": 403,
  "foreign-origin": 403,
  "unknown-host": 403,
  "no-such-route": 404,
  "too-many-tries": 429,
} as const;
export type DoorCode = keyof typeof doorStatus;

/** What the door says before any handler is asked. */
export const doorProblem = (language: Language, code: DoorCode): Problem => ({
  type: `urn:quoin:door:${code}`,
  title: code,
  status: doorStatus[code],
  detail: say(language, `door.${code}`),
  code,
  kind: "refusal",
});
