// What the IPP door needs of the box behind it. The composition root implements it over accounting, intake, release and sign-in.
import type { Accounting } from "../accounting.ts";
import type { Ticket } from "../domain/document.ts";
import type { JobId } from "../domain/ids.ts";
import type { Job, JobState, Sender } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Queue } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";

export interface Submission {
  readonly queue: Queue;
  readonly sender: Sender;
  readonly title: string;
  readonly ticket: Ticket;
  readonly heldByClient: boolean;
  readonly userAgent?: string;
}

export interface PrintDesk {
  ask: Accounting["ask"];
  propose: Accounting["propose"];
  /** Print-Job. Durable when it resolves. Whatever `document` throws is thrown on, and nothing is left of the job. */
  submit(submission: Submission, format: string, document: AsyncIterable<Uint8Array>): Promise<Job | Refusal>;
  /** Create-Job. The job's record is on disk when it resolves; its reasons hold `job-incoming` until it is closed. */
  open(submission: Submission): Promise<Job | Refusal>;
  /** Send-Document. */
  receive(job: JobId, format: string, document: AsyncIterable<Uint8Array>, last: boolean): Promise<Job | Refusal>;
  closeJob(job: JobId): Promise<Job | Refusal>;
  /** A document that was refused before it came: its sender is told. */
  notTaken(whose: Pick<Job, "sender" | "title">, refusal: Refusal): void;
  /** Live, fresh (accepted a moment ago) or ended lately. */
  find(number: number): JobView | undefined;
  list(filter: { readonly ended: boolean }): readonly JobView[];
  cancel(job: JobId, by: Actor): Promise<{ done: true } | Refusal>;
  hold(job: JobId, held: boolean, by: Actor): Promise<Job | Refusal>;
  identify(queue: Queue): void;
  /** Login and password, which came over TLS. */
  signIn(login: string, password: string, address: string): Promise<User | Refusal>;
  userOfToken(token: string): User | undefined;
}

export interface JobView {
  readonly job: Job;
  readonly state: JobState;
  readonly reasons: readonly string[];
  /** ms since 1970. */
  readonly endedAt?: number;
  /** Sides out so far, or in the end. */
  readonly impressions?: number;
}
