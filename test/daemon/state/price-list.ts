// What printing costs, worked out as a person with a price list and a pencil would: side by side, in output order. Written apart from
// daemon/domain/price.ts, which it is the measure of.
import type { Page, SizeClass } from "../../../daemon/domain/document.ts";

export interface PriceList {
  readonly mono: number;
  readonly color: number;
  /** In permille of A4; a size not named costs as A4. */
  readonly sizes: Readonly<Partial<Record<SizeClass, number>>>;
}

export interface Wish {
  readonly copies: number;
  readonly black: boolean;
  /** Pages on a side: 1 or 2. */
  readonly numberUp: number;
}

export interface Side extends Page {
  /** Which of a copy's sides it is. */
  readonly place: number;
}

/** Every side of every copy, as they come out. */
export function sidesOut(pages: readonly Page[], { copies, black, numberUp }: Wish): Side[] {
  const copy: Side[] = [];
  for (let i = 0; i < pages.length; i += numberUp) {
    const together = pages.slice(i, i + numberUp);
    copy.push({ color: !black && together.some((page) => page.color), size: together[0]!.size, place: copy.length });
  }
  return Array.from({ length: copies }, () => copy).flat();
}

/** One line for each kind of side, rounded half up once. */
export function costOf(sides: readonly Side[], list: PriceList): number {
  const kinds = Map.groupBy(sides, ({ color, size }) => `${color ? "color" : "mono"} ${size}`);
  const lines = [...kinds.values()].map((kind) => (kind.length * thousandthsOf(kind[0]!, list)) / 1000);
  return lines.reduce((sum, line) => sum + Math.floor(line + 0.5), 0);
}

/** `count` sides came out: of one copy the first; of several nobody knows which, so the cheapest. */
export function costOfSome(sides: readonly Side[], count: number, copies: number, list: PriceList): number {
  if (copies === 1 || count === sides.length) return costOf(sides.slice(0, count), list);
  const cheapest = sides.toSorted((a, b) => thousandthsOf(a, list) - thousandthsOf(b, list) || a.place - b.place);
  return costOf(cheapest.slice(0, count), list);
}

const thousandthsOf = ({ color, size }: Side, list: PriceList): number => (color ? list.color : list.mono) * (list.sizes[size] ?? 1000);
