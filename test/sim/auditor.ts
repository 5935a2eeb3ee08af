// Keeps its own books from what people were told and from the paper, and never looks into the state to decide what is right.
import { type Account, spendable } from "../../daemon/domain/account.ts";
import { type JobId, type ReservationId, type UserId, userAccount } from "../../daemon/domain/ids.ts";
import type { Job } from "../../daemon/domain/job.ts";
import { isMoneyRow, type JobRow, type Row } from "../../daemon/domain/ledger.ts";
import type { Refusal } from "../../daemon/domain/refusal.ts";
import { breaches } from "../../daemon/state/invariants.ts";
import { keys } from "../../daemon/state/keys.ts";
import type { SimPrinter } from "./printer.ts";
import { costOf, printsAlone, type Sent } from "./sent.ts";
import type { DurableKeys } from "./store.ts";

export interface PromisedPayment {
  readonly user: UserId;
  readonly amount: number;
  /** unknown: the box crashed or lost its store before it answered. */
  fate: "unknown" | "paid" | "refused";
}

/** What a person who asked for a release knew. */
export interface Asked {
  /** Nobody else, and nothing by itself, was at this job. */
  readonly alone: boolean;
  /** What its owner had surely paid in by then. */
  readonly paid: number;
}

/** What is looked at: what is durable, every row there ever was, and the paper. */
export interface Evidence {
  readonly durable: DurableKeys;
  readonly rows: readonly Row[];
  readonly printer: SimPrinter;
}

export class Auditor {
  readonly payments = new Map<string, PromisedPayment>();
  readonly sent = new Map<string, Sent>();
  /** Whose job is which: the books keep no title of what came to nothing. */
  readonly #titles = new Map<JobId, string>();
  /** Answers nobody should have been given. */
  readonly #wrongAnswers: string[] = [];

  /** Somebody saw the job, with its title. */
  saw(job: JobId, title: string): void {
    this.#titles.set(job, title);
  }

