// A backup to take away: whole before its first line leaves, one at a time, and nothing of it stays on the disk.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { linesIn } from "../../../daemon/backup.ts";
import { isRefusal, refuse } from "../../../daemon/domain/refusal.ts";
import { backupsOf } from "../../../daemon/faces/backups.ts";

const text = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ n, name: "José\u2028Ana" }));

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

async function place(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), "quoin-backups-"));
  t.after(() => rm(data, { recursive: true }));
  const made = Promise.withResolvers<void>();
  const backup = async (file: string) => {
    await writeFile(file, `${text.join("\n")}\n`);
    await made.promise;
    return { bytes: 1 };
  };
  return { data, made, backups: backupsOf({ data, backup }) };
}

test("it is read line by line from a file that has no name any more", async (t) => {
  const { data, made, backups } = await place(t);
  made.resolve();
  const lines = await backups.takeBackup(new AbortController().signal);
  assert.ok(!isRefusal(lines));
  assert.deepEqual(await readdir(data), []);
  assert.deepEqual(await all(lines), text);
});

test("a second one meanwhile is told so; afterwards there may be another", async (t) => {
  const { made, backups } = await place(t);
  const { signal } = new AbortController();
  const first = backups.takeBackup(signal);
  assert.deepEqual(await backups.takeBackup(signal), refuse("backup-under-way"));
  made.resolve();
  assert.ok(!isRefusal(await first));
  assert.ok(!isRefusal(await backups.takeBackup(AbortSignal.abort())));
});

test("a reader who leaves, before or while it is read, leaves nothing behind", async (t) => {
  const { data, made, backups } = await place(t);
  const gone = new AbortController();
  const asked = backups.takeBackup(gone.signal);
  gone.abort();
  made.resolve();
  const never = await asked;
  assert.ok(!isRefusal(never));
  await assert.rejects(all(never), "no part of a backup passes for a whole one");
  const later = new AbortController();
  const lines = await backups.takeBackup(later.signal);
  assert.ok(!isRefusal(lines));
  await assert.rejects(async () => {
    for await (const _ of lines) later.abort();
  });
  assert.deepEqual(await readdir(data), []);
});

test("a backup that cannot be made says why, and the next one may try", async () => {
  const backups = backupsOf({ data: "nowhere", backup: async () => refuse("bad-input", { field: "file", detail: "not-writable" }) });
  const { signal } = new AbortController();
  for (const _ of [1, 2])
    assert.deepEqual(await backups.takeBackup(signal), refuse("bad-input", { field: "file", detail: "not-writable" }));
});

test("lines end where a line feed is, wherever the chunks were cut", async () => {
  const whole = `${text.slice(0, 3).join("\n")}\nlast`;
  for (const size of [1, 7, 1000]) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.slice(i * size, (i + 1) * size));
    const given = (async function* () {
      yield* chunks;
    })();
    assert.deepEqual(await all(linesIn(given)), [...text.slice(0, 3), "last"]);
  }
});
