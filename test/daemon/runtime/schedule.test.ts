// Work done again and again, and an orderly end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { createLog } from "../../../daemon/runtime/log.ts";
import { every } from "../../../daemon/runtime/schedule.ts";
import { createShutdown } from "../../../daemon/runtime/shutdown.ts";
import { ManualClock } from "../../fakes/clock.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function collecting() {
  const lines: string[] = [];
  return { lines, log: createLog({ level: "info", sink: { write: (line) => void lines.push(line) } }) };
}

test("runs follow each other, never overlap, and go on after one that throws", async () => {
  const clock = new ManualClock();
  const { log, lines } = collecting();
  let runs = 0;
  let finish: () => void = () => {};
  const schedule = every(
    1000,
    "looking",
    async () => {
      runs++;
      if (runs === 2) throw new Error("not this time");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
    { clock, log },
  );
  clock.advance(999);
  assert.equal(runs, 0);
  clock.advance(1);
  assert.equal(runs, 1);
  clock.advance(10_000);
  assert.equal(runs, 1, "the first still runs");
  const joined = schedule.soon();
  finish();
  await joined;
  assert.equal(runs, 1, "soon joins the run under way");
  clock.advance(1000);
  await turn();
  assert.equal(runs, 2);
  assert.match(lines[0] ?? "", /"work":"looking".*not this time/);
  clock.advance(1000);
  assert.equal(runs, 3);
  const stopping = schedule.stop();
  let stopped = false;
  void stopping.then(() => {
    stopped = true;
  });
  await turn();
  assert.equal(stopped, false, "stop waits for the run under way");
  finish();
  await stopping;
  clock.advance(10_000);
  await schedule.soon();
  assert.deepEqual([runs, clock.waiting], [3, 0]);
});

test("what started last stops first; what fails or hangs does not keep the rest", async () => {
  const clock = new ManualClock();
  const { log } = collecting();
  const order: string[] = [];
  const shutdown = createShutdown({ clock, log, limitMs: 5000 });
  shutdown.add("store", () => void order.push("store"));
  shutdown.add("hanging", () => {
    order.push("hanging");
    return new Promise(() => {});
  });
  shutdown.add("failing", async () => {
    order.push("failing");
    throw new Error("already gone");
  });
  shutdown.add("doors", async () => void order.push("doors"));
  assert.equal(shutdown.begun, false);
  const ending = shutdown.run("test");
  while (order.length < 3) await turn();
  await turn();
  assert.deepEqual(order, ["doors", "failing", "hanging"]);
  assert.equal(shutdown.begun, true);
  clock.advance(5000);
  assert.deepEqual(await ending, ["failing", "hanging"]);
  assert.deepEqual(order, ["doors", "failing", "hanging", "store"]);
  assert.deepEqual(await shutdown.run("again"), ["failing", "hanging"]);
  assert.equal(order.length, 4);
  assert.equal(clock.waiting, 0);
});

test("SIGTERM stops the process in order and exits 0; with a step that fails it exits 3", async () => {
  for (const [fails, code] of [
    ["", 0],
    ["fails", 3],
  ] as const) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "stopping-child.ts"), fails], { stdio: ["ignore", "pipe", "ignore"] });
    const exited = once(child, "exit");
    const [ready] = await once(child.stdout, "data");
    assert.equal(String(ready), "ready\n");
    child.kill("SIGTERM");
    assert.deepEqual(await exited, [code, null]);
  }
});
