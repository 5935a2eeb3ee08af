// What a restart finds in the spool, and what becomes of it.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { JobId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import type { Fate } from "../../../daemon/printing/intake.ts";
import { asked, pdf, slowly, stage, streamed } from "./intake-fixture.ts";
import { aDocument, readAll, sha256, taken } from "./spool-fixture.ts";

const seconds = 1000;

test("after a restart: whole jobs the state has not heard of are accepted again, open ones stay open, ended and broken ones go", async (t) => {
  const before = await stage(t);
  const submit = async (): Promise<Job> => taken(await before.intake.submit(asked(), pdf, streamed(aDocument(300_000))));
  const [live, ended, unknown] = [await submit(), await submit(), await submit()];
  const stale = taken(await before.intake.open(asked()));
  before.clock.advance(200 * seconds);
  const open = taken(await before.intake.open(asked()));
  const halfSent = taken(await before.intake.open(asked({ title: "half" })));
  const half = slowly(aDocument(600_000));
  const sending = before.intake.receive(halfSent.id, pdf, half.stream, true);
  const closable = taken(await before.intake.open(asked()));
  await before.intake.receive(closable.id, pdf, streamed(aDocument(99)), false);
  before.intake.stop();
  await before.spool.close();
  half.go(new Error("restart"));
  await sending.catch(() => {});
  await writeFile(join(before.directory, "01890000-garbage.job"), "not a job at all");

  before.clock.advance(60 * seconds);
  const after = await stage(t, { directory: before.directory, clock: before.clock });
  const fates = new Map<JobId, Fate>([
    [live.id, "live"],
    [ended.id, "ended"],
  ]);
  const counts = await after.intake.recover((id) => fates.get(id) ?? "unknown");
  assert.deepEqual(counts, { accepted: 2, reopened: 2, removed: 3 });
  assert.deepEqual(after.accepted.map((job) => job.id).sort(), [unknown.id, closable.id].sort());
  assert.deepEqual([before.found, after.found], [[], after.accepted], "their senders may have gone");
  assert.deepEqual(
    after.accepted.find((job) => job.id === unknown.id),
    unknown,
  );
  assert.deepEqual(
    after.intake.freshJobs().map((job) => job.id),
    [unknown.id, open.id, halfSent.id, closable.id],
  );
  assert.deepEqual((await after.spool.ids()).sort(), [live.id, unknown.id, open.id, halfSent.id, closable.id].sort());
  assert.equal(after.intake.fresh(stale.id), undefined);

  const document = aDocument(800_000);
  const resumed = taken(await after.intake.receive(halfSent.id, pdf, streamed(document), true));
  assert.deepEqual([resumed.number, resumed.title], [halfSent.number, "half"]);
  assert.equal(sha256(await readAll(after.spool.read(halfSent.id))), sha256(document));
  assert.ok(taken(await after.intake.submit(asked(), pdf, streamed(aDocument(10)))).number > closable.number);
  assert.equal(after.found.length, 2);
});
