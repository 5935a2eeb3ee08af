// The school's thirty days, lived: people enrolled, credit paid in, and every job accepted, reserved and settled as a box does it.
import { impressionsInCopy, type PackedFacts, plainTicket, type Ticket } from "../domain/document.ts";
import { type CommandId, type JobId, type PriceName, type PrinterName, type QueueName, reservationId, type UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import { money } from "../domain/money.ts";
import { isRefusal } from "../domain/refusal.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { type Act, daysBack, daysBefore, type Forgotten, type Paid, type Printed } from "./days.ts";
import type { Past } from "./past.ts";
import { ableTo, members, prices, printers, type SchoolPrinter, queue } from "./school.ts";

export interface LifeParts {
  readonly past: Past;
  readonly random: Random;
  /** ms since 1970, and the midnight before it where the school is. */
  readonly now: number;
  readonly midnight: number;
  readonly weekday: number;
  /** Everybody's. */
  readonly password: string;
  readonly uriOf: (printer: SchoolPrinter) => string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const operator: Actor = { kind: "operator", name: "bernard" };
/** Below this a pupil goes to the cash desk in the morning. */
const lowCredit = 20_000;
const paidIn = 50_000;
/** Of one side, and of the longest job. */
const [sideMs, longestMs] = [2_500, 2 * minuteMs];

export const begunBefore = (midnight: number): number => midnight - (daysBack + 1) * dayMs;

export async function live(parts: LifeParts): Promise<void> {
  const { now, midnight, weekday } = parts;
  await furnish(parts);
  const users = await enrol(parts);
  const school = new Living(parts, users);
  const acts = daysBefore(now, midnight, weekday);
  for (let morning = midnight - daysBack * dayMs; morning <= midnight; morning += dayMs) {
    const today = acts.filter(({ at }) => at >= morning && at < morning + dayMs);
    if (today.length > 0) await school.day(morning, today);
  }
}

async function furnish({ past, midnight, random, uriOf }: LifeParts): Promise<void> {
  const at = begunBefore(midnight) + 9 * hourMs;
  const box: Actor = { kind: "box", name: past.box };
  await past.must(at, { name: "init-box", by: box, box: past.box, boxName: "lycee", incarnation: uuidv7(at, random), currency: "EUR" });
  for (const { name, mono, color, sizes } of prices) {
    const profile = { name: name as PriceName, mono: money(mono), color: money(color), sizes };
    await past.must(at, { name: "set-price", by: operator, profile });
  }
  for (const printer of printers) {
    const name = printer.name as PrinterName;
    await past.must(at, { name: "set-printer", by: operator, printer: name, uri: uriOf(printer), price: printer.price as PriceName });
    const evidence = { perCopy: false, countsBlankBacks: false, calibratedAt: at };
    await past.must(at, { name: "report-printer", by: box, printer: name, capabilities: ableTo(printer, at), evidence });
  }
  const names = printers.map(({ name }) => name as PrinterName);
  await past.must(at, {
    name: "set-queue",
    by: operator,
    queue: { name: queue as QueueName, mode: "pull", printers: names },
    makeDefault: true,
  });
}

async function enrol({ past, midnight, random, password }: LifeParts): Promise<ReadonlyMap<string, UserId>> {
  const hash = await past.secrets.hashSecret(password);
  const users = new Map<string, UserId>();
  for (const [place, { login, name, department, role, card }] of members.entries()) {
    const at = begunBefore(midnight) + 10 * hourMs + place * minuteMs;
    const user = uuidv7(at, random) as UserId;
    users.set(login, user);
    if (role === "office") {
      await past.must(at, { name: "claim-box", by: operator, user, login, displayName: name, password: hash, language: "fr" });
      await past.must(at, { name: "change-user", by: operator, user, change: { department } });
    } else {
      await past.must(at, { name: "add-user", by: operator, user, login, displayName: name, limited: role === "pupil", department });
      await past.must(at, { name: "change-user", by: operator, user, change: { password: hash } });
    }
    await past.must(at, { name: "add-card", by: operator, user, index: past.secrets.cardIndex(card) });
  }
  return users;
}

class Living {
  readonly #parts: LifeParts;
  readonly #users: ReadonlyMap<string, UserId>;
  /** What each pupil had left when they were last heard of. */
  readonly #credit = new Map(members.filter(({ role }) => role === "pupil").map(({ login }) => [login, Number.POSITIVE_INFINITY]));
  #number = 0;
  #payments = 0;

  constructor(parts: LifeParts, users: ReadonlyMap<string, UserId>) {
    this.#parts = parts;
    this.#users = users;
  }

  async day(morning: number, acts: readonly Act[]): Promise<void> {
    for (const [login, left] of this.#credit)
      if (left < lowCredit)
        await this.#pay({ what: "paid", at: morning + 7.5 * hourMs, login, amount: paidIn, reason: "Caisse du secrétariat" });
    // Sent off together: a day is made durable at once, and is decided in the order it happened.
    await Promise.all(
      acts.map((act) => (act.what === "paid" ? this.#pay(act) : act.what === "printed" ? this.#print(act) : this.#forget(act))),
    );
  }

  async #pay({ at, login, amount, reason, correction }: Paid): Promise<void> {
    const id = `demo.${++this.#payments}` as CommandId;
    const paid = { by: operator, id, user: this.#userOf(login), amount: money(amount), reason };
    const { balance } = await this.#parts.past.must(at, correction ? { name: "adjust", ...paid } : { name: "top-up", ...paid });
    if (this.#credit.has(login)) this.#credit.set(login, balance);
  }

  async #print(act: Printed): Promise<void> {
    const { past } = this.#parts;
    const ticket: Ticket = { ...plainTicket, copies: act.copies, sides: act.twoSided ? "two-sided-long-edge" : "one-sided" };
    const { job, accepted } = this.#accept(act, act.at - act.waitedMs, ticket);
    const by: Actor = { kind: "user", name: act.login };
    const expected = impressionsInCopy(factsOf(act.pages), ticket) * act.copies;
    const began = act.at - Math.min(longestMs, expected * sideMs);
    const reserved = past.tell(began, { name: "reserve", by, job, printer: act.printer as PrinterName, settler: past.box });
    const impressions = Math.min(expected, act.jammedAfter ?? expected);
    const settled = past.tell(act.at, {
      name: "settle",
      by,
      reservation: reservationId(job, past.box, 1, 1),
      evidence: {
        source: "paper-log",
        final: impressions < expected ? "canceled" : "completed",
        impressions,
        sent: true,
        ...(impressions < expected ? { reasons: ["job-canceled-by-user", "media-jam"] } : {}),
      },
    });
    // Whoever had too little that day left their document behind.
    await accepted;
    if (isRefusal(await reserved)) await this.#cancel(job, act.at);
    const outcome = await settled;
    const left = this.#credit.get(act.login);
    if (left !== undefined && !isRefusal(outcome)) this.#credit.set(act.login, left - outcome.charged);
  }

  async #forget(act: Forgotten): Promise<void> {
    const { job, accepted } = this.#accept(act, act.at - dayMs, plainTicket);
    await Promise.all([accepted, this.#cancel(job, act.at)]);
  }

  async #cancel(job: JobId, at: number): Promise<void> {
    const { past } = this.#parts;
    const by: Actor = { kind: "box", name: past.box };
    await past.must(at, { name: "cancel-job", by, job, reason: "nobody came for it within a day" });
  }

  #accept({ login, title, pages, station }: Printed | Forgotten, at: number, ticket: Ticket): { job: JobId; accepted: Promise<unknown> } {
    const { past, random } = this.#parts;
    const job: Job = {
      id: uuidv7(Math.floor(at), random) as JobId,
      number: ++this.#number,
      queue: queue as QueueName,
      title,
      sender: { strength: "named", user: this.#userOf(login), named: login, address: "192.0.2.10", station },
      state: "pending-held",
      reasons: ["job-release-wait"],
      ticket,
      document: { format: "application/pdf", bytes: 20_000 + pages.length * 9_000, hash: "0".repeat(64), facts: factsOf(pages) },
      spoolBox: past.box,
      attempt: 0,
      resolved: [],
      createdAt: Math.floor(at),
      heldByClient: false,
    };
    return { job: job.id, accepted: past.must(at, { name: "accept-job", by: { kind: "box", name: past.box }, job }) };
  }

  #userOf(login: string): UserId {
    const user = this.#users.get(login);
    if (user === undefined) throw new Error(`nobody is called ${login}`);
    return user;
  }
}

const factsOf = (pages: string): PackedFacts => ({ pages, copiesInside: 1, engine: "pdfium" });
