// An orderly end: what started last stops first, and nothing may keep the box from ending.
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface Shutdown {
  /** What is added last is stopped first. */
  add(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything, once, however often it is called. Answers with the names that failed or ran out of time. */
  run(reason: string): Promise<readonly string[]>;
  /** Runs at SIGTERM or SIGINT, then exits: 0 when all stopped, 3 otherwise. A second signal exits at once. */
  atSignals(): void;
  readonly begun: boolean;
}

/** systemd waits 90 s before it kills; people at a console wait less. One step that hangs leaves time for the others. */
export const stopLimitMs = 10_000;

export function createShutdown({ clock, log, limitMs = stopLimitMs }: { clock: Clock; log: Log; limitMs?: number }): Shutdown {
  const steps: { name: string; stop: () => Promise<void> | void }[] = [];
  let ending: Promise<readonly string[]> | undefined;

  const stopAll = async (reason: string): Promise<readonly string[]> => {
    log.info("stopping", { reason });
    const failed: string[] = [];
    for (let step = steps.pop(); step; step = steps.pop()) {
      const error = await stopOne(step.stop, clock, limitMs);
      if (error === undefined) continue;
      failed.push(step.name);
      log.error("did not stop", { step: step.name, error });
    }
    log.info("stopped", { failed: failed.length });
    return failed;
  };

  const shutdown: Shutdown = {
    add: (name, stop) => void steps.push({ name, stop }),
    run: (reason) => (ending ??= stopAll(reason)),
    atSignals: () => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        process.on(signal, () => {
          if (ending) process.exit(3);
          void shutdown.run(signal).then((failed) => process.exit(failed.length === 0 ? 0 : 3));
        });
      }
    },
    get begun() {
      return ending !== undefined;
    },
  };
  return shutdown;
}

/** What went wrong, or undefined. */
async function stopOne(stop: () => Promise<void> | void, clock: Clock, limitMs: number): Promise<unknown> {
  let cancel = (): void => {};
  const late = new Promise<Error>((resolve) => {
    cancel = clock.after(limitMs, () => resolve(new Error(`still running after ${limitMs} ms`)));
  });
  try {
    return await Promise.race([Promise.resolve(stop()).then(() => undefined), late]);
  } catch (error) {
    return error ?? new Error("stopped without a reason");
  } finally {
    cancel();
  }
}
