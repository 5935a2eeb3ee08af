// Loaded before each test file: what its tests left open must not hang the run. Node's --test-force-exit ends the process at once, and loses
// what the file had told and nobody had read yet.
import { after } from "node:test";
import { systemClock } from "../../daemon/runtime/clock.ts";

/** Long enough for the runner to read what was told, on a busy machine too; only files that leave something open wait for it. */
const graceMs = 500;

function leave(): void {
  // The file sums itself up when nothing is left to do; it is told so.
  systemClock.after(graceMs, () => {
    process.emit("beforeExit", 0);
    systemClock.after(graceMs, () => process.exit());
  });
}

// Set by the runner in the processes of the files, not in its own.
if (process.env["NODE_TEST_CONTEXT"] !== undefined) after(leave);
