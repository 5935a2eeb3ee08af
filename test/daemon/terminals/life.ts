// One terminal and everybody who might come to it, with every rule of a session checked at every step.
import assert from "node:assert/strict";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { BoxId, JobId, PrinterName, QueueName, TerminalName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job, Strength } from "../../../daemon/domain/job.ts";
import type { Message } from "../../../daemon/domain/message.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { Quote } from "../../../daemon/domain/price.ts";
import { refuse } from "../../../daemon/domain/refusal.ts";
import type { Screen } from "../../../daemon/terminals/screen.ts";
import { screenOf } from "../../../daemon/terminals/showing.ts";
import { newSession, step } from "../../../daemon/terminals/session.ts";
import {
  countdownMs,
  type Effect,
  type Input,
  mostBackground,
  type Order,
  quietMs,
  type Run,
  type Session,
  type State,
  type TerminalKey,
} from "../../../daemon/terminals/states.ts";
import type { Person, Priced } from "../../../daemon/terminals/visit.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { twoLinePages } from "../../../daemon/terminals/two-lines.ts";

const printers = ["mono", "couleur"] as PrinterName[];

export const people: Readonly<Record<string, Person>> = {
  "card-amelie": { id: "amelie" as UserId, login: "amelie", name: "Amélie", hasPin: false, release: "manual" },
  "card-karim": { id: "karim" as UserId, login: "karim", name: "Karim", hasPin: true, release: "default" },
  "card-robot": { id: "robot" as UserId, login: "robot", name: "Robot", hasPin: false, release: "automatic" },
};
export const persons = Object.values(people);

export function job(owner: string, index: number, strength: Strength = "proven", pages = "aA"): Job {
  return {
    id: `${owner}-job-${index}` as JobId,
    number: index,
    queue: "q" as QueueName,
    title: `title of ${owner} ${index}`,
    state: "pending-held",
    reasons: [],
    sender: { strength, user: owner as UserId, named: owner, address: "192.0.2.1" },
    ticket: plainTicket,
    document: { format: "application/pdf", bytes: 1, hash: "", facts: { pages, copiesInside: 1, engine: "t" } },
    spoolBox: "b" as BoxId,
    attempt: 0,
    createdAt: index,
    heldByClient: false,
    resolved: [],
  };
}

/** More than a page of them, one merely named; and another's among them, as a broken desk might answer. */
const jobsOf = (owner: string): Job[] => [
  ...Array.from({ length: 11 }, (_, index) => job(owner, index, index === 3 ? "named" : "proven")),
  job(persons.find(({ id }) => id !== owner)?.id ?? "", 99),
];

const messageOf = (user: UserId, notice: Message["notice"]): Message => ({
  id: `${notice} of ${user}`,
  at: 0,
  event: "expired",
  notice,
  title: `Essay of ${user}`,
});

export const priceOf = (amount: number, impressions = 2): Quote => ({
  lines: [],
  total: money(amount),
  impressions,
  impressionsColor: 1,
  sheets: 2,
});

/** A terminal, what it has asked and not heard, and every rule checked at every step. */
export class Life {
  session: Session = newSession("hall" as TerminalName, printers);
  now = 1_000;
  lastId = 0;
  /** Questions not answered yet, and all ever asked. */
  readonly open: Effect[] = [];
  readonly asked: Effect[] = [];
  readonly live = new Map<JobId, number>();
  released = 0;
  #drawn = "";
  /** A printer stood still and nobody touched anything: whoever presses next has not signed in. */
  #deserted = false;

  hear(input: Input): readonly Effect[] {
    const before = this.session;
    const { session, effects } = step(before, input, this.now);
    this.session = session;
    const { state } = before;
    if (state.name === "stopped" && this.now >= state.visit.touchedAt + quietMs + countdownMs) this.#deserted = true;
    if (effects.some(({ name }) => name === "sign-in-by-card" || name === "signed-in")) this.#deserted = false;
    for (const effect of effects) this.#check(effect, before, input);
    assert.equal(session.state.name === "idle", session.wakeAt === undefined, "a state that is not idle ends by itself");
    assert.ok(session.background.length <= mostBackground);
    this.#shown(screenOf(session, this.now));
    return effects;
  }

