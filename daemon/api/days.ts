// The days of a place, by its own clock: when each began, and what it is called.

const dayMs = 24 * 60 * 60_000;
/** Clocks are put forward and back by whole halves of an hour. */
const stepMs = 30 * 60_000;

export interface Day {
  /** 2026-11-26. */
  readonly day: string;
  /** ms since 1970. */
  readonly from: number;
  /** The beginning of the next. */
  readonly to: number;
}

/** The last days, oldest first, today last. */
export function lastDays(now: number, count: number, zone: string): Day[] {
  const clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" });
  const days: Day[] = [];
  // No day is longer than 25 hours, none shorter than 23: a day and a half after midnight is the next one.
  let to = beginning(clock, beginning(clock, now) + dayMs * 1.5);
  while (days.length < count) {
    const from = beginning(clock, to - 1);
    days.unshift({ day: dayOf(clock, from), from, to });
    to = from;
  }
  return days;
}

const dayOf = (clock: Intl.DateTimeFormat, at: number): string => clock.format(at).slice(0, 10);

function beginning(clock: Intl.DateTimeFormat, at: number): number {
  const day = dayOf(clock, at);
  let start = at - sinceMidnight(clock, at);
  // Where the clock was put forward or back since midnight, this is an hour beside.
  while (dayOf(clock, start) !== day) start += stepMs;
  while (dayOf(clock, start - 1) === day) start -= stepMs;
  return start;
}

function sinceMidnight(clock: Intl.DateTimeFormat, at: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock
    .formatToParts(at)
    .filter(({ type }) => type === "hour" || type === "minute" || type === "second")
    .map(({ value }) => Number(value));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000);
}
