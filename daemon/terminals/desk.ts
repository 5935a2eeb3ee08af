// What a terminal needs of the box. box.ts hands it over; tests hand over one in memory.
import type { Ticket } from "../domain/document.ts";
import type { JobId, PrinterName, TerminalName, UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Message } from "../domain/message.ts";
import type { Quote } from "../domain/price.ts";
import type { Terminal } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { ReleaseRequest, Running } from "../printing/release.ts";
import type { Purse } from "../state/queries.ts";
import type { Elsewhere, Outlook } from "./visit.ts";

/** Promises may reject with a Fault; what answers at once reads this box's projection and may throw one. */
export interface TerminalDesk {
  /** Counts wrong tries of the person and of the place before it answers (PROMISES.md PR16). */
  signInByCard(number: string, place: TerminalName): Promise<User | Refusal>;
  signInByCode(code: string, place: TerminalName): Promise<User | Refusal>;
  /** With the person's password or PIN: the whole proof. */
  signInByLogin(login: string, secret: string, place: TerminalName): Promise<User | Refusal>;
  checkPin(user: UserId, pin: string, place: TerminalName): Promise<User | Refusal>;
  /** Held jobs of the queues that print at one of the terminal's printers. */
  jobs(user: UserId, terminal: Terminal): readonly Job[];
  quote(job: JobId, printer: PrinterName, ticket: Ticket): Quote | Refusal;
  outlook(job: JobId, printer: PrinterName, ticket: Ticket): Outlook;
  /** Another printer of the job's queue than these that would print it now. */
  elsewhere(job: JobId, ticket: Ticket, here: readonly PrinterName[]): Elsewhere | undefined;
  /** What the box has to tell the person, oldest first. */
  messages(user: UserId): readonly Message[];
  confirmMessage(user: UserId, message: string, by: Actor): Promise<unknown>;
  purse(user: UserId): Purse | undefined;
  release(request: ReleaseRequest): Promise<Refusal | Pick<Running, "done" | "follow" | "leave" | "stop">>;
  deleteJob(job: JobId, by: Actor): Promise<unknown>;
  /** Calls `changed` whenever the person's jobs or credit, a price, or a printer, may be another. The answer ends it. */
  follow(user: UserId, changed: () => void): () => void;
}
