// What the printer tests share: an order as release makes it, and a clock that runs faster than the wall, so that minutes of patience take seconds.
import type { Ticket } from "../../../../daemon/domain/document.ts";
import { plainTicket } from "../../../../daemon/domain/document.ts";
import type { ReservationId } from "../../../../daemon/domain/ids.ts";
import type { Following, PrintOrder, Progress } from "../../../../daemon/printing/printer/contract.ts";
import { type Clock, systemClock } from "../../../../daemon/runtime/clock.ts";

export const fast = (times: number): Clock => ({
  now: systemClock.now,
  monotonic: () => systemClock.monotonic() * times,
  sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  after: (ms, act) => systemClock.after(ms / times, act),
  timeout: (ms) => systemClock.timeout(ms / times),
});

export interface TestOrder extends PrintOrder {
  /** Bytes of the document that were asked for so far. */
  pulled: number;
}

export function orderOf(
  impressions: number,
  more: {
    reference?: string;
    ticket?: Partial<Ticket>;
    chunks?: number;
    title?: string;
    format?: PrintOrder["format"];
    user?: string;
  } = {},
): TestOrder {
  const ticket = { ...plainTicket, ...more.ticket };
  const chunk = Buffer.alloc(64 * 1024, "%");
  const order: TestOrder = {
    reference: (more.reference ?? "0197-job.0197-box.1.1") as ReservationId,
    title: more.title ?? "Annual report",
    user: more.user ?? "ann",
    format: more.format ?? "application/pdf",
    ticket,
    bytes: chunk.length * (more.chunks ?? 1),
    expected: { impressions, copies: ticket.copies, duplex: ticket.sides !== "one-sided" },
    pulled: 0,
    document: async function* () {
      for (let i = 0; i < (more.chunks ?? 1); i++) {
        order.pulled += chunk.length;
        yield chunk;
      }
    },
  };
  return order;
}

export interface Watching extends Following {
  readonly handles: string[];
  readonly told: Progress[];
  /** Resolves at the first progress that is like this. */
  until(like: (progress: Progress) => boolean): Promise<Progress>;
  stop(): void;
}

export function follow(): Watching {
  const [handles, told]: [string[], Progress[]] = [[], []];
  const stop = new AbortController();
  const waiting: { like: (progress: Progress) => boolean; resolve: (progress: Progress) => void }[] = [];
  return {
    handles,
    told,
    signal: stop.signal,
    started: async (handle) => void handles.push(handle),
    progress(progress) {
      told.push(progress);
      for (const { like, resolve } of waiting) if (like(progress)) resolve(progress);
    },
    until: (like) =>
      new Promise((resolve) => {
        const before = told.find(like);
        if (before) resolve(before);
        else waiting.push({ like, resolve });
      }),
    stop: () => stop.abort(),
  };
}
