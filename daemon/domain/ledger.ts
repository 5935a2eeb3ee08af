// Double entry. A row is immutable; its legs sum to zero per currency; a correction is a new row naming the old one.
import type { AccountId, BoxId, JobId, PrinterName, QueueName, ReservationId, RowId, UserId } from "./ids.ts";
import type { Strength } from "./job.ts";
import type { Money } from "./money.ts";
import type { Evidence } from "./evidence.ts";
import type { PriceLine } from "./price.ts";

export type Currency = "money" | "impressions";

export interface Leg {
  readonly account: AccountId;
  readonly currency: Currency;
  readonly amount: number;
  /** Customer-side accounts only: the account's counter and balance after this leg. */
  readonly n?: number;
  readonly balance?: number;
}

/** Who did it: a person, an operator of the CLI or API, or the box itself. */
export interface Actor {
  readonly kind: "user" | "operator" | "box";
  readonly name: string;
}

export interface RowBase {
  readonly id: RowId;
  /** ms since 1970, stamped by the executor. */
  readonly at: number;
  readonly by: Actor;
  readonly box: BoxId;
}

export interface MoneyRow extends RowBase {
  readonly kind: "charge" | "refund" | "top-up" | "adjustment";
  readonly legs: readonly Leg[];
  readonly user: UserId;
  readonly login: string;
  readonly department?: string;
  readonly reason?: string;
  /** The row this one corrects. */
  readonly corrects?: RowId;
  readonly reservation?: ReservationId;
  readonly job?: JobId;
  readonly lines?: readonly PriceLine[];
}

/** What a machine was used for (PWG 5108.1). A job row without one tells of a print. */
export type Service = "print" | "copy" | "scan" | "fax";

/** The end of a job, charged or not: one line of the log. */
export interface JobRow extends RowBase {
  readonly kind: "job";
  readonly job: JobId;
  readonly number: number;
  readonly queue: QueueName;
  readonly printer?: PrinterName;
  readonly user?: UserId;
  readonly login?: string;
  /** What the client called its sender; evidence of nothing. */
  readonly named: string;
  readonly strength: Strength;
  /** Empty where nothing was printed, or for nobody. */
  readonly title: string;
  readonly ended: "completed" | "aborted" | "canceled";
  readonly impressions: number;
  readonly impressionsColor: number;
  readonly sheets: number;
  readonly charged: Money;
  /** What was set aside for pages that did not come out, and went back. */
  readonly refunded?: Money;
  readonly service?: Service;
  readonly evidence?: Evidence;
  readonly verified?: boolean;
  /** A person should look at it: the evidence was missing, late or contradictory. */
  readonly review?: string;
  readonly reservation?: ReservationId;
  readonly reason?: string;
}

/** Something an administrator did that moved no money. */
export interface AuditRow extends RowBase {
  readonly kind: "audit";
  readonly act: string;
  readonly subject: string;
  readonly reason?: string;
  readonly detail?: string;
}

export type Row = MoneyRow | JobRow | AuditRow;

export const isMoneyRow = (row: Row): row is MoneyRow => row.kind !== "job" && row.kind !== "audit";

/** The first currency whose legs do not sum to zero, or undefined. */
export function unbalanced(legs: readonly Leg[]): Currency | undefined {
  const sums = new Map<Currency, number>();
  for (const leg of legs) sums.set(leg.currency, (sums.get(leg.currency) ?? 0) + leg.amount);
  for (const [currency, sum] of sums) if (sum !== 0) return currency;
  return undefined;
}
