// An account: what a person has, what is set aside, what may still be spent.
import { assert } from "./bug.ts";
import type { AccountId } from "./ids.ts";
import { type Money, money } from "./money.ts";
import { type Refusal, refuse } from "./refusal.ts";

export interface Account {
  readonly id: AccountId;
  readonly limited: boolean;
  readonly balance: Money;
  /** Sum of the open reservations on this account. */
  readonly reserved: Money;
  /** Sum of what is set aside for boxes, not yet reported spent or returned. */
  readonly allowances: Money;
  readonly overdraft: Money;
  /** Counter of rows on this account, dense: a hole is a lost row. */
  readonly n: number;
}

export const openAccount = (id: AccountId, limited: boolean): Account => ({
  id,
  limited,
  balance: money(0),
  reserved: money(0),
  allowances: money(0),
  overdraft: money(0),
  n: 0,
});

/** What may be spent now by a box for which `elsewhere` is set aside in other boxes; never below 0. */
export const spendable = (account: Account, elsewhere: Money = account.allowances): Money =>
  money(Math.max(0, account.balance - account.reserved - elsewhere + account.overdraft));

/** Sets `amount` aside. An unlimited account is never refused. */
export function reserve(account: Account, amount: Money): Account | Refusal {
  assert(amount >= 0, "a reservation is never negative");
  const left = spendable(account);
  if (account.limited && amount > left) return refuse("account-limit-reached", { missing: amount - left, account: account.id });
  return { ...account, reserved: money(account.reserved + amount) };
}

/** Lifts a reservation of `reserved` and takes `captured` of it. */
export function capture(account: Account, reserved: Money, captured: Money): Account {
  assert(captured >= 0 && captured <= reserved, `captured ${captured} of ${reserved} reserved`);
  assert(account.reserved >= reserved, `account ${account.id} holds less than it reserved`);
  const released: Account = { ...account, reserved: money(account.reserved - reserved) };
  return captured === 0 ? released : post(released, money(-captured));
}

/** Adds one row of `amount` to the account. */
export const post = (account: Account, amount: Money): Account => ({
  ...account,
  balance: money(account.balance + amount),
  n: account.n + 1,
});
