// When a standing printer is offered up, and when its job is canceled. Pure: a watch and the time in, the next step out (PROMISES.md, "A jam is
// also a secret").
import type { Expected } from "../domain/evidence.ts";
import type { Progress } from "./printer/contract.ts";

export interface DeliveryLimits {
  /** A printer stopped for this long: the person may stop and be refunded. */
  readonly offerAfterMs: number;
  /** Stopped for this long: canceled, for what lies in it is a secret. */
  readonly cancelAfterMs: number;
  /** Printing at all, without a page: queues of other senders at the printer, warming up, a person who wants to wait. */
  readonly baseMs: number;
  /** On top for each impression: the slowest inkjet in photo mode takes 20 s. */
  readonly perImpressionMs: number;
  /** Never longer, whatever was ordered: someone must look at such a printer. */
  readonly mostMs: number;
}

/** PROMISES.md names 2 and 5 minutes. */
export const usualLimits: DeliveryLimits = {
  offerAfterMs: 120_000,
  cancelAfterMs: 300_000,
  baseMs: 15 * 60_000,
  perImpressionMs: 20_000,
  mostMs: 6 * 3_600_000,
};

/** One job at one printer, as far as the policy needs it. Times are monotonic ms. */
export interface Watch {
  readonly startedAt: number;
  readonly limitMs: number;
  /** Since when nothing moves; undefined while it does. */
  readonly stoppedAt?: number;
  readonly offered: boolean;
  /** The person who released it has left the terminal. */
  readonly left: boolean;
}

export type NextStep =
  | { readonly do: "wait"; readonly until: number }
  | { readonly do: "offer" }
  | { readonly do: "cancel"; readonly why: "left-a-stopped-printer" | "stopped-too-long" | "too-slow" };

export const beginWatch = (now: number, expected: Expected, limits: DeliveryLimits): Watch => ({
  startedAt: now,
  limitMs: Math.min(limits.mostMs, limits.baseMs + expected.impressions * limits.perImpressionMs),
  offered: false,
  left: false,
});

/** A printer that moves again starts anew: the next stop has its own two minutes. */
export function seeProgress(watch: Watch, progress: Progress, now: number): Watch {
  if (progress.state === "stopped") return watch.stoppedAt === undefined ? { ...watch, stoppedAt: now } : watch;
  if (watch.stoppedAt === undefined) return watch;
  const { stoppedAt: _, ...moving } = watch;
  return { ...moving, offered: false };
}

export function nextStep(watch: Watch, now: number, limits: DeliveryLimits): NextStep {
  const end = watch.startedAt + watch.limitMs;
  if (now >= end) return { do: "cancel", why: "too-slow" };
  if (watch.stoppedAt === undefined) return { do: "wait", until: end };
  const stoppedMs = now - watch.stoppedAt;
  if (stoppedMs >= limits.cancelAfterMs) return { do: "cancel", why: "stopped-too-long" };
  if (stoppedMs >= limits.offerAfterMs) {
    if (watch.left) return { do: "cancel", why: "left-a-stopped-printer" };
    if (!watch.offered) return { do: "offer" };
    return { do: "wait", until: Math.min(end, watch.stoppedAt + limits.cancelAfterMs) };
  }
  return { do: "wait", until: Math.min(end, watch.stoppedAt + limits.offerAfterMs) };
}
