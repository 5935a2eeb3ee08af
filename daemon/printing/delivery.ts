// Sends jobs to printers: one at a time to each, SENDING on disk before byte one, an eye on those that stand still, and always an end with
// evidence. Decisions stand in delivery-policy.ts; what printers say, in printer/.
import type { Evidence } from "../domain/evidence.ts";
import type { JobId, PrinterName, ReservationId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Reservation } from "../domain/reservation.ts";
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import { beginWatch, type DeliveryLimits, nextStep, seeProgress, usualLimits } from "./delivery-policy.ts";
import { createLanes } from "./lanes.ts";
import { createStandstills } from "./standstills.ts";
import type { Following, PrinterDevice, PrintOrder, Progress } from "./printer/contract.ts";

export interface DeliveryDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Both may throw Fault printer-failed for a printer that is not set up; `uri`: the address it had. */
  readonly addressOf: (printer: PrinterName) => string;
  readonly deviceFor: (printer: PrinterName, uri?: string) => PrinterDevice;
  /** Both durable when they resolve. */
  readonly record: {
    sending(job: JobId, record: { readonly reservation: ReservationId; readonly uri: string }): Promise<void>;
    handle(job: JobId, handle: string): Promise<void>;
  };
  /** Told how the printer does that has a job now; undefined: the job is over. */
  readonly heard?: (printer: PrinterName, progress: Progress | undefined) => void;
  readonly limits?: DeliveryLimits;
}

export interface DeliveryFollowing {
  readonly progress: (progress: Progress) => void;
  /** Stop and refund: the printer is asked to cancel. */
  readonly signal: AbortSignal;
  /** Aborts when the person leaves the terminal; absent where nobody stands at one. */
  readonly left?: AbortSignal;
}

export interface Delivery {
  /**
   * What came out. Throws only while nothing was sent: Fault printer-failed, overloaded, or what the record threw.
   */
  deliver(
    order: PrintOrder,
    job: Pick<Job, "id">,
    reservation: Pick<Reservation, "id" | "printer">,
    following: DeliveryFollowing,
  ): Promise<Evidence>;
  /**
   * After a restart, at the address the job was sent to, under the same policy for a printer that stands still. Sends nothing, so it waits for no other job: someone's money is
   * set aside until the answer. Throws Fault printer-failed while the printer cannot be reached.
   */
  recall(reservation: Pick<Reservation, "id" | "printer" | "quote">, handle: string | undefined, uri?: string): Promise<Evidence>;
  /** Has the printer to itself, for a calibration print. */
  alone<T>(printer: PrinterName, signal: AbortSignal, act: (device: PrinterDevice) => Promise<T>): Promise<T>;
  /** Jobs that have or wait for this printer. */
  waitingAt(printer: PrinterName): number;
}

/** A driver answers an abort within its own limits (90 s for the slowest); beyond this it hangs, and nothing may hang with it. */
const driverGraceMs = 180_000;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { clock, log, deviceFor, record } = deps;
  const limits = deps.limits ?? usualLimits;
  const lanes = createLanes<PrinterName>(clock);
  const standstills = createStandstills();
  const note = (printer: PrinterName, progress: Progress | undefined): void => {
    standstills.note(printer, progress);
    deps.heard?.(printer, progress);
  };

  return {
    deliver(order, job, reservation, following) {
      const { printer } = reservation;
      const { waiting, begun } = standstills.wait(printer, following.progress);
      const turn = lanes.alone(printer, following.signal, waiting, async () => {
        begun();
        const uri = deps.addressOf(printer);
        const device = deviceFor(printer, uri);
        await record.sending(job.id, { reservation: reservation.id, uri });
        const guard = { pulled: false, over: false };
        const guarded = { ...order, document: () => guardedDocument(order, guard) };
        const started = (handle: string): Promise<void> => record.handle(job.id, handle);
        const print: Run = (watching) =>
          device.print(guarded, { ...watching, started }).catch((error: unknown) => {
            if (!guard.pulled) throw error;
            log.error("printer driver failed after bytes were sent", { error, job: job.id, printer });
            return lost("driver-failed");
          });
        const heard = (now: Progress): void => {
          note(printer, now);
          following.progress(now);
        };
        return supervise(deps, limits, order.expected, { ...following, progress: heard }, printer, print).finally(() => {
          guard.over = true;
          note(printer, undefined);
        });
      });
      return turn.finally(begun);
    },

    async recall(reservation, handle, uri) {
      const { id, printer, quote } = reservation;
      const expected = { impressions: quote.impressions, copies: 1, duplex: false };
      const never = new AbortController().signal;
      const nobody = { progress: () => undefined, signal: never };
      return supervise(deps, limits, expected, nobody, printer, (watching) => deviceFor(printer, uri).recall(id, handle, watching));
    },

    alone: (printer, signal, act) =>
      lanes.alone(
        printer,
        signal,
        () => undefined,
        () => act(deviceFor(printer)),
      ),
    waitingAt: (printer) => lanes.length(printer),
  };
}

