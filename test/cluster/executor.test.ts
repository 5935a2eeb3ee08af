// The executor: order, atomicity, doubt. Commands here are "add n to these keys", because sums show what was lost or doubled.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import fc from "fast-check";
import {
  Ambiguous, type Committed, createExecutor, type Decision, type EmbeddedStore, mostWaitingCommands, openEmbeddedStore, type Projection, type Read, type StateStore, storeLimits, type Transaction, Unavailable,
} from "../../cluster/index.ts";

interface Add {
  readonly keys: readonly string[];
  readonly amount: number;
  /** Refused when a sum would go below 0. */
  readonly floor?: boolean;
  readonly fail?: boolean;
}

/** Answers the sums, or "refused". */
function decide(command: Add, read: Read): Decision<number[] | "refused"> {
  const reads = new Map<string, number>();
  const writes = new Map<string, string | undefined>();
  const sums: number[] = [];
  for (const key of command.keys) {
    const found = read(key);
    reads.set(key, found?.revision ?? 0);
    sums.push(Number(found?.value ?? 0) + command.amount);
    writes.set(key, String(sums.at(-1)));
  }
  if (command.fail) throw new Error("a bug in decide");
  if (command.floor && sums.some((sum) => sum < 0)) return { outcome: "refused", reads, writes: new Map() };
  return { outcome: sums, reads, writes };
}

/** The store, with its commits counted and its answers bent. */
function bent(store: StateStore, bend: (commit: () => Promise<Committed>, transaction: Transaction, nth: number) => Promise<Committed>): StateStore & { commits: Transaction[] } {
  const commits: Transaction[] = [];
  return Object.assign(Object.create(store) as StateStore, {
    commits,
    get: (key: string) => store.get(key),
    commit: (transaction: Transaction) => {
      commits.push(transaction);
      return bend(() => store.commit(transaction), transaction, commits.length);
    },
  });
}

const root = mkdtempSync(join(tmpdir(), "quoin-executor-"));
let store: EmbeddedStore;
before(async () => {
  store = await openEmbeddedStore({ directory: root });
});
after(async () => {
  await store.close();
  rmSync(root, { recursive: true });
});
beforeEach(async () => {
  const { items } = await store.range("");
  for (let i = 0; i < items.length; i += 500) await store.commit({ compares: [], writes: items.slice(i, i + 500).map(({ key }) => ({ key, value: undefined })) });
});

const executorOn = (on: StateStore, projection: Projection = store.projection, more: object = {}) =>
  createExecutor<Add, number[] | "refused", number>({ store: on, projection, decide, stamp: (order) => order, ...more });
const plain = () => bent(store, (commit) => commit());
const add = (key: string, amount = 1): Add => ({ keys: [key], amount });
const value = async (key: string) => Number((await store.get(key))?.value ?? 0);

