// A job, from acceptance to its end. States are IPP's, verbatim (RFC 8011 §5.3.7).
import type { DocumentFormat, PackedFacts, Ticket } from "./document.ts";
import type { BoxId, JobId, PrinterName, QueueName, ReservationId, UserId } from "./ids.ts";
import type { RefusalCode } from "./refusal.ts";

export type JobState = "pending" | "pending-held" | "processing" | "processing-stopped" | "canceled" | "aborted" | "completed";

/** How sure we are who sent a job, weakest first. */
export type Strength = "none" | "named" | "bound" | "proven";

const strengths: readonly Strength[] = ["none", "named", "bound", "proven"];
export const atLeast = (strength: Strength, least: Strength): boolean => strengths.indexOf(strength) >= strengths.indexOf(least);

export interface Sender {
  readonly strength: Strength;
  /** The person, where the strength and the queue's least allow one to be told. */
  readonly user?: UserId;
  /** `requesting-user-name`, as sent. */
  readonly named: string;
  /** Source address, without port. */
  readonly address: string;
  readonly station?: string;
}

/** Whose limits a job fills: a proven or bound person's own, else those of the address it came from. A forged name fills its forger's. */
export const fillsFor = ({ user, strength, address }: Sender): string =>
  user && atLeast(strength, "bound") ? `user ${user}` : `address ${address}`;

export interface JobDocument {
  readonly format: DocumentFormat;
  /** As received, after decompression. */
  readonly bytes: number;
  /** SHA-256 in hex, of the document's bytes. */
  readonly hash: string;
  /** Present once inspected. */
  readonly facts?: PackedFacts;
  /** Present when inspection ended without facts; the job stays held. */
  readonly problem?: RefusalCode;
}

export interface Job {
  readonly id: JobId;
  /** IPP's job-id: unique in its spool box. */
  readonly number: number;
  readonly queue: QueueName;
  readonly title: string;
  readonly sender: Sender;
  readonly state: JobState;
  /** IPP job-state-reasons. */
  readonly reasons: readonly string[];
  readonly ticket: Ticket;
  readonly document?: JobDocument;
  /** The box that holds the bytes. */
  readonly spoolBox: BoxId;
  /** Releases tried so far; the next reservation's attempt is one more. */
  readonly attempt: number;
  /** The last attempt was the box's own and ended before a byte left, stopped by nobody: it may try again without a person (PR7). */
  readonly unsent?: true;
  /** Reservations of attempts that are over; their resolve keys leave the store with the job. */
  readonly resolved: readonly ReservationId[];
  /** The open reservation, while one is. */
  readonly reservation?: ReservationId;
  readonly printer?: PrinterName;
  /** ms since 1970. */
  readonly createdAt: number;
  /** The client's own job-hold-until: released by Release-Job, never by the card. */
  readonly heldByClient: boolean;
}

export const isEnded = (state: JobState): boolean => state === "canceled" || state === "aborted" || state === "completed";

/** Nobody is known to own it: its title is nobody's to read, and only its sender or an administrator's assignment changes that. */
export const isUnowned = (job: Job): boolean => job.sender.user === undefined;

/** Waiting for its owner: complete, not being printed. */
export const isHeld = (job: Job): boolean => job.state === "pending-held" && job.reservation === undefined;
