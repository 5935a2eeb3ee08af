// The shell: what the desk answers late, badly or never, what changes meanwhile, and what is left behind when a terminal closes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { PrinterName } from "../../../daemon/domain/ids.ts";
import { parseMoney } from "../../../daemon/domain/money.ts";
import { refuse } from "../../../daemon/domain/refusal.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { quietMs } from "../../../daemon/terminals/states.ts";
import { createTerminal, pageMs, type TerminalHandle, terminalKey } from "../../../daemon/terminals/terminal.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { MemoryDesk, terminalName } from "./memory-desk.ts";

let desk: MemoryDesk;
let clock: ManualClock;
let terminal: TerminalHandle;
let logged: string[];

beforeEach(() => {
  desk = new MemoryDesk();
  clock = new ManualClock();
  logged = [];
  desk.price("copieur", 500, 2_000);
  desk.user({ login: "amelie", name: "Amélie", card: "A1", credit: parseMoney("5.00") ?? assert.fail() });
  desk.user({ login: "karim", name: "Karim", card: "K1", pin: "1234" });
  const note = (event: string): void => void logged.push(event);
  terminal = createTerminal({
    terminal: { name: terminalName("hall"), printers: ["copieur" as PrinterName] },
    desk,
    clock,
    log: { warn: note, error: note },
  });
});

const state = (): string => terminal.screen().state;
const press = async (keys: string): Promise<void> => {
  for (const key of keys) await terminal.key(terminalKey(key) ?? assert.fail(key));
};
const soon = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test("a card is answered once the list is there, so that whoever holds it sees their jobs at once", async () => {
  desk.job({ owner: "amelie", title: "a.pdf", pages: "aaa" });
  await terminal.card("A1");
  const screen = terminal.screen();
  assert.ok(screen.state === "list");
  assert.equal(screen.rows[0]?.price, 1_500);
});

test("a desk that fails says so in words, and the next card is served", async () => {
  desk.failNext = new Fault("store-unavailable", "down", { retry: "later" });
  await terminal.card("A1");
  assert.deepEqual(terminal.screen(), { state: "message", problem: { fault: "store-unavailable" } });
  clock.advance(2_000);
  await terminal.card("A1");
  assert.equal(state(), "list");
  assert.deepEqual(logged, ["the desk failed"]);
});

test("a desk with a bug is logged, told as ours, and serves on; a list that cannot be read signs out", async () => {
  const jobs = desk.jobs.bind(desk);
  desk.jobs = () => {
    throw new TypeError("oops");
  };
  await terminal.card("A1");
  assert.deepEqual(terminal.screen(), { state: "message", problem: { fault: "bug" } });
  assert.equal(desk.following, 0);
  desk.jobs = jobs;
  clock.advance(2_000);
  await terminal.card("A1");
  assert.equal(state(), "list");
  assert.deepEqual(logged, ["the desk broke"]);
});

test("a desk that never answers is given up, and its answer, when it comes at last, opens nothing", async () => {
  const answer = Promise.withResolvers<ReturnType<typeof refuse>>();
  const user = await desk.signInByCard("A1");
  desk.signInByCard = () => answer.promise.then(() => user);
  void terminal.card("A1");
  await soon();
  assert.equal(state(), "checking");
  clock.advance(10_000);
  assert.deepEqual(terminal.screen(), { state: "message", problem: { fault: "timeout" } });
  clock.advance(20_000);
  answer.resolve(refuse("sign-in-failed"));
  await soon();
  assert.equal(state(), "idle");
});

test("a job that arrives while its owner looks is listed within a second, below those already numbered", async () => {
  desk.job({ owner: "amelie", title: "first.pdf", pages: "a" });
  await terminal.card("A1");
  let changes = 0;
  terminal.follow(() => changes++);
  desk.job({ owner: "amelie", title: "second.pdf", pages: "a" });
  desk.job({ owner: "karim", title: "other.pdf", pages: "a" });
  clock.advance(1_000);
  const screen = terminal.screen();
  assert.ok(screen.state === "list");
  assert.deepEqual(
    screen.rows.map(({ title }) => title),
    ["first.pdf", "second.pdf"],
  );
  assert.equal(changes, 1);
});

test("many changes at once are listed once", async () => {
  await terminal.card("A1");
  let lists = 0;
  const jobs = desk.jobs.bind(desk);
  desk.jobs = (user) => {
    lists++;
    return jobs(user);
  };
  for (let index = 0; index < 50; index++) desk.job({ owner: "amelie", title: `${index}`, pages: "a" });
  clock.advance(1_000);
  assert.equal(lists, 1);
});

test("a person who leaves before the reservation is committed has left all the same", async () => {
  desk.job({ owner: "amelie", title: "a.pdf", pages: "a" });
  const release = desk.release.bind(desk);
  const gate = Promise.withResolvers<void>();
  desk.release = (request) => gate.promise.then(() => release(request));
  await terminal.card("A1");
  await press("##*");
  assert.equal(state(), "idle");
  gate.resolve();
  await soon();
  assert.equal(desk.printing[0]?.left, true);
  desk.printing[0]?.end(1);
  await soon();
  assert.equal(state(), "idle");
  assert.equal(desk.purse(desk.users.keys().next().value ?? assert.fail())?.balance, 49_500);
});

test("the same card at two terminals releases each job once", async () => {
  const other = createTerminal({
    terminal: { name: terminalName("attic"), printers: ["copieur" as PrinterName] },
    desk,
    clock,
    log: { warn: () => {}, error: () => {} },
  });
  desk.job({ owner: "amelie", title: "a.pdf", pages: "a" });
  await terminal.card("A1");
  await other.card("A1");
  await press("#");
  await other.key("enter");
  await Promise.all([press("#"), other.key("enter")]);
  await soon();
  assert.equal(desk.printing.length, 1);
  const screen = other.screen();
  assert.ok(screen.state === "result" && screen.ended[0]?.problem);
  other.close();
});

test("who is followed is forgotten at sign-out, by a second card, by silence and at the end", async () => {
  await terminal.card("A1");
  assert.equal(desk.following, 1);
  await terminal.card("K1");
  assert.equal(desk.following, 0, "Karim is not signed in before his PIN");
  assert.equal(state(), "pin");
  await press("1234#");
  assert.equal(desk.following, 1);
  clock.advance(2 * quietMs);
  assert.equal(state(), "idle");
  assert.equal(desk.following, 0);
  await terminal.card("A1");
  terminal.close();
  assert.equal(desk.following, 0);
  assert.equal(clock.waiting, 0, "no timer is left behind");
});

test("a display turns its pages while someone watches, and begins again with every new screen", async () => {
  let changes = 0;
  const stop = terminal.follow(() => changes++);
  clock.advance(10 * pageMs);
  assert.equal(changes, 0, "at rest there is one page");
  desk.job({ owner: "amelie", title: "a.pdf", pages: "a" });
  await terminal.card("A1");
  const before = changes;
  clock.advance(3 * pageMs);
  assert.equal(terminal.page(), 3);
  assert.equal(changes, before + 3);
  await press("1");
  assert.equal(terminal.page(), 0);
  stop();
  const after = changes;
  clock.advance(pageMs);
  assert.equal(changes, after);
});

test("keys have one meaning under each of their names, and other keys none", () => {
  assert.deepEqual(["0", "9", "#", "Enter", "*", "Backspace", "Escape"].map(terminalKey), [
    "0",
    "9",
    "enter",
    "enter",
    "back",
    "back",
    "back",
  ]);
  for (const other of ["", "A", "10", "toString", "é"]) assert.equal(terminalKey(other), undefined);
});