describe("a batch", () => {
  test("is decided in order, each command seeing those before it, and committed at once", async () => {
    const on = plain();
    const executor = executorOn(on);
    const answers = await Promise.all([executor.propose(add("a", 5)), executor.propose({ keys: ["a", "b"], amount: 1 }), executor.propose(add("a", -2))]);
    assert.deepEqual(answers, [[5], [6, 1], [4]]);
    assert.equal(on.commits.length, 1);
    assert.deepEqual(on.commits[0]?.compares, [{ key: "a", revision: 0 }, { key: "b", revision: 0 }], "each key read below is compared, once");
    assert.deepEqual(on.commits[0]?.writes, [{ key: "a", value: "4" }, { key: "b", value: "1" }], "one final write a key");
  });

  test("gathers what arrives while the one before is being committed", async () => {
    const on = plain();
    const executor = executorOn(on);
    const first = executor.propose(add("a"));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([first, ...Array.from({ length: 50 }, () => executor.propose(add("a")))]);
    assert.equal(on.commits.length, 2);
    assert.equal(await value("a"), 51);
  });

  test("no answer leaves before its commit, not even a refusal", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const on = bent(store, async (commit) => {
      await held;
      return commit();
    });
    const executor = executorOn(on);
    let answered = 0;
    const all = [executor.propose(add("a")), executor.propose({ keys: ["poor"], amount: -1, floor: true })].map((answer) => answer.then(() => answered++));
    await store.get("a");
    await new Promise(setImmediate);
    assert.equal(answered, 0);
    release();
    await Promise.all(all);
    assert.deepEqual(on.commits[0]?.compares.map(({ key }) => key), ["a", "poor"], "what the refusal read is compared too");
  });

  test("sets aside a command whose decide throws, and only that one, its writes with it", async () => {
    const executor = executorOn(plain());
    const answers = await Promise.allSettled([executor.propose(add("a")), executor.propose({ keys: ["a", "b"], amount: 9, fail: true }), executor.propose(add("a"))]);
    assert.deepEqual(answers.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
    assert.equal(await value("a"), 2);
    assert.equal(await store.get("b"), undefined);
  });

  test("tells its listener what was written before any answer leaves", async () => {
    const told: [number, string[]][] = [];
    const executor = executorOn(plain(), store.projection, { committed: (revision: number, writes: ReadonlyMap<string, string>) => told.push([revision, [...writes.keys()]]) });
    await executor.propose(add("a")).then(() => assert.equal(told.length, 1));
    await executor.propose({ keys: ["poor"], amount: -1, floor: true });
    assert.deepEqual(told, [[store.projection.revision, ["a"]]], "a refusal writes nothing");
  });

  test("is split between commands where it would outgrow a transaction; a command too large alone fails alone", async () => {
    const on = plain();
    const executor = executorOn(on);
    const wide = (from: number, count: number): Add => ({ keys: Array.from({ length: count }, (_, i) => `k${from + i}`), amount: 1 });
    const answers = await Promise.allSettled([
      executor.propose(wide(0, 300)), executor.propose(wide(200, 300)), executor.propose(wide(400, 300)), executor.propose(wide(0, storeLimits.operations + 1)), executor.propose(wide(0, 10)),
    ]);
    assert.deepEqual(answers.map(({ status }) => status), ["fulfilled", "fulfilled", "fulfilled", "rejected", "fulfilled"]);
    for (const { writes, compares } of on.commits) assert.ok(writes.length <= storeLimits.operations && compares.length <= storeLimits.operations);
    assert.equal(await value("k250"), 2);
    assert.equal(await value("k5"), 2);
  });
});

describe("someone else writes", () => {
  test("what a decision read: it is decided again, a refusal too", async () => {
    const on = bent(store, async (commit, _, nth) => {
      if (nth === 1) await store.commit({ compares: [], writes: [{ key: "a", value: "100" }] });
      return commit();
    });
    const executor = executorOn(on);
    const answers = await Promise.all([executor.propose({ keys: ["a"], amount: -50, floor: true }), executor.propose(add("b"))]);
    assert.deepEqual(answers, [[50], [1]], "refused at first, but not told so");
    assert.equal(on.commits.length, 2);
  });

  test("again and again: after a bound the commands fail, and nothing was written", async () => {
    const on = bent(store, async (commit) => {
      await store.commit({ compares: [], writes: [{ key: "a", value: "7" }] });
      return commit();
    });
    await assert.rejects(executorOn(on).propose(add("a")), Unavailable);
    assert.equal(on.commits.length, 8);
    assert.equal(await value("a"), 7);
  });

  test("through another executor: nothing is lost between them", async () => {
    const executors = [executorOn(plain()), executorOn(plain()), executorOn(plain())];
    let failed = 0;
    await Promise.all(Array.from({ length: 90 }, async (_, i) => {
      await executors[i % 3]?.propose(add("a")).catch((error: unknown) => {
        assert.ok(error instanceof Unavailable);
        failed++;
      });
    }));
    assert.equal(await value("a"), 90 - failed);
    assert.ok(failed < 90);
  });
});

