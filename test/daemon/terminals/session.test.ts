// The sharp corners of a session, each a short story.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { QueueName, ReservationId, UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal, refuse } from "../../../daemon/domain/refusal.ts";
import { screenOf } from "../../../daemon/terminals/showing.ts";
import { countdownMs, identifyMs, quietMs, sameCardMs } from "../../../daemon/terminals/states.ts";
import type { Person } from "../../../daemon/terminals/visit.ts";
import { job, Life, people, press, priceOf, visit } from "./life.ts";

test("a reader that repeats the card does not begin a second visit; another card does", () => {
  const life = visit("card-amelie");
  const { state } = life.session;
  life.hear({ name: "card", number: "card-amelie" });
  assert.deepEqual(life.session.state, state);
  assert.ok(life.hear({ name: "card", number: "card-karim" }).some((effect) => effect.name === "signed-out" && effect.user === "amelie"));
  assert.equal(life.session.state.name, "checking");
});

test("a card that lies on its reader is one card: a PIN is finished, and leaving is not undone", () => {
  const life = new Life();
  const state = (): string => life.session.state.name;
  const lie = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 300) {
      life.wait(300);
      life.hear({ name: "card", number: "card-karim" });
    }
  };
  life.hear({ name: "card", number: "card-karim" });
  life.hear({ name: "known", id: life.lastId, person: people["card-karim"] as Person });
  for (const key of ["4", "7", "1", "1"] as const) {
    lie(900);
    press(life, key);
  }
  press(life, "enter");
  life.hear({ name: "pin-right", id: life.lastId });
  assert.equal(state(), "opening");
  life.hear({ name: "listed", id: life.lastId, jobs: [job("karim", 1)] });
  life.hear({ name: "priced", id: life.lastId, prices: [] });
  lie(3_000);
  press(life, "back");
  assert.equal(state(), "idle");
  lie(60_000);
  assert.equal(state(), "idle", "the terminal is free while the card still lies there");
  life.wait(sameCardMs);
  life.hear({ name: "card", number: "card-karim" });
  assert.equal(state(), "checking", "taken up and shown again");
});

test("who left by mistake shows the card again at once", () => {
  const life = visit("card-amelie");
  press(life, "back");
  assert.equal(life.session.state.name, "idle");
  life.hear({ name: "card", number: "card-amelie" });
  assert.equal(life.session.state.name, "checking");
});

test("a job that prints is listed to nobody, not even to its owner at their next card", () => {
  const life = visit("card-amelie");
  press(life, "1", "enter", "enter");
  assert.equal(life.session.state.name, "releasing");
  press(life, "back");
  life.wait(sameCardMs);
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
  assert.deepEqual(
    effects.filter(({ name }) => name !== "wake"),
    [
      { name: "signed-out", user: "amelie" },
      { name: "stop", release },
    ],
  );
  assert.deepEqual(
    life.hear({
      name: "ended",
      id: release,
      settled: { charged: money(0), refunded: money(100), impressions: 0, verified: true, heldAgain: true },
    }),
    [],
  );
  assert.equal(life.released, 1, "what was behind it is not sent to a printer that stands still");

  const other = visit("card-amelie");
  press(other, "0", "enter", "enter");
  const first = other.lastId;
  assert.ok(other.hear({ name: "key", key: "back" }).some((effect) => effect.name === "leave" && effect.release === first));
  const next = other.hear({
    name: "ended",
    id: first,
    settled: { charged: money(100), refunded: money(0), impressions: 2, verified: true, heldAgain: false },
  });
  assert.deepEqual(
    next.map(({ name }) => name),
    ["release", "leave"],
    "the second job follows the first, unwatched",
  );
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

test("a terminal that identifies itself does all it does at rest, for some seconds; one in use goes on", () => {
  const identify = { name: "identify", queue: "school" as QueueName } as const;
  const at = (life: Life): string => life.session.state.name;
  const resting = new Life();
  resting.hear(identify);
  assert.equal(at(resting), "identify");
  resting.wait(identifyMs - 1);
  assert.equal(at(resting), "identify");
  resting.wait(1);
  assert.equal(at(resting), "idle");
  resting.hear(identify);
  press(resting, "4");
  assert.equal(at(resting), "code");
  resting.hear(identify);
  assert.equal(at(resting), "code");
  const busy = visit("card-amelie");
  busy.hear(identify);
  assert.equal(at(busy), "list");
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
  life.hear({
    name: "ended",
    id: second.id,
    settled: { charged: money(60), refunded: money(40), impressions: 1, verified: true, heldAgain: false },
  });
  const screen = screenOf(life.session, life.now);
  assert.ok(screen.state === "result");
  assert.deepEqual(
    screen.ended.map(({ waits, charged }) => [waits, charged]),
    [
      [true, undefined],
      [false, 60],
    ],
  );
  assert.equal(life.released, 2);
});

test("prices asked for in the visit before do not open this one", () => {
  const life = new Life();
  const open = (number: string): number => {
    life.now += 5_000;
    life.hear({ name: "card", number });
    life.hear({ name: "known", id: life.lastId, person: people[number] as Person });
    life.hear({ name: "listed", id: life.lastId, jobs: [job("amelie", 1)] });
    return life.lastId;
  };
  const before = open("card-amelie");
  const now = open("card-amelie");
  life.hear({ name: "priced", id: before, prices: [] });
  assert.equal(life.session.state.name, "opening");
  life.hear({ name: "priced", id: now, prices: [] });
  assert.equal(life.session.state.name, "list");
});

test("only jobs that wait for their owner are listed: none that prints, has ended, or is another's", () => {
  const life = new Life();
  life.hear({ name: "card", number: "card-amelie" });
  life.hear({ name: "known", id: life.lastId, person: people["card-amelie"] as Person });
  const reservation = "r" as ReservationId;
  const jobs = [
    { ...job("amelie", 1), reservation },
    { ...job("amelie", 2), state: "processing" as const },
    { ...job("amelie", 3), state: "completed" as const },
    job("karim", 4),
    job("amelie", 5),
  ];
  life.hear({ name: "listed", id: life.lastId, jobs });
  const { state } = life.session;
  assert.deepEqual("visit" in state && state.visit.rows.map((row) => row.job.number), [5]);
});
