// What printing costs. A price is a list of lines, so that each can be explained; one half-up rounding per line.
import {
  copiesOf,
  type Impression,
  impressionsInCopy,
  impressionsOfCopy,
  type PackedFacts,
  type SizeClass,
  sidesOf,
  tally,
  type Tally,
  tallyOfCopy,
  type Ticket,
} from "./document.ts";
import type { PriceName } from "./ids.ts";
import { type Money, money, share } from "./money.ts";

export interface PriceProfile {
  readonly name: PriceName;
  /** Per impression of A4. */
  readonly mono: Money;
  readonly color: Money;
  /** What a larger or smaller size costs, in permille of A4: `{ a3: 2000 }`. A size not named costs as A4. */
  readonly sizes: Readonly<Partial<Record<SizeClass, number>>>;
  readonly version?: number;
}

/** What somebody sets of a profile: what is not named stays. Only a new one needs both prices. */
export type PriceChange = Pick<PriceProfile, "name" | "sizes"> & Partial<Pick<PriceProfile, "mono" | "color">>;

export interface PriceLine {
  readonly color: boolean;
  readonly size: SizeClass;
  readonly impressions: number;
  /** Per impression at A4, before the size's share. */
  readonly unitPrice: Money;
  readonly permille: number;
  readonly amount: Money;
}

export interface Quote {
  readonly lines: readonly PriceLine[];
  readonly total: Money;
  readonly impressions: number;
  readonly impressionsColor: number;
  readonly sheets: number;
}

export function quote(facts: PackedFacts, ticket: Ticket, profile: PriceProfile): Quote {
  const sides = impressionsInCopy(facts, ticket);
  const copies = copiesOf(facts, ticket);
  const counts = tallyOfCopy(facts, ticket).map((entry) => ({ ...entry, count: entry.count * copies }));
  return priced(counts, copies * sheetsOf(facts, ticket, sides), profile);
}

const sheetsOf = (facts: PackedFacts, ticket: Ticket, sides: number): number =>
  sidesOf(facts, ticket) === "one-sided" ? sides : Math.ceil(sides / 2);

/** The price of the first `k` impressions in output order, copies collated; sides that share a sheet count it once. */
export function quoteFirst(facts: PackedFacts, ticket: Ticket, profile: PriceProfile, k: number): Quote {
  const copy = impressionsOfCopy(facts, ticket);
  const copies = copy.length === 0 ? 0 : Math.floor(k / copy.length);
  const rest = copy.slice(0, k - copies * copy.length);
  const sheets = copies * sheetsOf(facts, ticket, copy.length) + sheetsOf(facts, ticket, rest.length);
  return priced(tally(tally([], copy, copies), rest, 1), sheets, profile);
}

/** The `k` cheapest impressions, for when a printer stopped and the order it printed in is not known. */
export function quoteCheapest(facts: PackedFacts, ticket: Ticket, profile: PriceProfile, k: number): Quote {
  const copy = impressionsOfCopy(facts, ticket);
  if (k === copy.length * copiesOf(facts, ticket)) return quoteFirst(facts, ticket, profile, k);
  const cheapestFirst = copy.toSorted((a, b) => costOf(a, profile) - costOf(b, profile));
  let left = k;
  let counts: Tally = [];
  for (const impression of cheapestFirst) {
    const taken = Math.min(left, copiesOf(facts, ticket));
    counts = tally(counts, [impression], taken);
    left -= taken;
  }
  return priced(counts, sheetsOf(facts, ticket, k), profile);
}

const unitPrice = (impression: Impression, profile: PriceProfile): Money => (impression.color ? profile.color : profile.mono);
const permille = (impression: Impression, profile: PriceProfile): number => profile.sizes[impression.size] ?? 1000;
/** Exact, in 1/1000 of Money: for comparing, never for charging. */
const costOf = (impression: Impression, profile: PriceProfile): number => unitPrice(impression, profile) * permille(impression, profile);

function priced(counts: Tally, sheets: number, profile: PriceProfile): Quote {
  const lines = counts
    .filter((entry) => entry.count > 0)
    .map((entry): PriceLine => {
      const [price, factor] = [unitPrice(entry, profile), permille(entry, profile)];
      return {
        color: entry.color,
        size: entry.size,
        impressions: entry.count,
        unitPrice: price,
        permille: factor,
        amount: share(money(price * entry.count), factor),
      };
    });
  return {
    lines,
    total: money(lines.reduce((sum, line) => sum + line.amount, 0)),
    impressions: lines.reduce((sum, line) => sum + line.impressions, 0),
    impressionsColor: lines.reduce((sum, line) => sum + (line.color ? line.impressions : 0), 0),
    sheets,
  };
}