  #check(effect: Effect, before: Session, input: Input): void {
    if ("id" in effect) {
      assert.ok(effect.id > this.lastId, "ids only grow");
      this.lastId = effect.id;
      this.asked.push(effect);
      this.open.push(effect);
    }
    if (effect.name === "release") this.#released(effect, before, input);
    if (effect.name === "confirm") assert.equal(before.state.name, "told", "confirmed only where it was read");
    if (effect.name === "delete")
      assert.ok(before.state.name === "deleting" && input.name === "key" && input.key === "enter", "deleted only when asked and answered");
  }

  /** No sheet without an explicit yes to the price shown, but for automatic release. */
  #released({ id, order, person }: Extract<Effect, { name: "release" }>, { state, background }: Session, input: Input): void {
    this.released++;
    assert.ok(!this.live.has(order.job), `no job twice: ${order.job}`);
    this.live.set(order.job, id);
    assert.equal(order.job.startsWith(person.id), true, "each prints their own");
    if (confirmedBefore(order, [state, ...background])) return;
    if (order.shown === undefined) {
      assert.equal(person.release, "automatic");
      assert.equal(input.name, "priced");
      assert.notEqual(order.job, "robot-job-3", "a merely named job never prints by itself");
      return;
    }
    assert.ok(input.name === "key" && input.key === "enter", `released by ${input.name} in ${state.name}`);
    const screen = screenOf({ ...this.session, state }, this.now);
    if (screen.state === "job") assert.equal(screen.row.price, order.shown, "the price shown is the price asked");
    else if (screen.state === "basket") assert.equal(screen.rows.find((row) => row.job === order.job)?.price, order.shown);
    else if (screen.state === "price-changed") assert.equal(screen.total, order.shown);
    else assert.fail(`released in ${screen.state}`);
  }

  #shown(screen: Screen): void {
    if (this.#deserted) {
      assert.ok(
        !["told", "list", "job", "copies", "basket", "deleting", "notice"].includes(screen.state),
        `${screen.state} shown to anybody`,
      );
      if (screen.state === "result") assert.deepEqual([screen.credit, screen.waiting], [undefined, 0]);
    }
    const data = JSON.stringify(screen);
    if (data === this.#drawn) return;
    this.#drawn = data;
    assert.deepEqual(JSON.parse(data), screen, "a screen is JSON");
    const at = this.session.state;
    const visit = at.name === "countdown" ? at.under.visit : "visit" in at ? at.visit : undefined;
    for (const { id } of persons)
      if (id !== visit?.person.id) assert.ok(!data.includes(`of ${id}`), `${id}'s jobs shown to ${visit?.person.id}`);
    assert.doesNotMatch(data, /card-/);
    const reader = { language: this.lastId % 2 === 0 ? "fr" : "en", currency: "EUR" } as const;
    for (const line of textLines(screen, reader)) assert.ok(line.length <= 80, line);
    for (const page of twoLinePages(screen, reader)) for (const line of page) assert.ok(line.length <= 16, line);
  }

  /** Answers a question, well or badly; also one already answered, or long given up. */
  answer(effect: Effect, how: number): void {
    if (!("id" in effect)) return;
    const { id } = effect;
    const index = this.open.indexOf(effect);
    if (index >= 0) this.open.splice(index, 1);
    const bad: Input = {
      name: "failed",
      id,
      problem: how % 3 === 0 ? { fault: "store-unavailable" } : refuse(how % 3 === 1 ? "sign-in-failed" : "locked", { until: 0 }),
    };
    if (effect.name === "release") return this.#printed(effect, how, index < 0);
    if (how % 4 === 0) return void this.hear(bad);
    switch (effect.name) {
      case "sign-in-by-card":
        return void this.hear({ name: "known", id, person: people[effect.number] ?? (persons[0] as Person) });
      case "sign-in-by-code":
        return void this.hear({ name: "known", id, person: persons[how % persons.length] as Person });
      case "check-pin":
        return void this.hear({ name: "pin-right", id });
      case "list":
        return void this.hear({
          name: "listed",
          id,
          jobs: jobsOf(effect.user),
          messages: how % 5 === 0 ? [messageOf(effect.user, "info"), messageOf(effect.user, "confirm")] : [],
          purse: { balance: money(900), reserved: money(0), spendable: money(900), limited: how % 2 === 0 },
        });
      case "price":
        return void this.hear({
          name: "priced",
          id,
          prices: effect.asks.map(
            (ask, place): Priced => ({
              ...ask,
              answer: how % 7 === 0 || (place + how) % 5 === 0 ? refuse("printer-not-compatible") : priceOf(100 + (how % 3) * 50),
            }),
          ),
        });
      case "delete":
        return void this.hear({ name: "deleted", id });
      case "confirm":
        return void this.hear({ name: "confirmed", id });
      default:
        return;
    }
  }

  #printed(effect: Extract<Effect, { name: "release" }>, how: number, again: boolean): void {
    const { id, order } = effect;
    if (how % 8 < 2 && !again) this.open.push(effect);
    if (how % 8 === 0) return void this.hear({ name: "progress", id, progress: { state: "printing", impressions: how } });
    const jam = { state: "stopped", reasons: ["media-jam"], mayStop: how % 3 === 0 } as const;
    if (how % 8 === 1) return void this.hear({ name: "progress", id, progress: jam });
    if (!again) this.live.delete(order.job);
    if (how % 8 === 2) return void this.hear({ name: "failed", id, problem: refuse("price-changed", { total: 777 }) });
    if (how % 8 === 3) return void this.hear({ name: "failed", id, problem: { fault: "printer-failed" } });
    const settled = {
      charged: money(100),
      refunded: money(0),
      impressions: 2,
      verified: true,
      heldAgain: how % 8 === 4,
      review: "no-count",
    };
    this.hear({ name: "ended", id, settled });
  }

  wait(ms: number): void {
    this.now += ms;
    if (this.session.wakeAt !== undefined && this.session.wakeAt <= this.now) this.hear({ name: "tick" });
  }

  /** Nobody comes, nothing answers. */
  rest(): number {
    const start = this.now;
    for (let ticks = 0; this.session.wakeAt !== undefined; ticks++) {
      assert.ok(ticks < 100, `stuck in ${this.session.state.name}`);
      this.now = Math.max(this.now, this.session.wakeAt);
      this.hear({ name: "tick" });
    }
    return this.now - start;
  }
}

