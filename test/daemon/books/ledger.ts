// Ledgers to keep books of: balanced rows of a few people, in the order they were made.
import {
  adjustments,
  cash,
  revenue,
  rowId,
  userAccount,
  type AccountId,
  type BoxId,
  type JobId,
  type QueueName,
  type ReservationId,
  type UserId,
} from "../../../daemon/domain/ids.ts";
import type { Actor, JobRow, MoneyRow, Row } from "../../../daemon/domain/ledger.ts";
import { money } from "../../../daemon/domain/money.ts";

const box = "box" as BoxId;
const by: Actor = { kind: "operator", name: "ledger" };

export class Ledger {
  readonly rows: Row[] = [];
  readonly #accounts = new Map<AccountId, { n: number; balance: number }>();
  #acts = 0;

  topUp(user: string, amount: number, id = `topup-${this.#acts++}`): MoneyRow {
    return this.#move("top-up", id, user, amount, cash, {});
  }

  /** A job that came out: its line of the log and its charge. */
  printed(user: string, amount: number, title = 'ä "title"', review?: string, more: Partial<JobRow> = {}): readonly [JobRow, MoneyRow] {
    const job = `job${this.#acts++}` as JobId;
    const reservation = `${job}.box.0.1` as ReservationId;
    const line: JobRow = {
      kind: "job",
      id: rowId(`job.${job}`, 0),
      at: this.#time(),
      by,
      box,
      job,
      number: this.#acts,
      queue: "pages" as QueueName,
      user: user as UserId,
      login: user,
      named: user,
      strength: "proven",
      title,
      ended: "completed",
      impressions: 3,
      impressionsColor: 0,
      sheets: 3,
      charged: money(amount),
      verified: true,
      reservation,
      ...(review === undefined ? {} : { review }),
      ...more,
    };
    this.rows.push(line);
    return [line, this.#move("charge", `settle.${reservation}`, user, -amount, revenue, { reservation, job })];
  }

  adjust(user: string, amount: number): MoneyRow {
    return this.#move("adjustment", `adjust-${this.#acts++}`, user, amount, adjustments, { reason: "put right" });
  }

  audit(act: string): void {
    this.rows.push({ kind: "audit", id: rowId(`audit.${this.#acts++}`, 0), at: this.#time(), by, box, act, subject: "pages" });
  }

  /** `count` rows or a few more, of `users` people. */
  fill(count: number, users = 7): this {
    while (this.rows.length < count) {
      const user = `u${this.rows.length % users}`;
      switch (this.rows.length % 5) {
        case 0:
          this.topUp(user, 50_000);
          break;
        case 3:
          this.audit("set-queue");
          break;
        case 4:
          this.adjust(user, -100);
          break;
        default:
          this.printed(user, 1_500);
      }
    }
    return this;
  }

  #move(kind: MoneyRow["kind"], act: string, user: string, amount: number, against: AccountId, more: Partial<MoneyRow>): MoneyRow {
    const account = userAccount(user as UserId);
    const before = this.#accounts.get(account) ?? { n: 0, balance: 0 };
    const after = { n: before.n + 1, balance: before.balance + amount };
    this.#accounts.set(account, after);
    const row: MoneyRow = {
      kind,
      id: rowId(act, 0),
      at: this.#time(),
      by,
      box,
      user: user as UserId,
      login: user,
      legs: [
        { account, currency: "money", amount, ...after },
        { account: against, currency: "money", amount: -amount },
      ],
      ...more,
    };
    this.rows.push(row);
    return row;
  }

  #time(): number {
    return 1_750_000_000_000 + this.rows.length * 1_000;
  }
}
