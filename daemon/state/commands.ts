// Every act that changes replicated state. A command carries facts and identities made at the edge; it never carries a decision.
import type { Ticket } from "../domain/document.ts";
import type { Evidence, EvidenceProfile } from "../domain/evidence.ts";
import type { BoxId, CommandId, JobId, PriceName, PrinterName, QueueName, ReservationId, TerminalName, UserId } from "../domain/ids.ts";
import type { Job, JobDocument, Sender } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Notice, NoticeDefaults, NoticeEvent } from "../domain/message.ts";
import type { Money } from "../domain/money.ts";
import type { PriceChange, PriceProfile } from "../domain/price.ts";
import type { Capabilities, Queue, Terminal } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Reserved } from "../domain/reservation.ts";
import type { TryLimit, User } from "../domain/user.ts";

/** The version its author saw of what they change; refused where it is another by now, and not asked where it is not given. 0: a new one. */
interface Seen {
  readonly version?: number;
}

/** Name → [what it carries, what it answers]. */
export interface Acts {
  "init-box": [{ box: BoxId; boxName: string; incarnation: string; currency: string }, { done: true }];

  /** The first administrator; refused ever after. */
  "claim-box": [{ user: UserId; login: string; displayName: string; password: string; language?: string }, User];
  "add-user": [{ user: UserId; login: string; displayName: string; limited: boolean; department?: string }, User];
  "change-user": [
    {
      user: UserId;
      /** An empty department or e-mail takes it away. */
      change: Partial<Pick<User, "name" | "limited" | "department" | "email" | "release" | "password" | "pin" | "roles" | "language">>;
    } & Seen,
    User,
  ];
  /** Cards off, held jobs canceled, money kept and listed; refused while a release is open. `jobs` are the held jobs the caller saw. */
  "close-user": [{ user: UserId; jobs: readonly JobId[]; reason: string }, User];
  /** `index` is `<keyversion>.<hmac>` of the normalised number, made by people/secrets; `ends`: its last characters, for its owner. */
  "add-card": [{ user: UserId; index: string; ends?: string }, User];
  "remove-card": [{ user: UserId; index: string }, User];
  "set-code": [{ user: UserId; index: string; digits: number }, User];
  "add-queue-token": [{ user: UserId; hash: string }, { done: true }];
  "remove-queue-token": [{ hash: string }, { done: true }];

  /** Beyond the most of one person the `oldest` the caller saw ends. */
  "open-session": [{ user: UserId; hash: string; address: string; agent: string; oldest?: string }, { done: true }];
  "see-session": [{ hash: string }, { done: true }];
  "end-session": [{ hash: string }, { done: true }];

  /** Counts a wrong try against each subject before the answer leaves. */
  "count-wrong-try": [{ subjects: readonly { subject: string; limit: TryLimit }[] }, { done: true }];
  "forgive-tries": [{ subject: string }, { done: true }];

  /** A backup is in force: when it was made, as people write it, and how many rows of the books it took the place of are not in it. */
  "record-restore": [{ made: string; rowsLost: number }, { done: true }];

  /** For whoever chose nothing themselves. */
  "set-notices": [{ notices: NoticeDefaults }, { done: true }];
  /** `notice` absent: as the box is set. */
  "choose-notice": [{ user: UserId; event: NoticeEvent; notice?: Notice }, User];
  /** A job that was not taken, or not printed, by itself: its sender is told why. */
  "tell-refusal": [{ user: UserId; title: string; refusal: Refusal }, { done: true }];
  "confirm-message": [{ user: UserId; message: string }, { done: true }];

  "top-up": [{ user: UserId; amount: Money; reason: string }, { balance: Money }];
  adjust: [{ user: UserId; amount: Money; reason: string }, { balance: Money }];

  /** A price and a comment that are not given stay as they are. */
  "set-printer": [{ printer: PrinterName; uri: string; price?: PriceName; comment?: string } & Seen, { done: true }];
  "report-printer": [{ printer: PrinterName; capabilities?: Capabilities; evidence?: EvidenceProfile }, { done: true }];
  "remove-printer": [{ printer: PrinterName; usedBy: readonly QueueName[] }, { done: true }];
  /** What is not given stays as it is; a new queue accepts named senders and tells each client what suits it. */
  "set-queue": [{ queue: Pick<Queue, "name" | "mode" | "printers"> & Partial<Queue>; makeDefault: boolean } & Seen, Queue];
  "remove-queue": [{ queue: QueueName }, { done: true }];
  /** Sizes that are not given stay as they are. */
  "set-price": [{ profile: PriceChange } & Seen, PriceProfile];
  /** Refused while a printer follows it; `usedBy` are those the caller saw. */
  "remove-price": [{ price: PriceName; usedBy: readonly PrinterName[] }, { done: true }];
  "set-terminal": [{ terminal: Pick<Terminal, "name" | "printers"> } & Seen, Terminal];
  /** With the screens that stand for it, as the caller saw them. */
  "remove-terminal": [{ terminal: TerminalName; screens: readonly string[] }, { done: true }];
  "add-screen": [{ terminal: TerminalName; hash: string }, { done: true }];
  "remove-screen": [{ hash: string }, { done: true }];

  /** The job's record follows its acceptance; the same job twice is one job. */
  "accept-job": [{ job: Job }, Job];
  "describe-document": [{ job: JobId; document: JobDocument }, Job];
  /** Client's hold, ticket changes while held. */
  "change-job": [{ job: JobId; ticket?: Ticket; heldByClient?: boolean; title?: string }, Job];
  "claim-job": [{ job: JobId; sender: Sender }, Job];
  /** Whose it is from now on, and who pays for it. */
  "assign-job": [{ job: JobId; user: UserId; reason: string }, Job];
  /** To another queue, whose printers and rules hold from now on. */
  "move-job": [{ job: JobId; queue: QueueName }, Job];
  "cancel-job": [{ job: JobId; reason: string }, { done: true }];

  /** Prices again and refuses `price-changed`; all accounts in one transaction or none. `shown` undefined: nobody was shown a price; `ticket` undefined: as the job stands. */
  reserve: [{ job: JobId; printer: PrinterName; ticket?: Ticket; shown?: Money; settler: BoxId }, Reserved];
  /** Captures what the evidence says, voids the rest, ends the job, or holds it again when nothing came out. */
  settle: [{ reservation: ReservationId; evidence: Evidence }, Settled];
  /** Undoes a reservation of which nothing was sent; the job is held again. Writes the resolve key even if there is none. */
  void: [{ reservation: ReservationId; job: JobId; reason: string }, { done: true }];
}

export interface Settled {
  readonly charged: Money;
  readonly refunded: Money;
  readonly impressions: number;
  readonly verified: boolean;
  readonly review?: string;
  /** The job is held again: nothing came out. */
  readonly heldAgain: boolean;
  /** Why nothing came out, in keywords. */
  readonly reasons?: readonly string[];
}

export type CommandName = keyof Acts;

/** `id` is given where the act must happen once however often it is sent (money from people, CLI and HTTP); jobs and reservations carry their own identity. */
export type Command<N extends CommandName = CommandName> = N extends CommandName
  ? { readonly name: N; readonly by: Actor; readonly id?: CommandId } & Acts[N][0]
  : never;

export type Outcome<N extends CommandName = CommandName> = Acts[N][1] | Refusal;
