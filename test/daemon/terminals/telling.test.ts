// What the box has to tell a person reaches them at the terminal before their list: read, confirmed there for the portal, too, or put off.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { PrinterName, UserId } from "../../../daemon/domain/ids.ts";
import type { Message } from "../../../daemon/domain/message.ts";
import { money } from "../../../daemon/domain/money.ts";
import { countdownMs, quietMs } from "../../../daemon/terminals/states.ts";
import { createTerminal, type TerminalHandle, terminalKey } from "../../../daemon/terminals/terminal.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { twoLinePages } from "../../../daemon/terminals/two-lines.ts";
import type { Language } from "../../../daemon/words/index.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { MemoryDesk, terminalName } from "./memory-desk.ts";

const hall = "hall" as PrinterName;
const hugo = "u-hugo" as UserId;
let desk: MemoryDesk;
let clock: ManualClock;
let terminal: TerminalHandle;

const message = (id: string, notice: Message["notice"], more: Partial<Message> = {}): Message => ({
  id,
  at: 0,
  event: "expired",
  notice,
  title: id,
  ...more,
});

beforeEach(() => {
  desk = new MemoryDesk();
  clock = new ManualClock();
  desk.price("hall", 500, 2_000);
  desk.user({ login: "hugo", name: "Hugo", card: "H1", pin: "2580", credit: money(50_000) });
  desk.user({ login: "auto", name: "Auto", card: "A1", credit: money(50_000), release: "automatic" });
  desk.job({ owner: "hugo", title: "a.pdf", pages: "a" });
  const log = { warn: () => undefined, error: () => undefined };
  terminal = createTerminal({ terminal: { name: terminalName("hall"), printers: [hall] }, desk, clock, log });
});

const press = async (keys: string): Promise<void> => {
  for (const key of keys) await terminal.key(terminalKey(key) ?? assert.fail(key));
};
const told = (): string | undefined => {
  const screen = terminal.screen();
  return screen.state === "told" ? `${screen.message.id} ${screen.place}/${screen.of}` : screen.state;
};
const paged = (language: Language): string =>
  twoLinePages(terminal.screen(), { language, currency: "EUR" })
    .map((page) => page.join(" / "))
    .join(" | ");
const text = (language: Language): string => textLines(terminal.screen(), { language, currency: "EUR" }).join(" ").replaceAll(/\s+/g, " ");
const left = (): string[] => desk.messages(hugo).map(({ id }) => id);

test("nobody is told before the PIN; each message is read, and one to confirm takes its own key", async () => {
  desk.told.set(hugo, [message("lost", "info"), message("Essay", "confirm")]);
  await terminal.card("H1");
  assert.equal(told(), "pin");
  assert.doesNotMatch(JSON.stringify(terminal.screen()), /lost|Essay/);
  await press("2580#");
  assert.equal(told(), "lost 1/2");
  assert.match(text("en"), /Message 1 of 2 “lost” waited too long and was deleted\..*any key/);
  await press("5");
  assert.deepEqual([told(), left()], ["Essay 2/2", ["Essay"]]);
  await press("7");
  assert.deepEqual([told(), left()], ["Essay 2/2", ["Essay"]], "no key but its own confirms");
  assert.match(paged("en"), /^“Essay” waited \/ too long and was \|.*\| I have read it: \/ #yes \*later$/);
  assert.match(paged("fr"), /\| J'ai lu : \/ #oui \*plus tard$/);
  await press("#");
  assert.deepEqual([told(), left()], ["list", []]);
});

test("put off, or left lying, it is there at the next visit", async () => {
  desk.told.set(hugo, [message("Essay", "confirm")]);
  await terminal.login("hugo", "2580");
  await press("*");
  assert.deepEqual([told(), left()], ["list", ["Essay"]]);
  await press("*");
  await terminal.login("hugo", "2580");
  assert.equal(told(), "Essay 1/1");
  clock.advance(quietMs);
  assert.equal(told(), "countdown");
  clock.advance(countdownMs);
  assert.deepEqual([told(), left()], ["idle", ["Essay"]]);
});

test("a box that cannot note it now lets the person go on, and tells them again", async () => {
  desk.told.set(hugo, [message("Essay", "confirm")]);
  await terminal.login("hugo", "2580");
  desk.failNext = new Error("the store is away");
  await press("#");
  assert.deepEqual([told(), left()], ["list", ["Essay"]]);
});

test("what was printed is told once: where it is only for information, the result said it", async () => {
  desk.told.set(hugo, [message("a", "info", { event: "printed" }), message("b", "confirm", { event: "printed" })]);
  await terminal.login("hugo", "2580");
  assert.equal(told(), "b 1/1");
});

test("automatic release prints at once; its owner reads after the result", async () => {
  const auto = "u-auto" as UserId;
  desk.told.set(auto, [message("Essay", "confirm")]);
  desk.job({ owner: "auto", title: "b.pdf", pages: "a" });
  desk.job({ owner: "auto", title: "c.pdf", pages: "a", strength: "named" });
  await terminal.card("A1");
  assert.equal(terminal.screen().state, "releasing");
  desk.printing[0]?.end(1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(terminal.screen().state, "result");
  await press("#");
  assert.equal(told(), "Essay 1/1");
  await press("#");
  assert.deepEqual([told(), desk.messages(auto)], ["list", []]);
});
