// A document goes in and comes out unchanged, tells nothing on the disk, and is gone for good once destroyed.
import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { JobId, ReservationId } from "../../../daemon/domain/ids.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { aDocument, aJob, boxKey, openSpool, put, readAll, sha256, taken, temporary } from "./spool-fixture.ts";

const damaged = (error: unknown): boolean => isFault(error, "data-damaged");

test("documents of every awkward size come back whole, with their size, hash and job", async (t) => {
  const spool = await openSpool(t, await temporary(t));
  for (const bytes of [1, 65_535, 65_536, 65_537, 131_072, 262_144, 300_000, 1_048_576, 20_000_003]) {
    const [job, document] = [aJob(), aDocument(bytes)];
    await put(spool, job, document, bytes > 1e6 ? 60_000 : 997);
    assert.equal(sha256(await readAll(spool.read(job.id))), sha256(document), `${bytes} bytes`);
    assert.deepEqual(await spool.header(job.id), { job, document: { format: "application/pdf", bytes, hash: sha256(document) } });
  }
});

test("any cutting into pieces gives the same document", async (t) => {
  const spool = await openSpool(t, await temporary(t));
  const pieces = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, async (sizes) => {
      fc.pre(sizes.some((size) => size > 0));
      const [job, parts] = [aJob(), sizes.map((size) => aDocument(size))];
      const file = taken(await spool.create(job));
      for (const part of parts) assert.equal(await file.write(part), undefined);
      taken(await file.finish({ format: "image/jpeg" }));
      assert.equal(sha256(await readAll(spool.read(job.id))), sha256(Buffer.concat(parts)));
      await spool.destroy(job.id);
    }),
    { numRuns: 60 },
  );
});

test("neither title nor document nor sender stand anywhere in the spool's files", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const job = aJob();
  await put(spool, job, Buffer.from("MARKER-91af ".repeat(30_000)));
  await spool.markSending(job.id, { reservation: "r" as ReservationId, at: 1 });
  const found = Buffer.concat(await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name)))));
  assert.ok(found.length > 360_000);
  for (const secret of ["MARKER", job.title, "u-ann", "10.0.0.1"]) assert.equal(found.includes(secret), false, secret);
  assert.equal(((await stat(directory)).mode & 0o077) | ((await stat(join(directory, `${job.id}.job`))).mode & 0o077), 0);
});

test("every flipped bit, cut, exchanged or repeated piece is noticed", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const [job, other] = [aJob(), aJob()];
  await put(spool, job, aDocument(200_000));
  await put(spool, other, aDocument(200_000));
  const path = join(directory, `${job.id}.job`);
  const whole = await readFile(path);
  const chunk = 65_536 + 16;
  const start = whole.length - 272 - (200_000 + 4 * 16);
  const variants: Record<string, Buffer> = {
    "cut at the end": whole.subarray(0, whole.length - 1),
    "a chunk left out": Buffer.concat([whole.subarray(0, start), whole.subarray(start + chunk)]),
    "two chunks exchanged": Buffer.concat([
      whole.subarray(0, start),
      whole.subarray(start + chunk, start + 2 * chunk),
      whole.subarray(start, start + chunk),
      whole.subarray(start + 2 * chunk),
    ]),
    "a chunk twice": Buffer.concat([whole.subarray(0, start + chunk), whole.subarray(start)]),
    "bytes after the end": Buffer.concat([whole, Buffer.alloc(16)]),
    "another job's file under this name": await readFile(join(directory, `${other.id}.job`)),
    empty: Buffer.alloc(0),
    "only zeros": Buffer.alloc(whole.length),
  };
  for (let at = 0; at < whole.length; at += at < start + 64 ? 1 : 3571) {
    // The slot's padding carries nothing.
    if (at >= 10 && at < 12) continue;
    if (at >= 80 && at < 128) continue;
    const flipped = Buffer.from(whole);
    flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at);
    variants[`bit flipped at ${at}`] = flipped;
  }
  for (const [name, bytes] of Object.entries(variants)) {
    await writeFile(path, bytes);
    await assert.rejects(readAll(spool.read(job.id)), damaged, name);
  }
  await writeFile(path, whole);
  assert.equal((await readAll(spool.read(job.id))).length, 200_000);
});

test("another box's key opens nothing", async (t) => {
  const directory = await temporary(t);
  const job = aJob();
  const own = await openSpool(t, directory);
  await put(own, job, aDocument(1000));
  await own.close();
  const stolen = await openSpool(t, directory, { boxKey: Buffer.from(boxKey).fill(8) });
  assert.equal(await stolen.header(job.id), undefined);
  await assert.rejects(readAll(stolen.read(job.id)), damaged);
});

