// Days and minutes as somebody at the place means them, whatever zone their browser is in.

/**
 * ms since 1970 of "2026-11-26" (its beginning) or "2026-11-26T14:30" by the clock of a zone (IANA; undefined: the browser's own). A time
 * that comes twice is the first; one that the clock leaves out is as long after the change. undefined: it is no time.
 */
export function momentIn(zone: string | undefined, local: string): number | undefined {
  const wall = Date.parse(`${local.includes("T") ? local : `${local}T00:00`}Z`);
  if (Number.isNaN(wall)) return undefined;
  const [before = 0, after = 0] = [wall - dayMs, wall + dayMs].map((at) => aheadOf(zone, at));
  const found = [wall - before, wall - after].filter((at) => at + aheadOf(zone, at) === wall);
  return found.length > 0 ? Math.min(...found) : wall - before;
}

/** When the day after this one begins there. */
export function dayAfter(zone: string | undefined, day: string): number | undefined {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at) ? undefined : momentIn(zone, new Date(at + dayMs).toISOString().slice(0, 10));
}

const dayMs = 24 * 60 * 60_000;

/** ms by which the zone's clock is ahead of UTC. */
function aheadOf(timeZone: string | undefined, at: number): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    ...(timeZone === undefined ? {} : { timeZone }),
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
