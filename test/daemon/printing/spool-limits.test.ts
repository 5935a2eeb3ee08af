// Nobody fills the spool for others: limits per document, person and disk, said early; and the small records beside the documents.
import assert from "node:assert/strict";
import { appendFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { JobId, ReservationId, UserId } from "../../../daemon/domain/ids.ts";
import type { Sender } from "../../../daemon/domain/job.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { aDocument, aJob, openSpool, put, taken, temporary, wide } from "./spool-fixture.ts";

const kib = 1024;
const sender = (more: Partial<Sender>): Sender => ({
  strength: "proven",
  user: "u-ann" as UserId,
  named: "ann",
  address: "10.0.0.1",
  ...more,
});

test("a document over the limit is refused while it streams, or before when its size is announced", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory, { limits: { ...wide, documentBytes: 1000 * kib } });
  const tooLarge = { refused: "document-too-large", with: { limit: 1000 * kib } };
  assert.deepEqual(await spool.create(aJob(), 1000 * kib + 1), tooLarge);
  const file = taken(await spool.create(aJob(), 1000 * kib));
  assert.equal(await file.write(aDocument(600 * kib)), undefined);
  assert.deepEqual(await file.write(aDocument(401 * kib)), tooLarge);
  assert.deepEqual(await file.write(aDocument(1)), tooLarge);
  assert.deepEqual(await file.finish({ format: "application/pdf" }), tooLarge);
  assert.deepEqual(await readdir(directory), ["numbers"]);
  assert.equal(spool.usage().bytes, 0);
});

test("a forged name fills its forger's quota, never its victim's", async (t) => {
  const limits = { ...wide, personBytes: 100 * kib };
  const spool = await openSpool(t, await temporary(t), { limits });
  const forged = sender({ strength: "named", address: "10.0.0.66" });
  await put(spool, aJob({ sender: forged }), aDocument(90 * kib));
  const full = { refused: "spool-quota-reached", with: { limit: 100 * kib } };
  const more = taken(await spool.create(aJob({ sender: forged })));
  assert.deepEqual(await more.write(aDocument(20 * kib)), full);
  // Another name from the same address is the same forger.
  assert.deepEqual(await spool.create(aJob({ sender: { ...forged, user: "u-bob" as UserId } }), 20 * kib), full);
  const own = aJob({ sender: sender({}) });
  await put(spool, own, aDocument(60 * kib));
  // A proven person's jobs count together, wherever they come from.
  assert.deepEqual(await spool.create(aJob({ sender: sender({ address: "10.0.0.2" }) }), 60 * kib), full);
  await spool.destroy(own.id);
  await put(spool, aJob({ sender: sender({ address: "10.0.0.2" }) }), aDocument(60 * kib));
});

test("jobs are counted, too: for each sender and for the box, over a restart, and given back one by one", async (t) => {
  const directory = await temporary(t);
  const limits = { ...wide, personJobs: 2, totalJobs: 3 };
  const first = await openSpool(t, directory, { limits });
  const jobs = [aJob(), aJob()];
  for (const job of jobs) await put(first, job, aDocument(10));
  const tooMany = { refused: "spool-quota-reached", with: { jobs: 2 } };
  assert.deepEqual(await first.create(aJob()), tooMany);
  await first.close();

  const again = await openSpool(t, directory, { limits });
  await again.counted;
  assert.deepEqual(await again.createDurable(aJob()), tooMany);
  const bob = sender({ user: "u-bob" as UserId });
  await put(again, aJob({ sender: bob }), aDocument(10));
  assert.deepEqual(await again.create(aJob({ sender: bob })), { refused: "spool-full" });
  await again.destroy(jobs[0]?.id as JobId);
  const open = taken(await again.create(aJob()));
  assert.deepEqual(await again.create(aJob()), tooMany);
  await open.abort();
  await put(again, aJob(), aDocument(10));
  assert.deepEqual(await again.create(aJob()), tooMany);
});

