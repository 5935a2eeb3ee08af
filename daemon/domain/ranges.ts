// Pages as people write them: "1-3, 5, 8-". What is written is what is shown again.
import type { Ticket } from "./document.ts";

type Ranges = NonNullable<Ticket["pageRanges"]>;

/** More than anybody types; each costs a moment of every price. */
const mostRanges = 100;
/** As high as a document has pages, and then some: what lies beyond its end is left away. */
const highest = 999_999;

/** undefined: this is no list of pages. Empty text: all of them, an empty list. */
export function parseRanges(text: string): Ranges | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > mostRanges) return undefined;
  const ranges: [number, number][] = [];
  for (const part of parts) {
    const found = /^(\d{1,6})?\s*([-–]?)\s*(\d{1,6})?$/.exec(part);
    const [, from, dash, to] = found ?? [];
    if (!found || (from === undefined && to === undefined) || (dash === "" && from !== undefined && to !== undefined)) return undefined;
    const first = Number(from ?? (dash === "" ? to : 1));
    const last = to !== undefined ? Number(to) : dash === "" ? first : highest;
    if (first < 1 || last < first) return undefined;
    ranges.push([first, last]);
  }
  return ranges;
}

export const showRanges = (ranges: Ranges = []): string =>
  ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to >= highest ? "" : to}`)).join(", ");
