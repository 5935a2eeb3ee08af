// The money of a release: set aside before a sheet moves, captured on evidence, given back when nothing came out.
import { assert } from "../../domain/bug.ts";
import { type Account, capture, reserve } from "../../domain/account.ts";
import { copiesOf, sidesOf } from "../../domain/document.ts";
import { judge, stoppedByPerson } from "../../domain/evidence.ts";
import { type ReservationId, reservationId, revenue, userAccount } from "../../domain/ids.ts";
import { isHeld, type Job } from "../../domain/job.ts";
import { type Money, money, zero } from "../../domain/money.ts";
import { type Quote, quoteCheapest, quoteFirst } from "../../domain/price.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts";
import type { Reservation, Reserved, Resolution } from "../../domain/reservation.ts";
import type { User } from "../../domain/user.ts";
import type { Command, Settled } from "../commands.ts";
import { keys } from "../keys.ts";
import type { Stamp, View } from "../view.ts";
import { endJob } from "./ending.ts";
import { waitingReasons } from "./jobs.ts";
import { tell } from "./messages.ts";
import { contraLeg, customerLeg, whose } from "./money.ts";
import { mayRelease, type Priced, priceRelease } from "./pricing.ts";

/** Each attempt leaves a key that goes when the job does, in one transaction of 512 at most. Nobody in good faith tries so often. */
const mostAttempts = 200;

export function reserveJob(command: Command<"reserve">, view: View, stamp: Stamp): Reserved | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return refuse("job-not-found");
  if (job.reservation !== undefined || !isHeld(job) || job.heldByClient) return refuse("job-not-possible");
  if (job.attempt >= mostAttempts) return refuse("job-not-possible");
  if (job.spoolBox !== command.settler) return refuse("job-not-here");
  const ticket = command.ticket ?? job.ticket;
  const priced = priceRelease(view, job, command.printer, ticket);
  if (isRefusal(priced)) return priced;
  if (!mayRelease(view, job, priced.queue, command.by)) return refuse("account-authorization-failed");
  if (command.shown !== undefined && command.shown !== priced.quote.total) return refuse("price-changed", { total: priced.quote.total });

  const epoch = view.get(keys.epoch(command.settler))?.epoch ?? 1;
  const attempt = job.attempt + 1;
  const id = reservationId(job.id, command.settler, epoch, attempt);
  if (view.get(keys.resolve(id)) !== undefined) return refuse("job-not-possible"); // voided before it came: it can never commit
  const holds = setAside(view, priced);
  if (isRefusal(holds)) return holds;
  const reservation: Reservation = {
    id,
    job: job.id,
    settler: command.settler,
    attempt,
    printer: command.printer,
    ticket: priced.ticket,
    facts: priced.facts,
    profile: priced.profile,
    quote: priced.quote,
    holds,
    by: command.by,
    at: stamp.at,
  };
  view.put(keys.reservation(id), reservation);
  view.put(keys.job(job.id), {
    ...job,
    state: "processing",
    reasons: ["job-printing"],
    attempt,
    reservation: id,
    printer: command.printer,
    ticket,
  });
  return { id, holds, quote: priced.quote };
}

/** A tracked queue never holds a job back: one its sender cannot pay is recorded and charged to nobody. */
function setAside(view: View, { payer, quote, queue }: Priced): Reservation["holds"] | Refusal {
  if (!payer) return [];
  const account = view.get(keys.account(userAccount(payer.id)));
  if (!account) return refuse("account-closed");
  const held = reserve(account, quote.total);
  if (isRefusal(held)) return queue.mode === "tracked" ? [] : held;
  view.put(keys.account(account.id), held);
  return [{ account: account.id, amount: quote.total }];
}

