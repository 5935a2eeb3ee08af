// Whether the books are true: nothing changed, nothing missing, every row balanced, every account adding up. The first break is named.
import type { StatementSync } from "node:sqlite";
import type { AccountId } from "../domain/ids.ts";
import { type Currency, isMoneyRow, type MoneyRow, type Row, unbalanced } from "../domain/ledger.ts";
import type { BooksFile } from "./books.ts";
import { type AccountSum, storedRows } from "./queries.ts";
import { chained, noHash, parseRow, type StoredRow } from "./rows.ts";

export type Verification = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly sentence: string };

/** What is known at the end: kept for each account only, however many rows there are. */
export interface Verified {
  readonly verdict: Verification;
  /** Where the customers' accounts stood after the last row. */
  readonly ends: ReadonlyMap<AccountId, Place>;
}

/** An account's counter and balance after a row. */
export interface Place {
  readonly n: number;
  readonly balance: number;
}

/** Rows checked before others get their turn: about 10 ms. */
const slice = 1_000;
/** Legs added up in SQL before others get their turn: about 5 ms. */
const sumSlice = 20_000;
/** Finding the next account costs as much as adding up so many legs. */
const legsOfALook = 20;

/** Waited for between slices. */
export type Breathe = (rows: number) => Promise<void>;

export function verify(books: BooksFile): Verification {
  const work = verifying(books, new Check());
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same, letting others work in between; `breathe` is told how many rows were read again. */
export async function verifyGently(books: BooksFile, breathe: Breathe): Promise<Verified> {
  const check = new Check();
  const work = verifying(books, check);
  for (;;) {
    const { done, value } = work.next();
    if (done) return { verdict: value, ends: check.customers };
    await breathe(value);
  }
}

class Check {
  readonly customers = new Map<AccountId, Place>();
  readonly sums = new Map<string, { sum: number; legs: number }>();

  /** What is wrong with this row after all before it, or undefined. */
  row(row: Row): string | undefined {
    if (!isMoneyRow(row)) return undefined;
    const currency = unbalanced(row.legs);
    return currency === undefined ? this.#legs(row) : `its legs in ${currency} do not sum to zero`;
  }

  #legs(row: MoneyRow): string | undefined {
    for (const { account, currency, amount, n, balance } of row.legs) {
      const key = `${account} ${currency}`;
      const sum = this.sums.get(key) ?? { sum: 0, legs: 0 };
      this.sums.set(key, { sum: sum.sum + amount, legs: sum.legs + 1 });
      if (n === undefined) {
        if (this.customers.has(account)) return `a row of account ${account} has no number`;
        continue;
      }
      const before = this.customers.get(account) ?? { n: 0, balance: 0 };
      if (n !== before.n + 1) return `account ${account} goes from its row ${before.n} to ${n}`;
      if (balance !== before.balance + amount) return `account ${account} should stand at ${before.balance + amount}, not ${balance}`;
      this.customers.set(account, { n, balance });
    }
    return undefined;
  }
}

function* verifying(books: BooksFile, check: Check): Generator<number, Verification> {
  const indexes = new Indexes(books);
  let hash = noHash;
  let seq = 0;
  for (const stored of storedRows(books)) {
    const wrong = (what: string): Verification => ({ ok: false, sentence: `Row ${stored.seq} (${stored.id}): ${what}.` });
    if (stored.seq !== seq + 1)
      return { ok: false, sentence: `Row ${seq + 1} is missing; after row ${seq} comes row ${stored.seq} (${stored.id}).` };
    hash = chained(hash, stored.json);
    if (!Buffer.from(hash).equals(stored.hash)) return wrong("it does not match its hash, so it or a row before it was changed");
    const row = parseRow(stored.json);
    const problem = indexes.row(stored, row) ?? check.row(row);
    if (problem !== undefined) return wrong(problem);
    seq = stored.seq;
    if (seq % slice === 0) yield seq;
  }
  return yield* sumsAgree(books, check, seq);
}

const indexDamaged = "so an index of the file is damaged";

/** What the books are asked by: an act that the index by id misses would be acted on twice, a reservation settled twice. */
class Indexes {
  readonly #books: BooksFile;
  readonly #byId: StatementSync;
  readonly #first: StatementSync;

