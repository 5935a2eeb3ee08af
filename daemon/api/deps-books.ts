// What the API asks of the books.
import type { AccountId, JobId, ReservationId, RowId, UserId } from "../domain/ids.ts";
import type { JobRow, MoneyRow, Service } from "../domain/ledger.ts";

/** People name a job by its number, programs by its id. */
export type JobRef = { readonly id: JobId } | { readonly number: number };

export interface Books {
  /** One JSON row a line, oldest first. */
  dump(): Iterable<string>;
  verify(): Verification | Promise<Verification>;
  /** The one under way, and what came out of the last. */
  verification(): VerificationState;
  /** Newest first; `before`: only what is older than that row. */
  statement(account: AccountId, options: { readonly before?: RowId; readonly limit: number }): readonly MoneyRow[];
  /** Newest first, and how many there are beyond the limit too. */
  endedJobs(asked: EndedJobsAsked): { readonly jobs: readonly JobRow[]; readonly total: number };
  endedJob(ref: JobRef): JobRow | undefined;
  /** What was charged for a release; undefined: nothing, or to nobody. */
  charge(reservation: ReservationId): MoneyRow | undefined;
  /** What a person printed since then. */
  use(user: UserId, since: number): Use;
  /** What a stretch of time came to: from, and before to; ms since 1970. */
  takings(from: number, to: number): Takings;
  /** What moved money, newest first; undefined: time for others. */
  entries(asked: {
    readonly from?: number;
    readonly to?: number;
    readonly kind?: MoneyRow["kind"];
    readonly before?: number;
  }): Iterable<Entry | undefined>;
}

export interface EndedJobsAsked {
  readonly user?: UserId;
  readonly review?: boolean;
  readonly since?: number;
  readonly printed?: boolean;
  /** Part of the title or of the printer's name. */
  readonly search?: string;
  readonly before?: RowId;
  readonly limit: number;
}

export interface Entry {
  readonly seq: number;
  readonly row: MoneyRow;
}

export interface Takings {
  readonly jobs: number;
  readonly mono: number;
  readonly color: number;
  readonly charged: number;
  readonly paidIn: number;
}

export interface Use {
  readonly jobs: number;
  readonly mono: number;
  readonly color: number;
  readonly services: Readonly<Record<Service, number>>;
  readonly sheets: number;
  readonly charged: number;
}

export interface VerificationState {
  /** Rows read again, of how many. */
  readonly running?: { readonly rows: number; readonly of: number };
  /** `at`: ms since 1970. */
  readonly last?: { readonly at: number } & Verification;
}

export type Verification = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly sentence: string };
