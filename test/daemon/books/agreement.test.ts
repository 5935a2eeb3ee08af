// Books beside the accounts they are about: what is missing at their end shows nowhere else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { disagreement } from "../../../daemon/books/agreement.ts";
import { openAccount, post } from "../../../daemon/domain/account.ts";
import type { Account } from "../../../daemon/domain/account.ts";
import { userAccount, type UserId } from "../../../daemon/domain/ids.ts";
import { isMoneyRow, type Row } from "../../../daemon/domain/ledger.ts";
import { money } from "../../../daemon/domain/money.ts";
import { Ledger } from "./ledger.ts";

const ann = userAccount("ann" as UserId);

/** Three payments of Ann's, and where her account stands after all of them. */
function threePayments(): { rows: readonly Row[]; accounts: readonly Account[] } {
  const ledger = new Ledger();
  let account = openAccount(ann, true);
  for (const amount of [1000, 2000, 4000]) {
    ledger.topUp("ann", amount);
    account = post(account, money(amount));
  }
  return { rows: ledger.rows, accounts: [account] };
}

/** Where the books would end. */
const endsOf = (rows: readonly Row[]) => {
  const legs = rows.flatMap((row) => (isMoneyRow(row) ? row.legs : [])).filter(({ account }) => account === ann);
  const balance = legs.reduce((sum, { amount }) => sum + amount, 0);
  return new Map(legs.length === 0 ? [] : [[ann, { n: legs.length, balance }]]);
};

test("all in the books, some on their way, or both: they agree", () => {
  const { rows, accounts } = threePayments();
  for (const [kept, waiting] of [
    [3, 3],
    [1, 1],
    [0, 0],
    [2, 0],
    [3, 2],
  ] as const)
    assert.equal(
      disagreement(accounts, rows.slice(waiting), endsOf(rows.slice(0, kept))),
      undefined,
      `${kept} kept, from ${waiting} waiting`,
    );
  assert.equal(disagreement([openAccount(ann, true)], [], new Map()), undefined, "an account without a row");
});

test("rows missing at the end, in the middle, or altogether, and books that know more than the accounts: named", () => {
  const { rows, accounts } = threePayments();
  const sentence = (end: number, n: number): string =>
    `Account ${ann} stands at 7000 after its row 3; the books end at ${end} after its row ${n}.`;
  assert.equal(disagreement(accounts, [], endsOf(rows.slice(0, 2))), sentence(3000, 2));
  assert.equal(disagreement(accounts, rows.slice(2), endsOf(rows.slice(0, 1))), sentence(1000, 1));
  assert.equal(disagreement(accounts, [], new Map()), sentence(0, 0));
  assert.match(disagreement([openAccount(ann, true)], [], endsOf(rows)) ?? "", /stands at 0 after its row 0; the books end at 7000/);
});
