// What people do, and what they know of it afterwards: they pay, send, release, cancel and stop, and keep each answer for the auditor.
import { plainTicket } from "../../daemon/domain/document.ts";
import type { CommandId, PrinterName, UserId } from "../../daemon/domain/ids.ts";
import type { Job } from "../../daemon/domain/job.ts";
import { money } from "../../daemon/domain/money.ts";
import type { QueueMode } from "../../daemon/domain/printing.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import type { Auditor, PromisedPayment } from "./auditor.ts";
import type { SimBox } from "./box.ts";
import type { SimTime } from "./clock.ts";
import type { SimPrinter } from "./printer.ts";
import type { Chance } from "./random.ts";
import { costOf, printsAlone, queueName, queues, type Sent } from "./sent.ts";

export const hall = "hall" as PrinterName;
export const users = ["u-ann", "u-bob"] as UserId[];
const by = { kind: "operator", name: "sim" } as const;

export interface World {
  readonly chance: Chance;
  readonly time: SimTime;
  readonly printer: SimPrinter;
  readonly auditor: Auditor;
  /** The box that runs, or the one that crashed last. */
  readonly box: () => SimBox;
}

export class Workload {
  releases = 0;
  readonly #world: World;
  #serial = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** One deed of chance. */
  deed(): void {
    const { chance, printer } = this.#world;
    const which = chance.next();
    if (which < 0.2) this.pay(chance.pick(users), 500 * (1 + chance.below(20)));
    else if (which < 0.5) this.send(chance.pick(queues), chance.pick(["named", "proven"] as const));
    else if (which < 0.8) this.#releaseOne();
    else if (which < 0.83) this.#cancelOne();
    else if (which < 0.85) this.#giveOne();
    else if (which < 0.9) printer.online = !printer.online;
    else if (which < 0.95) printer.clearJams();
    else this.#stopOne();
  }

  pay(user: UserId, amount: number): void {
    const { chance, time, auditor } = this.#world;
    const id = `c-${this.#serial++}` as CommandId;
    const payment: PromisedPayment = { user, amount, fate: "unknown" };
    auditor.payments.set(id, payment);
    const once = (): void => {
      const box = this.#world.box();
      box.pay({ name: "top-up", by, id, user, amount: money(amount), reason: "cash" }).then(
        (answer) => {
          if (box.life.alive) payment.fate = isRefusal(answer) ? "refused" : "paid";
        },
        () => {},
      );
    };
    once();
    // An impatient cashier presses twice: the same id, perhaps after a crash.
    if (chance.is(0.5)) time.at(chance.below(90_000), once);
  }

  send(mode: QueueMode, strength: Sent["strength"]): Sent {
    const { chance, auditor } = this.#world;
    const user = chance.pick(users);
    const pages = Array.from({ length: 1 + chance.below(6) }, () => chance.is(0.2));
    const paidBefore = auditor.surelyPaid(user);
    const title = `t${this.#serial++}`;
    const sent: Sent = { title, user, mode, strength, pages, paidBefore, fate: "unknown", asked: 0, canceled: "no" };
    auditor.sent.set(title, sent);
    const box = this.#world.box();
    const queue = { name: queueName(mode), mode, printers: [hall], leastStrength: "named", tell: "auto" } as const;
    const sender = { strength, user, named: "x", address: "192.0.2.1" };
    box.submit({ queue, sender, title, ticket: plainTicket, heldByClient: false }, pages).then(
      (answer) => {
        if (!box.life.alive || isRefusal(answer)) return;
        sent.fate = "taken";
        auditor.saw(answer.id, title);
      },
      () => {},
    );
    return sent;
  }

  waiting(): readonly Job[] {
    return this.#world.box().accounting.ask({ name: "jobs", held: true });
  }

  /** What a terminal offers. */
  priced(): readonly Job[] {
    return this.waiting().filter(({ document }) => document?.facts);
  }

  release(job: Job, cards = 1): void {
    const { auditor } = this.#world;
    const sent = auditor.sent.get(job.title) as Sent;
    sent.asked += 1;
    this.releases += 1;
    const asked = { alone: sent.asked === 1 && cards === 1 && !printsAlone(sent), paid: auditor.surelyPaid(sent.user) };
    const box = this.#world.box();
    for (let card = 0; card < cards; card++) {
      box.release({ job: job.id, printer: hall, ticket: plainTicket, by }).then(
        (answer) => {
          if (box.life.alive && isRefusal(answer)) auditor.refused(sent, answer, asked);
        },
        () => {},
      );
    }
  }

  /** Pays for everything that was ever sent, so that nobody can be short of money. */
  payForAll(): void {
    const all = [...this.#world.auditor.sent.values()].reduce((sum, { pages }) => sum + costOf(pages), 0);
    for (const user of users) this.pay(user, all + 1_000_000);
  }

  #releaseOne(): void {
    const held = this.priced();
    const { chance, auditor } = this.#world;
    if (held.length === 0) return;
    const job = chance.pick(held);
    this.release(job, chance.is(0.2) ? 2 : 1);
    // Their parents pay at the desk at the same moment.
    if (chance.is(0.2)) this.pay(auditor.sent.get(job.title)?.user ?? chance.pick(users), 500);
  }

  #cancelOne(): void {
    const held = this.priced();
    const { chance, auditor } = this.#world;
    if (held.length === 0) return;
    const job = chance.pick(held);
    const sent = auditor.sent.get(job.title) as Sent;
    if (sent.canceled === "no") sent.canceled = "asked";
    const box = this.#world.box();
    box.accounting.propose({ name: "cancel-job", by, job: job.id, reason: "unwanted" }).then(
      (answer) => {
        if (box.life.alive && !isRefusal(answer)) sent.canceled = "yes";
      },
      () => {},
    );
  }

  /** The desk gives a waiting job to somebody else, who pays for it from then on: when, nobody here knows for certain. */
  #giveOne(): void {
    const held = this.priced().filter(({ sender }) => sender.user !== undefined);
    const { chance, auditor } = this.#world;
    if (held.length === 0) return;
    const job = chance.pick(held);
    (auditor.sent.get(job.title) as Sent).given = true;
    const user = chance.pick(users.filter((each) => each !== job.sender.user));
    const given = this.#world.box().accounting.propose({ name: "assign-job", by, job: job.id, user, reason: "theirs" });
    given.catch(() => {});
  }

  #stopOne(): void {
    const { accounting, releases } = this.#world.box();
    for (const reservation of accounting.ask({ name: "reservations" })) releases.running(reservation.job)?.stop();
  }
}
