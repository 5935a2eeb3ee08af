// A box that is asked to stop and to start again within its process: by what, and what it begins with then.
import type { Ports } from "./faces/places.ts";
import type { Decision } from "./restore/index.ts";
import type { Clock } from "./runtime/clock.ts";

/** What the next start begins from, so that it is found where it was. */
export interface Before {
  /** Where a free port was asked for, the one that was found. */
  readonly ports: Ports;
  /** The box's own settings file, with which it ran. */
  readonly settings: string | undefined;
  /** A prepared backup that is to take the place of its data. */
  readonly restore?: Decision;
}

interface NextLife {
  /** Resolves once somebody asked. */
  readonly asked: Promise<void>;
  readonly acts: { restart(): void; restore(decision: Decision): void };
  decided(): Pick<Before, "restore">;
}

/** The answer that says so goes out first. */
const answerMs = 200;

export function nextLife(clock: Pick<Clock, "after">): NextLife {
  const asked = Promise.withResolvers<void>();
  let decided: Decision | undefined;
  const restart = (): void => void clock.after(answerMs, asked.resolve);
  return {
    asked: asked.promise,
    acts: {
      restart,
      restore: (decision) => {
        decided = decision;
        restart();
      },
    },
    decided: () => (decided === undefined ? {} : { restore: decided }),
  };
}
