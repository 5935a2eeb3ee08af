// The kept log: whole lines through restarts and turns of its files, the newest first, and never more than its share of the disk.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { keepLog, type KeptLog } from "../../../daemon/runtime/log-keep.ts";

async function place(t: TestContext): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "quoin-log-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  return data;
}

const filesIn = async (data: string): Promise<string[]> =>
  (await readdir(join(data, "log"))).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

/** Numbered lines of some 10 KB, a hundred to a file. */
const lineOf = (n: number): string => JSON.stringify({ n, filling: "x".repeat(10_500) });
function write(log: KeptLog, from: number, to: number): void {
  for (let n = from; n < to; n++) log.write(`${lineOf(n)}\n`);
}
async function numbersOf(log: KeptLog): Promise<number[]> {
  const all: number[] = [];
  for await (const line of log.newestFirst()) all.push((JSON.parse(line) as { n: number }).n);
  return all;
}

test("files turn over at a megabyte and are read as one, newest first, also by the next life", async (t) => {
  const data = await place(t);
  const log = await keepLog(data);
  write(log, 0, 250);
  assert.deepEqual(await filesIn(data), ["1.ndjson", "2.ndjson", "3.ndjson"]);
  for (const name of await filesIn(data)) {
    const { size, mode } = await stat(join(data, "log", name));
    assert.ok(size < 1024 ** 2 + 11_000, `${name}: ${size}`);
    assert.equal(mode & 0o077, 0, "nobody else reads it");
  }
  const all = Array.from({ length: 250 }, (_, i) => 249 - i);
  assert.deepEqual(await numbersOf(log), all);
  const next = await keepLog(data);
  write(next, 250, 251);
  assert.deepEqual(await numbersOf(next), [250, ...all]);
  assert.equal((await filesIn(data)).length, 3, "the next life writes on where the last one stopped");
  assert.equal(await next.oldest(), lineOf(0));
});

test("of more than 32 files the oldest go; what is left begins with a whole line and has no gap", async (t) => {
  const data = await place(t);
  const log = await keepLog(data);
  write(log, 0, 3_600);
  const files = await filesIn(data);
  assert.ok(files.length <= 32, `${files.length} files`);
  assert.notEqual(files[0], "1.ndjson");
  const kept = await numbersOf(log);
  const oldest = kept.at(-1) ?? 0;
  assert.ok(oldest > 0 && kept.length > 3_000, `${kept.length} lines from ${oldest} on`);
  assert.deepEqual(
    kept,
    Array.from({ length: 3_600 - oldest }, (_, i) => 3_599 - i),
  );
  assert.equal(await log.oldest(), lineOf(oldest));
});

test("a directory that takes nothing costs the line, not the box", async (t) => {
  const data = await place(t);
  const log = await keepLog(data);
  await rm(join(data, "log"), { recursive: true });
  log.write("lost\n");
  await mkdir(join(data, "log"));
  write(log, 1, 2);
  assert.deepEqual(await numbersOf(log), [1]);
});
