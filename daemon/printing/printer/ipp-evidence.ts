// What a printer's own answers about one job add up to. Pure: readings in, evidence out (PROMISES.md, "Settling a job").
import type { Evidence, FinalState } from "../../domain/evidence.ts";
import type { JobState } from "../../domain/job.ts";
import type { JobReading } from "./ipp-messages.ts";

/** Everything worth remembering of the readings so far. */
export interface Seen {
  readonly last: JobReading | undefined;
  readonly impressions: Counter;
  readonly sheets: Counter;
}

interface Counter {
  readonly last?: number;
  readonly highest?: number;
  readonly wentBack: boolean;
}

export const nothingSeen: Seen = { last: undefined, impressions: { wentBack: false }, sheets: { wentBack: false } };

export const see = (seen: Seen, reading: JobReading): Seen => ({
  last: reading,
  impressions: counted(seen.impressions, reading.impressions),
  sheets: counted(seen.sheets, reading.sheets),
});

function counted(before: Counter, now: number | undefined): Counter {
  if (now === undefined) return before;
  return { last: now, highest: Math.max(before.highest ?? 0, now), wentBack: before.wentBack || now < (before.last ?? 0) };
}

/** Said in the evidence's reasons beside the printer's own words, for the operator's report. */
export const counterWentBack = "quoin-counter-went-back";

/**
 * The printer's last word counts, as long as it says something: some reset the counter to 0 when the job leaves, and then the highest
 * number shown before is what came out. A last number lower than an earlier one is believed: nobody pays for a page the printer takes back.
 */
const settled = ({ last, highest }: Counter): number | undefined =>
  last !== undefined && last > 0 ? last : highest !== undefined && highest > 0 ? highest : last;

export function evidenceOf(seen: Seen, final: FinalState, sent: boolean): Evidence {
  const [impressions, sheets] = [settled(seen.impressions), settled(seen.sheets)];
  const reasons = [...(seen.last?.reasons ?? []), ...(seen.impressions.wentBack ? [counterWentBack] : [])];
  return {
    source: "ipp",
    final,
    sent,
    ...(impressions === undefined ? {} : { impressions }),
    ...(sheets === undefined ? {} : { sheets }),
    ...(reasons.length === 0 ? {} : { reasons }),
  };
}

export const finalOf = (state: JobState | undefined): Exclude<FinalState, "unknown"> | undefined =>
  state === "completed" || state === "aborted" || state === "canceled" ? state : undefined;

/** The document has not arrived in full (RFC 8011 §5.3.8): such a job can only be canceled, never completed by us. */
export const isIncomplete = ({ state, reasons }: JobReading): boolean =>
  finalOf(state) === undefined &&
  (state === "pending-held" || reasons.includes("job-incoming") || reasons.includes("job-data-insufficient"));

/** Many printers leave the job at `processing` when paper runs out and say it in these reasons, or in the printer's own state only. */
export const isStopped = ({ state, reasons }: JobReading): boolean => state === "processing-stopped" || reasons.includes("printer-stopped");
