// One device, kept open: found, opened, watched, and after it was unplugged found again.
import type { Closable, Condition, Reports, Timers } from "./contract.ts";
import { DeviceFault, deviceFault, isAbsence } from "./faults.ts";
import { locator, type Transports } from "./locate.ts";
import type { Planned } from "./plan.ts";
import { createHand, type Hand } from "./transport/hand.ts";

export interface SupervisedParts {
  readonly planned: Planned;
  readonly transports: Transports;
  readonly timers: Timers;
  readonly reports: Reports;
  /** Called when the condition is another than before. */
  readonly changed: (condition: Condition) => void;
}

/** At once where a plug was only loose; then at most this long after it is back, which is how long somebody waits before trying again. */
export const firstRetryMs = 250;
export const mostRetryMs = 2_000;
/** Open this long, a device works; one that opens and fails sooner is tried less and less often. */
const steadyMs = 2_000;
/** Opening takes milliseconds. One that does not end cannot be ended either, but must be told. */
const openMs = 5_000;

export class Supervised {
  readonly hand: Hand = createHand();
  readonly #parts: SupervisedParts;
  #condition: Condition;
  #attempt: Promise<void> = Promise.resolve();
  #device: Closable | undefined;
  #retryMs = firstRetryMs;
  #cancelRetry = (): void => undefined;
  #openedAt = 0;
  #closed = false;
  #told = "";

  constructor(parts: SupervisedParts) {
    this.#parts = parts;
    const { name, driver } = parts.planned;
    this.#condition = { name, driver: driver.name, kind: driver.kind, state: "absent" };
    this.#try();
  }

  get condition(): Condition {
    return this.#condition;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    const device = this.#device;
    this.#device = undefined;
    await Promise.all([device?.close(), this.#attempt]);
  }

  #try(): void {
    this.#attempt = this.#open();
  }

  async #open(): Promise<void> {
    const { planned, transports, timers } = this.#parts;
    /** Ended by whoever is first: the device that goes, or the box that stops. What it says afterwards is not heard. */
    const attempt: { over: boolean; fault?: DeviceFault } = { over: false };
    const gone = (fault: DeviceFault): void => {
      if (attempt.over) return;
      attempt.over = true;
      attempt.fault = fault;
      const device = this.#device;
      this.#device = undefined;
      if (device) {
        void device.close().catch(() => undefined);
        this.#failed(fault);
      }
    };
    const cancelSlow = timers.after(openMs, () => this.#set(new DeviceFault("broken", "it does not answer to being opened")));
    try {
      const place = planned.settings;
      const locate = locator({ place, driver: planned.driver, transports, timers, hand: this.hand, gone });
      const device = await planned.prepared.open(locate, this.#heard(attempt), timers);
      if (this.#closed || attempt.over) {
        attempt.over = true;
        await device.close();
        if (attempt.fault) throw attempt.fault;
        return;
      }
      this.#device = device;
      this.#openedAt = timers.monotonic();
      this.#set();
    } catch (error) {
      attempt.over = true;
      this.#failed(deviceFault(error));
    } finally {
      cancelSlow();
    }
  }

  #heard(attempt: { readonly over: boolean }): Reports {
    const { reader, keypad } = this.#parts.reports;
    const live = (): boolean => !attempt.over && !this.#closed;
    return {
      reader: {
        card: async (number) => void (live() && (await reader.card(number))),
        dropped: (why) => void (live() && reader.dropped(why)),
      },
      keypad: { key: async (key) => void (live() && (await keypad.key(key))) },
    };
  }

  #failed(fault: DeviceFault): void {
    if (this.#closed) return;
    this.#set(fault);
    const { timers } = this.#parts;
    if (this.#openedAt > 0 && timers.monotonic() - this.#openedAt >= steadyMs) this.#retryMs = firstRetryMs;
    this.#openedAt = 0;
    this.#cancelRetry = timers.after(this.#retryMs, () => this.#try());
    this.#retryMs = Math.min(mostRetryMs, this.#retryMs * 2);
  }

  /** No fault: ready. Told once, not at every try; gone and absent are the same to those who look after it. */
  #set(fault?: DeviceFault): void {
    if (this.#closed) return;
    const { name, driver, kind } = this.#condition;
    const state = fault === undefined ? "ready" : isAbsence(fault) ? "absent" : "failed";
    this.#condition = { name, driver, kind, state, ...(fault ? { fault } : {}) };
    const news = state === "failed" ? `${fault?.code} ${fault?.detail}` : state;
    if (news === this.#told) return;
    this.#told = news;
    this.#parts.changed(this.#condition);
  }
}