  /** What was paid in for certain, because somebody was told so. */
  surelyPaid(user: UserId): number {
    return [...this.payments.values()]
      .filter((payment) => payment.user === user && payment.fate === "paid")
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  /** A release was refused: rightly only where somebody else was at the job, or its owner may have been short of money. */
  refused(sent: Sent, { refused }: Refusal, { alone, paid }: Asked): void {
    const otherwiseBusy = !alone || sent.canceled !== "no";
    if ((refused === "job-not-possible" || refused === "job-not-found") && otherwiseBusy) return;
    const mayBeShort = sent.given || paid < this.#atMost(sent.user);
    if (refused === "account-limit-reached" && sent.mode !== "tracked" && mayBeShort) return;
    this.#wrongAnswers.push(`job ${sent.title} was refused: ${refused}`);
  }

  /** True at every moment, crashed or not. */
  *always({ durable, rows, printer }: Evidence): Generator<string> {
    for (const job of printer.jobs.values()) this.saw(job.reference.split(".")[0] as JobId, job.title);
    for (const { value } of recordsUnder(durable, "/q/job/")) this.saw((value as Job).id, (value as Job).title);
    yield* this.#wrongAnswers;
    yield* breaches(wholeOf(durable));
    yield* this.#books(rows, printer);
    yield* this.#paper(printer);
    for (const { value } of recordsUnder(durable, "/q/account/")) {
      const account = value as Account;
      if (account.limited && (account.balance < 0 || spendable(account) < 0)) yield `account ${account.id} is overspent`;
    }
  }

  /** True once the printer answers again and time has passed. */
  *atRest(evidence: Evidence, users: readonly UserId[]): Generator<string> {
    const { durable, rows, printer } = evidence;
    yield* this.always(evidence);
    yield* this.nothingReserved(durable);
    const settled = new Set(rows.flatMap((row) => (row.kind === "job" && row.reservation !== undefined ? [row.reservation] : [])));
    for (const job of printer.jobs.values()) {
      if (job.out > 0 && !settled.has(job.reference))
        yield `reservation ${job.reference}: ${job.out} sides came out and no line of the log says so`;
    }
    yield* this.#fates(durable, rows);
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

  /** Everybody had paid, the printer was well and every held job was released: these came out whole, and were charged. */
  *printed(titles: readonly string[], rows: readonly Row[]): Generator<string> {
    for (const title of titles) {
      const sent = this.sent.get(title) as Sent;
      const row = jobRows(rows).find((row) => this.#titleOf(row) === title);
      const [sides, charged] = [row?.impressions ?? 0, row?.charged ?? 0];
      if (sides !== sent.pages.length || (charged !== costOf(sent.pages) && !this.#free(sent, charged)))
        yield `job ${title}, paid and released, came to ${sides} of ${sent.pages.length} sides for ${charged}`;
    }
  }

  /** Every job somebody was told of waits or has ended, once. */
  *#fates(durable: DurableKeys, rows: readonly Row[]): Generator<string> {
    const waiting = Map.groupBy(recordsUnder(durable, "/q/job/"), ({ value }) => (value as Job).title);
    const ended = Map.groupBy(jobRows(rows), (row) => this.#titleOf(row));
    for (const [title, sent] of this.sent) {
      const { fate, canceled } = sent;
      const [waits, ends] = [waiting.get(title)?.length ?? 0, ended.get(title) ?? []];
      if (waits + ends.length > 1 || (fate === "taken" && waits + ends.length === 0))
        yield `job ${title} was ${fate}, waits ${waits} times and ended ${ends.length} times`;
      if (
        printsAlone(sent) &&
        !sent.given &&
        (sent.mode === "tracked" || this.#mustPay(sent)) &&
        waiting.get(title)?.some(({ value }) => (value as Job).attempt === 0)
      )
        yield `job ${title} needs no card and nobody ever began to print it`;
      if (canceled === "yes" && ends[0]?.ended !== "canceled") yield `job ${title} was canceled and ${ends[0]?.ended ?? "waits"}`;
    }
  }

  /** PR5, PR6: charged at most what came out, exactly that where the printer counts honestly and was asked in time. */
  *#books(rows: readonly Row[], printer: SimPrinter): Generator<string> {
    const ended = new Set<string>();
    for (const row of jobRows(rows)) {
      const title = this.#titleOf(row);
      const sent = this.sent.get(title);
      if (!sent) yield `job ${row.job} was sent by nobody`;
      if (ended.has(title)) yield `job ${title} ended twice`;
      ended.add(title);
      const charges = rows.filter((other) => other.kind === "charge" && other.job === row.job);
      if (charges.length > 1) yield `job ${title} was charged ${charges.length} times`;
      const paid = charges.reduce((sum, other) => sum + chargedBy(other), 0);
      if (sent) yield* this.#fair(sent, row, paid, printer);
    }
  }

  *#fair(sent: Sent, row: JobRow, paid: number, printer: SimPrinter): Generator<string> {
    const sides = row.reservation === undefined ? 0 : printer.paper(row.reservation);
    const due = costOf(sent.pages, sides);
    const nobodyPays = sent.mode === "tracked" && sent.strength === "named";
    if (paid > due || (nobodyPays && paid > 0)) yield `job ${sent.title}: ${paid} charged for ${sides} sides, ${due} by the list`;
    if (this.#free(sent, paid) || row.review !== undefined) return;
    if (paid < due) yield `job ${sent.title}: ${paid} charged for ${sides} sides and nobody is told to look`;
    if (printer.quirk === "honest" && paid !== due) yield `job ${sent.title}: honest printer, ${sides} sides, ${paid} charged`;
  }

  #titleOf(row: JobRow): string {
    return this.#titles.get(row.job) ?? row.title;
  }

  /** A tracked queue prints for whom it cannot charge: those it does not know, and those who may have been short of money. */
  #free(sent: Sent, paid: number): boolean {
    return paid === 0 && sent.mode === "tracked" && (sent.strength === "named" || !this.#mustPay(sent));
  }

  /** Had the money before it was sent, whatever else was charged since. */
  #mustPay(sent: Sent): boolean {
    return !sent.given && sent.paidBefore >= this.#atMost(sent.user);
  }

  /** All that may ever be charged or set aside: who paid that much before is never short. */
  #atMost(user: UserId): number {
    return [...this.sent.values()].filter((sent) => sent.user === user || sent.given).reduce((sum, { pages }) => sum + costOf(pages), 0);
  }

  /** PR7: printed once a release, and its bytes no oftener at the printer than asked for. */
  *#paper(printer: SimPrinter): Generator<string> {
    const attempts = new Map<string, Set<ReservationId>>();
    for (const job of printer.jobs.values()) {
      if (job.bytes > 0) attempts.set(job.title, (attempts.get(job.title) ?? new Set()).add(job.reference));
      if (job.out > job.wanted) yield `reservation ${job.reference}: ${job.out} sides of ${job.wanted}`;
    }
    for (const [title, references] of attempts) {
      const sent = this.sent.get(title);
      const most = sent ? sent.asked + (printsAlone(sent) ? 1 : 0) : 0;
      if (references.size > most) yield `job ${title}: sent to the printer ${references.size} times, asked for ${most} times`;
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

const jobRows = (rows: readonly Row[]): JobRow[] => rows.filter((row) => row.kind === "job");

const chargedBy = (row: Row): number => (isMoneyRow(row) ? -(row.legs[0]?.amount ?? 0) : 0);

export function* recordsUnder(durable: DurableKeys, prefix: string): Generator<{ key: string; value: unknown }, undefined> {
  for (const [key, entry] of durable.keys) if (key.startsWith(prefix)) yield { key, value: parsed(entry) };
  return undefined;
}

/** Each entry is parsed once: every life looks at all of them after every deed. */
const known = new WeakMap<{ readonly value: string }, unknown>();
function parsed(entry: { readonly value: string }): unknown {
  if (!known.has(entry)) known.set(entry, JSON.parse(entry.value));
  return known.get(entry);
}

const wholeOf = (durable: DurableKeys) => ({
  get: (key: string): unknown => {
    const found = durable.keys.get(key);
    return found && parsed(found);
  },
  *scan(prefix: string): Generator<never> {
    for (const { value } of recordsUnder(durable, prefix)) yield value as never;
  },
});
