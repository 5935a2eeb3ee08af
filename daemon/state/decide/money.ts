// Money moved by people: payments in, and corrections with a reason. Each is one row with two legs and happens once per command id.
import { type Account, post } from "../../domain/account.ts";
import { adjustments, type AccountId, cash, userAccount } from "../../domain/ids.ts";
import type { Leg, MoneyRow } from "../../domain/ledger.ts";
import { type Money, money, unit } from "../../domain/money.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { User } from "../../domain/user.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";

/** A slip of the keyboard must not make a millionaire: 10 000.00 in one go. */
const mostAtOnce = money(10_000 * unit);

export function topUp(command: Command<"top-up">, view: View): { balance: Money } | Refusal {
  if (command.amount <= 0) return refuse("bad-input", { field: "amount", detail: "positive" });
  return move(command, view, "top-up", cash);
}

export const adjust = (command: Command<"adjust">, view: View): { balance: Money } | Refusal =>
  command.amount === 0 ? refuse("bad-input", { field: "amount", detail: "not-zero" }) : move(command, view, "adjustment", adjustments);

function move(
  command: Command<"top-up"> | Command<"adjust">,
  view: View,
  kind: "top-up" | "adjustment",
  against: AccountId,
): { balance: Money } | Refusal {
  if (command.id === undefined) return refuse("bad-input", { field: "id", detail: "key" });
  if (Math.abs(command.amount) > mostAtOnce) return refuse("bad-input", { field: "amount", detail: "most-money", total: mostAtOnce });
  if (command.reason.trim() === "") return refuse("bad-input", { field: "reason", detail: "too-short", n: 1 });
  const user = view.get(keys.user(command.user));
  const account = view.get(keys.account(userAccount(command.user)));
  if (!user || !account) return refuse("no-such-thing", { kind: "user", name: command.user });
  const after = post(account, command.amount);
  // Who left is paid out, or pays what they owe; nothing else moves any more.
  if (user.closed && !settles(account.balance, command.amount)) return refuse("account-closed", { balance: account.balance });
  // A correction may not take what is set aside for a print on its way, nor what a limited person does not have.
  const left = after.balance - after.reserved - after.allowances + after.overdraft;
  if (command.amount < 0 && user.limited && left < 0) {
    const spendable = Math.max(0, left - command.amount);
    return refuse("account-limit-reached", { missing: -left, spendable, account: account.id });
  }
  view.put(keys.account(account.id), after);
  view.append(command.id, {
    kind,
    by: command.by,
    reason: command.reason,
    legs: [customerLeg(after, command.amount), contraLeg(against, command.amount)],
    ...whose(user),
  });
  return { balance: after.balance };
}

const settles = (balance: Money, amount: Money): boolean =>
  Math.sign(amount) === -Math.sign(balance) && Math.abs(amount) <= Math.abs(balance);

/** The customer's side of a row: what moved, and the account's counter and balance after it. */
export const customerLeg = (after: Account, amount: Money): Leg => ({
  account: after.id,
  currency: "money",
  amount,
  n: after.n,
  balance: after.balance,
});

export const contraLeg = (account: AccountId, amount: Money): Leg => ({ account, currency: "money", amount: amount === 0 ? 0 : -amount });

/** Whose row it is, with the department they belong to today: history keeps it when they move. */
export const whose = (user: User): Pick<MoneyRow, "user" | "login" | "department"> => ({
  user: user.id,
  login: user.login,
  ...(user.department === undefined ? {} : { department: user.department }),
});
