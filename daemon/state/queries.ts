// Everything a face may ask of the state: answered from this box's projection, without the network. Lists belong here, never to decide.
import type { Ticket } from "../domain/document.ts";
import type { JobId, PriceName, PrinterName, QueueName, ReservationId, TerminalName, UserId } from "../domain/ids.ts";
import type { Job, JobState } from "../domain/job.ts";
import type { Message, NoticeDefaults } from "../domain/message.ts";
import type { Money } from "../domain/money.ts";
import type { PriceProfile, Quote } from "../domain/price.ts";
import type { Printer, Queue, Terminal, TerminalScreen } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Reservation, Resolution } from "../domain/reservation.ts";
import type { BrowserSession, CardOf, User } from "../domain/user.ts";
import type { PeopleAsked, Place } from "./people-index.ts";

export interface Purse {
  readonly balance: Money;
  readonly reserved: Money;
  readonly spendable: Money;
  readonly limited: boolean;
}

export interface JobFilter {
  readonly user?: UserId;
  readonly queue?: QueueName;
  readonly held?: boolean;
  /** Jobs nobody owns yet. */
  readonly unclaimed?: boolean;
}

/** A job that left the store lately, kept in memory so that clients can still ask how it ended. */
export interface EndedJob {
  readonly job: Job;
  readonly state: JobState;
  readonly endedAt: number;
  readonly impressions: number;
  readonly charged: Money;
  /** Why it was charged without proof, where it was. */
  readonly review?: string;
}

/** Name → [what it carries, what it answers]. */
export interface Questions {
  user: [{ id: UserId }, User | undefined];
  "user-by-login": [{ login: string }, User | undefined];
  "user-by-card": [{ indexes: readonly string[] }, User | undefined];
  "user-by-code": [{ indexes: readonly string[] }, User | undefined];
  "user-by-token": [{ hash: string }, User | undefined];
  /** When somebody became the first administrator, ms since 1970. */
  claimed: [object, number | undefined];
  session: [{ id: string }, BrowserSession | undefined];
  /** Of one person, oldest first. */
  sessions: [{ user: UserId }, readonly BrowserSession[]];
  /** To one person, oldest first; those to be confirmed stay until they are. */
  messages: [{ user: UserId }, readonly Message[]];
  notices: [object, NoticeDefaults | undefined];
  /** Of one person, in the order they were added. */
  cards: [{ user: UserId }, readonly CardOf[]];
  /** A page of a list of people. */
  people: [PeopleAsked, { readonly users: readonly User[]; readonly total: number; readonly next?: Place }];
  /** People who left under that login. `owed`: only those whose money is still here. */
  "closed-users": [{ login: string; owed?: boolean }, readonly User[]];
  /** People whose code alone no longer signs in, because too many others came since. */
  "short-codes": [object, readonly User[]];
  "user-count": [object, number];
  "locked-until": [{ subject: string }, readonly number[]];
  purse: [{ user: UserId }, Purse | undefined];
  job: [{ id: JobId }, Job | undefined];
  "job-by-number": [{ number: number }, Job | undefined];
  /** Oldest first. */
  jobs: [JobFilter, readonly Job[]];
  "ended-job": [{ number?: number; id?: JobId }, EndedJob | undefined];
  /** Newest first; at most the few hundred kept. */
  "ended-jobs": [object, readonly EndedJob[]];
  quote: [{ job: JobId; printer?: PrinterName; ticket?: Ticket }, Quote | Refusal];
  queue: [{ queue: QueueName }, Queue | undefined];
  queues: [object, readonly Queue[]];
  "default-queue": [object, Queue | undefined];
  printer: [{ printer: PrinterName }, Printer | undefined];
  printers: [object, readonly Printer[]];
  price: [{ price: PriceName }, PriceProfile | undefined];
  prices: [object, readonly PriceProfile[]];
  terminal: [{ terminal: TerminalName }, Terminal | undefined];
  terminals: [object, readonly Terminal[]];
  screen: [{ id: string }, TerminalScreen | undefined];
  /** Oldest first. */
  screens: [{ terminal: TerminalName }, readonly TerminalScreen[]];
  reservation: [{ id: ReservationId }, Reservation | undefined];
  reservations: [object, readonly Reservation[]];
  /** How a reservation of which nothing came out ended, while its job lives. */
  resolution: [{ id: ReservationId }, Resolution | undefined];
}

export type QueryName = keyof Questions;
export type Query<N extends QueryName = QueryName> = N extends QueryName ? { readonly name: N } & Questions[N][0] : never;
export type Answer<N extends QueryName> = Questions[N][1];
