// What holds for a terminal whatever is pressed, read, answered late or never answered: random lives of a session, and its sharp corners.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { BoxId, JobId, PrinterName, QueueName, TerminalName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job, Strength } from "../../../daemon/domain/job.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { Quote } from "../../../daemon/domain/price.ts";
import { isRefusal, refuse } from "../../../daemon/domain/refusal.ts";
import { type Screen, screenOf } from "../../../daemon/terminals/screen.ts";
import { newSession, step } from "../../../daemon/terminals/session.ts";
import {
  answerMs, countdownMs, type Effect, type Input, messageMs, mostBackground, type Order, quietMs, type Run, type Session, sameCardMs, type State, stopGiveUpMs,
  type TerminalKey,
} from "../../../daemon/terminals/states.ts";
import type { Person, Priced } from "../../../daemon/terminals/visit.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { twoLinePages } from "../../../daemon/terminals/two-lines.ts";

const printers = ["mono", "couleur"] as PrinterName[];

const people: Readonly<Record<string, Person>> = {
  "card-amelie": { id: "amelie" as UserId, login: "amelie", name: "Amélie", hasPin: false, release: "manual" },
  "card-karim": { id: "karim" as UserId, login: "karim", name: "Karim", hasPin: true, release: "default" },
  "card-robot": { id: "robot" as UserId, login: "robot", name: "Robot", hasPin: false, release: "automatic" },
};
const persons = Object.values(people);

function job(owner: string, index: number, strength: Strength = "proven", pages = "aA"): Job {
  return {
    id: `${owner}-job-${index}` as JobId, number: index, queue: "q" as QueueName, title: `title of ${owner} ${index}`, state: "pending-held", reasons: [],
    sender: { strength, user: owner as UserId, named: owner, address: "192.0.2.1" }, ticket: plainTicket,
    document: { format: "application/pdf", bytes: 1, hash: "", facts: { pages, copiesInside: 1, engine: "t" } },
    spoolBox: "b" as BoxId, attempt: 0, createdAt: index, heldByClient: false, resolved: [],
  };
}

/** More than a page of them, one merely named; and another's among them, as a broken desk might answer. */
const jobsOf = (owner: string): Job[] => [
  ...Array.from({ length: 11 }, (_, index) => job(owner, index, index === 3 ? "named" : "proven")),
  job(persons.find(({ id }) => id !== owner)?.id ?? "", 99),
];

const priceOf = (amount: number, impressions = 2): Quote => ({ lines: [], total: money(amount), impressions, impressionsColor: 1, sheets: 2 });

/** A terminal, what it has asked and not heard, and every rule checked at every step. */
class Life {
  session: Session = newSession("hall" as TerminalName, printers);
  now = 1_000;
  lastId = 0;
  /** Questions not answered yet, and all ever asked. */
  readonly open: Effect[] = [];
  readonly asked: Effect[] = [];
  readonly live = new Map<JobId, number>();
  released = 0;
  #drawn = "";

