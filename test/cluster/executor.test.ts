// The executor: order, atomicity, contention, limits.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createExecutor, mostWaitingCommands, type Projection, storeLimits, Unavailable } from "../../cluster/index.ts";
import { type Add, add, addingStore } from "./adding.ts";

const world = addingStore();

describe("a batch", () => {
  test("is decided in order, each command seeing those before it, and committed at once", async () => {
    const on = world.bent();
    const executor = world.executorOn(on);
    const answers = await Promise.all([
      executor.propose(add("a", 5)),
      executor.propose({ keys: ["a", "b"], amount: 1 }),
      executor.propose(add("a", -2)),
    ]);
    assert.deepEqual(answers, [[5], [6, 1], [4]]);
    assert.equal(on.commits.length, 1);
    assert.deepEqual(
      on.commits[0]?.compares,
      [
        { key: "a", revision: 0 },
        { key: "b", revision: 0 },
      ],
      "each key read below is compared, once",
    );
    assert.deepEqual(
      on.commits[0]?.writes,
      [
        { key: "a", value: "4" },
        { key: "b", value: "1" },
      ],
      "one final write a key",
    );
  });

  test("gathers what arrives while the one before is being committed", async () => {
    const on = world.bent();
    const executor = world.executorOn(on);
    const first = executor.propose(add("a"));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([first, ...Array.from({ length: 50 }, () => executor.propose(add("a")))]);
    assert.equal(on.commits.length, 2);
    assert.equal(await world.value("a"), 51);
  });

  test("no answer leaves before its commit, not even a refusal", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const on = world.bent(async (commit) => {
      await held;
      return commit();
    });
    const executor = world.executorOn(on);
    let answered = 0;
    const all = [executor.propose(add("a")), executor.propose({ keys: ["poor"], amount: -1, floor: true })].map((answer) =>
      answer.then(() => answered++),
    );
    await world.store.get("a");
    await new Promise(setImmediate);
    assert.equal(answered, 0);
    release();
    await Promise.all(all);
    assert.deepEqual(
      on.commits[0]?.compares.map(({ key }) => key),
      ["a", "poor"],
      "what the refusal read is compared too",
    );
  });

  test("sets aside a command whose decide throws, and only that one, its writes with it", async () => {
    const executor = world.executorOn(world.bent());
    const answers = await Promise.allSettled([
      executor.propose(add("a")),
      executor.propose({ keys: ["a", "b"], amount: 9, fail: true }),
      executor.propose(add("a")),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled"],
    );
    assert.equal(await world.value("a"), 2);
    assert.equal(await world.store.get("b"), undefined);
  });

  test("tells its listener what was written before any answer leaves", async () => {
    const told: [number, string[]][] = [];
    const executor = world.executorOn(world.bent(), world.store.projection, {
      committed: (revision: number, writes: ReadonlyMap<string, string>) => told.push([revision, [...writes.keys()]]),
    });
    await executor.propose(add("a")).then(() => assert.equal(told.length, 1));
    await executor.propose({ keys: ["poor"], amount: -1, floor: true });
    assert.deepEqual(told, [[world.store.projection.revision, ["a"]]], "a refusal writes nothing");
  });

  test("is split between commands where it would outgrow a transaction; a command too large alone fails alone", async () => {
    const on = world.bent();
    const executor = world.executorOn(on);
    const wide = (from: number, count: number): Add => ({ keys: Array.from({ length: count }, (_, i) => `k${from + i}`), amount: 1 });
    const answers = await Promise.allSettled([
      executor.propose(wide(0, 300)),
      executor.propose(wide(200, 300)),
      executor.propose(wide(400, 300)),
      executor.propose(wide(0, storeLimits.operations + 1)),
      executor.propose(wide(0, 10)),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ["fulfilled", "fulfilled", "fulfilled", "rejected", "fulfilled"],
    );
    for (const { writes, compares } of on.commits)
      assert.ok(writes.length <= storeLimits.operations && compares.length <= storeLimits.operations);
    assert.equal(await world.value("k250"), 2);
    assert.equal(await world.value("k5"), 2);
  });
});

describe("someone else writes", () => {
  test("what a decision read: it is decided again, a refusal too", async () => {
    const on = world.bent(async (commit, _, nth) => {
      if (nth === 1) await world.store.commit({ compares: [], writes: [{ key: "a", value: "100" }] });
      return commit();
    });
    const executor = world.executorOn(on);
    const answers = await Promise.all([executor.propose({ keys: ["a"], amount: -50, floor: true }), executor.propose(add("b"))]);
    assert.deepEqual(answers, [[50], [1]], "refused at first, but not told so");
    assert.equal(on.commits.length, 2);
  });

  test("again and again: after a bound the commands fail, and nothing was written", async () => {
    const on = world.bent(async (commit) => {
      await world.store.commit({ compares: [], writes: [{ key: "a", value: "7" }] });
      return commit();
    });
    await assert.rejects(world.executorOn(on).propose(add("a")), Unavailable);
    assert.equal(on.commits.length, 8);
    assert.equal(await world.value("a"), 7);
  });

  test("through another executor: nothing is lost between them", async () => {
    const executors = [world.executorOn(world.bent()), world.executorOn(world.bent()), world.executorOn(world.bent())];
    let failed = 0;
    await Promise.all(
      Array.from({ length: 90 }, async (_, i) => {
        await executors[i % 3]?.propose(add("a")).catch((error: unknown) => {
          assert.ok(error instanceof Unavailable);
          failed++;
        });
      }),
    );
    assert.equal(await world.value("a"), 90 - failed);
    assert.ok(failed < 90);
  });
});

describe("limits", () => {
  test("a waiting line that is full refuses at once", async () => {
    const executor = world.executorOn(world.bent());
    const all = Array.from({ length: mostWaitingCommands + 5 }, () => executor.propose(add("a")));
    const refused = (await Promise.allSettled(all)).filter(({ status }) => status === "rejected");
    assert.equal(refused.length, 5);
    assert.equal(await world.value("a"), mostWaitingCommands);
  });

  test("a projection that lags behind our own commits does not hold us up", async () => {
    const frozen: Projection = { get: () => undefined, scan: () => [], revision: 0 };
    const on = world.bent();
    const executor = world.executorOn(on, frozen);
    for (let i = 1; i <= 10; i++) assert.deepEqual(await executor.propose(add("a")), [i]);
    assert.equal(on.commits.length, 10, "no commit was refused for what we wrote ourselves");
  });
});

test("a command that would write more than a value may hold fails alone", async () => {
  const projection = world.bent();
  const executor = createExecutor<number, string, undefined>({
    store: projection,
    projection: (projection as unknown as { projection: Projection }).projection,
    stamp: () => undefined,
    decide: (length) => ({ outcome: "done", reads: new Map(), writes: new Map([[`of-${length}`, "x".repeat(length)]]) }),
  });
  const answers = await Promise.allSettled([1, storeLimits.valueLength + 1, 2].map((length) => executor.propose(length)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
});

test("a command whose keys no store takes, read or written, fails alone", async () => {
  const store = world.bent();
  const executor = createExecutor<{ reads?: string; writes: string }, string, undefined>({
    store,
    projection: (store as unknown as { projection: Projection }).projection,
    stamp: () => undefined,
    decide: ({ reads, writes }) => ({
      outcome: "done",
      reads: new Map(reads === undefined ? [] : [[reads, 0]]),
      writes: new Map([[writes, "1"]]),
    }),
  });
  const commands = [
    { writes: "first" },
    { writes: "/q/printer/\ud800" },
    { reads: "/q/printer/\ud800", writes: "second" },
    { reads: "", writes: "third" },
    { writes: "k".repeat(storeLimits.keyBytes + 1) },
    { writes: "é".repeat(storeLimits.keyBytes / 2 + 1) },
    { writes: "é".repeat(storeLimits.keyBytes / 2) },
    { writes: "last" },
  ];
  const answers = await Promise.allSettled(commands.map((command) => executor.propose(command)));
  assert.deepEqual(
    answers.map(({ status }) => status === "fulfilled"),
    [true, false, false, false, false, false, true, true],
  );
});

test("any commands, however they arrive, end as if done one after the other", async () => {
  const key = fc.constantFrom("a", "b", "c", "d");
  const command = fc.record({
    keys: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
    amount: fc.integer({ min: -5, max: 5 }),
    floor: fc.boolean(),
    fail: fc.constantFrom(false, false, false, true),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { maxLength: 20 }), { maxLength: 5 }), async (waves) => {
      const prefix = `run${run++}/`;
      const executor = world.executorOn(world.bent());
      const sums = new Map<string, number>();
      for (const wave of waves) {
        const answers = await Promise.allSettled(
          wave.map((one) => executor.propose({ ...one, keys: one.keys.map((name) => prefix + name) })),
        );
        for (const [i, one] of wave.entries()) {
          const next = one.keys.map((name) => (sums.get(name) ?? 0) + one.amount);
          const answer = answers[i];
          if (one.fail) assert.equal(answer?.status, "rejected");
          else if (one.floor && next.some((sum) => sum < 0)) assert.deepEqual(answer, { status: "fulfilled", value: "refused" });
          else {
            assert.deepEqual(answer, { status: "fulfilled", value: next });
            for (const [j, name] of one.keys.entries()) sums.set(name, next[j] ?? 0);
          }
        }
      }
      for (const [name, sum] of sums) assert.equal(await world.value(prefix + name), sum);
    }),
    { numRuns: 60 },
  );
});
