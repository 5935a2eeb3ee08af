// The keeper over the real store: whatever stops it, wherever, each row is in the books once, and leaves the outbox only then.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Keeper, type Outbox } from "../../../daemon/books/index.ts";
import type { BooksFile } from "../../../daemon/books/books.ts";
import { userAccount } from "../../../daemon/domain/ids.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import type { Log } from "../../../daemon/runtime/log.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { ann, incarnation, openPlace, type Place } from "./keeping.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-keeper-"));
after(() => rmSync(root, { recursive: true }));
const directory = (name: string): string => {
  mkdirSync(join(root, name));
  return join(root, name);
};

const errors: unknown[] = [];
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (_, facts) => errors.push(facts?.error),
  room: () => log,
};
const clock = new ManualClock();

const keeperOf = ({ accounting, books }: Place, bend: { outbox?: Partial<Outbox>; books?: Partial<BooksFile> } = {}): Keeper => {
  const outbox: Outbox = {
    get rowsWaiting() {
      return accounting.rowsWaiting;
    },
    outbox: (atOnce, breathe) => accounting.outbox(atOnce, breathe),
    trimRows: (rows) => accounting.trimRows(rows),
    follow: (tell) => accounting.follow(tell),
    ...bend.outbox,
  };
  const file = Object.assign(Object.create(books.file) as BooksFile, { append: books.file.append.bind(books.file), ...bend.books });
  return new Keeper({ books: file, outbox, incarnation, clock, log });
};

/** Ann's books say what the store says, and everything is true. */
function agree(place: Place, rows: number): void {
  assert.deepEqual(place.books.verify(), { ok: true, rows: place.books.rows });
  assert.equal(place.accounting.rows(10).length, 0, "the outbox is empty");
  assert.equal(place.books.statement(userAccount(ann), { limit: 100_000 }).length, rows);
  assert.equal(
    place.books.balances().find(({ account }) => account === userAccount(ann))?.balance ?? 0,
    place.accounting.ask({ name: "purse", user: ann })?.balance,
  );
}

describe("the keeper", () => {
  test("copies what an earlier life left, then what comes, and trims", async () => {
    const place = await openPlace(directory("plain"));
    await place.topUp("c-1", 500);
    await Promise.all([place.topUp("c-2", 100), place.topUp("c-3", 200)]);
    const keeper = keeperOf(place);
    await keeper.settled();
    agree(place, 3);
    await place.topUp("c-4", 50);
    assert.equal(place.accounting.rows(10).length, 1, "gathered for a moment");
    clock.advance(50);
    await keeper.settled();
    agree(place, 4);
    assert.deepEqual(place.books.file.kept(), { incarnation, revision: place.accounting.revision - 1 }, "the trim came after");
    assert.deepEqual(
      place.books.findCommand("c-4" as never).map(({ kind }) => kind),
      ["top-up"],
    );
    await keeper.close();
    await place.close();
  });

  test("stopped before the rows are in the books: they wait in the outbox, and are tried again after a while", async () => {
    const place = await openPlace(directory("before"));
    let full = true;
    const keeper = keeperOf(place, {
      books: {
        append: (rows, upTo) => {
          if (full) throw new Fault("disk-full", "no room", { retry: "later" });
          place.books.file.append(rows, upTo);
        },
      },
    });
    await place.topUp("c-1", 500);
    await keeper.settled();
    assert.ok(errors.splice(0).length > 0);
    assert.deepEqual([keeper.problem, keeper.behind], ["no room", place.accounting.rows(10).length]);
    assert.deepEqual([place.books.rows, place.accounting.rows(10).length > 0], [0, true]);
    full = false;
    clock.advance(5_000);
    await keeper.settled();
    assert.deepEqual([keeper.problem, keeper.behind], [undefined, 0]);
    agree(place, 1);
    await keeper.close();
    await place.close();
  });

  test("stopped between the books and the trim: found there the next time, not doubled", async () => {
    const place = await openPlace(directory("between"));
    let away = true;
    const keeper = keeperOf(place, {
      outbox: {
        trimRows: (rows) =>
          away ? Promise.reject(new Fault("store-unavailable", "away", { retry: "later" })) : place.accounting.trimRows(rows),
      },
    });
    await place.topUp("c-1", 500);
    await keeper.settled();
    errors.splice(0);
    assert.equal(place.accounting.rows(10).length, place.books.rows);
    assert.ok(place.books.rows > 0);
    await place.topUp("c-2", 100);
    away = false;
    await keeper.settled();
    agree(place, 2);
    await keeper.close();
    await place.close();
  });

  test("a backlog larger than one batch is taken in whole revisions, in order", async () => {
    const place = await openPlace(directory("backlog"));
    for (let wave = 0; wave < 6; wave++) await Promise.all(Array.from({ length: 400 }, (_, i) => place.topUp(`c-${wave}-${i}`, 1)));
    assert.equal(place.accounting.rowsWaiting, place.accounting.rows(10_000).length, "counted, not read");
    const taken: number[] = [];
    let looks = 0;
    const keeper = keeperOf(place, {
      outbox: {
        outbox: (atOnce, _breathe) => {
          looks++;
          return place.accounting.outbox(atOnce, async () => undefined);
        },
      },
      books: {
        append: (rows, upTo) => {
          taken.push(rows.length);
          place.books.file.append(rows, upTo);
        },
      },
    });
    await keeper.settled();
    agree(place, 2400);
    assert.ok(taken.length > 2 && Math.max(...taken) <= 1_512, `batches of ${taken.join(", ")}`);
    assert.ok(looks <= 2, `the outbox was read ${looks} times`);
    assert.equal(keeper.behind, 0);
    await keeper.close();
    await place.close();
  });

  test("closing it finishes the step it is at", async () => {
    const place = await openPlace(directory("closing"));
    await place.topUp("c-1", 500);
    const keeper = keeperOf(place);
    await keeper.close();
    agree(place, 1);
    await place.close();
  });
});

test("killed with −9 between any two steps, again and again: nothing lost, nothing doubled", { timeout: 60_000 }, async () => {
  const where = directory("killed");
  const told: string[] = [];
  for (const [life, lines] of [3, 40, 11, 60].entries()) {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./keeper-child.ts", import.meta.url)), where, `life${life}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = createInterface({ input: child.stdout });
    const closed = once(output, "close");
    let heard = 0;
    output.on("line", (id) => {
      told.push(id);
      if (++heard === lines) child.kill("SIGKILL");
    });
    await closed;
    assert.ok(heard >= lines);
  }
  const place = await openPlace(where);
  const keeper = keeperOf(place);
  await keeper.settled();
  const rows = place.books.statement(userAccount(ann), { limit: 100_000 });
  agree(place, rows.length);
  const ids = new Set(rows.map(({ id }) => id as string));
  assert.equal(ids.size, rows.length);
  for (const id of told) assert.ok(ids.has(`${id}/0`), `${id} was acknowledged`);
  assert.ok(rows.length <= told.length + 4 * 4, "at most what was under way at each kill beside what was told");
  await keeper.close();
  await place.close();
});
