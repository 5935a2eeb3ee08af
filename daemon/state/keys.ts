// Every key of the store and the record it holds. Values are JSON; readers keep fields they do not know.
import type { Account } from "../domain/account.ts";
import type {
  AccountId,
  BoxId,
  CommandId,
  JobId,
  PriceName,
  PrinterName,
  QueueName,
  ReservationId,
  RowId,
  TerminalName,
  UserId,
} from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Row } from "../domain/ledger.ts";
import type { Message, NoticeDefaults } from "../domain/message.ts";
import type { PriceProfile } from "../domain/price.ts";
import type { Printer, Queue, Terminal, TerminalScreen } from "../domain/printing.ts";
import type { Reservation, Resolution } from "../domain/reservation.ts";
import type { BrowserSession, Lock, User } from "../domain/user.ts";

/** Raised when older versions would misread the records. */
export const stateSchema = 1;

export interface Meta {
  readonly schema: number;
  readonly incarnation: string;
  /** Of every amount in the store and the books. */
  readonly currency: string;
}

/** A personal queue URI: whoever holds the token is this person. */
export interface QueueToken {
  readonly user: UserId;
  readonly createdAt: number;
}

/** The answer of one command, kept so that the same id is never acted on twice. */
export interface Receipt {
  /** What the command asked, to tell a retry from another command under the same id. */
  readonly fingerprint: string;
  readonly outcome: unknown;
  readonly at: number;
}

export const keys = {
  meta: "/q/meta",
  config: "/q/config",
  user: (id: UserId) => `/q/user/${id}` as const,
  login: (realm: string, login: string) => `/q/login/${realm}/${login}` as const,
  card: (index: string) => `/q/card/${index}` as const,
  code: (index: string) => `/q/code/${index}` as const,
  lock: (subject: string) => `/q/lock/${subject}` as const,
  userCount: "/q/count/user",
  auditCount: "/q/count/audit",
  claim: "/q/claim",
  session: (id: string) => `/q/session/${id}` as const,
  screen: (id: string) => `/q/screen/${id}` as const,
  token: (hash: string) => `/q/token/${hash}` as const,
  account: (id: AccountId) => `/q/account/${id}` as const,
  reservation: (id: ReservationId) => `/q/reservation/${id}` as const,
  resolve: (id: ReservationId) => `/q/resolve/${id}` as const,
  job: (id: JobId) => `/q/job/${id}` as const,
  queue: (name: QueueName) => `/q/queue/${name}` as const,
  defaultQueue: "/q/default/queue",
  printer: (name: PrinterName) => `/q/printer/${name}` as const,
  price: (name: PriceName) => `/q/price/${name}` as const,
  terminal: (name: TerminalName) => `/q/terminal/${name}` as const,
  notices: "/q/notices",
  messages: (user: UserId) => `/q/message/${user}` as const,
  box: (id: BoxId) => `/q/box/${id}` as const,
  epoch: (id: BoxId) => `/q/epoch/${id}` as const,
  row: (id: RowId) => `/k/row/${id}` as const,
  receipt: (id: CommandId) => `/k/receipt/${id}` as const,
} as const;

/** Prefix → record. The longest matching prefix decides. */
export interface Records {
  "/q/meta": Meta;
  "/q/config": number;
  "/q/user/": User;
  "/q/login/": UserId;
  /** What its owner knows it by is absent in cards added before 2026-11-26. */
  "/q/card/": { readonly user: UserId; readonly ends?: string; readonly addedAt?: number };
  /** `digits`: how long it is; who has a short one must be told before it stops signing in. Absent in codes given before 2026-11-26. */
  "/q/code/": { readonly user: UserId; readonly digits?: number };
  "/q/lock/": Lock;
  "/q/count/user": number;
  "/q/count/audit": number;
  /** Somebody runs this box, and always will: who was the first, and when. */
  "/q/claim": { readonly user: UserId; readonly at: number };
  "/q/session/": BrowserSession;
  "/q/screen/": TerminalScreen;
  "/q/token/": QueueToken;
  "/q/account/": Account;
  "/q/reservation/": Reservation;
  "/q/resolve/": Resolution;
  "/q/job/": Job;
  "/q/queue/": Queue;
  "/q/default/queue": QueueName;
  "/q/printer/": Printer;
  "/q/price/": PriceProfile;
  "/q/terminal/": Terminal;
  "/q/notices": NoticeDefaults;
  /** Of one person, oldest first; few, and what is old goes. */
  "/q/message/": readonly Message[];
  "/q/box/": { readonly id: BoxId; readonly name: string };
  "/q/epoch/": { readonly epoch: number };
  "/k/row/": OutboxRow;
  "/k/receipt/": Receipt;
}

/** A row on its way to the books, with its place among the rows of its transaction. */
export type OutboxRow = Row & { readonly index: number };

export type Prefix = keyof Records;
export type Key = { [P in Prefix]: P extends `${string}/` ? `${P}${string}` : P }[Prefix];
export type RecordOf<K extends string> = {
  [P in Prefix]: K extends (P extends `${string}/` ? `${P}${string}` : P) ? Records[P] : never;
}[Prefix];
