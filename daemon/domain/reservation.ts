// Money set aside for one release, with the prices it was made at: what is captured later is priced from here, never from today's list.
import type { PackedFacts, Ticket } from "./document.ts";
import type { AccountId, BoxId, JobId, PrinterName, ReservationId } from "./ids.ts";
import type { Actor } from "./ledger.ts";
import type { Money } from "./money.ts";
import type { PriceProfile, Quote } from "./price.ts";

export interface Reservation {
  readonly id: ReservationId;
  readonly job: JobId;
  /** The box that alone settles. */
  readonly settler: BoxId;
  readonly attempt: number;
  readonly printer: PrinterName;
  readonly ticket: Ticket;
  readonly facts: PackedFacts;
  /** Pinned when reserved. */
  readonly profile: PriceProfile;
  readonly quote: Quote;
  /** Accounts and what is set aside on each. Empty for a job charged to nobody (tracked only, merely named). */
  readonly holds: readonly { readonly account: AccountId; readonly amount: Money }[];
  readonly by: Actor;
  /** ms since 1970. */
  readonly at: number;
}

/** What whoever asked for it is told. A receipt keeps this for a day and longer, so the document's facts and the prices are not in it. */
export type Reserved = Pick<Reservation, "id" | "holds" | "quote">;

export type Resolution = "settled" | "voided";
