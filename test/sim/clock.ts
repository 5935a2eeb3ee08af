// Time that moves only when everything waits. Timers of a box that crashed never ring.
import type { Clock } from "../../daemon/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly serial: number;
  readonly ring: () => void;
}

export class SimTime {
  now = 0;
  #timers: Timer[] = [];
  #serial = 0;

  at(ms: number, ring: () => void): () => void {
    const timer = { at: this.now + Math.max(0, ms), serial: this.#serial++, ring };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  #next(): Timer | undefined {
    let next = this.#timers[0];
    for (const timer of this.#timers)
      if (next && (timer.at < next.at || (timer.at === next.at && timer.serial < next.serial))) next = timer;
    return next;
  }

  /** Lets everything that can run do so, then rings timers in order until `ms` have passed. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const next = this.#next();
      if (!next || next.at > end) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.ring();
    }
    this.now = end;
  }
}

/** Every promise that can go on has gone on: nothing in the simulated world waits for anything but its timers. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether the box that asked is still the one that runs. */
export interface Life {
  alive: boolean;
}

const wallStart = Date.UTC(2026, 0, 5, 7);

export const clockOf = (time: SimTime, life: Life): Clock => ({
  now: () => wallStart + time.now,
  monotonic: () => time.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = time.at(ms, () => life.alive && resolve());
      signal?.addEventListener(
        "abort",
        () => {
          cancel();
          if (life.alive) reject(signal.reason);
        },
        { once: true },
      );
    }),
  after: (ms, act) => time.at(ms, () => life.alive && act()),
  timeout: (ms) => {
    const controller = new AbortController();
    time.at(ms, () => life.alive && controller.abort(new DOMException("timeout", "TimeoutError")));
    return controller.signal;
  },
});