const lost = (reason: string): Evidence => ({ source: "quote", final: "unknown", sent: true, reasons: [reason] });

/** Notes that a byte left, so that a driver's own mistake is never taken for "nothing was sent"; gives none to a driver that was given up. */
async function* guardedDocument(order: PrintOrder, guard: { pulled: boolean; over: boolean }): AsyncGenerator<Uint8Array> {
  for await (const chunk of order.document()) {
    if (guard.over) throw new Fault("printer-failed", "this delivery is over", { retry: "never" });
    guard.pulled = true;
    yield chunk;
  }
}

type Run = (watching: Pick<Following, "progress" | "signal">) => Promise<Evidence>;

/** Runs a driver under the policy: offers, cancels, and gives up on a driver that does not end. */
async function supervise(
  { clock, log }: Pick<DeliveryDeps, "clock" | "log">,
  limits: DeliveryLimits,
  expected: PrintOrder["expected"],
  following: DeliveryFollowing,
  printer: PrinterName,
  run: Run,
): Promise<Evidence> {
  const stop = new AbortController();
  const ended = new AbortController();
  let watch = { ...beginWatch(clock.monotonic(), expected, limits), left: following.left?.aborted ?? false };
  let stopTimer = (): void => undefined;
  let hung: (evidence: Evidence) => void = () => undefined;
  const hanging = new Promise<Evidence>((resolve) => (hung = resolve));

  const cancel = (why: string): void => {
    if (stop.signal.aborted) return;
    log.info("asking the printer to cancel", { printer, why });
    stop.abort(new Fault("printer-failed", why, { retry: "later" }));
    stopTimer();
    stopTimer = clock.after(driverGraceMs, () => {
      log.error("printer driver does not end", { printer });
      hung(lost("driver-hangs"));
    });
  };
  const step = (): void => {
    if (stop.signal.aborted || ended.signal.aborted) return;
    stopTimer();
    const now = clock.monotonic();
    const next = nextStep(watch, now, limits);
    if (next.do === "cancel") {
      cancel(next.why);
      return;
    }
    if (next.do === "offer") {
      watch = { ...watch, offered: true };
      following.progress({ ...latest, state: "stopped", mayStop: true });
      step();
      return;
    }
    stopTimer = clock.after(next.until - now, step);
  };
  let latest: Progress = { state: "sending" };
  const progress = (now: Progress): void => {
    if (ended.signal.aborted) return;
    watch = seeProgress(watch, now, clock.monotonic());
    latest = now;
    following.progress(watch.offered ? { ...now, mayStop: true } : now);
    step();
  };
  const leave = (): void => {
    watch = { ...watch, left: true };
    step();
  };
  following.signal.addEventListener("abort", () => cancel("stopped-by-person"), { signal: ended.signal });
  following.left?.addEventListener("abort", leave, { signal: ended.signal });
  try {
    step();
    if (following.signal.aborted) cancel("stopped-by-person");
    return await Promise.race([run({ progress, signal: stop.signal }), hanging]);
  } finally {
    ended.abort();
    stopTimer();
  }
}
