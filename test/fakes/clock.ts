// A clock that stands still until a test moves it.
import type { Clock } from "../../daemon/runtime/clock.ts";

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

export class ManualClock implements Clock {
  #now: number;
  readonly #start: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 10, 22, 9)) {
    this.#now = start;
    this.#start = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now - this.#start;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + ms, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = this.after(ms, resolve);
      signal?.addEventListener(
        "abort",
        () => {
          cancel();
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  timeout(ms: number): AbortSignal {
    const controller = new AbortController();
    this.after(ms, () => controller.abort(new DOMException("timed out", "TimeoutError")));
    return controller.signal;
  }

  /** Timers not yet due. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Moves on, calling what falls due in the order it falls due. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = until;
  }
}
