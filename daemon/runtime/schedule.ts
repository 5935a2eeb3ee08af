// Work done again and again: never twice at once, never fatal.
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface Scheduled {
  /** Runs now, or joins the run under way. */
  soon(): Promise<void>;
  /** No further run begins; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** Calls `act` every `ms`, counted from the end of the last run. The first run is after `ms`. What it throws is logged. */
export function every(ms: number, name: string, act: () => Promise<void> | void, { clock, log }: { clock: Clock; log: Log }): Scheduled {
  let running: Promise<void> | undefined;
  let stopped = false;
  let cancel = clock.after(ms, () => void run());

  const run = (): Promise<void> => {
    if (running) return running;
    if (stopped) return Promise.resolve();
    cancel();
    running = (async () => {
      try {
        await act();
      } catch (error) {
        log.error("scheduled work failed", { work: name, error });
      } finally {
        running = undefined;
        if (!stopped) cancel = clock.after(ms, () => void run());
      }
    })();
    return running;
  };

  return {
    soon: run,
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
  };
}
