// The books: what goes in comes out, in order, once, the same to the byte; and what is read from them.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { openBooks, type Books } from "../../../daemon/books/index.ts";
import { canonical } from "../../../daemon/books/rows.ts";
import { cash, userAccount, type BoxId, type CommandId, type JobId, type RowId, type UserId } from "../../../daemon/domain/ids.ts";
import type { Row } from "../../../daemon/domain/ledger.ts";
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

describe("appending", () => {
  test("keeps every row, numbered from 1, and how far it went, across a reopening", () => {
    const file = fresh();
    const { rows } = new Ledger().fill(40);
    let books = openBooks(file);
    assert.equal(books.file.kept(), undefined);
    books.file.append(rows.slice(0, 15), kept(7));
    books.close();
    books = openBooks(file);
    assert.deepEqual(books.file.kept(), kept(7));
    books.file.append(rows.slice(15), kept(9));
    const lines = [...books.dump()].map((line) => JSON.parse(line) as Row & { seq: number; hash: string });
    assert.deepEqual(
      lines.map(({ seq }) => seq),
      rows.map((_, i) => i + 1),
    );
    assert.deepEqual(
      lines.map(({ seq, hash, ...row }) => row),
      JSON.parse(JSON.stringify(rows)),
    );
    assert.deepEqual(books.verify(), { ok: true, rows: rows.length });
    books.close();
  });

  test("passes over rows that are there already", () => {
    const { rows } = new Ledger().fill(20);
    const books = booksOf(rows);
    books.file.append(rows.slice(5, 12), kept(3));
    books.file.append([...rows.slice(18), ...new Ledger().fill(20).rows.slice(18)], kept(4));
    assert.equal(books.rows, rows.length);
    assert.deepEqual(books.verify(), { ok: true, rows: rows.length });
    books.close();
  });

  test("refuses other content under an id that is taken, and keeps nothing of that batch", () => {
    const { rows } = new Ledger().fill(10);
    const books = booksOf(rows);
    const [first] = rows;
    const next = new Ledger().topUp("u9", 5, "new");
    assert.throws(
      () => books.file.append([next, { ...(first as Row), at: 1 }], kept(99)),
      (error: unknown) => isFault(error, "data-damaged") && /topup-0\/0/.test(error.message),
    );
    assert.deepEqual([books.rows, books.file.kept()], [rows.length, kept(1)]);
    books.file.append([next], kept(2));
    assert.deepEqual(books.verify(), { ok: true, rows: rows.length + 1 });
    books.close();
  });

  test("gives the same dump to the byte however the rows were cut into batches and however their keys were ordered", () => {
    const { rows } = new Ledger().fill(60);
    const shuffled = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()) as unknown as Row);
    const dumps = [booksOf(rows), booksOf(rows, [1]), booksOf(shuffled, [3, 1, 7])].map((books) => {
      const text = [...books.dump()].join("\n");
      books.close();
      return text;
    });
    assert.equal(dumps[0], dumps[1]);
    assert.equal(dumps[0], dumps[2]);
  });

  test("canonical text depends on content alone and loses nothing", () => {
    const dictionary = fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<unknown>);
    fc.assert(
      fc.property(dictionary, (value) => {
        const text = canonical(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(canonical(Object.fromEntries(Object.entries(value).reverse())), text);
        assert.equal(canonical({ ...value, nothing: undefined }), text);
      }),
    );
  });

  test("a dump that is read slowly does not hold up what is appended, and goes on to it", () => {
    const { rows } = new Ledger().fill(1200);
    const books = booksOf(rows.slice(0, 1100));
    const dump = books.dump()[Symbol.iterator]();
    for (let i = 0; i < 10; i++) dump.next();
    books.file.append(rows.slice(1100), kept(2));
    let left = 0;
    while (!dump.next().done) left++;
    assert.equal(left, rows.length - 10);
    books.close();
  });
});