describe("doubt", () => {
  test("applied but not heard: found out, answered once, applied once", async () => {
    const on = bent(store, async (commit, _, nth) => {
      const answer = await commit();
      if (nth === 1) throw new Ambiguous("the line dropped");
      return answer;
    });
    assert.deepEqual(await executorOn(on).propose(add("a", 5)), [5]);
    assert.equal(await value("a"), 5);
    assert.equal(on.commits.length, 2);
  });

  test("not applied: asked again under the same compares, applied once", async () => {
    const on = bent(store, (commit, _, nth) => (nth === 1 ? Promise.reject(new Ambiguous("the line dropped")) : commit()));
    assert.deepEqual(await executorOn(on).propose(add("a", 5)), [5]);
    assert.equal(await value("a"), 5);
    assert.deepEqual(on.commits[1]?.compares, on.commits[0]?.compares);
  });

  test("not applied, and someone else wrote meanwhile: handed on as doubt, never decided again", async () => {
    const on = bent(store, async (commit, _, nth) => {
      if (nth > 1) return commit();
      await store.commit({ compares: [], writes: [{ key: "a", value: "3" }] });
      throw new Ambiguous("the line dropped");
    });
    await assert.rejects(executorOn(on).propose(add("a", 5)), Ambiguous);
    assert.equal(await value("a"), 3);
  });

  test("that does not end is handed on, and the next command goes through", async () => {
    const on = bent(store, (commit, _, nth) => (nth <= 3 ? Promise.reject(new Ambiguous("the line dropped")) : commit()));
    const executor = executorOn(on);
    await assert.rejects(executor.propose(add("a", 5)), Ambiguous);
    assert.deepEqual(await executor.propose(add("a", 1)), [1]);
  });

  test("a store that is away refuses the whole batch, nothing is applied, and the next one goes through", async () => {
    const on = bent(store, (commit, _, nth) => (nth === 1 ? Promise.reject(new Unavailable("away")) : commit()));
    const executor = executorOn(on);
    const answers = await Promise.allSettled([executor.propose(add("a")), executor.propose(add("b"))]);
    for (const answer of answers) assert.ok(answer.status === "rejected" && answer.reason instanceof Unavailable);
    assert.deepEqual(await executor.propose(add("a")), [1]);
  });
});

describe("limits", () => {
  test("a waiting line that is full refuses at once", async () => {
    const executor = executorOn(plain());
    const all = Array.from({ length: mostWaitingCommands + 5 }, () => executor.propose(add("a")));
    const refused = (await Promise.allSettled(all)).filter(({ status }) => status === "rejected");
    assert.equal(refused.length, 5);
    assert.equal(await value("a"), mostWaitingCommands);
  });

  test("a projection that lags behind our own commits does not hold us up", async () => {
    const frozen: Projection = { get: () => undefined, scan: () => [], revision: 0 };
    const on = plain();
    const executor = executorOn(on, frozen);
    for (let i = 1; i <= 10; i++) assert.deepEqual(await executor.propose(add("a")), [i]);
    assert.equal(on.commits.length, 10, "no commit was refused for what we wrote ourselves");
  });
});

test("any commands, however they arrive, end as if done one after the other", async () => {
  const key = fc.constantFrom("a", "b", "c", "d");
  const command = fc.record({ keys: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), amount: fc.integer({ min: -5, max: 5 }), floor: fc.boolean(), fail: fc.constantFrom(false, false, false, true) });
  let run = 0;
  await fc.assert(fc.asyncProperty(fc.array(fc.array(command, { maxLength: 20 }), { maxLength: 5 }), async (waves) => {
    const prefix = `run${run++}/`;
    const executor = executorOn(plain());
    const sums = new Map<string, number>();
    for (const wave of waves) {
      const answers = await Promise.allSettled(wave.map((one) => executor.propose({ ...one, keys: one.keys.map((name) => prefix + name) })));
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
    for (const [name, sum] of sums) assert.equal(await value(prefix + name), sum);
  }), { numRuns: 60 });
});
