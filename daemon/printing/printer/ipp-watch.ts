// Follows one job at an IPP printer to its end: asks at a widening interval, says when nothing moves, cancels and confirms, waits for late counters.
import type { FinalState } from "../../domain/evidence.ts";
import type { Clock } from "../../runtime/clock.ts";
import { isFault } from "../../runtime/faults.ts";
import type { Following, PrinterStatus, Progress } from "./contract.ts";
import { finalOf, isStopped, type Seen, see } from "./ipp-evidence.ts";
import type { JobReading } from "./ipp-messages.ts";

/** `unseen`: not in the printer's list yet, its document is still on the way. `gone`: the printer answers and does not know the job. */
export type Found = JobReading | "unseen" | "gone";

export interface JobView {
  /** Throws Fault printer-failed when the printer does not answer, or answers nonsense. */
  ask(signal: AbortSignal): Promise<Found>;
  /** Asks the printer to stop the job. Throws like `ask`; false when it says that it cannot. */
  cancel(signal: AbortSignal): Promise<boolean>;
  status(signal: AbortSignal): Promise<PrinterStatus>;
  /** When the network last took a byte (monotonic ms), while the document is on its way; undefined when it is not. */
  lastByteAt(): number | undefined;
}

export interface WatchDeps {
  readonly clock: Clock;
  readonly view: JobView;
  readonly progress: Following["progress"];
}

export interface Watched {
  readonly seen: Seen;
  /** undefined: the signal aborted before the job ended. */
  readonly final?: FinalState;
}

/** From a short job's end to the person's notice, and from a long job's to a load on the printer's small processor. */
const [shortestPollMs, longestPollMs] = [100, 2_000];
/** Longer than any pause between two pages of a working printer that we saw; then its own state is asked too. */
const unmovedMs = 5_000;
/** Two missed answers are a busy printer; 10 s of silence is a printer that is gone. */
const silentMs = 10_000;
/** A printer may list a job a moment after it took it; not known for so long is not known. */
const goneMs = 3_000;

/** Until the job has ended, the signal aborts, or the printer was silent for `lostAfterMs` (default: for ever, the signal ends it). */
export async function watchJob(
  { clock, view, progress }: WatchDeps,
  signal: AbortSignal,
  from: Seen,
  lostAfterMs = Number.POSITIVE_INFINITY,
): Promise<Watched> {
  let seen = from;
  let pollMs = shortestPollMs;
  let goneSince: number | undefined;
  let [answeredAt, movedAt] = [clock.monotonic(), clock.monotonic()];
  while (!signal.aborted) {
    const found = await readable(view, signal);
    if (signal.aborted) break;
    const now = clock.monotonic();
    const heard = Math.max(answeredAt, view.lastByteAt() ?? 0);
    if (found === undefined) {
      if (now - heard > lostAfterMs) return { seen, final: "unknown" };
      if (now - heard > silentMs) progress(saying(seen, "stopped", ["printer-unreachable"]));
    } else answeredAt = now;
    if (found !== undefined) goneSince = found === "gone" ? (goneSince ?? now) : undefined;
    if (goneSince !== undefined && now - goneSince >= goneMs) return { seen, final: "unknown" };
    let moved = false;
    if (typeof found === "object") {
      moved = found.state !== seen.last?.state || (found.impressions ?? 0) > (seen.impressions.highest ?? 0);
      seen = see(seen, found);
      const final = finalOf(found.state);
      if (final !== undefined) return { seen, final };
    }
    if (moved) movedAt = now;
    if (found !== undefined) progress(await howItGoes(view, signal, seen, now, movedAt));
    pollMs = moved ? shortestPollMs : Math.min(longestPollMs, pollMs * 1.5);
    await clock.sleep(pollMs, signal).catch(() => undefined);
  }
  return { seen };
}

