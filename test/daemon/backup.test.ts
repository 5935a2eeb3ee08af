// A backup made while the box works, brought back: the books go on where the state goes on.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { backupBox } from "../../daemon/backup.ts";
import { carryOn } from "../../daemon/restore/exchange.ts";
import { restoreBox } from "../../daemon/restore/index.ts";
import { dump, restoring, type StateStore } from "../../cluster/index.ts";
import { Keeper } from "../../daemon/books/index.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import { isFault } from "../../daemon/runtime/faults.ts";
import type { Log } from "../../daemon/runtime/log.ts";
import { sentence } from "../../daemon/words/refusals.ts";
import { ManualClock } from "../fakes/clock.ts";
import { ann, incarnation, openPlace, type Place } from "./books/keeping.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-backup-"));
after(() => rmSync(root, { recursive: true }));

const made = { madeAt: 1_700_000_000_000, box: "b-1", name: "corridor", version: "0.1.0" };

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (event) => assert.fail(event),
  room: () => silent,
};
const keeperOf = ({ accounting, books }: Place): Keeper =>
  new Keeper({ books: books.file, outbox: accounting, incarnation, clock: new ManualClock(), log: silent });

/** A box's directory with who it is, and what its cards mean. */
function boxAt(name: string): string {
  const data = join(root, name);
  mkdirSync(join(data, "secrets"), { recursive: true });
  writeFileSync(join(data, "box.json"), "{}");
  writeFileSync(join(data, "secrets", "pepper.key"), "pepper");
  return data;
}

test("where there is no directory for it, the backup says which", async () => {
  const file = join(root, "nowhere", "b");
  const refused = await backupBox(file, root, () => assert.fail("nothing is read"), { dump: () => assert.fail(), rows: 0 }, made);
  assert.ok(isRefusal(refused));
  const whole = "“file” does not fit: there is no directory";
  assert.equal(sentence("en", refused, "EUR").slice(0, whole.length + root.length + 10), `${whole} ${join(root, "nowhere")}.`);
});

describe("a backup of a box that works on meanwhile", () => {
  test("holds one moment of state and books, and what is done after the restore finds its place in both", async () => {
    const place = await openPlace(boxAt("busy"));
    const keeper = keeperOf(place);
    await Promise.all(Array.from({ length: 30 }, (_, i) => place.topUp(`before-${i}`, 100)));
    await keeper.settled();
    await place.topUp("in-the-outbox", 100);
    const file = join(root, "busy.backup");
    // The state's revision is pinned, then people go on paying, and the keeper keeping, before the keys are read.
    const slow: StateStore = Object.assign(Object.create(place.store) as StateStore, {
      status: () => place.store.status(),
      range: async (...which: Parameters<StateStore["range"]>) => {
        for (let i = 0; i < 20; i++) await place.topUp(`later-${i}`, 7);
        await keeper.settled();
        return place.store.range(...which);
      },
    });
    await backupBox(file, join(root, "busy"), () => dump(slow), place.books, made);
    await keeper.close();
    await place.close();

    const data = join(root, "fresh");
    mkdirSync(data);
    writeFileSync(join(data, "restore.unfinished"), "what another restore left, and nobody can read");
    await assert.rejects(carryOn(data), (error: Error) => isFault(error, "data-damaged") && /quoin restore FILE/.test(error.message));
    await restoreBox(file, data, "i-2", restoring);
    const restored = await openPlace(data);
    const again = keeperOf(restored);
    // The clock of this place begins anew, so these rows are not those of the same id that came after the backup.
    for (let i = 0; i < 20; i++) await restored.topUp(`later-${i}`, 7);
    await again.settled();
    assert.equal(restored.accounting.rows(10).length, 0, "the keeper took them all");
    assert.equal(restored.books.verify().ok, true);
    const ids = restored.books.statement(`user.${ann}` as never, { limit: 1000 }).map(({ id }) => id as string);
    for (let i = 0; i < 30; i++) assert.ok(ids.includes(`before-${i}/0`));
    assert.ok(ids.includes("in-the-outbox/0"));
    assert.equal(
      restored.books.balances().find(({ account }) => account === `user.${ann}`)?.balance,
      restored.accounting.ask({ name: "purse", user: ann })?.balance,
    );
    assert.equal(readFileSync(join(data, "secrets", "pepper.key"), "utf8"), "pepper");
    await again.close();
    await restored.close();
  });

  test("a crash amid a backup leaves half of one; the next to that name replaces it, and only one is written at a time", async () => {
    const place = await openPlace(boxAt("half"));
    const file = join(root, "half.backup");
    writeFileSync(`${file}.partial`, "half", { mode: 0o644 });
    const backup = () => backupBox(file, join(root, "half"), () => dump(place.store), place.books, made);
    const [first, second] = await Promise.all([backup(), backup()]);
    assert.ok("bytes" in first, JSON.stringify(first));
    assert.ok("refused" in second, JSON.stringify(second));
    assert.equal(existsSync(`${file}.partial`), false);
    assert.deepEqual([statSync(file).mode & 0o777, statSync(file).size], [0o600, first.bytes]);
    assert.ok("bytes" in (await backup()));
    const nowhere = await backupBox(join(root, "no", "such.backup"), join(root, "half"), () => dump(place.store), place.books, made);
    assert.ok("refused" in nowhere);
    await place.close();
  });

  test("cut off anywhere, it is refused", async () => {
    const place = await openPlace(boxAt("cut"));
    const keeper = keeperOf(place);
    for (let i = 0; i < 5; i++) await place.topUp(`c-${i}`, 100);
    await keeper.settled();
    const file = join(root, "cut.backup");
    await backupBox(file, join(root, "cut"), () => dump(place.store), place.books, made);
    await keeper.close();
    await place.close();
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    for (const [nth, keep] of [1, 3, 8, lines.length - 3, lines.length - 1].entries()) {
      writeFileSync(file, `${lines.slice(0, keep).join("\n")}\n`);
      await assert.rejects(
        restoreBox(file, join(root, `cut-${nth}`), "i-2", restoring),
        (error: unknown) => isFault(error, "data-damaged") || (error as Error).name === "Damaged",
        `${keep} of ${lines.length} lines`,
      );
    }
  });
});
