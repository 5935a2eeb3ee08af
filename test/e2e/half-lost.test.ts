// A data directory that lost a part, or got only half of a backup: the box is who it was, or says what is missing. It never starts as an
// empty one that nobody owes anything.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { openEmbeddedStore } from "../../cluster/index.ts";
import { quoin } from "../daemon/cli/quoin.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, furnish, hallConfig, main, newDirectory, removeDirectory, startBoxProcess, startInVain } from "./box-process.ts";
import { again, person } from "./hall.ts";

/** A stopped box with Amélie and her five euros, and a backup of it made when she had five. */
async function stopped(t: TestContext): Promise<{ data: string; id: string; backup: string }> {
  const box: BoxProcess = await startBoxProcess();
  t.after(() => removeDirectory(box.data));
  await furnish(box, `folder:${await newDirectory()}`);
  const backup = join(box.data, "monday.backup");
  await box.quoin("backup", backup);
  await box.quoin("topup", "amelie", "1.00", "--reason", "after the backup");
  assert.equal(await box.stop(), 0);
  return { data: box.data, id: box.ready.box, backup };
}

test("box.json lost: the store knows who the box is", async (t) => {
  const { data, id } = await stopped(t);
  await rm(join(data, "box.json"));
  const box = await again(t, data);
  assert.equal(box.ready.box, id);
  assert.equal(JSON.parse(await readFile(join(data, "box.json"), "utf8")).id, id);
  assert.equal((await person(box)).balance, 60_000);
});

test("box.json of another box, or of nobody: told, and nothing is changed", async (t) => {
  const { data, id } = await stopped(t);
  const file = join(data, "box.json");
  for (const [text, words] of [
    ['{"id":"00000000-0000-7000-8000-000000000000"}', /but the store is of the box/],
    ["{", /does not say who this box is/],
  ] as const) {
    await writeFile(file, text);
    const { code, said } = await startInVain(data);
    assert.deepEqual([code, words.test(said), said.includes("quoin restore")], [3, true, true], said);
    assert.equal(await readFile(file, "utf8"), text);
  }
  await rm(file);
  assert.equal((await again(t, data)).ready.box, id);
});

test("secrets lost: no start makes new ones in silence; a backup brings the cards back", async (t) => {
  const { data, backup } = await stopped(t);
  await rm(join(data, "secrets"), { recursive: true });
  for (const start of [1, 2]) {
    const { code, said } = await startInVain(data);
    assert.equal(code, 3, `start ${start}`);
    for (const word of [join(data, "secrets"), "cards, codes and PINs", "quoin restore"]) assert.ok(said.includes(word), said);
  }
  assert.equal((await quoin(["restore", backup, "--data", data])).code, 0);
  const box = await again(t, data);
  assert.equal((await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall"))["state"], "list");
});

test("the store lost beside full books: no start makes an empty one of it; a backup brings the money back", async (t) => {
  const { data, backup } = await stopped(t);
  await rm(join(data, "store"), { recursive: true });
  for (const start of [1, 2]) {
    const { code, said } = await startInVain(data);
    assert.equal(code, 3, `start ${start}`);
    for (const word of [join(data, "store"), "the balances stand", "quoin restore"]) assert.ok(said.includes(word), said);
  }
  assert.equal((await quoin(["restore", backup, "--data", data])).code, 0);
  assert.equal((await person(await again(t, data))).balance, 50_000);
});

test("another currency in the settings relabels nobody's money, and a newer version's state is not misread", async (t) => {
  const { data } = await stopped(t);
  const { code, said } = await startInVain(data, `${hallConfig}currency: CHF\n`);
  assert.deepEqual([code, /currency: CHF\b.*\bEUR\b/.test(said)], [3, true], said);
  const store = await openEmbeddedStore({ directory: join(data, "store") });
  const meta = JSON.parse((await store.get("/q/meta"))?.value ?? "");
  await store.commit({ compares: [], writes: [{ key: "/q/meta", value: JSON.stringify({ ...meta, schema: meta.schema + 1 }) }] });
  await store.close();
  const newer = await startInVain(data);
  assert.deepEqual([newer.code, /written by a newer version/.test(newer.said)], [3, true], newer.said);
});

/** A restore and a start for each of them. */
const manyStartsMs = 180_000;

test("a restore killed at any of its renames: the next start has the old box or the new one, whole", {
  skip: needs("strace"),
  timeout: manyStartsMs,
}, async (t) => {
  const { data, backup } = await stopped(t);
  const run = promisify(execFile);
  const told = { old: 0, finished: 0, restored: 0 };
  for (let nth = 1; told.restored === 0; nth++) {
    assert.ok(nth < 60, "it never ends by itself");
    const copy = await newDirectory();
    t.after(() => removeDirectory(copy));
    await cp(data, copy, { recursive: true });
    const kill = ["-f", "-qq", "-o", join(copy, "trace"), "-e", "trace=rename", "-e", `inject=rename:signal=KILL:when=${nth}`];
    const killed = await run("strace", [...kill, process.execPath, main, "restore", backup, "--data", copy], {
      env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
    }).then(
      () => false,
      () => true,
    );
    const isDecided = existsSync(join(copy, "restore.unfinished"));
    const box = await startBoxProcess({ data: copy });
    const { balance } = await person(box);
    await box.kill();
    assert.equal(balance, isDecided || !killed ? 50_000 : 60_000, `at rename ${nth}`);
    assert.ok(!existsSync(join(copy, "restore.unfinished")) && !existsSync(join(copy, "restoring")), `nothing is left at rename ${nth}`);
    if (!killed) told.restored++;
    else if (isDecided) told.finished++;
    else told.old++;
  }
  assert.ok(told.old > 0 && told.finished > 3, JSON.stringify(told));
});
