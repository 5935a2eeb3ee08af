// How much is done in a while.
import { systemClock } from "../../daemon/runtime/clock.ts";

/** What is done per second over `ms` by `lanes` that each do one thing after the other; `act` is told how many came before it. */
export async function during(ms: number, lanes: number, act: (n: number) => Promise<unknown>): Promise<number> {
  let n = 0;
  const start = systemClock.monotonic();
  const lane = async (): Promise<void> => {
    while (systemClock.monotonic() - start < ms) await act(n++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (n * 1_000) / (systemClock.monotonic() - start);
}
