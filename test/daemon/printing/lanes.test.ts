// One at a time for each printer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLanes, longestWaitMs, mostWaiting } from "../../../daemon/printing/lanes.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { ManualClock } from "../../fakes/clock.ts";

/** Lets what was resolved run on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const never = new AbortController().signal;

function gate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

test("in the order they came, each told how many are before it", async () => {
  const lanes = createLanes<string>(new ManualClock());
  const [gates, told, ran]: [ReturnType<typeof gate>[], string[], number[]] = [[gate(), gate(), gate()], [], []];
  const run = (i: number, passed: Promise<void>): Promise<void> => {
    ran.push(i);
    return passed;
  };
  const running = gates.map(({ passed }, i) =>
    lanes.alone(
      "p",
      never,
      (ahead) => told.push(`${i}:${ahead}`),
      () => run(i, passed),
    ),
  );
  await turn();
  assert.deepEqual([ran, lanes.length("p")], [[0], 3]);
  await lanes.alone(
    "other",
    never,
    () => assert.fail(),
    async () => undefined,
  );
  for (const [i, { open }] of gates.entries()) {
    open();
    await running[i];
    await turn();
  }
  assert.deepEqual([ran, told, lanes.length("p")], [[0, 1, 2], ["1:1", "2:2", "2:1"], 0]);
});

test("one that fails, or gives up waiting, frees its place", async () => {
  const lanes = createLanes<string>(new ManualClock());
  const [first, stop] = [gate(), new AbortController()];
  const failing = lanes.alone(
    "p",
    never,
    () => undefined,
    async () => {
      await first.passed;
      throw new Error("broken");
    },
  );
  const waiting = lanes.alone(
    "p",
    stop.signal,
    () => undefined,
    async () => assert.fail(),
  );
  const third = lanes.alone(
    "p",
    never,
    () => undefined,
    async () => "done",
  );
  stop.abort();
  await assert.rejects(waiting, (error) => isFault(error, "printer-failed"));
  first.open();
  await assert.rejects(failing, /broken/);
  assert.equal(await third, "done");
  await assert.rejects(
    lanes.alone(
      "p",
      stop.signal,
      () => undefined,
      async () => assert.fail(),
    ),
    (error) => isFault(error, "printer-failed"),
  );
});

test("bounded in number and in time", async () => {
  const clock = new ManualClock();
  const lanes = createLanes<string>(clock);
  const first = gate();
  const running = lanes.alone(
    "p",
    never,
    () => undefined,
    () => first.passed,
  );
  const waiting = Array.from({ length: mostWaiting }, () =>
    lanes.alone(
      "p",
      never,
      () => undefined,
      async () => assert.fail(),
    ),
  );
  const outcomes = Promise.allSettled(waiting);
  await assert.rejects(
    lanes.alone(
      "p",
      never,
      () => undefined,
      async () => assert.fail(),
    ),
    (error) => isFault(error, "overloaded"),
  );
  clock.advance(longestWaitMs);
  assert.ok((await outcomes).every((each) => each.status === "rejected" && isFault(each.reason, "overloaded")));
  assert.equal(lanes.length("p"), 1);
  first.open();
  await running;
});