test("destruction overwrites the key in place, and only then removes the file: a copy of the bytes is worth nothing", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const job = aJob();
  await put(spool, job, aDocument(5000));
  const path = join(directory, `${job.id}.job`);
  // A second name keeps the file's blocks, as an undelete would.
  const { link } = await import("node:fs/promises");
  await link(path, join(directory, "kept"));
  const before = await readFile(path);
  await spool.markSending(job.id, { reservation: "r" as ReservationId, at: 1 });
  await spool.destroy(job.id);
  const kept = await readFile(join(directory, "kept"));
  assert.equal(kept.length, before.length);
  assert.ok(kept.subarray(12, 72).every((byte) => byte === 0));
  assert.ok(!before.subarray(12, 72).every((byte) => byte === 0));
  assert.deepEqual((await readdir(directory)).sort(), ["kept", "numbers"]);
  await writeFile(path, kept);
  await assert.rejects(readAll(spool.read(job.id)), damaged);
  await spool.destroy("01-not-there" as JobId);
});

test("a document being read is not cut short by its destruction", async (t) => {
  const spool = await openSpool(t, await temporary(t));
  const [job, document] = [aJob(), aDocument(400_000)];
  await put(spool, job, document);
  const chunks: Uint8Array[] = [];
  for await (const chunk of spool.read(job.id)) {
    if (chunks.length === 0) await spool.destroy(job.id);
    chunks.push(chunk);
  }
  assert.equal(sha256(Buffer.concat(chunks)), sha256(document));
});

test("an aborted, an empty and an unfinished document leave no job", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const [aborted, empty, unfinished] = [aJob(), aJob(), aJob()];
  const first = taken(await spool.create(aborted));
  await first.write(aDocument(900_000));
  await first.abort();
  assert.deepEqual(await first.write(aDocument(10)), { refused: "job-not-possible" });
  const second = taken(await spool.create(empty));
  assert.deepEqual(await second.finish({ format: "application/pdf" }), { refused: "document-empty" });
  const third = taken(await spool.createDurable(unfinished));
  await third.write(aDocument(900_000));
  assert.deepEqual(await readdir(directory), [`${unfinished.id}.job`, "numbers"].sort());
  assert.deepEqual(await spool.header(unfinished.id), { job: unfinished });
  await assert.rejects(readAll(spool.read(unfinished.id)), damaged);
  await spool.destroy(unfinished.id);
  assert.deepEqual(await spool.ids(), []);
  assert.equal(spool.usage().bytes, 0);
});

test("aborting while the file is being made leaves nothing either", async (t) => {
  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  const file = taken(await spool.create(aJob()));
  const writing = file.write(aDocument(900_000));
  await file.abort();
  assert.ok(await writing);
  assert.deepEqual(await readdir(directory), ["numbers"]);
});

test("after a clean stop job numbers go on where they were", async (t) => {
  const directory = await temporary(t);
  const given: number[] = [];
  for (let start = 0; start < 4; start++) {
    const spool = await openSpool(t, directory);
    given.push(await spool.nextNumber(), await spool.nextNumber());
    await spool.close();
  }
  assert.deepEqual(given, [1, 2, 3, 4, 5, 6, 7, 8]);
});

test("job numbers are never given twice, across restarts and a spoiled mark", async (t) => {
  const directory = await temporary(t);
  const seen = new Set<number>();
  for (let start = 0; start < 6; start++) {
    const spool = await openSpool(t, directory);
    const numbers = await Promise.all(Array.from({ length: start === 1 ? 2500 : 40 }, () => spool.nextNumber()));
    for (const number of numbers) {
      assert.ok(number >= 1 && !seen.has(number), `${number} again`);
      seen.add(number);
    }
    await spool.close();
    const path = join(directory, "numbers");
    const marks = await readFile(path);
    // Each start spoils one slot: now the newer, now the older one.
    marks.write("?", (start % 2) * 4096 + 6);
    await writeFile(path, marks);
  }
  const restored = await openSpool(t, await temporary(t));
  await restored.passOver(4711);
  await restored.passOver(17);
  assert.equal(await restored.nextNumber(), 4712, "above what the box remembers of another life");
  await writeFile(join(directory, "numbers"), "x".repeat(8192));
  await assert.rejects(openSpool(t, directory), damaged);
});
