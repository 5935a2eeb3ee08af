// The thread that seals and writes small documents.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { JobId } from "../../../daemon/domain/ids.ts";
import { spoolKeys } from "../../../daemon/printing/spool/format.ts";
import { readDocument, readHeader } from "../../../daemon/printing/spool/reader.ts";
import { deskBytes, restMs, Scribe } from "../../../daemon/printing/spool/scribe.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { aDocument, aJob, readAll, sha256, temporary } from "./spool-fixture.ts";

const pageOf = (job: ReturnType<typeof aJob>, path: string) => ({
  id: job.id,
  person: "00".repeat(8),
  job: JSON.stringify(job),
  path,
  format: "application/pdf" as const,
});

test("documents handed over together each become a file of their own; one that cannot be written fails alone", async (t) => {
  const directory = await temporary(t);
  const keys = spoolKeys(randomBytes(32));
  const scribe = new Scribe(keys, systemClock);
  t.after(() => scribe.close());
  const write = (job: ReturnType<typeof aJob>, path: string, document: Buffer) =>
    scribe.write(pageOf(job, path), [document.subarray(0, 100), document.subarray(100)]);
  const jobs = [1, 2, 3, 4].map((n) => aJob({ id: `job-${n}` as JobId }));
  const documents = [3_000, 70_000, 200_000, 5_000].map((bytes) => aDocument(bytes));
  const ends = await Promise.allSettled(
    jobs.map((job, i) => write(job, join(directory, i === 3 ? "no/such/folder" : job.id), documents[i] as Buffer)),
  );
  for (const [i, job] of jobs.slice(0, 3).entries()) {
    const [end, path, document] = [ends[i], join(directory, job.id), documents[i] as Buffer];
    assert.ok(end?.status === "fulfilled");
    assert.deepEqual([end.value.bytes, end.value.hash], [document.length, sha256(document)]);
    assert.equal((await stat(path)).size, end.value.fileBytes);
    assert.deepEqual((await readHeader(path, job.id, keys))?.document?.hash, sha256(document));
    assert.ok((await readAll(readDocument(path, job.id, keys))).equals(document));
  }
  assert.ok(ends[3]?.status === "rejected");
  assert.equal(ends[3].reason.code, "ENOENT");
  const [job, path] = [jobs[0] as (typeof jobs)[0], join(directory, "job-1")];
  await assert.rejects(write(job, path, aDocument(200)), { code: "EEXIST" });
  assert.ok((await readAll(readDocument(path, job.id, keys))).equals(documents[0] as Buffer), "what stood there stands");
});

for (const [disk, quickSyncMs] of [
  ["quick", Number.POSITIVE_INFINITY],
  ["slow", 0],
] as const) {
  test(`more than the desk holds is written in turns, each document as it came: on a ${disk} disk`, async (t) => {
    const directory = await temporary(t);
    const keys = spoolKeys(randomBytes(32));
    const scribe = new Scribe(keys, systemClock, quickSyncMs);
    t.after(() => scribe.close());
    const write = async (i: number): Promise<void> => {
      const [job, document] = [aJob({ id: `job-${i}` as JobId }), aDocument(deskBytes / 3 - 100 * i)];
      const path = join(directory, job.id);
      const { hash } = await scribe.write(pageOf(job, path), [document]);
      assert.equal(hash, sha256(document));
      assert.ok((await readAll(readDocument(path, job.id, keys))).equals(document));
    };
    await Promise.all(Array.from({ length: 18 }, (_, i) => write(i)));
    await assert.rejects(write(17), { code: "EEXIST" });
  });
}

test("its thread ends when no document comes for a while, and the next one starts another", async (t) => {
  const directory = await temporary(t);
  const clock = new ManualClock();
  const scribe = new Scribe(spoolKeys(randomBytes(32)), clock);
  t.after(() => scribe.close());
  const write = (id: string) => scribe.write(pageOf(aJob({ id: id as JobId }), join(directory, id)), [aDocument(1_000)]);
  assert.equal(scribe.awake, false);
  await write("first");
  await clock.advance(restMs - 1);
  await write("second");
  await clock.advance(restMs);
  assert.equal(scribe.awake, true, "the second came after the thread was last looked at");
  await clock.advance(restMs);
  assert.equal(scribe.awake, false);
  assert.equal((await write("third")).bytes, 1_000);
});