/** An order of a run that was under way before this step. */
function confirmedBefore(order: Order, places: readonly (State | Run)[]): boolean {
  const runs = places.flatMap((place): Run[] => {
    if ("left" in place) return [place];
    const inner = place.name === "countdown" ? place.under : place;
    return "run" in inner ? [inner.run] : [];
  });
  return runs.some((run) => run.left.includes(order));
}

/** Signed in as the owner of the card, list and prices there. */
export function visit(
  card: string,
  price: (ask: { readonly job: JobId; readonly printer: PrinterName }) => Quote | ReturnType<typeof refuse> = () => priceOf(100),
): Life {
  const life = new Life();
  life.hear({ name: "card", number: card });
  const person = people[card] as Person;
  life.hear({ name: "known", id: life.lastId, person });
  life.hear({
    name: "listed",
    id: life.lastId,
    jobs: [job(person.id, 1), job(person.id, 2)],
    purse: { balance: money(1_000), reserved: money(0), spendable: money(1_000), limited: true },
  });
  const asked = life.asked.at(-1);
  assert.ok(asked?.name === "price");
  life.hear({ name: "priced", id: asked.id, prices: asked.asks.map((ask) => ({ ...ask, answer: price(ask) })) });
  return life;
}

export const press = (life: Life, ...pressed: TerminalKey[]): void => {
  for (const key of pressed) life.hear({ name: "key", key });
};
