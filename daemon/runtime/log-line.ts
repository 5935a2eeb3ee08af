// A line of the log, read again.
import type { LogLevel } from "./log.ts";

export interface WrittenLine {
  readonly at: number;
  readonly level: LogLevel;
  /** The room; "" for the box itself. */
  readonly part: string;
  readonly event: string;
  readonly facts: Record<string, string>;
}

/** pino's numbers. */
const levels: Readonly<Record<number, LogLevel>> = { 20: "debug", 30: "info", 40: "warn", 50: "error" };

/** undefined: cut off by a power cut, or no line of ours. */
export function writtenLine(raw: string): WrittenLine | undefined {
  try {
    const { level, time, room = "", msg, ...facts } = JSON.parse(raw) as Record<string, unknown>;
    const at = Date.parse(String(time));
    const named = levels[Number(level)];
    if (named === undefined || !Number.isFinite(at)) return undefined;
    const shown = Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? fact : JSON.stringify(fact)]);
    return { at, level: named, part: String(room), event: String(msg ?? ""), facts: Object.fromEntries(shown) };
  } catch {
    return undefined;
  }
}
