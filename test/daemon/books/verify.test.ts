// Verifying the books, and opening damaged ones: the first break is named, nothing wrong is ever shown as right.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { openBooks, type Books } from "../../../daemon/books/index.ts";
import type { MoneyRow, Row } from "../../../daemon/domain/ledger.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { Ledger } from "./ledger.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-books-"));
after(() => rmSync(root, { recursive: true }));
let made = 0;
const fresh = (): string => join(root, `books-${made++}.sqlite`);
const kept = (revision: number) => ({ incarnation: "one", revision });

/** New books of these rows, appended in pieces of these sizes. */
function booksOf(rows: readonly Row[], pieces: readonly number[] = [rows.length]): Books {
  const books = openBooks(fresh());
  for (let at = 0, i = 0; at < rows.length; i++) {
    const size = pieces[i % pieces.length] ?? 1;
    books.file.append(rows.slice(at, at + size), kept(i + 1));
    at += size;
  }
  return books;
}

describe("verifying names the first break", () => {
  /** Sound books changed by SQL behind our back. */
  const spoilt = (...sql: string[]): string => {
    const books = booksOf(new Ledger().fill(30).rows);
    for (const one of sql) books.file.database.exec(one);
    const verdict = books.verify();
    books.close();
    return verdict.ok ? "ok" : verdict.sentence;
  };
  /** Rows that are chained as they should be, but wrong in themselves. */
  const wrong = (change: (rows: Row[]) => void): string => {
    const { rows } = new Ledger().fill(40, 3);
    change(rows);
    const books = booksOf(rows);
    const verdict = books.verify();
    books.close();
    return verdict.ok ? "ok" : verdict.sentence;
  };

  const leg = (rows: Row[], at: number, place = 0): object => (rows[at] as MoneyRow).legs[place] as object;

  test("a row that was changed, removed, put in, or swapped", () => {
    assert.match(
      spoilt(`UPDATE row SET json = replace(json, '50000', '60000') WHERE seq = 1`),
      /^Row 1 \(topup-0\/0\): it does not match its hash/,
    );
    assert.match(spoilt(`UPDATE row SET json = replace(json, 'completed', 'aborted') WHERE seq = 2`), /^Row 2 /);
    assert.match(spoilt("DELETE FROM row WHERE seq = 9"), /^Row 9 is missing; after row 8 comes row 10 \(/);
    assert.match(
      spoilt("UPDATE row SET seq = -1 WHERE seq = 4; UPDATE row SET seq = 4 WHERE seq = 5; UPDATE row SET seq = 5 WHERE seq = -1"),
      /^Row 4 /,
    );
    assert.match(spoilt("UPDATE row SET id = 'other/0' WHERE seq = 3"), /^Row 3 \(other\/0\): it says it is row settle\./);
  });

  test("columns that no longer say what the text says, and an index that misses a row", () => {
    assert.match(spoilt("UPDATE row SET reservation = 'another' WHERE seq = 3"), /^Row 3 .*its columns say something else than its text/);
    assert.match(spoilt("UPDATE row SET kind = 'refund' WHERE seq = 1"), /^Row 1 .*its columns say something else/);
  });

  test("legs that no longer say what the rows say", () => {
    assert.match(
      spoilt("UPDATE leg SET amount = amount + 1 WHERE account = 'cash' AND seq = 1"),
      /^Account cash: its rows add up to -\d+ in money, the table of legs to -\d+\.$/,
    );
    assert.match(spoilt("DELETE FROM leg WHERE account = 'user.u0'"), /^Account user\.u0: its rows are missing/);
  });

  test("legs that do not balance", () => {
    assert.match(
      wrong((rows) => Object.assign(leg(rows, 0, 1), { amount: -49_999 })),
      /^Row 1 \(topup-0\/0\): its legs in money do not sum to zero\.$/,
    );
  });

  test("an account that skips a number, or does not add up", () => {
    assert.match(
      wrong((rows) => Object.assign(leg(rows, 0), { n: 2 })),
      /^Row 1 .*account user\.u0 goes from its row 0 to 2/,
    );
    assert.match(
      wrong((rows) => Object.assign(leg(rows, 0), { balance: 7 })),
      /^Row 1 .*account user\.u0 should stand at 50000, not 7/,
    );
    assert.match(
      wrong((rows) => rows.splice(0, 1)),
      /account user\.u0 goes from its row 0 to 2/,
    );
  });

  test("a reservation that is settled twice, a release that ends twice", () => {
    const ledger = new Ledger();
    ledger.topUp("ann", 50_000);
    const [line, charge] = ledger.printed("ann", 100);
    const [line2, charge2] = ledger.printed("ann", 100);
    const verdictOf = (rows: Row[]) => {
      const books = booksOf(rows);
      const verdict = books.verify();
      books.close();
      return verdict.ok ? "ok" : verdict.sentence;
    };
    const first = ledger.rows[0] as Row;
    const same = { reservation: charge.reservation as NonNullable<typeof charge.reservation> };
    assert.equal(verdictOf([first, line, charge, line2, charge2]), "ok");
    assert.match(
      verdictOf([first, line, charge, line2, { ...charge2, ...same }]),
      /^Row 5 .*settles a reservation that was settled before/,
    );
    assert.match(verdictOf([first, line, charge, { ...line2, ...same }]), /^Row 4 .*ends a release that had ended before/);
  });

  test("between its slices others get their turn", async () => {
    const books = booksOf(new Ledger().fill(3500).rows);
    let breaths = 0;
    assert.equal((await books.verifyGently(async () => void breaths++)).verdict.ok, true);
    assert.equal(breaths, 3);
    books.close();
  });

  test("adding up one account's many legs is no longer slice than another", async () => {
    const ledger = new Ledger();
    while (ledger.rows.length < 45_000) ledger.topUp("ann", 1);
    const books = booksOf(ledger.rows);
    let breaths = 0;
    const { verdict, ends } = await books.verifyGently(async () => void breaths++);
    assert.deepEqual([verdict.ok, [...ends.values()]], [true, [{ n: 45_000, balance: 45_000 }]]);
    assert.equal(breaths, 45 + 4, "cash and Ann have 45 000 legs each");
    books.file.database.exec("UPDATE leg SET amount = 2 WHERE account = 'cash' AND seq = 44000");
    assert.match(JSON.stringify(books.verify()), /^\{"ok":false,"sentence":"Account cash: its rows add up to -45000/);
    books.close();
  });

  test("a row that came after the last one looked at is no break", async () => {
    const ledger = new Ledger().fill(1_000);
    const books = booksOf(ledger.rows);
    const later = ledger.topUp("u0", 5);
    const { verdict } = await books.verifyGently(async () => books.file.append([later], kept(9)));
    assert.equal(verdict.ok, true);
    assert.deepEqual([...books.rowsAfter(1_000)].at(-1)?.id, later.id);
    books.close();
  });

  test("what it remembers grows with the accounts, not with the rows", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const ledger = new Ledger();
    ledger.topUp("ann", 1_000_000_000);
    while (ledger.rows.length < 40_000) ledger.printed("ann", 1);
    const books = booksOf(ledger.rows.splice(0));
    const heap: number[] = [];
    const measure = async (): Promise<void> => {
      collect();
      heap.push(process.memoryUsage().heapUsed);
    };
    await books.verifyGently(measure);
    books.close();
    const [early = 0, late = 0] = [heap[4], heap[38]];
    assert.ok(late - early < 1_500_000, `${late - early} bytes more after 34 000 rows`);
  });
});

describe("a damaged file of books", () => {
  const sound = join(root, "sound.sqlite");
  let dump: string;
  before(() => {
    const books = openBooks(sound);
    books.file.append(new Ledger().fill(400).rows, kept(1));
    dump = [...books.dump()].join("\n");
    books.close();
  });

  /** What a reader hears of it. */
  const heard = (file: string): "right" | "told" => {
    let books: Books | undefined;
    try {
      books = openBooks(file);
      if (!books.verify().ok) return "told";
      assert.equal([...books.dump()].join("\n"), dump);
      return "right";
    } catch (error) {
      if (!isFault(error, "data-damaged")) throw error;
      assert.match(error.message, /^The books in .* (are damaged|cannot be read)|not a file of books|newer version/);
      return "told";
    } finally {
      books?.close();
    }
  };

  test("16 flipped bytes anywhere are told by opening or verifying, or harmed nothing", { timeout: 60_000 }, () => {
    const flips = fc.array(
      fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), mask: fc.integer({ min: 1, max: 255 }) }),
      { minLength: 16, maxLength: 16 },
    );
    let told = 0;
    fc.assert(
      fc.property(fc.noShrink(flips), (all) => {
        const file = fresh();
        const bytes = readFileSync(sound);
        for (const { place, mask } of all) bytes[Math.floor(place * bytes.length)] = (bytes[Math.floor(place * bytes.length)] ?? 0) ^ mask;
        writeFileSync(file, bytes);
        if (heard(file) === "told") told++;
      }),
      { numRuns: 60 },
    );
    assert.ok(told > 40, `only ${told} of 60 were told`);
  });

  test("cut off, or another kind of file, it is told", () => {
    for (const part of [0.2, 0.6, 0.95]) {
      const file = fresh();
      copyFileSync(sound, file);
      truncateSync(file, Math.floor(readFileSync(file).length * part));
      assert.equal(heard(file), "told");
    }
    const file = fresh();
    writeFileSync(file, "not books".repeat(1000));
    assert.equal(heard(file), "told");
  });
});
