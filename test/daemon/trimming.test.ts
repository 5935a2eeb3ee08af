// The store forgets answers after a day, and a command sent again after that is still done once only: the books remember it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Keeper } from "../../daemon/books/index.ts";
import { pack, plainTicket } from "../../daemon/domain/document.ts";
import type { BoxId, CommandId, JobId, PrinterName, QueueName } from "../../daemon/domain/ids.ts";
import { userAccount } from "../../daemon/domain/ids.ts";
import type { Actor } from "../../daemon/domain/ledger.ts";
import { money } from "../../daemon/domain/money.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import { triesPerReader } from "../../daemon/domain/user.ts";
import { Releases } from "../../daemon/printing/release.ts";
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

const trimAt = (place: Place, at: number) => trimStore({ ...place, clock: { now: () => at, sleep: async () => {} } });

describe("a receipt", () => {
  test("goes after a day; the same id is then answered from the books, and paid once", async () => {
    const place = await openPlace(join(root, "day"));
    const first = await place.accounting.propose(topUp("http.test.a-key-of-ours"));
    await place.accounting.propose({ ...topUp("http.test.another-key", { amount: -100, reason: "put right" }), name: "adjust" });
    await keep(place);
    assert.deepEqual(await trimAt(place, start + 23 * hour), { receipts: 0, locks: 0, sessions: 0 });
    assert.deepEqual(await trimAt(place, start + 25 * hour), { receipts: 2, locks: 0, sessions: 0 });
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
    assert.deepEqual(await trimAt(place, start + 1_000 * hour), { receipts: 0, locks: 0, sessions: 0 });
    await place.accounting.propose(topUp("http.test.waiting"));
    assert.equal(balance(place), 500);
    await place.close();
  });

  test("trimmed early by a clock that runs ahead, or kept by one that runs behind, changes nothing", async () => {
    const place = await openPlace(join(root, "clock"));
    await place.accounting.propose(topUp("http.test.stepping"));
    await keep(place);
    assert.equal((await trimAt(place, start - 23 * hour)).receipts, 0);
    assert.equal((await trimAt(place, start - 30 * hour)).receipts, 1, "made by a clock that was set back since");
    assert.deepEqual(await place.accounting.propose(topUp("http.test.stepping")), { balance: 500 });
    assert.equal(balance(place), 500);
    await place.close();
  });

  test("an id that begins like another's is another act", async () => {
    const place = await openPlace(join(root, "prefix"));
    await place.accounting.propose(topUp("http.test.key/0", { amount: 100 }));
    await keep(place);
    assert.equal((await trimAt(place, start + 25 * hour)).receipts, 1);
    assert.deepEqual(await place.accounting.propose(topUp("http.test.key", { amount: 200 })), { balance: 300 });
    assert.deepEqual(await place.accounting.propose(topUp("http.test.key/0", { amount: 100 })), { balance: 100 });
    await place.close();
  });
});

test("tries are forgotten two days after the last: a clock set forward by one and back again forgives nobody", async () => {
  const place = await openPlace(join(root, "tries"));
  const subject = "place.hall";
  await place.accounting.propose({ name: "count-wrong-try", by, subjects: [{ subject, limit: triesPerReader }] });
  assert.equal((await trimAt(place, start + 25 * hour)).locks, 0);
  assert.equal(place.accounting.ask({ name: "locked-until", subject }).length, 1);
  assert.equal((await trimAt(place, start + 49 * hour)).locks, 1);
  assert.equal((await place.store.range("/q/lock/")).items.length, 0);
  await place.close();
});

