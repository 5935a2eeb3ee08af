// What a client asks to have printed, before any bytes, and the job that makes of it.
import type { Ticket } from "../domain/document.ts";
import type { BoxId, JobId } from "../domain/ids.ts";
import type { Job, Sender } from "../domain/job.ts";
import type { Queue } from "../domain/printing.ts";

export interface Submission {
  readonly queue: Queue;
  readonly sender: Sender;
  readonly title: string;
  readonly ticket: Ticket;
  readonly heldByClient: boolean;
  readonly userAgent?: string;
}

export interface NewJob {
  readonly id: JobId;
  readonly number: number;
  readonly box: BoxId;
  /** ms since 1970. */
  readonly at: number;
}

/** A job as it enters the spool. `incoming`: its document comes in a request of its own (RFC 8011 §5.3.8). */
export const jobOf = ({ queue, sender, title, ticket, heldByClient }: Submission, made: NewJob, incoming: boolean): Job => ({
  id: made.id,
  number: made.number,
  queue: queue.name,
  title,
  sender,
  state: "pending-held",
  reasons: incoming ? ["job-incoming"] : [],
  ticket,
  spoolBox: made.box,
  attempt: 0,
  resolved: [],
  createdAt: made.at,
  heldByClient,
});

export const isIncoming = (job: Job): boolean => job.reasons.includes("job-incoming");

/** Why a whole job waits: for its owner at a terminal, or for an owner at all; and for its client, where that asked. */
export const heldReasons = (job: Job): string[] => [
  job.sender.user === undefined ? "account-info-needed" : "job-release-wait",
  ...(job.heldByClient ? ["job-hold-until-specified"] : []),
];
