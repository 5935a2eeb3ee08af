// A test page: one side, nobody's money, a note of who asked, and a true word on what became of it.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { PrinterName } from "../../../daemon/domain/ids.ts";
import type { Refusal } from "../../../daemon/domain/refusal.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import { createDelivery } from "../../../daemon/printing/delivery.ts";
import { createIppPrinter } from "../../../daemon/printing/printer/ipp.ts";
import { printTestPage } from "../../../daemon/printing/test-page.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { sentence } from "../../../daemon/words/refusals.ts";
import { type FakePrinter, type FakePrinterOptions, startFakePrinter } from "../../fakes/printer.ts";

const hall = "hall" as PrinterName;
const trust = { accept: async () => true };
/** Waits that are a minute long for people are two seconds here. */
const hasty = { ...systemClock, timeout: (ms: number) => AbortSignal.timeout(Math.min(ms, 2_000)) };

async function pressed(
  t: TestContext,
  options: FakePrinterOptions = {},
  before: (printer: FakePrinter) => void | Promise<void> = () => undefined,
) {
  const printer = await startFakePrinter(options);
  t.after(() => printer.close());
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ level: "debug", sink: { write: (line) => void lines.push(JSON.parse(line)) } });
  const device = createIppPrinter(printer.uri, { clock: hasty, trust });
  const delivery = createDelivery({
    clock: hasty,
    log,
    addressOf: () => printer.uri,
    deviceFor: () => device,
    record: { sending: () => assert.fail("no job of anybody's"), handle: () => assert.fail("no job of anybody's") },
  });
  await before(printer);
  const parts = { delivery, clock: hasty, random: systemRandom, log };
  const outcome = await printTestPage(parts, hall, { kind: "operator", name: "odile (1)" });
  const noted = lines.filter(({ msg }) => msg === "test page").map(({ printer: name, by, outcome: came }) => [name, by, came]);
  return { printer, outcome, noted, delivery };
}

const told = (refused: unknown): string => sentence("en", refused as Refusal, "EUR");

test("one page comes out, and who asked stands on it and in the log", async (t) => {
  const { printer, outcome, noted } = await pressed(t);
  assert.deepEqual(outcome, { done: true });
  assert.equal(printer.paper.length, 1);
  const page = printer.documents[0]?.toString("latin1") ?? "";
  assert.match(page, /Quoin test page: hall\)/);
  assert.ok(page.includes("asked for by odile \\(1\\)) Tj"), "a bracket ends no string");
  assert.deepEqual(noted, [["hall", "odile (1)", "printed"]]);
});

test("a printer that refuses, that is off, or that takes no PDF is told as that", async (t) => {
  const refusing = await pressed(t, {}, (printer) => printer.refuse(operations.createJob, statuses.notAcceptingJobs, 9));
  assert.match(told(refusing.outcome), /did not come out of hall: it takes no jobs now\. Nobody is charged/);
  assert.deepEqual(refusing.noted, [["hall", "odile (1)", "printer-not-accepting"]]);
  const off = await pressed(t, {}, (printer) => printer.close());
  assert.match(told(off.outcome), /it does not answer/);
  const old = await pressed(t, { formats: ["image/urf"] });
  assert.match(told(old.outcome), /it takes no PDF/);
  assert.equal(old.printer.jobs.length, 0);
});

test("of a jam it is told, and the page is taken back", async (t) => {
  const { printer, outcome } = await pressed(t, {}, (fake) => fake.jam(0));
  assert.match(told(outcome), /did not come out of hall: the paper is jammed/);
  assert.deepEqual([printer.paper.length, printer.jobs.map(({ state }) => state)], [0, ["canceled"]]);
});

test("where somebody else's job has the printer, the page waits, and then says so", async (t) => {
  const held = Promise.withResolvers<void>();
  const { printer, outcome, delivery } = await pressed(t);
  assert.deepEqual(outcome, { done: true });
  const job = delivery.alone(hall, new AbortController().signal, () => held.promise);
  const log = createLog({ level: "error" });
  const busy = await printTestPage({ delivery, clock: hasty, random: systemRandom, log }, hall, { kind: "operator", name: "odile" });
  assert.match(told(busy), /too many jobs wait for it/);
  held.resolve();
  await job;
  assert.equal(printer.paper.length, 1, "it does not come out later");
});
