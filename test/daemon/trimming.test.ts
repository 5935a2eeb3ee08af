// The store forgets answers after a day, and a command sent again after that is still done once only: the books remember it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Keeper } from "../../daemon/books/index.ts";
import type { CommandId } from "../../daemon/domain/ids.ts";
import { userAccount } from "../../daemon/domain/ids.ts";
import type { Actor } from "../../daemon/domain/ledger.ts";
import { money } from "../../daemon/domain/money.ts";
import { triesPerReader } from "../../daemon/domain/user.ts";
import type { Log } from "../../daemon/runtime/log.ts";
import type { Command } from "../../daemon/state/commands.ts";
import { trimStore } from "../../daemon/trimming.ts";
import { ManualClock } from "../fakes/clock.ts";
import { ann, incarnation, openPlace, type Place } from "./books/keeping.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-trimming-"));
after(() => rmSync(root, { recursive: true }));

const hour = 60 * 60_000;
/** When the first command of a place is stamped. */
const start = 1_750_000_000_000;
const by: Actor = { kind: "operator", name: "test" };
const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, room: () => log };

const topUp = (id: string, more: { amount?: number; reason?: string } = {}): Command<"top-up"> => ({
  name: "top-up",
  by,
  id: id as CommandId,
  user: ann,
  amount: money(more.amount ?? 500),
  reason: more.reason ?? "cash",
});

async function keep({ accounting, books }: Place): Promise<void> {
  const keeper = new Keeper({ books: books.file, outbox: accounting, incarnation, clock: new ManualClock(), log });
  await keeper.settled();
  await keeper.close();
}

const receipts = async ({ store }: Place): Promise<number> => (await store.range("/k/receipt/")).items.length;
const balance = ({ accounting }: Place): number | undefined => accounting.ask({ name: "purse", user: ann })?.balance;

describe("a receipt", () => {
  test("goes after a day; the same id is then answered from the books, and paid once", async () => {
    const place = await openPlace(join(root, "day"));
    const first = await place.accounting.propose(topUp("http.test.a-key-of-ours"));
    await place.accounting.propose({ ...topUp("http.test.another-key", { amount: -100, reason: "put right" }), name: "adjust" });
    await keep(place);
    assert.deepEqual(await trimStore(place, start + 23 * hour), { receipts: 0, locks: 0 });
    assert.deepEqual(await trimStore(place, start + 25 * hour), { receipts: 2, locks: 0 });
    assert.equal(await receipts(place), 0);

    assert.deepEqual(await place.accounting.propose(topUp("http.test.a-key-of-ours")), first, "the answer it had");
    assert.deepEqual(
      await place.accounting.propose({ ...topUp("http.test.another-key", { amount: -100, reason: "put right" }), name: "adjust" }),
      { balance: 400 },
    );
    assert.equal(balance(place), 400);
    await keep(place);
    assert.equal(place.books.statement(userAccount(ann), { limit: 10 }).length, 2);

    for (const other of [{ amount: 600 }, { reason: "another" }])
      assert.deepEqual(await place.accounting.propose(topUp("http.test.a-key-of-ours", other)), { refused: "command-conflict" });
    assert.deepEqual(await place.accounting.propose({ ...topUp("http.test.a-key-of-ours"), name: "adjust" }), {
      refused: "command-conflict",
    });
    assert.equal(balance(place), 400);
    await place.close();
  });

  test("stays while its row is on the way to the books, whatever the clock says", async () => {
    const place = await openPlace(join(root, "behind"));
    await place.accounting.propose(topUp("http.test.waiting"));
    assert.deepEqual(await trimStore(place, start + 1_000 * hour), { receipts: 0, locks: 0 });
    await place.accounting.propose(topUp("http.test.waiting"));
    assert.equal(balance(place), 500);
    await place.close();
  });

  test("trimmed early by a clock that runs ahead, or kept by one that runs behind, changes nothing", async () => {
    const place = await openPlace(join(root, "clock"));
    await place.accounting.propose(topUp("http.test.stepping"));
    await keep(place);
    assert.equal((await trimStore(place, start - 23 * hour)).receipts, 0);
    assert.equal((await trimStore(place, start - 30 * hour)).receipts, 1, "made by a clock that was set back since");
    assert.deepEqual(await place.accounting.propose(topUp("http.test.stepping")), { balance: 500 });
    assert.equal(balance(place), 500);
    await place.close();
  });

  test("an id that begins like another's is another act", async () => {
    const place = await openPlace(join(root, "prefix"));
    await place.accounting.propose(topUp("http.test.key/0", { amount: 100 }));
    await keep(place);
    assert.equal((await trimStore(place, start + 25 * hour)).receipts, 1);
    assert.deepEqual(await place.accounting.propose(topUp("http.test.key", { amount: 200 })), { balance: 300 });
    assert.deepEqual(await place.accounting.propose(topUp("http.test.key/0", { amount: 100 })), { balance: 100 });
    await place.close();
  });
});

test("tries are forgotten two days after the last: a clock set forward by one and back again forgives nobody", async () => {
  const place = await openPlace(join(root, "tries"));
  const subject = "place.hall";
  await place.accounting.propose({ name: "count-wrong-try", by, subjects: [{ subject, limit: triesPerReader }] });
  assert.equal((await trimStore(place, start + 25 * hour)).locks, 0);
  assert.equal(place.accounting.ask({ name: "locked-until", subject }).length, 1);
  assert.equal((await trimStore(place, start + 49 * hour)).locks, 1);
  assert.equal((await place.store.range("/q/lock/")).items.length, 0);
  await place.close();
});
