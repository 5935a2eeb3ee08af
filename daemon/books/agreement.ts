// Whether the books end where the accounts stand. Books that were lost, or put back from an older day, are whole in themselves: only the
// accounts know that something is missing.
import type { Account } from "../domain/account.ts";
import type { AccountId } from "../domain/ids.ts";
import { isMoneyRow, type Row } from "../domain/ledger.ts";
import type { Breathe, Place, Verification, Verified } from "./verify.ts";

export interface Verifiable {
  readonly rows: number;
  verifyGently(breathe: Breathe): Promise<Verified>;
  rowsAfter(seq: number): Iterable<Row>;
}

/** The part of accounting that is compared. */
export interface Standing {
  accounts(): Iterable<Account>;
  rows(limit: number): readonly { readonly row: Row }[];
}

/** The books in themselves, letting others work in between; then, at one moment, beside the accounts. */
export async function verifyBeside(books: Verifiable, standing: Standing, breathe: Breathe): Promise<Verification> {
  const { verdict, ends } = await books.verifyGently(breathe);
  if (!verdict.ok) return verdict;
  const sentence = disagreement(standing.accounts(), later(books, verdict.rows, standing), ends);
  return sentence === undefined ? verdict : { ok: false, sentence };
}

/** What came into the books meanwhile, then what is still on its way. */
function* later(books: Verifiable, verified: number, standing: Standing): Iterable<Row> {
  yield* books.rowsAfter(verified);
  for (const { row } of standing.rows(Number.POSITIVE_INFINITY)) yield row;
}

/** `later`: rows that may follow `ends`, some of which may be among them already. undefined: they agree. */
export function disagreement(accounts: Iterable<Account>, later: Iterable<Row>, ends: ReadonlyMap<AccountId, Place>): string | undefined {
  const moved = new Map<AccountId, Place>();
  const endOf = (account: AccountId): Place => moved.get(account) ?? ends.get(account) ?? { n: 0, balance: 0 };
  for (const row of later) {
    for (const { account, n, balance } of isMoneyRow(row) ? row.legs : []) {
      // A hole stays a hole: only the very next row carries an account on.
      if (n !== undefined && balance !== undefined && n === endOf(account).n + 1) moved.set(account, { n, balance });
    }
  }
  for (const { id, n, balance } of accounts) {
    const end = endOf(id);
    if (end.n === n && end.balance === balance) continue;
    return `Account ${id} stands at ${balance} after its row ${n}; the books end at ${end.balance} after its row ${end.n}.`;
  }
  return undefined;
}