/** undefined: no answer, or one without a state. Only a Fault is expected; anything else is our bug and goes up. */
async function readable(view: JobView, signal: AbortSignal): Promise<Found | undefined> {
  try {
    const found = await view.ask(signal);
    return typeof found === "object" && found.state === undefined ? undefined : found;
  } catch (error) {
    if (isFault(error, "printer-failed")) return undefined;
    throw error;
  }
}

const saying = (seen: Seen, state: Progress["state"], reasons: readonly string[]): Progress => ({
  state,
  ...(seen.impressions.highest === undefined ? {} : { impressions: seen.impressions.highest }),
  ...(reasons.length === 0 ? {} : { reasons }),
});

/** A printer out of paper may say so in the job's state, in the job's reasons, only in its own state, or only by taking no more bytes. */
async function howItGoes(view: JobView, signal: AbortSignal, seen: Seen, now: number, movedAt: number): Promise<Progress> {
  const sentAt = view.lastByteAt();
  const reasons = seen.last?.reasons ?? [];
  const stopped = seen.last !== undefined && isStopped(seen.last);
  const quiet = now - Math.max(movedAt, sentAt ?? 0);
  if (stopped || quiet > unmovedMs) {
    const status = await view.status(signal).catch(() => undefined);
    if (stopped || status?.state === "stopped") return saying(seen, "stopped", [...(status?.reasons ?? []), ...reasons]);
  }
  if (sentAt !== undefined && now - sentAt > silentMs) return saying(seen, "stopped", ["quoin-not-taking-data"]);
  return saying(seen, sentAt === undefined ? "printing" : "sending", []);
}

/** A printer that cancels at a page's end needs some seconds; one that does not within this is reported as unknown, and its owner listed. */
const cancelLimitMs = 30_000;
const cancelAgainMs = 5_000;
const confirmPollMs = 250;

/** Cancels and waits until the printer says that the job has ended. `unknown`: it did not say so in time, or does not know the job. */
export async function cancelJobAndConfirm(
  { clock, view }: Pick<WatchDeps, "clock" | "view">,
  from: Seen,
): Promise<Watched & { readonly final: FinalState }> {
  let seen = from;
  const limit = clock.timeout(cancelLimitMs);
  let askedAt = Number.NEGATIVE_INFINITY;
  let goneSince: number | undefined;
  while (!limit.aborted) {
    const now = clock.monotonic();
    if (now - askedAt >= cancelAgainMs && (await view.cancel(limit).catch(() => false))) askedAt = now;
    const found = await readable(view, limit);
    if (typeof found === "object") {
      seen = see(seen, found);
      const final = finalOf(found.state);
      if (final !== undefined) return { seen, final };
    }
    if (found !== undefined) goneSince = typeof found === "object" ? undefined : (goneSince ?? now);
    if (goneSince !== undefined && now - goneSince >= goneMs) break;
    await clock.sleep(confirmPollMs, limit).catch(() => undefined);
  }
  return { seen, final: "unknown" };
}

/** Counters were seen to lag the final state by up to a page's time; 2 s without change is taken for the end of it, 15 s for the limit. */
const [steadyMs, lagLimitMs] = [2_000, 15_000];

/** Asks on after the final state until the counter stands still, or shows what was sent. */
export async function lateCounters(
  { clock, view }: Pick<WatchDeps, "clock" | "view">,
  from: Seen,
  expected: number | undefined,
): Promise<Seen> {
  let seen = from;
  const limit = clock.timeout(lagLimitMs);
  let changedAt = clock.monotonic();
  while (!limit.aborted && clock.monotonic() - changedAt < steadyMs && (expected === undefined || seen.impressions.last !== expected)) {
    await clock.sleep(confirmPollMs, limit).catch(() => undefined);
    const found = await readable(view, limit);
    if (found === "gone" || found === "unseen") break;
    if (found === undefined) continue;
    if (found.impressions !== undefined && found.impressions !== seen.impressions.last) changedAt = clock.monotonic();
    seen = see(seen, found);
  }
  return seen;
}