  constructor(books: BooksFile) {
    this.#books = books;
    const prepare = (sql: string): StatementSync => books.guard(() => books.database.prepare(sql));
    this.#byId = prepare("SELECT seq, kind, reservation FROM row WHERE id = ?");
    this.#first = prepare("SELECT min(seq) AS seq FROM row WHERE reservation = ? AND kind = ?");
  }

  row({ seq, id }: StoredRow, row: Row): string | undefined {
    const found = this.#books.guard(() => this.#byId.get(id));
    if (found?.seq !== seq) return `it cannot be found by its id, ${indexDamaged}`;
    if (row.id !== id) return `it says it is row ${row.id}`;
    const reservation = row.kind === "audit" ? undefined : row.reservation;
    if (found.kind !== row.kind || (found.reservation ?? undefined) !== reservation) return "its columns say something else than its text";
    if (reservation === undefined || (row.kind !== "charge" && row.kind !== "job")) return undefined;
    const first = Number(this.#books.guard(() => this.#first.get(reservation, row.kind))?.seq ?? 0);
    if (first === seq) return undefined;
    if (first === 0 || first > seq) return `it cannot be found by its reservation, ${indexDamaged}`;
    const again = row.kind === "charge" ? "settles a reservation that was settled before" : "ends a release that had ended before";
    return `it ${again} (${reservation})`;
  }
}

/** Statements and reports add up the legs' own table: it must say what the rows say, up to the last that was looked at. */
function* sumsAgree(books: BooksFile, check: Check, last: number): Generator<number, Verification> {
  for (const sum of legSums(books, last)) {
    if (sum === undefined) {
      yield last;
      continue;
    }
    const { account, currency, balance, legs } = sum;
    const expected = check.sums.get(`${account} ${currency}`) ?? { sum: 0, legs: 0 };
    if (balance !== expected.sum || legs !== expected.legs) {
      return {
        ok: false,
        sentence: `Account ${account}: its rows add up to ${expected.sum} in ${currency}, the table of legs to ${balance}.`,
      };
    }
    check.sums.delete(`${account} ${currency}`);
  }
  const [missing] = check.sums.keys();
  if (missing !== undefined) return { ok: false, sentence: `Account ${missing.split(" ")[0]}: its rows are missing in the table of legs.` };
  return { ok: true, rows: last };
}

/** The sum of each account up to row `last`; undefined: time for others. No statement adds up more than a slice of an account. */
function* legSums(books: BooksFile, last: number): Generator<AccountSum | undefined> {
  const prepare = (sql: string): StatementSync => books.guard(() => books.database.prepare(sql));
  // Two seeks: asked as one pair, SQLite walks over every leg of the account before.
  const nextCurrency = prepare("SELECT account, currency FROM leg WHERE account = ? AND currency > ? ORDER BY currency LIMIT 1");
  const nextAccount = prepare("SELECT account, currency FROM leg WHERE account > ? ORDER BY account, currency LIMIT 1");
  const part = "FROM leg WHERE account = ? AND currency = ? AND seq > ? AND seq <= ?";
  const end = prepare(`SELECT max(seq) AS seq FROM (SELECT seq ${part} ORDER BY seq LIMIT ${sumSlice})`);
  const add = prepare(`SELECT sum(amount) AS amount, count(*) AS legs ${part}`);
  let work = 0;
  for (let [account, currency] = ["", ""]; ; ) {
    const found = books.guard(() => nextCurrency.get(account, currency) ?? nextAccount.get(account));
    if (found === undefined) return;
    [account, currency] = [String(found.account), String(found.currency)];
    let [balance, legs] = [0, 0];
    for (let from = 0; ; ) {
      const to = books.guard(() => end.get(account, currency, from, last))?.seq;
      if (typeof to !== "number") break;
      const sum = books.guard(() => add.get(account, currency, from, to));
      balance += Number(sum?.amount);
      legs += Number(sum?.legs);
      work += Number(sum?.legs) + legsOfALook;
      from = to;
      if (work >= sumSlice) {
        work = 0;
        yield undefined;
      }
    }
    yield { account: account as AccountId, currency: currency as Currency, balance, legs };
  }
}
