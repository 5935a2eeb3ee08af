// Whether the books are true: nothing changed, nothing missing, every row balanced, every account adding up. The first break is named.
import type { AccountId } from "../domain/ids.ts";
import { type MoneyRow, type Row, unbalanced } from "../domain/ledger.ts";
import type { BooksFile } from "./books.ts";
import { balances, storedRows } from "./queries.ts";
import { chained, noHash, parseRow } from "./rows.ts";

export type Verification = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly sentence: string };

/** Rows checked before others get their turn: about 10 ms. */
const slice = 1_000;

export function verify(books: BooksFile): Verification {
  const work = verifying(books);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same, letting others work in between. */
export async function verifyGently(books: BooksFile, breathe: () => Promise<void>): Promise<Verification> {
  const work = verifying(books);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await breathe();
  }
}

interface Running {
  n: number;
  balance: number;
}

class Check {
  readonly #customers = new Map<AccountId, Running>();
  readonly sums = new Map<string, { sum: number; legs: number }>();
  readonly #charged = new Set<string>();
  readonly #ended = new Set<string>();

  /** What is wrong with this row after all before it, or undefined. */
  row(row: Row): string | undefined {
    if (row.kind === "audit") return undefined;
    if (row.kind === "job")
      return row.reservation === undefined ? undefined : once(this.#ended, row.reservation, "ends a release that had ended before");
    const currency = unbalanced(row.legs);
    if (currency !== undefined) return `its legs in ${currency} do not sum to zero`;
    if (row.kind === "charge" && row.reservation !== undefined) {
      const twice = once(this.#charged, row.reservation, "settles a reservation that was settled before");
      if (twice !== undefined) return twice;
    }
    return this.#legs(row);
  }

  #legs(row: MoneyRow): string | undefined {
    for (const { account, currency, amount, n, balance } of row.legs) {
      const key = `${account} ${currency}`;
      const sum = this.sums.get(key) ?? { sum: 0, legs: 0 };
      this.sums.set(key, { sum: sum.sum + amount, legs: sum.legs + 1 });
      if (n === undefined) {
        if (this.#customers.has(account)) return `a row of account ${account} has no number`;
        continue;
      }
      const before = this.#customers.get(account) ?? { n: 0, balance: 0 };
      if (n !== before.n + 1) return `account ${account} goes from its row ${before.n} to ${n}`;
      if (balance !== before.balance + amount) return `account ${account} should stand at ${before.balance + amount}, not ${balance}`;
      this.#customers.set(account, { n, balance });
    }
    return undefined;
  }
}

const once = (seen: Set<string>, what: string, otherwise: string): string | undefined => {
  if (seen.has(what)) return `it ${otherwise} (${what})`;
  seen.add(what);
  return undefined;
};

function* verifying(books: BooksFile): Generator<undefined, Verification> {
  const check = new Check();
  const find = finder(books);
  let hash = noHash;
  let seq = 0;
  for (const stored of storedRows(books)) {
    const wrong = (what: string): Verification => ({ ok: false, sentence: `Row ${stored.seq} (${stored.id}): ${what}.` });
    if (stored.seq !== seq + 1)
      return { ok: false, sentence: `Row ${seq + 1} is missing; after row ${seq} comes row ${stored.seq} (${stored.id}).` };
    hash = chained(hash, stored.json);
    if (!Buffer.from(hash).equals(stored.hash)) return wrong("it does not match its hash, so it or a row before it was changed");
    const row = parseRow(stored.json);
    if (find(stored.id) !== stored.seq) return wrong("it cannot be found by its id, so an index of the file is damaged");
    if (row.id !== stored.id) return wrong(`it says it is row ${row.id}`);
    const problem = check.row(row);
    if (problem !== undefined) return wrong(problem);
    seq = stored.seq;
    if (seq % slice === 0) yield;
  }
  return sumsAgree(books, check, seq);
}

/** By the index that acts are looked up in: what it misses would be acted on twice. */
function finder(books: BooksFile): (id: string) => unknown {
  const select = books.guard(() => books.database.prepare("SELECT seq FROM row WHERE id = ?"));
  return (id) => books.guard(() => select.get(id))?.seq;
}

/** Statements and reports add up the legs' own table: it must say what the rows say. Rows that came meanwhile are not looked at. */
function sumsAgree(books: BooksFile, check: Check, seq: number): Verification {
  if (books.rows === seq) {
    for (const { account, currency, balance, legs } of balances(books)) {
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
    if (missing !== undefined)
      return { ok: false, sentence: `Account ${missing.split(" ")[0]}: its rows are missing in the table of legs.` };
  }
  return { ok: true, rows: seq };
}
