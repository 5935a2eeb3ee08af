// What is on the paper: pages of a document, the way a person wants them printed, and the impressions and sheets that makes.
import { assert } from "./bug.ts";

export type DocumentFormat =
  | "application/pdf"
  | "image/jpeg"
  | "image/pwg-raster"
  | "image/urf"
  | "application/octet-stream";

/** Sizes that change a price; anything else is `other` and priced as A4. */
export type SizeClass = "a3" | "a4" | "a5" | "letter" | "other";

export interface Page {
  readonly color: boolean;
  readonly size: SizeClass;
}

/** What inspection found. Pages are the document's own, before copies, ranges and number-up. */
export interface DocumentFacts {
  readonly pages: readonly Page[];
  /** Copies the bytes themselves ask for (PWG NumCopies); multiplies the ticket's. */
  readonly copiesInside: number;
  /** Raster formats carry their sides; others undefined. */
  readonly sidesInside?: Sides;
  /** The engine that looked, such as "poppler" or "pdfium". */
  readonly engine: string;
}

/** Facts as they are kept: a character per page, so that a thick book fits in a record (64 KB) and in memory. */
export type PackedFacts = Omit<DocumentFacts, "pages"> & {
  /** One letter of its size per page, upper case where it has colour. */
  readonly pages: string;
};

/** More pages than this are refused at inspection; two records of them fit in a transaction. */
export const mostPages = 20_000;

const sizeLetters: readonly (readonly [SizeClass, string])[] = [["a4", "a"], ["a3", "b"], ["a5", "c"], ["letter", "l"], ["other", "o"]];
const letterOf = new Map(sizeLetters);
const sizeOf = new Map(sizeLetters.map(([size, letter]) => [letter, size]));

export function pack(facts: DocumentFacts): PackedFacts {
  const letters = facts.pages.map(({ color, size }) => (color ? letterOf.get(size)?.toUpperCase() : letterOf.get(size)));
  return { ...facts, pages: letters.join("") };
}

export function unpack(packed: PackedFacts): DocumentFacts {
  const pages = Array.from(packed.pages, (letter) => ({ color: letter !== letter.toLowerCase(), size: sizeOf.get(letter.toLowerCase()) ?? "other" }));
  return { ...packed, pages };
}

export type Sides = "one-sided" | "two-sided-long-edge" | "two-sided-short-edge";
export type ColorMode = "auto" | "monochrome" | "color";

/** How it is to be printed. IPP's attributes, parsed. */
export interface Ticket {
  readonly copies: number;
  readonly sides: Sides;
  readonly color: ColorMode;
  readonly numberUp: number;
  /** 1-based, inclusive; undefined: all. */
  readonly pageRanges?: readonly (readonly [number, number])[];
  /** PWG media name such as iso_a4_210x297mm; undefined: the document's own. */
  readonly media?: string;
}

export const plainTicket: Ticket = { copies: 1, sides: "one-sided", color: "auto", numberUp: 1 };

export const mostCopies = 999;

/** One printed side. */
export interface Impression {
  readonly color: boolean;
  readonly size: SizeClass;
}

/** The size class of a page of `width` × `height` points, either way round, within 3 %. */
export function sizeClass(width: number, height: number): SizeClass {
  const [short, long] = width < height ? [width, height] : [height, width];
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= b * 0.03;
  if (near(short, 841.9) && near(long, 1190.6)) return "a3";
  if (near(short, 595.3) && near(long, 841.9)) return "a4";
  if (near(short, 419.5) && near(long, 595.3)) return "a5";
  if (near(short, 612) && near(long, 792)) return "letter";
  return "other";
}

/** The size class of a PWG self-describing media name, or undefined when it names none we price. */
export function mediaSize(media: string | undefined): SizeClass | undefined {
  if (media === undefined) return undefined;
  if (media.includes("_a3_")) return "a3";
  if (media.includes("_a4_")) return "a4";
  if (media.includes("_a5_")) return "a5";
  if (media.includes("_letter_")) return "letter";
  return "other";
}

/** The sides a job really gets: raster pages carry their own. */
export const sidesOf = (facts: DocumentFacts, ticket: Ticket): Sides => facts.sidesInside ?? ticket.sides;

/** The impressions of one copy, in output order. */
export function impressionsOfCopy(facts: DocumentFacts, ticket: Ticket): Impression[] {
  const chosen = ticket.pageRanges
    ? facts.pages.filter((_, i) => ticket.pageRanges?.some(([from, to]) => i + 1 >= from && i + 1 <= to))
    : facts.pages;
  assert(ticket.numberUp >= 1, "number-up starts at 1");
  const impressions: Impression[] = [];
  for (let i = 0; i < chosen.length; i += ticket.numberUp) {
    const together = chosen.slice(i, i + ticket.numberUp);
    impressions.push({
      color: ticket.color !== "monochrome" && together.some((page) => page.color),
      size: mediaSize(ticket.media) ?? together[0]?.size ?? "other",
    });
  }
  return impressions;
}

export const copiesOf = (facts: DocumentFacts, ticket: Ticket): number => facts.copiesInside * ticket.copies;
