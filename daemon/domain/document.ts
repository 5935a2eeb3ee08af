// What is on the paper: pages of a document, the way a person wants them printed, and the impressions and sheets that makes.
import { assert } from "./bug.ts";

export type DocumentFormat = "application/pdf" | "image/jpeg" | "image/pwg-raster" | "image/urf" | "application/octet-stream";

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

const letterOf: Readonly<Record<SizeClass, string>> = { a4: "a", a3: "b", a5: "c", letter: "l", other: "o" };

export const pack = (facts: DocumentFacts): PackedFacts => ({
  ...facts,
  pages: facts.pages.map(({ color, size }) => (color ? letterOf[size].toUpperCase() : letterOf[size])).join(""),
});

/** Letter → page. Shared objects: a thick book is priced without making one per page. */
const pageOf = new Map<string, Page>(
  (Object.keys(letterOf) as SizeClass[]).flatMap((size) => [
    [letterOf[size], { color: false, size }] as const,
    [letterOf[size].toUpperCase(), { color: true, size }] as const,
  ]),
);

/** What a page of packed facts is; a letter of a later version is priced as its colour says. */
const page = (letter: string): Page => pageOf.get(letter) ?? { color: letter !== letter.toLowerCase(), size: "other" };

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
export type Impression = Page;

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
export const sidesOf = (facts: PackedFacts, ticket: Ticket): Sides => facts.sidesInside ?? ticket.sides;

export const copiesOf = (facts: PackedFacts, ticket: Ticket): number => facts.copiesInside * ticket.copies;

/** The impressions of one copy, in output order. */
export function impressionsOfCopy(facts: PackedFacts, ticket: Ticket): readonly Impression[] {
  const chosen = chosenPages(facts, ticket);
  if (ticket.numberUp === 1 && ticket.color !== "monochrome" && ticket.media === undefined) return chosen;
  assert(ticket.numberUp >= 1, "number-up starts at 1");
  const media = mediaSize(ticket.media);
  const impressions: Impression[] = [];
  for (let i = 0; i < chosen.length; i += ticket.numberUp) {
    const together = chosen.slice(i, i + ticket.numberUp);
    impressions.push({
      color: ticket.color !== "monochrome" && together.some(({ color }) => color),
      size: media ?? together[0]?.size ?? "other",
    });
  }
  return impressions;
}

/** How many impressions one copy has, without making them: what a list of jobs asks of each. */
export function impressionsInCopy(facts: PackedFacts, ticket: Ticket): number {
  let chosen = 0;
  for (const [from, to] of rangesOf(facts, ticket)) chosen += to - from + 1;
  return Math.ceil(chosen / ticket.numberUp);
}

/** Impressions of one kind. */
export type Tally = readonly (Impression & { readonly count: number })[];

/** A job is priced again by every list that shows it; 20 000 pages are counted once. Packed facts are never changed. */
const tallies = new WeakMap<PackedFacts, Map<string, Tally>>();
/** Ways one document is asked for: its own, in black, at another size. */
const mostTallies = 8;

/** One copy's impressions by kind, of which there are ten at most. */
export function tallyOfCopy(facts: PackedFacts, ticket: Ticket): Tally {
  const way = [ticket.numberUp, ticket.color === "monochrome", ticket.media, ticket.pageRanges].join();
  const known = tallies.get(facts) ?? new Map<string, Tally>();
  const before = known.get(way);
  if (before) return before;
  const counted = tally([], impressionsOfCopy(facts, ticket), 1);
  if (known.size >= mostTallies) known.clear();
  tallies.set(facts, known.set(way, counted));
  return counted;
}

/** The document's pages that are to be printed, by kind. */
export const pagesOf = (facts: PackedFacts, { pageRanges }: Ticket): Tally =>
  tallyOfCopy(facts, pageRanges === undefined ? plainTicket : { ...plainTicket, pageRanges });

/** `counts` with each of `impressions` added `times` times. */
export function tally(counts: Tally, impressions: readonly Impression[], times: number): Tally {
  const all = counts.map((entry) => ({ ...entry }));
  for (const { color, size } of impressions) {
    const entry = all.find((one) => one.color === color && one.size === size); // ten kinds at most
    if (entry) entry.count += times;
    else all.push({ color, size, count: times });
  }
  return all;
}

function chosenPages(facts: PackedFacts, ticket: Ticket): readonly Page[] {
  const chosen: Page[] = [];
  for (const [from, to] of rangesOf(facts, ticket)) for (let i = from - 1; i < to; i++) chosen.push(page(facts.pages.charAt(i)));
  return chosen;
}

/** The ranges of pages that are there, in order, none twice. */
function rangesOf({ pages }: PackedFacts, { pageRanges }: Ticket): readonly (readonly [number, number])[] {
  if (pageRanges === undefined) return [[1, pages.length]];
  const merged: [number, number][] = [];
  for (const [from, to] of pageRanges.toSorted(([a], [b]) => a - b)) {
    const start = Math.max(from, (merged.at(-1)?.[1] ?? 0) + 1);
    const end = Math.min(to, pages.length);
    if (start <= end) merged.push([start, end]);
  }
  return merged;
}
