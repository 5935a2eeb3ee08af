// One person at one terminal: what waits for them, what they chose, what it costs. PURE: no clock, no chance, no Node, no packages.
import type { Ticket } from "../domain/document.ts";
import type { JobId, PrinterName, UserId } from "../domain/ids.ts";
import { isHeld, type Job } from "../domain/job.ts";
import type { Message } from "../domain/message.ts";
import type { LeftOut } from "../domain/printing.ts";
import { type Money, money } from "../domain/money.ts";
import type { Quote } from "../domain/price.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import type { ReleaseMode } from "../domain/user.ts";
import type { Purse } from "../state/queries.ts";

/** Who is signed in, without anything secret. */
export interface Person {
  readonly id: UserId;
  readonly login: string;
  readonly name: string;
  readonly hasPin: boolean;
  readonly release: ReleaseMode;
}

/** What one printer asks for one job printed one way, or why it cannot. */
export interface Ask {
  readonly job: JobId;
  readonly printer: PrinterName;
  readonly ticket: Ticket;
}
export type Priced = Ask & Outlook & { readonly answer: Quote | Refusal };

/** What is to be expected of a printer beside its price. */
export interface Outlook {
  /** Why it does not print now, in keywords; absent: it does. */
  readonly stopped?: readonly string[];
  readonly leavesOut?: readonly LeftOut[];
}

/** A printer that stands at another place. */
export interface Elsewhere {
  readonly printer: PrinterName;
  readonly price: Money;
}

export type Offer = Outlook & { readonly printer: PrinterName; readonly answer: Quote | Refusal };

export interface Row {
  readonly job: Job;
  /** As the person wants it now; the job's own until changed. */
  readonly ticket: Ticket;
  /** Where the person wants it; undefined: the first printer here that takes it. */
  readonly at?: PrinterName;
  /** One per printer here, for this ticket; empty until the prices have come. */
  readonly offers: readonly Offer[];
  /** Where it would print if no printer here does now. */
  readonly elsewhere?: Elsewhere;
  readonly chosen: boolean;
}

export interface Visit {
  readonly person: Person;
  /** When the person last did something. */
  readonly touchedAt: number;
  readonly rows: readonly Row[];
  /** Jobs beyond the most a terminal lists. */
  readonly unlisted: number;
  readonly purse?: Purse;
  /** What the box has to tell, oldest first; as it was when the person came. */
  readonly messages?: readonly Message[];
  /** First row shown. */
  readonly from: number;
  /** The newest list and prices asked for: an older answer is too late. */
  readonly listing?: number;
  readonly pricing?: number;
  /** When a price the person was looking at became another by itself. */
  readonly repricedAt?: number;
  /** Whoever is there now may be another: how the job ends is all that is shown, and no list is fetched. */
  readonly sealed?: true;
}

/** Someone with more waiting than this finds the newest here and the rest in the portal; every row is priced while a person waits. */
export const mostRows = 100;

/** A keypad has nine digits for rows; the ninth turns the page where they are too few. */
export const rowsOnPage = 9;

export const newVisit = (person: Person, now: number): Visit => ({ person, touchedAt: now, rows: [], unlisted: 0, from: 0 });

/**
 * The rows for these jobs: only the person's own, only held, none that `busy` is already printing. Newest first, but what was already
 * shown keeps its number, so that nobody chooses what slid under their finger.
 */
export function withJobs(visit: Visit, jobs: readonly Job[], busy: ReadonlySet<JobId>): Visit {
  const theirs = new Map(
    jobs.filter((job) => job.sender.user === visit.person.id && isHeld(job) && !busy.has(job.id)).map((job) => [job.id, job]),
  );
  const kept = visit.rows.flatMap((row) => {
    const job = theirs.get(row.job.id);
    theirs.delete(row.job.id);
    return job ? [{ ...row, job }] : [];
  });
  const fresh = [...theirs.values()]
    .toSorted((a, b) => b.createdAt - a.createdAt || b.number - a.number)
    .map((job): Row => ({ job, ticket: job.ticket, offers: [], chosen: false }));
  const all = [...kept, ...fresh];
  const rows = all.slice(0, mostRows);
  return { ...visit, rows, unlisted: all.length - rows.length, from: visit.from < rows.length ? visit.from : 0 };
}

/** Every price the rows need at the printers here. */
export const asks = (visit: Visit, printers: readonly PrinterName[]): Ask[] =>
  visit.rows.flatMap(({ job, ticket }) => printers.map((printer) => ({ job: job.id, printer, ticket })));

export function withPrices(visit: Visit, priced: readonly Priced[], elsewhere: ReadonlyMap<JobId, Elsewhere> = new Map()): Visit {
  const byJob = Map.groupBy(priced, ({ job }) => job);
  const withOffers = ({ elsewhere: _, ...row }: Row): Row => {
    const other = elsewhere.get(row.job.id);
    return { ...row, offers: byJob.get(row.job.id) ?? [], ...(other ? { elsewhere: other } : {}) };
  };
  return { ...visit, rows: visit.rows.map(withOffers) };
}

