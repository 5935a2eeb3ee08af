// Random visits of random people against an independent account book kept on the side.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Account, spendable } from "../../../daemon/domain/account.ts";
import { plainTicket } from "../../../daemon/domain/document.ts";
import { type CommandId, type JobId, type UserId, userAccount } from "../../../daemon/domain/ids.ts";
import { isMoneyRow, unbalanced } from "../../../daemon/domain/ledger.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Reservation } from "../../../daemon/domain/reservation.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { byBox, facts, hall, jobOf, operator, printed, school } from "./school.ts";
import { box, type World } from "./world.ts";

const people = ["u-amelie", "u-bob", "u-chloe"] as UserId[];

type Deed =
  | { deed: "pay"; who: number; amount: number }
  | { deed: "correct"; who: number; amount: number }
  | { deed: "send"; who: number; mono: number; color: number }
  | { deed: "release"; which: number; copies: number }
  | { deed: "settle"; which: number; came: number | undefined; final: "completed" | "aborted" | "canceled" | "unknown"; sent: boolean }
  | { deed: "void"; which: number }
  | { deed: "delete"; which: number };

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ deed: fc.constant("pay" as const), who: fc.nat(2), amount: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({ deed: fc.constant("correct" as const), who: fc.nat(2), amount: fc.integer({ min: -20_000, max: 20_000 }) }),
  fc.record({ deed: fc.constant("send" as const), who: fc.nat(2), mono: fc.nat(5), color: fc.nat(3) }),
  fc.record({ deed: fc.constant("release" as const), which: fc.nat(9), copies: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    deed: fc.constant("settle" as const),
    which: fc.nat(9),
    came: fc.option(fc.nat(20), { nil: undefined }),
    final: fc.constantFrom("completed", "aborted", "canceled", "unknown"),
    sent: fc.boolean(),
  }),
  fc.record({ deed: fc.constant("void" as const), which: fc.nat(9) }),
  fc.record({ deed: fc.constant("delete" as const), which: fc.nat(9) }),
);

/** The auditor's own book: balances from what was answered, never from the state. */
class Auditor {
  readonly balances = new Map<UserId, number>(people.map((who) => [who, 0]));
  move(who: UserId, amount: number): void {
    this.balances.set(who, (this.balances.get(who) ?? 0) + amount);
  }
}

function run(world: World, auditor: Auditor, list: readonly Deed[]): void {
  const open: Reservation[] = [];
  const jobs: JobId[] = [];
  list.forEach((deed, i) => {
    const id = `c-${i}` as CommandId;
    if (deed.deed === "pay" || deed.deed === "correct") {
      const user = people[deed.who] as UserId;
      const paid = world.propose({
        name: deed.deed === "pay" ? "top-up" : "adjust",
        by: operator,
        id,
        user,
        amount: money(deed.amount),
        reason: "r",
      });
      if (!isRefusal(paid)) auditor.move(user, deed.amount);
    } else if (deed.deed === "send") {
      const job = jobOf(`j${i}`, facts(deed.mono, deed.color), "named", people[deed.who]);
      world.must({ name: "accept-job", by: byBox, job });
      jobs.push(job.id);
    } else if (deed.deed === "release") {
      const job = jobs[deed.which];
      if (job === undefined) return;
      const reserved = world.propose({
        name: "reserve",
        by: operator,
        job,
        printer: hall,
        ticket: { ...plainTicket, copies: deed.copies },
        settler: box,
      });
      if (!isRefusal(reserved)) open.push(reserved);
    } else if (deed.deed === "delete") {
      const job = jobs[deed.which];
      if (job !== undefined) world.propose({ name: "cancel-job", by: operator, job, reason: "unwanted" });
    } else {
      const reservation = open[deed.which];
      if (!reservation) return;
      const owner = reservation.holds[0]?.account.slice("user.".length) as UserId;
      if (deed.deed === "void") world.propose({ name: "void", by: byBox, reservation: reservation.id, job: reservation.job, reason: "r" });
      else {
        const settled = world.propose({
          name: "settle",
          by: byBox,
          reservation: reservation.id,
          evidence: { ...printed(deed.came, deed.final), sent: deed.sent },
        });
        if (isRefusal(settled)) return;
        auditor.move(owner, -settled.charged);
        assert.ok(settled.charged <= reservation.quote.total, "never more than was set aside");
        assert.ok(deed.sent || settled.charged === 0, "nothing sent, nothing charged");
        assert.equal(settled.charged + settled.refunded, reservation.quote.total);
      }
    }
  });
}

test("whatever people do, the books agree with an auditor who only heard the answers", () => {
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 60 }), (list) => {
      const world = school(money(0));
      for (const [i, user] of people.entries()) {
        if (i > 0) world.must({ name: "add-user", by: operator, user, login: user.slice(2), displayName: user, limited: true });
      }
      const auditor = new Auditor();
      run(world, auditor, list);
      assert.deepEqual(world.breaches(), []);
      for (const user of people) {
        const account = world.get(keys.account(userAccount(user))) as Account;
        assert.equal(account.balance, auditor.balances.get(user));
        assert.ok(spendable(account) >= 0 && account.balance >= 0);
        const legs = world.rows
          .filter(isMoneyRow)
          .flatMap((row) => row.legs)
          .filter((leg) => leg.account === account.id);
        assert.deepEqual(
          legs.map((leg) => leg.n),
          legs.map((_, i) => i + 1),
          "the counter is dense",
        );
        let running = 0;
        for (const leg of legs) assert.equal(leg.balance, (running += leg.amount));
        assert.equal(running, account.balance, "balance is the sum of its rows");
      }
      for (const row of world.rows.filter(isMoneyRow)) assert.equal(unbalanced(row.legs), undefined);
    }),
    { numRuns: 400 },
  );
});
