// The last verdict on the books is remembered for the status page and doctor, whoever asked for it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Keeper, Verifier } from "../../../daemon/books/index.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import type { Log } from "../../../daemon/runtime/log.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { incarnation, openPlace } from "./keeping.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-verifier-"));
after(() => rmSync(root, { recursive: true }));
const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, room: () => log };

const lastOf = (verifier: Verifier): Verifier["last"] => verifier.last;

test("sound, then wrong, then unreadable: each verdict is kept with its time", async () => {
  const clock = new ManualClock();
  const { accounting, books, topUp, close } = await openPlace(join(root, "place"));
  await topUp("c-1", 500);
  const keeper = new Keeper({ books: books.file, outbox: accounting, incarnation, clock, log });
  await keeper.settled();
  const verifier = new Verifier(books, accounting, clock);
  assert.equal(verifier.last, undefined);
  assert.equal((await verifier.run()).ok, true);
  assert.deepEqual(verifier.last, { at: clock.now(), ok: true, rows: books.rows });
  await topUp("c-2", 100);
  assert.equal((await verifier.run()).ok, true, "a row on its way is no break");

  await keeper.settled();
  books.file.database.exec("UPDATE row SET json = replace(json, '500', '600') WHERE kind = 'top-up'");
  clock.advance(60_000);
  const verdict = await verifier.run();
  assert.match(verdict.ok ? "" : verdict.sentence, /does not match its hash/);
  assert.deepEqual(lastOf(verifier), { at: clock.now(), ...verdict });

  const unreadable = async () => {
    throw new Fault("data-damaged", "database disk image is malformed", { retry: "never" });
  };
  const again = new Verifier({ ...books, verifyGently: unreadable }, accounting, clock);
  assert.match(JSON.stringify(await again.run()), /malformed/);
  assert.equal(lastOf(again)?.ok, false);
  await keeper.close();
  await close();
});

test("while it reads, it says how far it is; who asks meanwhile joins, and hears the same", async () => {
  const place = await openPlace(join(root, "long"));
  await Promise.all(Array.from({ length: 2_500 }, (_, n) => place.topUp(`c-${n}`, 1)));
  const keeper = new Keeper({ books: place.books.file, outbox: place.accounting, incarnation, clock: systemClock, log });
  await keeper.settled();
  const seen: (number | undefined)[] = [];
  const watched = {
    ...systemClock,
    sleep: (ms: number): Promise<void> => {
      seen.push(verifier.running?.rows);
      return systemClock.sleep(ms);
    },
  };
  const verifier: Verifier = new Verifier(place.books, place.accounting, watched);
  assert.equal(verifier.running, undefined);
  const first = verifier.run();
  assert.deepEqual(verifier.running, { rows: 0, of: place.books.rows });
  const second = verifier.run();
  assert.equal(first, second);
  assert.deepEqual(await second, { ok: true, rows: place.books.rows });
  assert.equal(verifier.running, undefined);
  assert.deepEqual(seen.slice(0, 2), [1_000, 2_000]);
  await keeper.close();
  await place.close();
});
