// A waiting line that cannot grow without end: so much runs, so much waits, the next is refused as overloaded. It gives way while paused.
import { assert } from "../domain/bug.ts";
import type { Clock } from "./clock.ts";
import { Fault } from "./faults.ts";

export interface BoundedQueueOptions {
  /** Said in the fault, such as "inspection". */
  readonly name: string;
  readonly clock: Clock;
  readonly mostRunning: number;
  readonly mostWaiting: number;
  /** Sum of weights that may run at once; something heavier than all of it runs alone. Default: no limit. */
  readonly mostWeight?: number;
  /** While paused, work that has waited this long starts all the same, one at a time: giving way must not become starving. */
  readonly patienceMs: number;
}

export interface BoundedQueue {
  /** Runs `work` when its turn comes, first in, first out. Throws Fault overloaded when the line is full or closed. */
  run<T>(work: () => Promise<T>, options?: { weight?: number; signal?: AbortSignal | undefined }): Promise<T>;
  /** Starts nothing new until the answer is called; pauses nest. What runs goes on. */
  pause(): () => void;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Refuses what waits and what comes; resolves when what runs has ended. */
  close(): Promise<void>;
  readonly waiting: number;
  readonly running: number;
}

interface Waiting {
  readonly weight: number;
  readonly since: number;
  readonly start: () => void;
  readonly drop: (reason: unknown) => void;
}

export function createBoundedQueue(options: BoundedQueueOptions): BoundedQueue {
  const { clock } = options;
  assert(options.mostRunning >= 1 && options.mostWaiting >= 0, "a queue runs at least one thing");
  const mostWeight = options.mostWeight ?? Number.POSITIVE_INFINITY;
  const line: Waiting[] = [];
  const idlers: (() => void)[] = [];
  let running = 0;
  let weight = 0;
  let pauses = 0;
  let closed = false;
  let cancelPatience: (() => void) | undefined;

  const overloaded = (): Fault =>
    new Fault("overloaded", closed ? `${options.name} is closed` : `${options.name} is full: ${line.length} wait`, { retry: "later" });

  const mayStart = (next: Waiting): boolean => {
    if (running >= options.mostRunning) return false;
    if (running > 0 && weight + next.weight > mostWeight) return false;
    return pauses === 0 || (running === 0 && clock.monotonic() - next.since >= options.patienceMs);
  };

  const turn = (): void => {
    cancelPatience?.();
    cancelPatience = undefined;
    for (let next = line[0]; next !== undefined && mayStart(next); next = line[0]) {
      line.shift();
      running += 1;
      weight += next.weight;
      next.start();
    }
    const first = line[0];
    if (first !== undefined && pauses > 0) {
      const left = options.patienceMs - (clock.monotonic() - first.since);
      if (left > 0) cancelPatience = clock.after(left, turn);
    }
    if (running === 0 && line.length === 0) for (const tell of idlers.splice(0)) tell();
  };

  const ended = (by: number): void => {
    running -= 1;
    weight -= by;
    turn();
  };

  const waitTurn = (own: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        const at = line.indexOf(entry);
        if (at >= 0) line.splice(at, 1);
        entry.drop(signal?.reason);
        turn();
      };
      const entry: Waiting = {
        weight: own,
        since: clock.monotonic(),
        start: () => {
          signal?.removeEventListener("abort", leave);
          resolve();
        },
        drop: (reason) => {
          signal?.removeEventListener("abort", leave);
          reject(reason);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      line.push(entry);
      turn();
    });

  const idle = (): Promise<void> =>
    running === 0 && line.length === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve));

  return {
    async run(work, { weight: own = 1, signal } = {}) {
      signal?.throwIfAborted();
      if (closed || line.length >= options.mostWaiting + Math.max(0, options.mostRunning - running)) throw overloaded();
      await waitTurn(own, signal);
      try {
        return await work();
      } finally {
        ended(own);
      }
    },
    pause() {
      let paused = true;
      pauses += 1;
      return () => {
        if (!paused) return;
        paused = false;
        pauses -= 1;
        turn();
      };
    },
    idle,
    async close() {
      closed = true;
      for (const entry of line.splice(0)) entry.drop(overloaded());
      cancelPatience?.();
      await idle();
    },
    get waiting() {
      return line.length;
    },
    get running() {
      return running;
    },
  };
}