describe("asking", () => {
  const ledger = new Ledger();
  let books: Books;
  const ann = userAccount("ann" as UserId);
  before(() => {
    ledger.topUp("ann", 50_000, "c-first");
    ledger.topUp("bob", 20_000);
    ledger.printed("ann", 1_500);
    ledger.audit("set-price");
    ledger.adjust("ann", -300);
    ledger.printed("bob", 500, "lost", "no-count");
    books = booksOf(ledger.rows, [2]);
  });
  after(() => books.close());

  test("a statement is an account's money rows, newest first, each with the balance after it", () => {
    const rows = books.statement(ann, { limit: 10 });
    assert.deepEqual(
      rows.map(({ kind, legs }) => [kind, legs[0]?.amount, legs[0]?.balance]),
      [
        ["adjustment", -300, 48_200],
        ["charge", -1_500, 48_500],
        ["top-up", 50_000, 50_000],
      ],
    );
    assert.deepEqual(
      books.statement(ann, { limit: 1 }).map(({ kind }) => kind),
      ["adjustment"],
    );
    const [newest, middle, oldest] = rows.map(({ at }) => at);
    assert.deepEqual(
      books.statement(ann, { limit: 10, from: middle ?? 0, to: middle ?? 0 }).map(({ kind }) => kind),
      ["charge"],
    );
    assert.deepEqual(
      books.statement(ann, { limit: 10, to: oldest ?? 0 }).length + books.statement(ann, { limit: 10, from: newest ?? 0 }).length,
      2,
    );
    assert.deepEqual(books.statement(userAccount("nobody" as UserId), { limit: 10 }), []);
  });

  test("a statement and how jobs ended go on behind the last row seen, by its id", () => {
    const [newest, middle, oldest] = books.statement(ann, { limit: 10 });
    const older = (row?: { id: RowId }) => books.statement(ann, { before: row?.id ?? ("" as RowId), limit: 1 }).map(({ id }) => id);
    assert.deepEqual([older(newest), older(middle), older(oldest)], [[middle?.id], [oldest?.id], []]);
    const [latest, first] = books.endedJobs({ limit: 2 }).jobs;
    const next = books.endedJobs({ before: latest?.id ?? ("" as RowId), limit: 5 });
    assert.deepEqual([next.jobs.map(({ id }) => id), next.total], [[first?.id], 2]);
  });

  test("jobs are found by a part of the title, whatever signs stand in it, and by whether something came out", () => {
    const some = new Ledger();
    some.printed("ann", 500, "100 % laine");
    some.printed("ann", 500, "a_b");
    some.printed("ann", 500, "aXb", undefined, { impressions: 0 });
    const kept = booksOf(some.rows);
    const titles = (asked: object) => kept.endedJobs({ ...asked, limit: 9 }).jobs.map(({ title }) => title);
    assert.deepEqual(
      [titles({ search: "LAINE" }), titles({ search: "%" }), titles({ search: "a_b" })],
      [["100 % laine"], ["100 % laine"], ["a_b"]],
    );
    assert.deepEqual(
      [titles({ printed: false }), titles({ printed: true }), titles({ search: "\\" })],
      [["aXb"], ["a_b", "100 % laine"], []],
    );
    kept.close();
  });

  test("use is told by what the machine was used for: eight copies, ninety-two prints", () => {
    const some = new Ledger();
    some.printed("ann", 500, "print", undefined, { impressions: 92, impressionsColor: 2, sheets: 46 });
    some.printed("ann", 500, "", undefined, { impressions: 8, sheets: 8, service: "copy" });
    some.printed("bob", 500);
    const kept = booksOf(some.rows);
    const { at = 0 } = some.rows.at(-1) ?? {};
    const used = kept.use("ann" as UserId, 0);
    assert.deepEqual(used, { jobs: 2, mono: 98, color: 2, services: { copy: 8, print: 92, scan: 0, fax: 0 }, sheets: 54, charged: 1000 });
    assert.equal(kept.use("ann" as UserId, at).jobs, 0);
    kept.close();
  });

  test("balances are the sums of the legs, and all of them together are nothing", () => {
    const sums = books.balances();
    assert.equal(sums.find(({ account }) => account === ann)?.balance, 48_200);
    assert.equal(sums.find(({ account }) => account === cash)?.balance, -70_000);
    assert.equal(
      sums.reduce((sum, { balance }) => sum + balance, 0),
      0,
    );
  });

  test("how jobs ended, newest first, of everybody or of one; one job by its id and by its number", () => {
    const { jobs, total } = books.endedJobs({ limit: 1 });
    assert.deepEqual([jobs.map(({ login }) => login), total], [["bob"], 2]);
    const anns = books.endedJobs({ user: "ann" as UserId, limit: 5 });
    assert.deepEqual([anns.jobs.map(({ login }) => login), anns.total], [["ann"], 1]);
    const { jobs: looked, total: toLook } = books.endedJobs({ review: true, limit: 5 });
    assert.deepEqual([looked.map(({ review }) => review), toLook], [["no-count"], 1]);
    const [latest] = jobs;
    assert.deepEqual(books.findJob(latest?.job as JobId), latest);
    assert.deepEqual(books.findJobByNumber(latest?.number ?? 0), latest);
    assert.deepEqual([books.findJobByNumber(0), books.endedJobs({ since: (latest?.at ?? 0) + 1, limit: 5 }).total], [undefined, 0]);
    assert.equal(books.findJob("none" as JobId), undefined);
    const highest = Math.max(...books.endedJobs({ limit: 100 }).jobs.map(({ number }) => number));
    assert.deepEqual([books.highestNumber("box" as BoxId, 100), books.highestNumber("other" as BoxId, 100)], [highest, 0]);
  });

  test("an act is found by its id for ever, and no other whose id begins alike", () => {
    assert.deepEqual(
      books.findCommand("c-first" as CommandId).map(({ id }) => id),
      ["c-first/0"],
    );
    assert.deepEqual(books.findCommand("c-fir" as CommandId), []);
    assert.deepEqual(books.findCommand("c-first/0" as CommandId), []);
  });

  test("books of a box that is down are read without being changed, its last rows included", () => {
    const file = fresh();
    const writing = openBooks(file);
    writing.file.append(ledger.rows, kept(1));
    const reading = openBooks(file, { readOnly: true });
    assert.deepEqual([...reading.dump()], [...writing.dump()]);
    assert.throws(() => reading.file.append(new Ledger().fill(1).rows, kept(2)));
    reading.close();
    writing.close();
    const cold = openBooks(file, { readOnly: true });
    assert.deepEqual(cold.verify(), { ok: true, rows: ledger.rows.length });
    cold.close();
  });
});
