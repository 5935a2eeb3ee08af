// Plays a visit written down in a file (visits/*.txt): what was done, and what the terminal then showed, as text and on two lines.
// `node test/daemon/terminals/play.ts FILE…` writes what is shown now into the files, to be read before it is committed.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { PrinterName } from "../../../daemon/domain/ids.ts";
import type { Strength } from "../../../daemon/domain/job.ts";
import { parseMoney } from "../../../daemon/domain/money.ts";
import { refuse, type RefusalCode } from "../../../daemon/domain/refusal.ts";
import type { ReleaseMode } from "../../../daemon/domain/user.ts";
import type { Reader } from "../../../daemon/terminals/reader.ts";
import { createTerminal, type TerminalHandle, terminalKey } from "../../../daemon/terminals/terminal.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { padColumns, twoLinePages } from "../../../daemon/terminals/two-lines.ts";
import type { Language } from "../../../daemon/words/index.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { MemoryDesk, terminalName } from "./memory-desk.ts";

type Facts = Readonly<Record<string, string>>;

/** The whole transcript of the script in `text`: its own lines, and after each act the screen. */
export async function play(text: string): Promise<string> {
  const stage = new Stage();
  const lines: string[] = [];
  for (const line of text.split("\n").filter((each) => /^[#=>]/.test(each))) {
    lines.push(line);
    if (line.startsWith("=")) stage.set(line.slice(1).trim());
    if (line.startsWith(">")) lines.push(...(await stage.act(line.slice(1).trim())), "");
  }
  stage.close();
  return `${lines.join("\n").trimEnd()}\n`;
}

class Stage {
  readonly clock = new ManualClock();
  readonly desk = new MemoryDesk();
  #reader: Reader = { language: "fr", currency: "EUR", zone: "Europe/Paris" };
  #printers: PrinterName[] = [];
  #terminal: TerminalHandle | undefined;

  set(line: string): void {
    const { noun, name, facts } = parsed(line);
    if (noun === "language") this.#reader = { ...this.#reader, language: name as Language };
    else if (noun === "printer") {
      this.desk.price(name, amount(facts["mono"]), amount(facts["color"]));
      if (!this.#printers.includes(name as PrinterName)) this.#printers.push(name as PrinterName);
    } else if (noun === "user") {
      const { credit, release, ...rest } = facts;
      const money = credit === undefined ? undefined : parseMoney(credit);
      this.desk.user({
        login: name,
        ...rest,
        ...(money === undefined ? {} : { credit: money }),
        ...(release ? { release: release as ReleaseMode } : {}),
      });
    } else if (noun === "job") {
      const { pages = "", title = "", strength, only } = facts;
      this.desk.job({
        owner: name,
        title,
        pages,
        ...(strength ? { strength: strength as Strength } : {}),
        ...(only ? { only: only.split(",") } : {}),
      });
    } else if (noun === "credit") this.desk.topUp(name, parseMoney(facts["add"] ?? "") ?? assert.fail(line));
    else assert.fail(`no such thing to set: ${line}`);
  }

  async act(line: string): Promise<string[]> {
    const terminal = (this.#terminal ??= createTerminal({
      terminal: { name: terminalName("hall"), printers: this.#printers },
      desk: this.desk,
      clock: this.clock,
      log: { warn: () => undefined, error: () => undefined },
    }));
    const { noun, name, facts } = parsed(line);
    if (noun === "card") await terminal.card(name);
    else if (noun === "keys") for (const key of name) await terminal.key(terminalKey(key) ?? assert.fail(key));
    else if (noun === "wait") this.clock.advance(Number(name) * 1000);
    else if (noun === "look") assert.equal(name, "");
    else if (noun === "printer") this.#printer(name, facts);
    else if (noun === "price") this.desk.price(name, amount(facts["mono"]), amount(facts["color"]), facts["told"] !== "no");
    else if (noun === "inspected")
      this.desk.inspected([...this.desk.held.values()].find(({ title }) => title === name)?.id ?? assert.fail(name), facts["pages"] ?? "");
    else if (noun === "refuse") this.desk.refuseNext.push(refuse(name as RefusalCode));
    else this.set(line);
    // A change is told within a moment, and answers come on later turns of the event loop.
    if (noun !== "wait") this.clock.advance(100);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    return shown(terminal, this.#reader);
  }

  #printer(what: string, facts: Facts): void {
    const now = this.desk.printing[0] ?? assert.fail("nothing is printing");
    const out = facts["out"] === undefined ? {} : { impressions: Number(facts["out"]) };
    if (what === "prints") now.tell({ state: "printing", ...out });
    else if (what === "waits") now.tell({ state: "waiting" });
    else if (what === "stops")
      now.tell({ state: "stopped", ...out, reasons: [facts["reason"] ?? "none"], ...(facts["may"] === "stop" ? { mayStop: true } : {}) });
    else if (what === "ends") now.end(Number(facts["out"] ?? now.quote.impressions), facts["review"]);
    else assert.fail(`a printer does not: ${what}`);
  }

  close(): void {
    this.#terminal?.close();
  }
}

const amount = (fact: string | undefined): number => (fact === undefined ? 0 : (parseMoney(fact) ?? assert.fail(fact)));

function shown(terminal: TerminalHandle, reader: Reader): string[] {
  const screen = terminal.screen();
  const pad = twoLinePages(screen, reader).map(([first, second]) => `   ${first.padEnd(padColumns)} ║ ${second}`.trimEnd());
  return [...textLines(screen, reader).map((line) => ` │ ${line}`.trimEnd()), ...pad];
}

/** `noun name fact=value fact="two words"`. */
function parsed(line: string): { readonly noun: string; readonly name: string; readonly facts: Facts } {
  const words = [...line.matchAll(/(?:(\w+)=)?(?:"([^"]*)"|(\S+))/g)].map((match) => ({
    fact: match[1],
    value: match[2] ?? match[3] ?? "",
  }));
  const plain = words.filter(({ fact }) => fact === undefined).map(({ value }) => value);
  return {
    noun: plain[0] ?? "",
    name: plain[1] ?? "",
    facts: Object.fromEntries(words.flatMap(({ fact, value }) => (fact === undefined ? [] : [[fact, value]]))),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const file of process.argv.slice(2)) writeFileSync(file, await play(readFileSync(file, "utf8")));
}
