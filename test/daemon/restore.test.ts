// What a restore puts in place and puts back, killed at any of its renames and removals: the next start finds the old or the new, whole.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { carryOn, type Decision, decide, giveUp, settle } from "../../daemon/restore/exchange.ts";
import { needs } from "../setup/tools.ts";

const run = promisify(execFile);
const room = join(import.meta.dirname, "../../daemon/restore/exchange.ts");

const old: Readonly<Record<string, string>> = {
  "box.json": "old",
  "books.sqlite": "old",
  "books.sqlite-wal": "old",
  "first-run.json": "old",
  "settings.yaml": "old",
  "store/store.lmdb": "old",
  "store/store.witness": "old",
  "secrets/pepper.key": "old",
  "secrets/tls/authority.pem": "old",
  "secrets/api-token": "stays",
  "secrets/tls/uploaded.pem": "stays",
  "spool/one.job": "stays",
};
const fresh: Readonly<Record<string, string>> = {
  "box.json": "new",
  "books.sqlite": "new",
  "store/store.lmdb": "new",
  "secrets/pepper.key": "new",
  "secrets/card-index-1.key": "new",
  "secrets/tls/authority.pem": "new",
};
const asked = { id: "r-1", by: { kind: "operator", name: "odile" }, rowsLost: 3 } as const;
const decision: Decision = {
  places: ["store", "books.sqlite", "box.json", "secrets/pepper.key", "secrets/card-index-1.key", "secrets/tls/authority.pem"],
  ofAnother: false,
  asked,
};
const stays = Object.fromEntries(Object.entries(old).filter(([, text]) => text === "stays"));
/** What the backup does not bring stays, but for what belongs to the part it is beside. */
const after = { ...stays, "settings.yaml": "old", ...fresh };

async function files(data: string): Promise<Record<string, string>> {
  const names = await readdir(data, { recursive: true, withFileTypes: true });
  const found = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1))
    // A note that was being written and says nothing.
    .filter((name) => !name.startsWith("replaced-") && name !== "restore.unfinished.new")
    .sort();
  return Object.fromEntries(await Promise.all(found.map(async (name) => [name, await readFile(join(data, name), "utf8")] as const)));
}

async function put(directory: string, all: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
}

async function prepared(t: TestContext): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "quoin-restore-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  await put(data, old);
  await put(join(data, "restoring", "new"), fresh);
  return data;
}

const sorted = (all: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));

test("what the backup brings is put in place, the box's other certificates, token and documents stay, and what stood there is kept", async (t) => {
  const data = await prepared(t);
  await decide(data, decision);
  assert.deepEqual(await carryOn(data), { is: "proving", asked });
  await settle(data);
  assert.deepEqual(sorted(await files(data)), sorted(after));
  const kept = await files(join(data, "replaced-1"));
  assert.deepEqual([kept["store/store.lmdb"], kept["secrets/pepper.key"], kept["first-run.json"]], ["old", "old", "old"]);
  assert.deepEqual(await carryOn(data), { is: "none" });
});

test("another box's documents go with its keys, and come back where the restore comes to nothing", async (t) => {
  const data = await prepared(t);
  await decide(data, { ...decision, ofAnother: true });
  await carryOn(data);
  assert.ok(!existsSync(join(data, "spool")));
  await put(data, { "spool/two.job": "new" });
  assert.deepEqual(await giveUp(data, "why"), { is: "undone", why: "why" });
  assert.deepEqual(sorted(await files(data)), sorted(old));
  assert.ok(!existsSync(join(data, "replaced-1")));
});

test("three starts that came to no end are given up, and so is what somebody took away", async (t) => {
  const data = await prepared(t);
  await decide(data, decision);
  for (let start = 1; start <= 3; start++) assert.equal((await carryOn(data)).is, "proving", `start ${start}`);
  assert.equal((await carryOn(data)).is, "undone");
  assert.deepEqual(sorted(await files(data)), sorted(old));
  await put(join(data, "restoring", "new"), { ...fresh, "box.json": "new" });
  await rm(join(data, "restoring", "new", "books.sqlite"));
  await decide(data, decision);
  assert.equal((await carryOn(data)).is, "undone");
  assert.deepEqual(sorted(await files(data)), sorted(old));
});

for (const { story, act, first } of [
  { story: "put in place", act: "await room.decide(data, decision); await room.carryOn(data)", first: async () => undefined },
  {
    story: "put back",
    act: "await room.giveUp(data, 'why')",
    first: async (data: string) => {
      await decide(data, decision);
      await carryOn(data);
      await put(data, { "books.sqlite-wal": "new", "store/store.witness": "new" });
    },
  },
]) {
  test(`killed at any rename or removal while it is ${story}`, { skip: needs("strace") }, async (t) => {
    const start = await prepared(t);
    await first(start);
    const calls = "rename,unlink,rmdir,unlinkat";
    const ends = { old: 0, new: 0 };
    for (let nth = 1, killed = true; killed; nth++) {
      assert.ok(nth < 80, "it never ends by itself");
      const data = await mkdtemp(join(tmpdir(), "quoin-restore-"));
      t.after(() => rm(data, { recursive: true, force: true }));
      await cp(start, data, { recursive: true });
      const script = `const room = await import(${JSON.stringify(room)}); const data = ${JSON.stringify(data)}; const decision = ${JSON.stringify(decision)}; ${act}`;
      const kill = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${calls}:signal=KILL:when=${nth}`];
      killed = await run("strace", [...kill, process.execPath, "--input-type=module", "-e", script], {
        env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
      }).then(
        () => false,
        () => true,
      );
      const { is } = await carryOn(data);
      if (is === "proving") await settle(data);
      const found = sorted(await files(data));
      const isNew = is === "proving" || found["box.json"] === "new";
      // What a start with the new data wrote beside it is new, too.
      const { "books.sqlite-wal": _wal, "store/store.witness": _witness, ...rest } = found;
      assert.deepEqual(isNew ? rest : found, sorted(isNew ? after : old), `${is} at call ${nth}`);
      ends[isNew ? "new" : "old"]++;
    }
    assert.ok(ends.old + ends.new > 10, JSON.stringify(ends));
    assert.ok(story === "put in place" ? ends.new > ends.old : ends.old > ends.new, JSON.stringify(ends));
  });
}