  hear(input: Input): readonly Effect[] {
    const before = this.session;
    const { session, effects } = step(before, input, this.now);
    this.session = session;
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
    if (effect.name === "delete") assert.ok(before.state.name === "deleting" && input.name === "key" && input.key === "enter", "deleted only when asked and answered");
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
    const data = JSON.stringify(screen);
    if (data === this.#drawn) return;
    this.#drawn = data;
    assert.deepEqual(JSON.parse(data), screen, "a screen is JSON");
    const at = this.session.state;
    const visit = at.name === "countdown" ? at.under.visit : "visit" in at ? at.visit : undefined;
    for (const { id } of persons) if (id !== visit?.person.id) assert.ok(!data.includes(`of ${id}`), `${id}'s jobs shown to ${visit?.person.id}`);
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
    const bad: Input = { name: "failed", id, problem: how % 3 === 0 ? { fault: "store-unavailable" } : refuse(how % 3 === 1 ? "sign-in-failed" : "locked", { until: 0 }) };
    if (effect.name === "release") return this.#printed(effect, how, index < 0);
    if (how % 4 === 0) return void this.hear(bad);
    switch (effect.name) {
      case "sign-in-by-card": return void this.hear({ name: "known", id, person: people[effect.number] ?? (persons[0] as Person) });
      case "sign-in-by-code": return void this.hear({ name: "known", id, person: persons[how % persons.length] as Person });
      case "check-pin": return void this.hear({ name: "pin-right", id });
      case "list": return void this.hear({ name: "listed", id, jobs: jobsOf(effect.user), purse: { balance: money(900), reserved: money(0), spendable: money(900), limited: how % 2 === 0 } });
      case "price": return void this.hear({ name: "priced", id, prices: effect.asks.map((ask, place): Priced => ({ ...ask, answer: (place + how) % 5 === 0 ? refuse("printer-not-compatible") : priceOf(100 + (how % 3) * 50) })) });
      case "delete": return void this.hear({ name: "deleted", id });
      default: return;
    }
  }

  #printed(effect: Extract<Effect, { name: "release" }>, how: number, again: boolean): void {
    const { id, order } = effect;
    const unfinished = (): void => {
      if (!again) this.open.push(effect);
    };
    if (how % 8 === 0) return unfinished(), void this.hear({ name: "progress", id, progress: { state: "printing", impressions: how } });
    if (how % 8 === 1) return unfinished(), void this.hear({ name: "progress", id, progress: { state: "stopped", reasons: ["media-jam"], mayStop: how % 3 === 0 } });
    if (!again) this.live.delete(order.job);
    if (how % 8 === 2) return void this.hear({ name: "failed", id, problem: refuse("price-changed", { total: 777 }) });
    if (how % 8 === 3) return void this.hear({ name: "failed", id, problem: { fault: "printer-failed" } });
    const settled = { charged: money(100), refunded: money(0), impressions: 2, verified: true, heldAgain: how % 8 === 4, review: "no-count" };
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

const keys: readonly TerminalKey[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "enter", "back"];

type Act = (life: Life) => void;

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(people), "card-unknown").map((number): Act => (life) => void life.hear({ name: "card", number })) },
  // Enter more often than the others: it goes deepest.
  { weight: 8, arbitrary: fc.constantFrom<TerminalKey>(...keys, "enter", "enter", "enter").map((key): Act => (life) => void life.hear({ name: "key", key })) },
  { weight: 10, arbitrary: fc.nat(1_000).map((how): Act => (life) => life.open.length > 0 && life.answer(life.open[how % life.open.length] as Effect, how)) },
  { weight: 1, arbitrary: fc.nat(1_000).map((how): Act => (life) => life.asked.length > 0 && life.answer(life.asked[how % life.asked.length] as Effect, how)) },
  { weight: 2, arbitrary: fc.constantFrom(500, 1_000, 10_000, 30_000, 200_000).map((ms): Act => (life) => life.wait(ms)) },
  { weight: 1, arbitrary: fc.constantFrom(...persons).map(({ id }): Act => (life) => void life.hear({ name: "changed", user: id })) },
);

/** The longest a terminal can keep to itself: a stopped printer, or an answer that never comes, then the message about it. */
const longestMs = Math.max(stopGiveUpMs, answerMs + quietMs + countdownMs) + messageMs;

test("whatever happens: no throw, no sheet without a yes, nobody's jobs to another, every screen fits, and at last it rests", () => {
  const met = new Set<string>();
  let released = 0;
  fc.assert(
    fc.property(fc.array(act, { maxLength: 150, size: "max" }), (acts) => {
      const life = new Life();
      for (const each of acts) {
        each(life);
        met.add(life.session.state.name);
      }
      assert.ok(life.rest() <= longestMs);
      assert.equal(life.session.state.name, "idle");
      released += life.released;
    }),
    { numRuns: 500 },
  );
  assert.equal(met.size, 18, `states met: ${[...met].join(" ")}`);
  assert.ok(released > 500, `releases met: ${released}`);
});