/** Where a row would print and for how much; undefined until priced, or where no printer stands here. */
export const offerOf = (row: Row): Offer | undefined =>
  row.at === undefined
    ? (row.offers.find(({ answer }) => !isRefusal(answer)) ?? row.offers[0])
    : row.offers.find(({ printer }) => printer === row.at);

export function priceOf(row: Row): Quote | undefined {
  const answer = offerOf(row)?.answer;
  return answer === undefined || isRefusal(answer) ? undefined : answer;
}

/** Why the printer it would go to does not print now; undefined: it does, or takes the job at no time. */
export const stoppedOf = (row: Row): readonly string[] | undefined => (priceOf(row) ? offerOf(row)?.stopped : undefined);

export type Nearest = Elsewhere & { readonly here: boolean };

/** Where the row can go instead, where its own printer stands still or does not take it: beside this terminal first. */
export function nearestOf(row: Row): Nearest | undefined {
  const own = offerOf(row);
  if (!own || isChecking(row) || (!isRefusal(own.answer) && !own.stopped)) return undefined;
  for (const { printer, answer, stopped } of row.offers)
    if (printer !== own.printer && !isRefusal(answer) && !stopped) return { printer, price: answer.total, here: true };
  return row.elsewhere && { ...row.elsewhere, here: false };
}

/** Still being looked into: its price comes by itself. */
export const isChecking = ({ job }: Row): boolean => job.document?.facts === undefined && job.document?.problem === undefined;

/** Why it cannot be printed where it stands; undefined also while that is not known. */
export function refusalOf(row: Row): Refusal | undefined {
  if (isChecking(row)) return undefined;
  const answer = offerOf(row)?.answer;
  return isRefusal(answer) ? answer : undefined;
}

export const rowOf = (visit: Visit, job: JobId): Row | undefined => visit.rows.find((row) => row.job.id === job);
export const chosenRows = (visit: Visit): Row[] => visit.rows.filter((row) => row.chosen);

export const sumOf = (rows: readonly Row[]): Money => money(rows.reduce((sum, row) => sum + (priceOf(row)?.total ?? 0), 0));

/** What the person may still spend; undefined: as much as they like, or not known. */
export const limitOf = (visit: Visit): Money | undefined => (visit.purse?.limited ? visit.purse.spendable : undefined);

export const missingFor = (visit: Visit, total: Money): Money => money(Math.max(0, total - (limitOf(visit) ?? total)));

/** Of these rows, in the order they were sent, those the credit covers; a job too dear is passed over for the next. */
export function covered(visit: Visit, rows: readonly Row[]): Row[] {
  let left = limitOf(visit);
  return bySending(rows).filter((row) => {
    const price = priceOf(row);
    if (!price) return false;
    if (left === undefined) return true;
    if (price.total > left) return false;
    left = money(left - price.total);
    return true;
  });
}

/** Paper comes out in the order the documents were sent. */
export const bySending = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => a.job.createdAt - b.job.createdAt || a.job.number - b.job.number);

const changed = (visit: Visit, job: JobId, change: (row: Row) => Row): Visit => ({
  ...visit,
  rows: visit.rows.map((row) => (row.job.id === job ? change(row) : row)),
});

export const toggled = (visit: Visit, job: JobId): Visit => changed(visit, job, (row) => ({ ...row, chosen: !row.chosen }));
export const choosing = (visit: Visit, chosen: (row: Row) => boolean): Visit => ({
  ...visit,
  rows: visit.rows.map((row) => ({ ...row, chosen: chosen(row) })),
});

/** Another way of printing has no price until it is asked for. */
export const withTicket = (visit: Visit, job: JobId, ticket: Ticket): Visit =>
  changed(visit, job, (row) => ({ ...row, ticket, offers: [] }));

/** The rows go to the nearest printer that prints them now, or to the one after theirs. */
export function atNextPrinter(visit: Visit, jobs: readonly JobId[], printers: readonly PrinterName[]): Visit {
  const first = visit.rows.find((row) => jobs.includes(row.job.id));
  const here = printers.indexOf((first && offerOf(first)?.printer) ?? (printers[0] as PrinterName));
  const nearest = first && nearestOf(first);
  const next = nearest?.here ? nearest.printer : printers[(here + 1) % Math.max(1, printers.length)];
  return next === undefined ? visit : { ...visit, rows: visit.rows.map((row) => (jobs.includes(row.job.id) ? { ...row, at: next } : row)) };
}

/** How many rows a page has: with more than nine, the ninth key turns it. */
export const pageLength = (visit: Visit): number => (visit.rows.length > rowsOnPage ? rowsOnPage - 1 : rowsOnPage);
export const shownRows = (visit: Visit): Row[] => visit.rows.slice(visit.from, visit.from + pageLength(visit));
export const nextPage = (visit: Visit): Visit => {
  const from = visit.from + pageLength(visit);
  return { ...visit, from: from < visit.rows.length ? from : 0 };
};
