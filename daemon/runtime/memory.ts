// What this process holds of the machine's memory, and giving back what it no longer needs.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Resident, in bytes. */
export const memoryBytes = (): number => process.memoryUsage.rss();

/** V8 lets its heap grow by a tenth between two full collections where it finds them cheap, and counts the documents streaming through as
 * growth: 8 MB of them, a hundred and thirty small jobs, cost one. Doubled, the same jobs cost a fifth of that. */
const growingPercent = 100;

export function growInLargeSteps(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
}

/** Collects all garbage at once, some tens of ms: worth it when starting has left 20 MB that an idle box would keep for hours. */
export function giveBackMemory(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