test("an answer meant for an earlier visit changes nothing", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: "max" }), fc.array(fc.nat(1_000), { maxLength: 20 }), (acts, answers) => {
      const life = new Life();
      for (const each of acts) each(life);
      life.now += sameCardMs;
      const before = life.asked.filter(({ name }) => name !== "release");
      life.hear({ name: "card", number: "card-amelie" });
      const { state } = life.session;
      for (const how of answers) if (before.length > 0) life.answer(before[how % before.length] as Effect, how);
      assert.deepEqual(life.session.state, state);
    }),
    { numRuns: 200 },
  );
});

/** Signed in as the owner of the card, list and prices there. */
function visit(card: string, price: (ask: { readonly job: JobId; readonly printer: PrinterName }) => Quote | ReturnType<typeof refuse> = () => priceOf(100)): Life {
  const life = new Life();
  life.hear({ name: "card", number: card });
  const person = people[card] as Person;
  life.hear({ name: "known", id: life.lastId, person });
  life.hear({ name: "listed", id: life.lastId, jobs: [job(person.id, 1), job(person.id, 2)], purse: { balance: money(1_000), reserved: money(0), spendable: money(1_000), limited: true } });
  const asked = life.asked.at(-1);
  assert.ok(asked?.name === "price");
  life.hear({ name: "priced", id: asked.id, prices: asked.asks.map((ask) => ({ ...ask, answer: price(ask) })) });
  return life;
}

const press = (life: Life, ...pressed: TerminalKey[]): void => {
  for (const key of pressed) life.hear({ name: "key", key });
};

test("a reader that repeats the card does not begin a second visit; another card does", () => {
  const life = visit("card-amelie");
  const { state } = life.session;
  life.hear({ name: "card", number: "card-amelie" });
  assert.deepEqual(life.session.state, state);
  assert.ok(life.hear({ name: "card", number: "card-karim" }).some((effect) => effect.name === "signed-out" && effect.user === "amelie"));
  assert.equal(life.session.state.name, "checking");
});

test("a job that prints is listed to nobody, not even to its owner at their next card", () => {
  const life = visit("card-amelie");
  press(life, "1", "enter", "enter");
  assert.equal(life.session.state.name, "releasing");
  press(life, "back");
  life.hear({ name: "card", number: "card-amelie" });
  life.hear({ name: "known", id: life.lastId, person: people["card-amelie"] as Person });
  life.hear({ name: "listed", id: life.lastId, jobs: [job("amelie", 1), job("amelie", 2)] });
  const { state } = life.session;
  assert.deepEqual("visit" in state && state.visit.rows.map((row) => row.job.number), [1]);
});

test("leaving a stopped printer stops it; leaving one that prints lets it print, and tells that nobody watches", () => {
  const life = visit("card-amelie");
  press(life, "0", "enter", "enter");
  const release = life.lastId;
  life.hear({ name: "progress", id: release, progress: { state: "stopped", reasons: [] } });
  const effects = life.hear({ name: "key", key: "back" });
  assert.deepEqual(effects.filter(({ name }) => name !== "wake"), [{ name: "signed-out", user: "amelie" }, { name: "stop", release }]);
  assert.deepEqual(life.hear({ name: "ended", id: release, settled: { charged: money(0), refunded: money(100), impressions: 0, verified: true, heldAgain: true } }), []);
  assert.equal(life.released, 1, "what was behind it is not sent to a printer that stands still");

  const other = visit("card-amelie");
  press(other, "0", "enter", "enter");
  const first = other.lastId;
  assert.ok(other.hear({ name: "key", key: "back" }).some((effect) => effect.name === "leave" && effect.release === first));
  const next = other.hear({ name: "ended", id: first, settled: { charged: money(100), refunded: money(0), impressions: 2, verified: true, heldAgain: false } });
  assert.deepEqual(next.map(({ name }) => name), ["release", "leave"], "the second job follows the first, unwatched");
});

