// The waiting line: order, bounds, giving way without starving, and an end that leaves nobody waiting.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type BoundedQueue, createBoundedQueue } from "../../../daemon/runtime/bounded-queue.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { ManualClock } from "../../fakes/clock.ts";

const queueOf = (clock: ManualClock, more: { mostRunning?: number; mostWaiting?: number; mostWeight?: number } = {}): BoundedQueue =>
  createBoundedQueue({ name: "test", clock, mostRunning: 1, mostWaiting: 10, patienceMs: 5_000, ...more });

/** Work that ends when told to. */
function work<T>(result: T): { run: () => Promise<T>; end: () => void; started: Promise<void> } {
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<T>();
  return {
    run: () => {
      begun.resolve();
      return done.promise;
    },
    end: () => done.resolve(result),
    started: begun.promise,
  };
}

const turnOfEvents = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test("what waits starts in the order it came, no more at a time than allowed", async () => {
  const queue = queueOf(new ManualClock(), { mostRunning: 2 });
  const order: number[] = [];
  const works = [0, 1, 2, 3].map((n) => work(n));
  const results = works.map(({ run }, n) =>
    queue.run(() => {
      order.push(n);
      return run();
    }),
  );
  await turnOfEvents();
  assert.deepEqual(order, [0, 1]);
  works[1]?.end();
  assert.equal(await results[1], 1);
  await works[2]?.started;
  assert.deepEqual(order, [0, 1, 2]);
  for (const { end } of works) end();
  assert.deepEqual(await Promise.all(results), [0, 1, 2, 3]);
});

test("the one too many is refused as overloaded, and may come again when there is room", async () => {
  const queue = queueOf(new ManualClock(), { mostWaiting: 1 });
  const [first, second] = [work("a"), work("b")];
  const running = queue.run(first.run);
  const waiting = queue.run(second.run);
  await assert.rejects(
    queue.run(async () => "c"),
    (error) => isFault(error, "overloaded") && error.retry === "later",
  );
  first.end();
  await running;
  const third = queue.run(async () => "c");
  second.end();
  assert.deepEqual(await Promise.all([waiting, third]), ["b", "c"]);
});

test("heavy work waits for room, and what is heavier than all of it runs alone", async () => {
  const queue = queueOf(new ManualClock(), { mostRunning: 3, mostWeight: 100 });
  const [light, heavy, giant] = [work("light"), work("heavy"), work("giant")];
  const results = [queue.run(light.run, { weight: 30 }), queue.run(heavy.run, { weight: 80 }), queue.run(giant.run, { weight: 500 })];
  await light.started;
  await turnOfEvents();
  assert.equal(queue.running, 1);
  light.end();
  await heavy.started;
  await turnOfEvents();
  assert.equal(queue.running, 1);
  heavy.end();
  await giant.started;
  giant.end();
  await Promise.all(results);
});

test("while paused nothing starts, until patience ends: then one at a time", async () => {
  const clock = new ManualClock();
  const queue = queueOf(clock, { mostRunning: 2 });
  const resume = queue.pause();
  const works = [work(0), work(1)];
  const results = works.map(({ run }) => queue.run(run));
  await turnOfEvents();
  assert.equal(queue.running, 0);
  clock.advance(4_999);
  assert.equal(queue.running, 0);
  clock.advance(1);
  assert.equal(queue.running, 1);
  works[0]?.end();
  await works[1]?.started;
  works[1]?.end();
  await Promise.all(results);
  resume();
  resume(); // twice does no harm
  assert.equal(await queue.run(async () => "free"), "free");
});

test("pauses nest", async () => {
  const queue = queueOf(new ManualClock());
  const [one, two] = [queue.pause(), queue.pause()];
  const waiting = queue.run(async () => "done");
  one();
  await turnOfEvents();
  assert.equal(queue.waiting, 1);
  two();
  assert.equal(await waiting, "done");
});

test("who gives up leaves the line; the next moves up", async () => {
  const queue = queueOf(new ManualClock());
  const first = work("a");
  const running = queue.run(first.run);
  const giveUp = new AbortController();
  let ran = false;
  const left = queue.run(async () => (ran = true), { signal: giveUp.signal });
  const after = queue.run(async () => "c");
  giveUp.abort(new Error("gone home"));
  await assert.rejects(left, /gone home/);
  first.end();
  assert.deepEqual([await running, await after, ran], ["a", "c", false]);
  await assert.rejects(
    queue.run(async () => "d", { signal: giveUp.signal }),
    /gone home/,
  );
});

test("work that throws frees its place", async () => {
  const queue = queueOf(new ManualClock());
  await assert.rejects(
    queue.run(() => Promise.reject(new Error("broke"))),
    /broke/,
  );
  assert.equal(await queue.run(async () => 1), 1);
});

test("closing refuses what waits and waits for what runs", async () => {
  const queue = queueOf(new ManualClock());
  const first = work("a");
  const running = queue.run(first.run);
  const waiting = queue.run(async () => "b");
  const refused = assert.rejects(waiting, (error) => isFault(error, "overloaded"));
  let closed = false;
  const closing = queue.close().then(() => (closed = true));
  await refused;
  assert.equal(closed, false);
  first.end();
  await closing;
  assert.equal(await running, "a");
  await assert.rejects(
    queue.run(async () => "c"),
    (error) => isFault(error, "overloaded"),
  );
});

test("whatever comes and goes, the bounds hold and the line runs dry", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("come" as const), weight: fc.integer({ min: 0, max: 60 }), fails: fc.boolean() }),
    fc.record({ kind: fc.constant("end" as const) }),
    fc.record({ kind: fc.constant("pause" as const) }),
    fc.record({ kind: fc.constant("resume" as const) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 6_000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = new ManualClock();
      const queue = queueOf(clock, { mostRunning: 3, mostWaiting: 5, mostWeight: 100 });
      const ends: (() => void)[] = [];
      const resumes: (() => void)[] = [];
      const settled: Promise<unknown>[] = [];
      let weight = 0;
      for (const one of steps) {
        if (one.kind === "come") {
          const held = work("x");
          const came = queue.run(
            async () => {
              weight += one.weight;
              ends.push(held.end);
              await held.run();
              weight -= one.weight;
              if (one.fails) throw new Error("fails");
            },
            { weight: one.weight },
          );
          settled.push(came.catch(() => {}));
        } else if (one.kind === "end") ends.shift()?.();
        else if (one.kind === "pause") resumes.push(queue.pause());
        else if (one.kind === "resume") resumes.shift()?.();
        else clock.advance(one.ms);
        await turnOfEvents();
        assert.ok(queue.running <= 3 && queue.waiting <= 5 && weight <= 100);
      }
      for (const resume of resumes) resume();
      for (await turnOfEvents(); queue.running > 0; await turnOfEvents()) for (const end of ends.splice(0)) end();
      await queue.idle();
      await Promise.all(settled);
    }),
    { numRuns: 200 },
  );
});
