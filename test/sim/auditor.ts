// Keeps its own books from what people were told and from the paper, and never looks into the state to decide what is right.
import { type Account, spendable } from "../../daemon/domain/account.ts";
import type { JobId, ReservationId, UserId } from "../../daemon/domain/ids.ts";
import { userAccount } from "../../daemon/domain/ids.ts";
import { isMoneyRow, type Row } from "../../daemon/domain/ledger.ts";
import { breaches } from "../../daemon/state/invariants.ts";
import { keys } from "../../daemon/state/keys.ts";
import type { DurableKeys } from "./store.ts";
import type { SimPrinter } from "./printer.ts";

export interface PromisedPayment {
  readonly user: UserId;
  readonly amount: number;
  /** unknown: the box crashed or lost its store before it answered. */
  fate: "unknown" | "paid" | "refused";
}

export class Auditor {
  readonly payments = new Map<string, PromisedPayment>();
  /** Releases people, or the queue, asked for: the most attempts at paper a job may have. */
  readonly asked = new Map<JobId, number>();
  readonly pricePerSide: number;

  constructor(pricePerSide: number) {
    this.pricePerSide = pricePerSide;
  }

  /** True at every moment, crashed or not. */
  *always(durable: DurableKeys, rows: readonly Row[], printer: SimPrinter): Generator<string> {
    yield* breaches(wholeOf(durable));
    yield* this.#paper(rows, printer);
    for (const { value } of recordsUnder(durable, "/q/account/")) {
      const account = value as Account;
      if (account.limited && (account.balance < 0 || spendable(account) < 0)) yield `account ${account.id} is overspent`;
    }
  }

  /** True once the printer answers again and time has passed. */
  *atRest(durable: DurableKeys, rows: readonly Row[], printer: SimPrinter, users: readonly UserId[]): Generator<string> {
    yield* this.always(durable, rows, printer);
    yield* this.nothingReserved(durable);
    const settled = new Set(rows.flatMap((row) => (row.kind === "job" && row.reservation !== undefined ? [row.reservation] : [])));
    for (const job of printer.jobs.values()) {
      if (job.out > 0 && !settled.has(job.reference))
        yield `reservation ${job.reference}: ${job.out} sides came out and no line of the log says so`;
    }
    for (const user of users) yield* this.#balance(durable, rows, user);
    for (const [id, payment] of this.payments) {
      const there = rows.filter((row) => row.id === `${id}/0`).length;
      if (there > 1 || (payment.fate === "paid" && there !== 1) || (payment.fate === "refused" && there !== 0))
        yield `payment ${id} was ${payment.fate} and stands ${there} times`;
    }
  }

  *nothingReserved(durable: DurableKeys): Generator<string> {
    for (const { key } of recordsUnder(durable, "/q/reservation/")) yield `${key} is still open`;
  }

  /** PR5, PR6, PR7: charged at most what came out, exactly that where the printer counts honestly and was asked in time; printed once per release. */
  *#paper(rows: readonly Row[], printer: SimPrinter): Generator<string> {
    const ended = new Set<JobId>();
    for (const row of rows) {
      if (row.kind !== "job" || row.reservation === undefined) continue;
      if (ended.has(row.job)) yield `job ${row.job} ended twice`;
      ended.add(row.job);
      const paper = printer.paper(row.reservation);
      const charge = rows.filter((other) => other.kind === "charge" && other.reservation === row.reservation);
      if (charge.length > 1) yield `reservation ${row.reservation} charged ${charge.length} times`;
      const paid = charge.reduce((sum, other) => sum + chargedBy(other), 0);
      if (paid > paper * this.pricePerSide) yield `reservation ${row.reservation}: ${paid} charged for ${paper} sides`;
      if (paid < paper * this.pricePerSide && row.review === undefined)
        yield `reservation ${row.reservation}: ${paid} charged for ${paper} sides and nobody is told to look`;
      if (printer.quirk === "honest" && row.review === undefined && paid !== paper * this.pricePerSide)
        yield `reservation ${row.reservation}: honest printer, ${paper} sides, ${paid} charged`;
    }
    const attempts = new Map<JobId, Set<ReservationId>>();
    for (const job of printer.jobs.values()) {
      const id = job.reference.split(".")[0] as JobId;
      const references = attempts.get(id) ?? new Set();
      references.add(job.reference);
      attempts.set(id, references);
      if (job.out > job.wanted) yield `reservation ${job.reference}: ${job.out} sides of ${job.wanted}`;
    }
    for (const [id, references] of attempts) {
      if (references.size > (this.asked.get(id) ?? 0))
        yield `job ${id}: at the printer ${references.size} times, asked for ${this.asked.get(id) ?? 0} times`;
    }
    const byReference = Map.groupBy(printer.jobs.values(), (job) => job.reference);
    for (const [reference, jobs] of byReference)
      if (jobs.filter((job) => job.out > 0).length > 1) yield `reservation ${reference} was printed twice`;
  }

  *#balance(durable: DurableKeys, rows: readonly Row[], user: UserId): Generator<string> {
    const account = recordsUnder(durable, keys.account(userAccount(user))).next().value?.value as Account | undefined;
    const paidIn = [...this.payments]
      .filter(([id, payment]) => payment.user === user && rows.some((row) => row.id === `${id}/0`))
      .reduce((sum, [, { amount }]) => sum + amount, 0);
    const charged = rows.filter((row) => row.kind === "charge" && row.user === user).reduce((sum, row) => sum + chargedBy(row), 0);
    if (account?.balance !== paidIn - charged) yield `${user} has ${account?.balance}, paid in ${paidIn} and was charged ${charged}`;
  }
}

const chargedBy = (row: Row): number => (isMoneyRow(row) ? -(row.legs[0]?.amount ?? 0) : 0);

export function* recordsUnder(durable: DurableKeys, prefix: string): Generator<{ key: string; value: unknown }, undefined> {
  for (const [key, { value }] of durable.keys) if (key.startsWith(prefix)) yield { key, value: JSON.parse(value) };
  return undefined;
}

const wholeOf = (durable: DurableKeys) => ({
  get: (key: string): unknown => {
    const found = durable.keys.get(key);
    return found && JSON.parse(found.value);
  },
  *scan(prefix: string): Generator<never> {
    for (const { value } of recordsUnder(durable, prefix)) yield value as never;
  },
});