test("many small jobs cost whole blocks, and quotas stand again after a restart", async (t) => {
  const directory = await temporary(t);
  const limits = { ...wide, personBytes: 41 * kib, totalBytes: 80 * kib };
  const first = await openSpool(t, directory, { limits });
  for (let count = 0; count < 9; count++) await put(first, aJob(), aDocument(10));
  const { files, bytes } = first.usage();
  assert.deepEqual({ files, bytes }, { files: 9, bytes: 36 * kib });
  await first.close();

  const again = await openSpool(t, directory, { limits });
  await again.counted;
  assert.deepEqual({ ...again.usage(), freeBytes: 0 }, { files: 9, bytes: 36 * kib, freeBytes: 0 });
  await put(again, aJob(), aDocument(10));
  assert.deepEqual(await again.create(aJob()), { refused: "spool-quota-reached", with: { limit: 41 * kib } });
  const other = (): Sender => sender({ user: "u-bob" as UserId });
  await put(again, aJob({ sender: other() }), aDocument(30 * kib));
  assert.deepEqual(await again.create(aJob({ sender: sender({ user: "u-eve" as UserId }) }), 10 * kib), { refused: "spool-full" });
});

test("a delivery is on the disk before it is acknowledged, with its handle; a later attempt replaces it", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const id = aJob().id;
  const attempt = (n: number) => ({ reservation: `res.${n}` as ReservationId, at: 1000 + n });
  assert.equal(await spool.deliveryOf(id), undefined);
  await spool.markSending(id, attempt(1));
  assert.deepEqual(await spool.deliveryOf(id), attempt(1));
  await spool.addHandle(id, "ipp://printer/jobs/17");
  assert.deepEqual(await spool.deliveryOf(id), { ...attempt(1), handle: "ipp://printer/jobs/17" });
  await spool.addHandle(id, "short");
  assert.deepEqual(await spool.deliveryOf(id), { ...attempt(1), handle: "short" });
  await spool.markSending(id, attempt(2));
  assert.deepEqual(await spool.deliveryOf(id), attempt(2));
  await spool.clearDelivery(id);
  await spool.clearDelivery(id);
  assert.equal(await spool.deliveryOf(id), undefined);
  assert.deepEqual(await readdir(directory), ["numbers"]);
});

test("a torn delivery line was never acknowledged; any other damage is a fault, never a silent 'nothing was sent'", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const id = "0-job" as JobId;
  const path = join(directory, `${id}.delivery`);
  const sending = { reservation: "res" as ReservationId, at: 5 };
  await spool.markSending(id, sending);
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    assert.equal(await spool.deliveryOf(id), undefined, `torn after ${length}`);
  }
  await writeFile(path, Buffer.concat([whole.subarray(0, 20), Buffer.alloc(whole.length - 21), Buffer.from("\n")]));
  assert.equal(await spool.deliveryOf(id), undefined, "a block that never reached the disk");
  for (let at = 0; at < whole.length - 1; at++) {
    const flipped = Buffer.from(whole);
    flipped.writeUInt8((flipped[at] ?? 0) ^ 1, at);
    await writeFile(path, flipped);
    await assert.rejects(spool.deliveryOf(id), (error) => isFault(error, "data-damaged"), `bit flipped at ${at}`);
  }
  await writeFile(path, whole);
  await appendFile(path, '1234abcd {"handle":"ipp://pri');
  assert.deepEqual(await spool.deliveryOf(id), sending, "a torn handle leaves the sending known");
  await spool.addHandle(id, "17");
  assert.deepEqual(await spool.deliveryOf(id), { ...sending, handle: "17" });
  await truncate(path, 0);
  assert.equal(await spool.deliveryOf(id), undefined);
});

test("20 000 files do not make the start slow", async (t) => {
  const directory = await temporary(t);
  const first = await openSpool(t, directory);
  const job = aJob();
  await put(first, job, aDocument(1500));
  const bytes = await readFile(join(directory, `${job.id}.job`));
  await first.close();
  const names = Array.from({ length: 20_000 }, (_, n) => `copy-${n}.job`).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const name of names) await writeFile(join(directory, name), bytes);
    }),
  );
  const before = performance.now();
  const spool = await openSpool(t, directory);
  const opened = performance.now() - before;
  assert.equal((await spool.ids()).length, 20_001);
  await put(spool, aJob(), aDocument(1000));
  await spool.counted;
  t.diagnostic(`opened in ${opened.toFixed(0)} ms, counted after ${(performance.now() - before).toFixed(0)} ms`);
  assert.ok(opened < 1500, `opened in ${opened} ms`);
  assert.equal(spool.usage().bytes, 20_002 * 4096);
});
