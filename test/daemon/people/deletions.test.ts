// What is deleted goes some seconds later, at once where the box goes, and not at all where it is undone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobId } from "../../../daemon/domain/ids.ts";
import { Deletions } from "../../../daemon/people/deletions.ts";
import { ManualClock } from "../../fakes/clock.ts";

const [one, two] = ["one", "two"] as JobId[] as [JobId, JobId];

test("a deletion is done once its time is over, and not at all when it is undone", () => {
  const clock = new ManualClock();
  const deletions = new Deletions(clock);
  const done: JobId[] = [];
  for (const job of [one, two, one]) deletions.begin(job, 10_000, async () => void done.push(job));
  assert.deepEqual([deletions.has(one), deletions.undo(two), deletions.undo(two)], [true, true, false]);
  clock.advance(9_999);
  assert.deepEqual(done, []);
  clock.advance(1);
  assert.deepEqual([done, deletions.has(one), deletions.undo(one)], [[one], false, false]);
});

test("a box that goes does at once what was said", async () => {
  const clock = new ManualClock();
  const deletions = new Deletions(clock);
  const done: JobId[] = [];
  deletions.begin(one, 10_000, async () => void done.push(one));
  await deletions.finish();
  clock.advance(20_000);
  assert.deepEqual([done, clock.waiting], [[one], 0]);
});
