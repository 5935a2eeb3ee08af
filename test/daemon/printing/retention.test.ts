// Documents do not stay: forgotten jobs are canceled by age, bytes of ended jobs go within a minute, bytes still needed never.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { createRetention, overdue, unneeded } from "../../../daemon/printing/retention.ts";
import type { Clock } from "../../../daemon/runtime/clock.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { asked, pdf, slowly, stage } from "./intake-fixture.ts";
import { aDocument, aJob, openSpool, put, quiet, taken, temporary } from "./spool-fixture.ts";

const hour = 3_600_000;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("only held jobs grow too old, the oldest goes first", () => {
  const now = 1000 * hour;
  const aged = (hours: number, more: Partial<Job> = {}): Job => aJob({ createdAt: now - hours * hour, ...more });
  const [young, old, older] = [aged(23), aged(25), aged(30)];
  const printing = aged(40, { state: "processing", reservation: "r" as never });
  const waitingForRecovery = aged(40, { reservation: "r" as never });
  assert.deepEqual(overdue([young, old, printing, older, waitingForRecovery], 24 * hour, now), [older, old]);
  assert.deepEqual(overdue([aged(24)], 24 * hour, now), []);
});

test("a file is destroyed at the second look that finds it unneeded", () => {
  const [a, b, c] = ["a", "b", "c"] as JobId[] as [JobId, JobId, JobId];
  const first = unneeded([a, b, c], (id) => id === a, new Set());
  assert.deepEqual(first, { destroy: [], watch: new Set([b, c]) });
  const second = unneeded([a, b, c], (id) => id !== c, first.watch);
  assert.deepEqual(second, { destroy: [c], watch: new Set() });
});

test("the bytes of a job that ended are gone within a minute, those of a held one stay, a cancel that fails is tried again", async (t) => {
  const spool = await openSpool(t, await temporary(t));
  const clock = new ManualClock();
  const [held, ended, forgotten] = [aJob({ createdAt: clock.now() }), aJob(), aJob({ createdAt: clock.now() - 100 * hour })];
  for (const job of [held, ended, forgotten]) await put(spool, job, aDocument(1000));
  const live = new Map([held, forgotten].map((job) => [job.id, job]));
  let cancels = 0;
  const retention = createRetention({
    spool,
    clock,
    log: quiet,
    holdMs: () => 72 * hour,
    jobs: () => [...live.values()],
    needed: (id) => live.has(id),
    cancel: async (job, reason) => {
      assert.deepEqual([job, reason], [forgotten.id, "retention"]);
      if (++cancels === 1) throw new Error("the store is away");
      live.delete(job);
    },
  });
  retention.start();
  const left = async (): Promise<JobId[]> => (await spool.ids()).sort();
  const passes = async (ms: number, until: () => Promise<boolean>): Promise<void> => {
    clock.advance(ms);
    // Files are really destroyed, and a busy disk takes its time.
    const endAt = performance.now() + 10_000;
    while (performance.now() < endAt && !((await until()) && clock.waiting > 0)) await turn();
  };
  await passes(20_000, async () => cancels === 1);
  assert.deepEqual(await left(), [held.id, ended.id, forgotten.id].sort());
  await passes(20_000, async () => (await left()).length === 2);
  assert.equal(cancels, 2);
  assert.deepEqual(await left(), [held.id, forgotten.id].sort(), "gone 40 s after its end");
  await passes(20_000, async () => (await left()).length === 1);
  assert.deepEqual(await left(), [held.id]);
  await retention.stop();
  assert.equal(clock.waiting, 0);
  await retention.ended(held.id);
  assert.deepEqual(await left(), []);
});

test("a document that arrives for longer than two looks is left alone", async (t) => {
  const { spool, intake, accepted, clock } = await stage(t);
  const line = slowly(aDocument(1000));
  const answer = intake.submit(asked(), pdf, line.stream);
  while ((await spool.ids()).length === 0) await turn();
  const retention = createRetention({
    spool,
    clock,
    log: quiet,
    holdMs: () => 72 * hour,
    jobs: () => [],
    needed: (id) => intake.fresh(id) !== undefined,
    cancel: async () => undefined,
  });
  for (let looks = 0; looks < 3; looks++) await retention.look();
  line.go(aDocument(1000));
  const job = taken(await answer);
  assert.deepEqual([accepted.length, await spool.ids()], [1, [job.id]]);
});

test("a clock set a day ahead makes no job old, the time that passes does", async (t) => {
  const spool = await openSpool(t, await temporary(t));
  const clock = new ManualClock();
  let ahead = 0;
  const set: Clock = {
    now: () => clock.now() + ahead,
    monotonic: () => clock.monotonic(),
    after: (ms, act) => clock.after(ms, act),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    timeout: (ms) => clock.timeout(ms),
  };
  const job = aJob({ createdAt: set.now() });
  const canceled: JobId[] = [];
  const cancel = async (id: JobId): Promise<void> => void canceled.push(id);
  const retention = createRetention({
    spool,
    clock: set,
    log: quiet,
    holdMs: () => 24 * hour,
    jobs: () => [job],
    needed: () => true,
    cancel,
  });
  ahead = 25 * hour;
  clock.advance(hour);
  await retention.look();
  assert.deepEqual(canceled, []);
  clock.advance(24 * hour);
  await retention.look();
  assert.deepEqual(canceled, [job.id]);
});
