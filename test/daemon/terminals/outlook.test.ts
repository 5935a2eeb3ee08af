// What a person hears of a printer before they say yes: that it stands still, what it cannot do, where else it comes out; what goes on behind
// the back of somebody who left; and a login typed on the screen.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { PrinterName } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { Capabilities } from "../../../daemon/domain/printing.ts";
import type { ScreenOf } from "../../../daemon/terminals/screen.ts";
import { createTerminal, pageMs, type TerminalHandle, terminalKey } from "../../../daemon/terminals/terminal.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { twoLinePages } from "../../../daemon/terminals/two-lines.ts";
import type { Language } from "../../../daemon/words/index.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { MemoryDesk, terminalName } from "./memory-desk.ts";

const [hall, cdi] = ["hall", "cdi"] as unknown as [PrinterName, PrinterName];
const black: Capabilities = {
  makeModel: "",
  formats: ["application/pdf"],
  color: false,
  duplex: true,
  copies: 99,
  media: ["iso_a4_210x297mm"],
  askedAt: 0,
};
let desk: MemoryDesk;
let clock: ManualClock;
let terminal: TerminalHandle;

beforeEach(() => {
  desk = new MemoryDesk();
  clock = new ManualClock();
  desk.price("hall", 500, 2_000);
  desk.price("cdi", 400, 400);
  desk.able.set(cdi, black);
  desk.user({ login: "amelie", name: "Amélie", card: "A1", pin: "2580", credit: money(50_000) });
  desk.user({ login: "hugo", name: "Hugo", card: "H1", credit: money(50_000) });
  const log = { warn: () => undefined, error: () => undefined };
  terminal = createTerminal({ terminal: { name: terminalName("hall"), printers: [hall, cdi] }, desk, clock, log });
});

const press = async (keys: string): Promise<void> => {
  for (const key of keys) await terminal.key(terminalKey(key) ?? assert.fail(key));
};
function shows<S extends "idle" | "job" | "list" | "basket" | "releasing" | "message">(state: S): ScreenOf<S> {
  const screen = terminal.screen();
  assert.equal(screen.state, state);
  return screen as ScreenOf<S>;
}
/** Every page of two lines, one after the other. */
const paged = (language: Language): string =>
  twoLinePages(terminal.screen(), { language, currency: "EUR" })
    .map((page) => page.join(" / "))
    .join(" | ");
const text = (): string => textLines(terminal.screen(), { language: "en", currency: "EUR" }).join(" ").replaceAll(/\s+/g, " ");

test("a printer that jams while its owner looks says so, names the one beside it, and key 5 goes there", async () => {
  desk.job({ owner: "hugo", title: "a.pdf", pages: "Aa" });
  await terminal.card("H1");
  await press("#");
  assert.equal(shows("job").row.stopped, undefined);
  desk.stop("hall", "media-jam");
  clock.advance(200);
  const { row } = shows("job");
  assert.deepEqual([row.stopped, row.nearest], [["media-jam"], { printer: "cdi", price: 800, here: true }]);
  assert.match(text(), /hall does not print now: the paper is jammed\. cdi, beside it, can: €0\.08\./);
  assert.match(paged("en"), /\| hall \/ is stopped \| the paper is \/ jammed \| 5 cdi \/ €0\.08 \|.*Left after it \/ €4\.75 \|/);
  assert.match(paged("fr"), /\| hall \/ est arrêtée \| bourrage de \/ papier \| 5 cdi \/ 0,08 € \|.*Il restera \/ 4,75 € \|/);
  await press("5");
  const there = shows("job").row;
  assert.deepEqual([there.printer, there.price, there.stopped, there.leavesOut], ["cdi", 800, undefined, ["color"]]);
  assert.match(text(), /cdi has no colour: it prints in black\./);
  assert.match(paged("en"), /\| cdi \/ prints in black \|.*Left after it \/ €4\.92/);
  assert.match(paged("fr"), /\| cdi \/ sera en noir \|/);
});

test("where no printer here prints it, one elsewhere is named; where one here does, none is", async () => {
  desk.job({ owner: "hugo", title: "a.pdf", pages: "a", only: ["hall"] });
  desk.other = { printer: "attic" as PrinterName, price: money(300) };
  desk.stop("hall", "media-empty");
  await terminal.card("H1");
  await press("#");
  assert.deepEqual(shows("job").row.nearest, { printer: "attic", price: 300, here: false });
  assert.match(paged("fr"), /ou attic \/ 0,03 €/);
  desk.stop("hall");
  clock.advance(200);
  assert.equal(shows("job").row.nearest, undefined);
});

test("A3 where there is none is said before yes", async () => {
  desk.able.set(hall, black);
  desk.job({ owner: "hugo", title: "poster", pages: "b" });
  await terminal.card("H1");
  await press("#");
  assert.deepEqual(shows("job").row.leavesOut, ["a3"]);
  assert.match(paged("en"), /\| hall \/ has no A3 \|/);
  assert.match(paged("fr"), /\| hall \/ n'a pas d'A3 \|/);
});

test("whoever leaves while it prints leaves a screen for the next, which says only what goes on", async () => {
  desk.job({ owner: "hugo", title: "secret.pdf", pages: "aaa" });
  await terminal.card("H1");
  await press("##");
  await press("*");
  desk.printing[0]?.tell({ state: "printing", impressions: 1 });
  const { behind } = shows("idle");
  assert.deepEqual(behind, [{ printer: "hall", impressions: 1, expected: 3, stopped: false }]);
  assert.match(text(), /hall still prints: 1 \/ 3\. You can begin\./);
  assert.equal(paged("en"), "Show your card / or type a code | hall / prints 1/3");
  assert.equal(paged("fr"), "Passez la carte / ou tapez un code | hall / imprime 1/3");
  let turned = 0;
  const unfollow = terminal.follow(() => turned++);
  clock.advance(2 * pageMs);
  assert.equal(turned, 2, "the display turns to it by itself");
  desk.printing[0]?.tell({ state: "stopped", impressions: 1 });
  assert.match(paged("fr"), /\| hall \/ est arrêtée$/);
  assert.doesNotMatch(JSON.stringify(terminal.screen()), /secret|Hugo|hugo/);
  await terminal.card("A1");
  assert.equal(terminal.screen().state, "pin", "the next person begins at once");
  await press("*");
  desk.printing[0]?.end(3);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(shows("idle").behind, undefined);
  const before = turned;
  clock.advance(4 * pageMs);
  assert.equal(turned, before, "at rest nothing turns");
  unfollow();
});

test("a second card while it prints ends the first visit and not the print", async () => {
  desk.job({ owner: "hugo", title: "a.pdf", pages: "aaa" });
  await terminal.card("H1");
  await press("##");
  shows("releasing");
  desk.user({ login: "lea", name: "Léa", card: "L1" });
  clock.advance(2_000);
  await terminal.card("L1");
  assert.equal(shows("list").person, "Léa");
  assert.deepEqual([desk.printing[0]?.stopped, desk.printing[0]?.left], [false, true]);
});

test("a login with what proves it opens at once, PIN or no PIN; a wrong one is a sentence; nobody's visit is taken over", async () => {
  await terminal.login("amelie", "1111");
  assert.deepEqual(shows("message").problem, { refused: "sign-in-failed" });
  await terminal.login("amelie", "2580");
  assert.equal(shows("list").person, "Amélie");
  await terminal.login("hugo", "x");
  assert.equal(shows("list").person, "Amélie");
  assert.doesNotMatch(JSON.stringify(terminal.screen()), /2580/);
});
