// Names of things. Random ids are UUIDv7 made at the edge (runtime/random); derived ids are injective joins of the identity of
// what they name, so that a retry finds the same thing and nothing depends on a table of seen ids.

declare const idBrand: unique symbol;
type Id<Name extends string> = string & { readonly [idBrand]: Name };

/** UUIDv7. */
export type BoxId = Id<"box">;
export type UserId = Id<"user">;
export type JobId = Id<"job">;
/** The identity of one command: the same id is the same act, however often it is sent. */
export type CommandId = Id<"command">;

/** Given by the operator and unique: see {@link isName}. */
export type QueueName = Id<"queue">;
export type PrinterName = Id<"printer">;
export type TerminalName = Id<"terminal">;
export type PriceName = Id<"price">;

/** `user.<UserId>`, or a contra account such as `revenue`, `cash`, `adjustment`. */
export type AccountId = Id<"account">;
export type ReservationId = Id<"reservation">;
export type RowId = Id<"row">;

/** Names of queues, printers, terminals and price profiles: they stand in URIs, files and commands, so letters, digits, dot, dash, underscore. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
export const isName = (text: string): boolean => namePattern.test(text);

/** Logins are compared in lower case. Directory logins may hold a dot, dash, underscore, plus or @. */
export const isLogin = (text: string): boolean => /^[a-z0-9][a-z0-9._+@-]{0,63}$/.test(text);

export const userAccount = (user: UserId): AccountId => `user.${user}` as AccountId;

export const revenue = "revenue" as AccountId;
export const cash = "cash" as AccountId;
export const adjustments = "adjustments" as AccountId;

/** One reservation per job, box, epoch of that box and attempt: a second try of the same attempt is the same reservation. */
export const reservationId = (job: JobId, box: BoxId, epoch: number, attempt: number): ReservationId =>
  `${job}.${box}.${epoch}.${attempt}` as ReservationId;

/** A row is identified by the act that made it and its place among that act's rows. */
export const rowId = (act: string, index: number): RowId => `${act}/${index}` as RowId;
