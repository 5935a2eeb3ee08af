// A backup brought to the console: one at a time, compared with what stands here, begun by whoever types the name of the box.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { BoxId, JobId } from "../../../daemon/domain/ids.ts";
import type { Row } from "../../../daemon/domain/ledger.ts";
import { isRefusal, refuse } from "../../../daemon/domain/refusal.ts";
import { type RestoreParts, restoresOf } from "../../../daemon/faces/restores.ts";
import { type Decision, type Prepared, UnusableBackup } from "../../../daemon/restore/index.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";

const box = "b-1" as BoxId;
const by = { kind: "operator", name: "odile" } as const;
const held = (id: string) => ({ id, state: "pending-held" });

const prepared: Prepared = {
  places: ["store", "books.sqlite", "box.json"],
  about: { quoin: "backup", format: 1, madeAt: 5, box, name: "corridor", version: "0.1.0" },
  box,
  boxName: "corridor",
  currency: "EUR",
  keys: 9,
  rows: 2,
  hash: "two",
  outbox: new Set(["late"]),
  users: 3,
  hasAdministrator: true,
  held: new Set(["j-1", "j-gone"] as JobId[]),
  credit: 70_000,
};

/** Rows after the second. */
const since = [
  { id: "late", at: 3, kind: "top-up", legs: [{ amount: 1 }] },
  { id: "paid", at: 4, kind: "top-up", legs: [{ amount: 50_000 }] },
  { id: "printed", at: 5, kind: "job", charged: 3_000 },
  { id: "charge", at: 5, kind: "charge", legs: [{ amount: -3_000 }] },
] as unknown as Row[];

async function place(t: TestContext, more: Partial<RestoreParts> = {}) {
  const data = await mkdtemp(join(tmpdir(), "quoin-restores-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const decisions: Decision[] = [];
  const { restores } = restoresOf({
    data,
    box,
    config: { box: { name: "Corridor" } },
    accounting: { ask: (() => [held("j-1"), held("j-new"), { id: "j-out", state: "processing", reservation: "r" }]) as never },
    books: { rows: 6, hashOf: (seq) => (seq === 2 ? "two" : undefined), rowsAfter: (seq) => (seq === 2 ? since : [...since, ...since]) },
    keeper: { settled: async () => undefined },
    clock: systemClock,
    random: systemRandom,
    restored: { is: "none" },
    prepareRestore: async () => prepared,
    restore: (decision) => decisions.push(decision),
    ...more,
  });
  return { data, restores, decisions };
}

async function* bytes(text = "a backup") {
  yield Buffer.from(text);
}

test("what is in it, what the books say that it does not, and what becomes of documents", async (t) => {
  const { restores } = await place(t);
  const view = await restores.take(bytes());
  assert.ok(!isRefusal(view));
  assert.deepEqual(
    [view.box, view.rows, view.bytes, view.confirm, view.printing],
    [{ id: box, name: "corridor", same: true }, 3, 8, "Corridor", 1],
  );
  assert.deepEqual(view.lost, { rows: 3, jobs: 1, paidIn: 50_000, charged: 3_000, goesOn: true, since: 4 });
  assert.deepEqual(view.documents, { here: 2, kept: 2, missing: 1 });
  assert.deepEqual(await restores.brought(), view, "a page that is loaded again sees the same");
});

test("another box's: all that stands here goes, and so do the documents", async (t) => {
  const { restores, decisions } = await place(t, {
    prepareRestore: async () => ({ ...prepared, box: "b-2" as BoxId, hash: "of other books" }),
  });
  const view = await restores.take(bytes());
  assert.ok(!isRefusal(view));
  assert.deepEqual([view.box.same, view.lost.goesOn, view.lost.rows], [false, false, 6]);
  assert.deepEqual(view.documents, { here: 2, kept: 0, missing: 2 });
  assert.equal(await restores.begin({ id: view.id, name: "corridor", by }), undefined);
  assert.equal(decisions[0]?.ofAnother, true);
});

test("begun by the name of this box only, once, and what was brought stays until then", async (t) => {
  const { restores, decisions } = await place(t);
  assert.deepEqual(await restores.begin({ id: "none", name: "corridor", by }), refuse("backup-unusable", { detail: "backup-gone" }));
  const view = await restores.take(bytes());
  assert.ok(!isRefusal(view));
  const wrong = await restores.begin({ id: view.id, name: "corridors", by });
  assert.deepEqual(wrong, refuse("bad-input", { field: "name", detail: "box-name", box: "Corridor" }));
  assert.deepEqual(decisions, []);
  assert.equal(await restores.begin({ id: view.id, name: " CORRIDOR ", by }), undefined);
  assert.deepEqual(decisions, [{ places: prepared.places, ofAnother: false, asked: { id: view.id, by, madeAt: 5, rowsLost: 3 } }]);
  assert.deepEqual(await restores.take(bytes()), refuse("restore-under-way"), "nothing takes its place any more");
  assert.deepEqual(await restores.discard(), refuse("restore-under-way"));
});

test("one at a time; what cannot be used, is empty or stops amid it leaves nothing behind", async (t) => {
  const newer = (): never => {
    throw new UnusableBackup("backup-newer", "upload", "newer");
  };
  const checked = Promise.withResolvers<void>();
  const { data, restores } = await place(t, { prepareRestore: () => checked.promise.then(newer) });
  const first = restores.take(bytes());
  assert.deepEqual(await restores.take(bytes()), refuse("restore-under-way"));
  checked.resolve();
  assert.deepEqual(await first, refuse("backup-unusable", { detail: "backup-newer" }));
  assert.deepEqual(await restores.take(bytes("")), refuse("backup-unusable", { detail: "backup-empty" }));
  const cut = (async function* () {
    yield* bytes();
    throw new Error("the line is cut");
  })();
  assert.deepEqual(await restores.take(cut), refuse("backup-unusable", { detail: "backup-cut" }));
  assert.ok(!existsSync(join(data, "restoring")));
  assert.equal(await restores.brought(), undefined);
});

test("one in which nobody could sign in is refused, and the last failure is told", async (t) => {
  const { restores } = await place(t, {
    prepareRestore: async () => ({ ...prepared, hasAdministrator: false }),
    restored: { is: "undone", why: "the currency" },
  });
  assert.deepEqual(await restores.take(bytes()), refuse("backup-unusable", { detail: "backup-unclaimed" }));
  assert.equal(restores.failure, "the currency");
});