test("a printer that goes on after its owner has left it alone for long signs them out, and prints on", () => {
  const life = visit("card-amelie");
  press(life, "0", "enter", "enter");
  const release = life.lastId;
  life.hear({ name: "progress", id: release, progress: { state: "stopped" } });
  life.wait(quietMs + countdownMs);
  assert.equal(life.session.state.name, "stopped", "clearing a jam takes longer than thirty seconds");
  life.hear({ name: "progress", id: release, progress: { state: "printing" } });
  assert.equal(life.session.state.name, "idle");
  assert.equal(life.session.background.length, 1);
});

test("a price that changes under a falling finger is not accepted in the same breath", () => {
  const life = visit("card-amelie");
  press(life, "1", "enter");
  life.hear({ name: "changed", user: "amelie" as UserId });
  life.hear({ name: "listed", id: life.lastId, jobs: [job("amelie", 1), job("amelie", 2)] });
  const asked = life.asked.at(-1);
  assert.ok(asked?.name === "price");
  life.hear({ name: "priced", id: asked.id, prices: asked.asks.map((ask) => ({ ...ask, answer: priceOf(300) })) });
  press(life, "enter");
  assert.equal(life.session.state.name, "job");
  life.now += 1_000;
  press(life, "enter");
  const order = life.asked.at(-1);
  assert.ok(order?.name === "release" && order.order.shown === 300);
});

test("a key pressed in the countdown only says that someone is there", () => {
  const life = visit("card-amelie");
  press(life, "1", "enter");
  life.wait(quietMs);
  assert.equal(life.session.state.name, "countdown");
  press(life, "enter");
  assert.equal(life.session.state.name, "job");
  assert.equal(life.released, 0);
});

test("where two printers stand, a job goes to the one that takes it", () => {
  const life = visit("card-amelie", ({ printer }) => (printer === "mono" ? refuse("printer-not-compatible") : priceOf(200)));
  press(life, "1", "enter", "enter");
  const order = life.asked.at(-1);
  assert.ok(order?.name === "release" && order.order.printer === "couleur" && order.order.shown === 200);
});

test("what nobody here can print is never sent, and says why", () => {
  const life = visit("card-amelie", () => refuse("printer-not-compatible", { other: "plotter" }));
  press(life, "0", "enter", "enter");
  const screen = screenOf(life.session, life.now);
  assert.ok(screen.state === "notice" && isRefusal(screen.problem));
  assert.equal(life.released, 0);
});

test("a price asked for before the job was changed again comes too late", () => {
  const life = visit("card-amelie");
  press(life, "1", "enter", "2");
  const black = life.asked.at(-1);
  press(life, "2");
  const colour = life.asked.at(-1);
  assert.ok(black?.name === "price" && colour?.name === "price");
  life.hear({ name: "priced", id: black.id, prices: black.asks.map((ask) => ({ ...ask, answer: priceOf(50) })) });
  press(life, "enter");
  assert.equal(life.session.state.name, "job", "without a price there is nothing to say yes to");
  life.hear({ name: "priced", id: colour.id, prices: colour.asks.map((ask) => ({ ...ask, answer: priceOf(400) })) });
  press(life, "enter");
  const order = life.asked.at(-1);
  assert.ok(order?.name === "release" && order.order.shown === 400 && order.order.ticket.color === "auto");
});

test("orders of one run go one after the other, oldest first, each once, and each ends with its own result", () => {
  const life = visit("card-amelie");
  press(life, "0", "enter", "enter");
  const first = life.asked.at(-1);
  assert.ok(first?.name === "release" && first.order.job === "amelie-job-1");
  assert.equal(life.released, 1, "the second waits for the first");
  life.hear({ name: "failed", id: first.id, problem: refuse("printer-busy") });
  const second = life.asked.at(-1);
  assert.ok(second?.name === "release" && second.order.job === "amelie-job-2");
  life.hear({ name: "ended", id: second.id, settled: { charged: money(60), refunded: money(40), impressions: 1, verified: true, heldAgain: false } });
  const screen = screenOf(life.session, life.now);
  assert.ok(screen.state === "result");
  assert.deepEqual(screen.ended.map(({ waits, charged }) => [waits, charged]), [[true, undefined], [false, 60]]);
  assert.equal(life.released, 2);
});
