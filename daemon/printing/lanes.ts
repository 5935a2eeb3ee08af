// One at a time for each printer, first come first served, with a bound on those who wait.
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";

export interface Lanes<Name> {
  /**
   * Runs `act` when the lane is free. `waiting` is told how many are ahead, first and whenever that changes. Throws Fault overloaded when too
   * many wait or the wait was too long, and Fault printer-failed when the signal aborted first: `act` was not called.
   */
  alone<T>(name: Name, signal: AbortSignal, waiting: (ahead: number) => void, act: () => Promise<T>): Promise<T>;
  length(name: Name): number;
}

/** Who is 50th at a printer is told so, not kept: at 20 s a job the wait would be a quarter of an hour. */
export const mostWaiting = 50;
/** Nobody stands at a terminal for longer, and a reservation must not bind someone's money for nothing. */
export const longestWaitMs = 30 * 60_000;

const givenUp = (): Fault => new Fault("printer-failed", "given up while waiting for the printer", { retry: "later" });

interface Turn {
  ahead: number;
  readonly tell: (ahead: number) => void;
  readonly begin: () => void;
}

export function createLanes<Name>(clock: Clock): Lanes<Name> {
  /** The first of each lane is running. */
  const lanes = new Map<Name, Turn[]>();

  const leave = (name: Name, turn: Turn): void => {
    const lane = lanes.get(name) ?? [];
    const at = lane.indexOf(turn);
    lane.splice(at, 1);
    if (lane.length === 0) lanes.delete(name);
    if (at === 0) lane[0]?.begin();
    for (const [ahead, each] of lane.entries()) if (ahead > 0 && ahead < each.ahead) each.tell((each.ahead = ahead));
  };

  const turnOf = (name: Name, signal: AbortSignal, tell: (ahead: number) => void): { turn: Turn; reached: Promise<void> } => {
    const lane = lanes.get(name) ?? [];
    if (lane.length > mostWaiting)
      throw new Fault("overloaded", `${mostWaiting} jobs wait for this printer already`, { retry: "later", trouble: "printer-busy" });
    lanes.set(name, lane);
    let begin = (): void => undefined;
    const reached = new Promise<void>((resolve, reject) => {
      const giveUp = (fault: Fault): void => {
        stopTimer();
        leave(name, turn);
        reject(fault);
      };
      const abort = (): void => giveUp(givenUp());
      const stopTimer = clock.after(longestWaitMs, () => {
        signal.removeEventListener("abort", abort);
        giveUp(new Fault("overloaded", "the printer did not become free in time", { retry: "later", trouble: "printer-busy" }));
      });
      signal.addEventListener("abort", abort, { once: true });
      begin = () => {
        stopTimer();
        signal.removeEventListener("abort", abort);
        resolve();
      };
    });
    const turn: Turn = { ahead: lane.length, tell, begin: () => begin() };
    lane.push(turn);
    if (turn.ahead === 0) turn.begin();
    else tell(turn.ahead);
    return { turn, reached };
  };

  return {
    async alone(name, signal, waiting, act) {
      if (signal.aborted) throw givenUp();
      const { turn, reached } = turnOf(name, signal, waiting);
      await reached;
      try {
        return await act();
      } finally {
        leave(name, turn);
      }
    },
    length: (name) => lanes.get(name)?.length ?? 0,
  };
}
