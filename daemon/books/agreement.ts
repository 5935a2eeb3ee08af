// Whether the books end where the accounts stand. Books that were lost, or put back from an older day, are whole in themselves: only the
// accounts know that something is missing.
import type { Account } from "../domain/account.ts";
import type { AccountId } from "../domain/ids.ts";
import { isMoneyRow, type Row } from "../domain/ledger.ts";
import type { AccountSum } from "./queries.ts";
import type { Verification } from "./verify.ts";

export interface Verifiable {
  verifyGently(breathe: () => Promise<void>): Promise<Verification>;
  balances(): readonly AccountSum[];
}

/** The part of accounting that is compared. */
export interface Standing {
  accounts(): Iterable<Account>;
  rows(limit: number): readonly { readonly row: Row }[];
}

/** The books in themselves, letting others work in between; then beside the accounts. */
export async function verifyBeside(books: Verifiable, standing: Standing, breathe: () => Promise<void>): Promise<Verification> {
  const verified = await books.verifyGently(breathe);
  if (!verified.ok) return verified;
  const waiting = standing.rows(Number.POSITIVE_INFINITY).map(({ row }) => row);
  const sentence = disagreement(standing.accounts(), waiting, books.balances());
  return sentence === undefined ? verified : { ok: false, sentence };
}

interface Place {
  readonly n: number;
  readonly balance: number;
}

/** `waiting`: rows on their way to the books, some of which may have arrived. undefined: they agree. */
export function disagreement(accounts: Iterable<Account>, waiting: readonly Row[], sums: readonly AccountSum[]): string | undefined {
  const ends = new Map<AccountId, Place>();
  for (const { account, currency, legs, balance } of sums) if (currency === "money") ends.set(account, { n: legs, balance });
  for (const { account, n, balance } of waiting.flatMap((row) => (isMoneyRow(row) ? row.legs : []))) {
    if (n === undefined || balance === undefined) continue;
    // A hole stays a hole: only the very next row carries an account on.
    if (n === (ends.get(account)?.n ?? 0) + 1) ends.set(account, { n, balance });
  }
  for (const { id, n, balance } of accounts) {
    const end = ends.get(id) ?? { n: 0, balance: 0 };
    if (end.n === n && end.balance === balance) continue;
    return `Account ${id} stands at ${balance} after its row ${n}; the books end at ${end.balance} after its row ${end.n}.`;
  }
  return undefined;
}