/** A letter of Ann's that waits for a card, at 5.00 a side. */
async function letter({ accounting, topUp }: Place): Promise<{ job: JobId; printer: PrinterName }> {
  const [job, printer, name] = ["j-1" as JobId, "hall" as PrinterName, "main" as QueueName];
  const document = { format: "application/pdf", bytes: 1, hash: "00" } as const;
  const facts = pack({ pages: [{ color: false, size: "a4" }], copiesInside: 1, engine: "test" });
  await topUp("http.test.purse", 2_000);
  for (const command of [
    { name: "set-price", by, profile: { name: "default" as never, mono: money(500), color: money(500), sizes: {} } },
    { name: "set-printer", by, printer, uri: "folder:/paper" },
    { name: "set-queue", by, makeDefault: true, queue: { name, mode: "pull", printers: [printer] } },
    {
      name: "accept-job",
      by,
      job: {
        id: job,
        number: 1,
        queue: name,
        title: "letter",
        ticket: plainTicket,
        spoolBox: "box" as BoxId,
        attempt: 0,
        resolved: [],
        sender: { strength: "proven", user: ann, named: "ann", address: "192.0.2.7" },
        state: "pending-held",
        reasons: [],
        createdAt: start,
        heldByClient: false,
        document: { ...document, facts },
      },
    },
  ] satisfies Command[]) {
    const outcome = await accounting.propose(command as Command);
    assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  }
  return { job, printer };
}

test("a release's receipt stays while its job lives, and goes a day later; the same release then finds no job and starts nothing", async () => {
  const place = await openPlace(join(root, "release"));
  const { accounting } = place;
  const request = { id: "http.test.release" as CommandId, by, ...(await letter(place)) };
  const releases = new Releases({
    accounting,
    spool: { read: () => assert.fail("nothing is read"), clearDelivery: async () => {} },
    deliver: () => assert.fail("nothing is printed"),
    clock: new ManualClock(),
    log,
    box: "box" as BoxId,
  });
  await keep(place);
  const made = await accounting.propose({ name: "reserve", settler: "box" as BoxId, ...request });
  assert.ok(!isRefusal(made));
  assert.ok(!place.store.projection.get(`/k/receipt/${request.id}`)?.value.includes("facts"), "only what the answer needs is kept");
  const settle = (reservation: typeof made.id, impressions: number) =>
    accounting.propose({
      name: "settle",
      by,
      reservation,
      evidence: { source: "paper-log", final: impressions > 0 ? "completed" : "aborted", impressions, sent: true },
    });
  await settle(made.id, 0);
  assert.equal(accounting.ask({ name: "job", id: request.job })?.state, "pending-held", "nothing came out");
  assert.equal((await trimAt(place, start + 25 * hour)).receipts, 1, "the purse's alone");
  const spent = { refused: "job-not-possible", with: { reservation: made.id } };
  assert.deepEqual(await releases.releaseOnce(request), spent, "it is not released a second time");

  const second = await accounting.propose({ name: "reserve", settler: "box" as BoxId, ...request, id: "http.test.once-more" as CommandId });
  assert.ok(!isRefusal(second));
  assert.equal((await trimAt(place, start + 25 * hour)).receipts, 0, "it prints");
  await settle(second.id, 1);
  assert.equal((await trimAt(place, start + 23 * hour)).receipts, 0);
  assert.equal((await trimAt(place, start + 25 * hour)).receipts, 2);
  assert.equal(await receipts(place), 0);
  assert.deepEqual(await releases.releaseOnce(request), { refused: "job-not-found" });
  assert.deepEqual(await accounting.propose({ name: "reserve", settler: "box" as BoxId, ...request }), { refused: "job-not-found" });
  assert.deepEqual([balance(place), accounting.ask({ name: "reservations" }), await receipts(place)], [1_500, [], 0]);
  await place.close();
});

test("others get their turn at every thousand records", async () => {
  const place = await openPlace(join(root, "many"));
  const receipt = (at: number) => JSON.stringify({ fingerprint: JSON.stringify(topUp("x")), outcome: { balance: 1 }, at });
  for (let i = 0; i < 2_500; i += 250) {
    const keys = Array.from({ length: 250 }, (_, n) => `/k/receipt/http.test.${10_000 + i + n}`);
    const compares = keys.map((key) => ({ key, revision: 0 }));
    await place.store.commit({ compares, writes: keys.map((key) => ({ key, value: receipt(start) })) });
  }
  let turns = 0;
  let looked = 0;
  const findCommand = () => {
    looked++;
    return [];
  };
  const clock = { now: () => start + 25 * hour, sleep: async () => void turns++ };
  assert.deepEqual(await trimStore({ accounting: place.accounting, books: { findCommand }, clock }), {
    receipts: 0,
    locks: 0,
    sessions: 0,
  });
  assert.deepEqual([turns, looked], [2, 2_500]);
  await place.close();
});