export function settleReservation(command: Command<"settle">, view: View): Settled | Refusal {
  const reservation = view.get(keys.reservation(command.reservation));
  if (!reservation) return refuse("job-not-found");
  const job = view.get(keys.job(reservation.job));
  if (!job || view.get(keys.resolve(reservation.id)) !== undefined) return refuse("job-not-possible");

  const { facts, ticket, profile } = reservation;
  const large = reservation.quote.lines.reduce((sum, line) => sum + (line.size === "a3" ? line.impressions : 0), 0);
  const expected = {
    impressions: reservation.quote.impressions,
    copies: copiesOf(facts, ticket),
    duplex: sidesOf(facts, ticket) !== "one-sided",
    large,
  };
  const printer = view.get(keys.printer(reservation.printer));
  const verdict = judge(command.evidence, expected, printer?.evidence);
  // Whether a printer collates its copies is not known, nor how it counts A3: then the first k may be any k, and the person pays for the
  // cheapest.
  const orderKnown = expected.copies === 1 && (verdict.verified || large === 0);
  const priceOf = orderKnown ? quoteFirst : quoteCheapest;
  const captured = priceOf(facts, ticket, profile, verdict.impressions);
  const charged = captureHolds(view, reservation, job, captured);
  const held = sum(reservation.holds.map((hold) => hold.amount));

  view.delete(keys.reservation(reservation.id));
  // Whoever stopped it was told that it is canceled: should the box die before that is committed, it waits for a person.
  const again = !command.evidence.sent && !command.evidence.reasons?.includes(stoppedByPerson);
  if (verdict.none) holdAgain(view, job, reservation, "settled", again);
  else {
    const stopped = command.evidence.final !== "completed" || verdict.impressions < expected.impressions;
    endJob(view, {
      job,
      ended: command.evidence.final === "completed" ? "completed" : "aborted",
      by: reservation.by,
      ...(stopped && command.evidence.reasons?.length ? { reason: command.evidence.reasons.join(", ") } : {}),
      printed: {
        printer: reservation.printer,
        impressions: verdict.impressions,
        impressionsColor: captured.impressionsColor,
        sheets: captured.sheets,
        charged,
        ...(held > charged ? { refunded: money(held - charged) } : {}),
        evidence: command.evidence,
        verified: verdict.verified,
        reservation: reservation.id,
        ...(verdict.review ? { review: verdict.review } : {}),
      },
    });
  }
  return {
    charged,
    refunded: money(held - charged),
    impressions: verdict.impressions,
    verified: verdict.verified,
    heldAgain: verdict.none,
    ...(verdict.none && command.evidence.reasons?.length ? { reasons: command.evidence.reasons } : {}),
    ...(verdict.review ? { review: verdict.review } : {}),
  };
}

const sum = (amounts: readonly Money[]): Money => money(amounts.reduce((total, amount) => total + amount, 0));

/** Once, when credit falls below what counts as low. */
function tellLow(view: View, user: User, before: Account, after: Account, of: ReservationId): void {
  const low = view.get(keys.notices)?.lowCredit;
  if (low === undefined || !user.limited || before.balance < low || after.balance >= low) return;
  tell(view, user, "credit-low", { id: `${of} low`, amount: after.balance });
}

/** Lifts every hold and takes the captured price of it, a row for each account charged. */
function captureHolds(view: View, reservation: Reservation, job: Job, captured: Quote): Money {
  let charged = zero;
  for (const hold of reservation.holds) {
    const account = view.get(keys.account(hold.account));
    const user = job.sender.user && view.get(keys.user(job.sender.user));
    assert(account && user, `reservation ${reservation.id} stands on an account that is gone`);
    const amount = money(Math.min(hold.amount, captured.total));
    const after = capture(account, hold.amount, amount);
    view.put(keys.account(account.id), after);
    tellLow(view, user, account, after, reservation.id);
    if (amount === 0) continue;
    charged = money(charged + amount);
    view.append(`settle.${reservation.id}`, {
      kind: "charge",
      by: reservation.by,
      legs: [customerLeg(after, money(-amount)), contraLeg(revenue, money(-amount))],
      ...whose(user),
      reservation: reservation.id,
      job: job.id,
      lines: captured.lines,
    });
  }
  return charged;
}

/** The job waits again. While it lives, its resolve keys say that the attempt is over; once it is gone, its absence says so. */
function holdAgain(view: View, job: Job, { id, by }: Reservation, how: Resolution, again: boolean): void {
  view.put(keys.resolve(id), how);
  const { reservation: _done, printer: _at, unsent: _before, ...rest } = job;
  const unsent = again && by.kind === "box" ? { unsent: true as const } : {};
  view.put(keys.job(job.id), { ...rest, ...unsent, state: "pending-held", reasons: waitingReasons(job), resolved: [...job.resolved, id] });
}

/** Undoes a reservation of which nothing was sent. Writes the resolve key even where there is no reservation, so that a late one cannot commit. */
export function voidReservation(command: Command<"void">, view: View): { done: true } | Refusal {
  const resolved = view.get(keys.resolve(command.reservation));
  if (resolved === "voided") return { done: true };
  if (resolved === "settled") return refuse("job-not-possible");
  const job = view.get(keys.job(command.job));
  if (!job) return refuse("job-not-found");
  const reservation = view.get(keys.reservation(command.reservation));
  if (!reservation) {
    view.put(keys.resolve(command.reservation), "voided");
    view.put(keys.job(job.id), { ...job, resolved: [...job.resolved, command.reservation] });
    return { done: true };
  }
  for (const hold of reservation.holds) {
    const account = view.get(keys.account(hold.account));
    if (account) view.put(keys.account(account.id), capture(account, hold.amount, zero));
  }
  view.delete(keys.reservation(reservation.id));
  holdAgain(view, job, reservation, "voided", true);
  return { done: true };
}
