// What an inspector answers, and the check that it is nothing else: it has read a stranger's document.
import { type DocumentFacts, mostCopies, type Page, type Sides, type SizeClass } from "../../domain/document.ts";
import { type Refusal, type RefusalCode, refuse } from "../../domain/refusal.ts";

export interface Answer {
  readonly found: DocumentFacts | Refusal;
  /** End this inspector: an engine in it crashed. */
  readonly spent: boolean;
  /** Its memory now, in bytes. */
  readonly resident: number;
}

const sizes: ReadonlySet<unknown> = new Set<SizeClass>(["a3", "a4", "a5", "letter", "other"]);
const sides: ReadonlySet<unknown> = new Set<Sides>(["one-sided", "two-sided-long-edge", "two-sided-short-edge"]);
const refusals: ReadonlySet<unknown> = new Set<RefusalCode>([
  "document-damaged",
  "document-empty",
  "document-format-not-supported",
  "document-password-error",
  "document-too-large",
  "document-unreadable",
]);

const longestEngine = 32;

/** Undefined: the inspector does not speak our language. */
export function parseAnswer(payload: Uint8Array, mostPages: number): Answer | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(payload));
    if (!isObject(value) || typeof value.resident !== "number" || typeof value.spent !== "boolean") return undefined;
    const found = parseFound(value.found, mostPages);
    return found && { found, spent: value.spent, resident: value.resident };
  } catch {
    return undefined;
  }
}

function parseFound(value: unknown, mostPages: number): DocumentFacts | Refusal | undefined {
  if (!isObject(value)) return undefined;
  if ("refused" in value) return refusals.has(value.refused) ? refuse(value.refused as RefusalCode, parseNumbers(value.with)) : undefined;
  const { pages, copiesInside, sidesInside, engine } = value;
  if (!Array.isArray(pages) || pages.length < 1 || pages.length > mostPages || !pages.every(isPage)) return undefined;
  if (!Number.isInteger(copiesInside) || Number(copiesInside) < 1 || Number(copiesInside) > mostCopies) return undefined;
  if (typeof engine !== "string" || engine.length > longestEngine) return undefined;
  if (sidesInside !== undefined && !sides.has(sidesInside)) return undefined;
  return {
    pages: pages.map(({ color, size }) => ({ color, size })),
    copiesInside: Number(copiesInside),
    ...(sidesInside === undefined ? {} : { sidesInside: sidesInside as Sides }),
    engine,
  };
}

/** Facts of a refusal: numbers only, such as the page that is too large. */
function parseNumbers(value: unknown): Record<string, number> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, number] => typeof entry[1] === "number")
      .slice(0, 4),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const isPage = (value: unknown): value is Page => isObject(value) && typeof value.color === "boolean" && sizes.has(value.size);
