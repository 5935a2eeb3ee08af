// The executor when nobody knows whether a commit was written: asked again, found out, or handed on; never decided twice.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Ambiguous, Unavailable } from "../../cluster/index.ts";
import { add, addingStore } from "./adding.ts";

const world = addingStore();

describe("doubt", () => {
  test("applied but not heard: found out, answered once, applied once", async () => {
    const on = world.bent(async (commit, _, nth) => {
      const answer = await commit();
      if (nth === 1) throw new Ambiguous("the line dropped");
      return answer;
    });
    assert.deepEqual(await world.executorOn(on).propose(add("a", 5)), [5]);
    assert.equal(await world.value("a"), 5);
    assert.equal(on.commits.length, 2);
  });

  test("not applied: asked again under the same compares, applied once", async () => {
    const on = world.bent((commit, _, nth) => (nth === 1 ? Promise.reject(new Ambiguous("the line dropped")) : commit()));
    assert.deepEqual(await world.executorOn(on).propose(add("a", 5)), [5]);
    assert.equal(await world.value("a"), 5);
    assert.deepEqual(on.commits[1]?.compares, on.commits[0]?.compares);
  });

  test("not applied, and someone else wrote meanwhile: handed on as doubt, never decided again", async () => {
    const on = world.bent(async (commit, _, nth) => {
      if (nth > 1) return commit();
      await world.store.commit({ compares: [], writes: [{ key: "a", value: "3" }] });
      throw new Ambiguous("the line dropped");
    });
    await assert.rejects(world.executorOn(on).propose(add("a", 5)), Ambiguous);
    assert.equal(await world.value("a"), 3);
  });

  test("that does not end is handed on, and the next command goes through", async () => {
    const on = world.bent((commit, _, nth) => (nth <= 3 ? Promise.reject(new Ambiguous("the line dropped")) : commit()));
    const executor = world.executorOn(on);
    await assert.rejects(executor.propose(add("a", 5)), Ambiguous);
    assert.deepEqual(await executor.propose(add("a", 1)), [1]);
  });

  test("a store that is away refuses the whole batch, nothing is applied, and the next one goes through", async () => {
    const on = world.bent((commit, _, nth) => (nth === 1 ? Promise.reject(new Unavailable("away")) : commit()));
    const executor = world.executorOn(on);
    const answers = await Promise.allSettled([executor.propose(add("a")), executor.propose(add("b"))]);
    for (const answer of answers) assert.ok(answer.status === "rejected" && answer.reason instanceof Unavailable);
    assert.deepEqual(await executor.propose(add("a")), [1]);
  });
});
