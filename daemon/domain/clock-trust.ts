// Whether the box's idea of the time may close a day, a month or a quota period (DESIGN.md §5). A clock is right once something outside vouched
// for it, and stays right for as long as the wall clock goes on as evenly as the machine's own count of time since it started.
import { type Refusal, refuse } from "./refusal.ts";

/** Both clocks, read at one moment. */
export interface ClockReading {
  /** ms since 1970, as the wall clock says. */
  readonly now: number;
  /** ms since the machine started, sleep included; nobody can set it. */
  readonly up: number;
}

/** Who vouched: a time server, the machine's own battery clock, or somebody who looked. */
export type Voucher = "network" | "chip" | "person";

/** A moment of this machine's present run at which the clock was right. */
export interface Anchor extends ClockReading {
  readonly by: Voucher;
}

export interface ClockFacts {
  readonly reading: ClockReading;
  /** A time service of this machine says that it follows a server now. */
  readonly synchronised: boolean;
  /** The machine set its clock at its start from one with a battery. */
  readonly chip: boolean;
  readonly anchor?: Anchor;
  /** The last moment, in whatever run, at which the clock was known to be right. */
  readonly last?: number;
}

export type ClockTrust =
  | { readonly trusted: true; readonly by: Voucher; readonly anchor: Anchor }
  /** unset: nobody vouched since the machine started; stepped: it was set by so much since somebody did; back: it shows a time that is past. */
  | { readonly trusted: false; readonly why: "unset" | "stepped" | "back"; readonly byMs?: number };

/** DESIGN.md §5: clocks agree within five minutes. Slewing and rounding stay far below; a wrong hour or day never does. */
export const clockToleranceMs = 5 * 60_000;
/** A battery lasts for years, but a clock that says a year has passed has more likely lost its mind. */
const longestDarkMs = 400 * 24 * 60 * 60_000;

export function judgeClock({ reading, synchronised, chip, anchor, last }: ClockFacts): ClockTrust {
  const vouched = (by: Voucher): ClockTrust => ({ trusted: true, by, anchor: { ...reading, by } });
  if (synchronised) return vouched("network");
  if (anchor) {
    const byMs = reading.now - anchor.now - (reading.up - anchor.up);
    return Math.abs(byMs) <= clockToleranceMs ? { trusted: true, by: anchor.by, anchor } : { trusted: false, why: "stepped", byMs };
  }
  if (last !== undefined && reading.now < last - clockToleranceMs) return { trusted: false, why: "back", byMs: reading.now - last };
  // A battery clock is believed where this box has seen it right before.
  return chip && last !== undefined && reading.now - last <= longestDarkMs ? vouched("chip") : { trusted: false, why: "unset" };
}

/**
 * The period that counts, where the books are in `current` and the clock says `due` (both grow with time): never an earlier one, and a later
 * one only by a clock that can be trusted. Whoever rolls or closes a period asks this.
 */
export const periodToday = (current: number, due: number, trust: ClockTrust): number => (due > current && trust.trusted ? due : current);

/** Why nothing can be closed now. */
export const refusesClosing = (trust: ClockTrust): Refusal | undefined => (trust.trusted ? undefined : refuse("time-untrusted"));
