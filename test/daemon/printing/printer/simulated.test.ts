// A printer played by hand: what it cannot do, what keeps it from printing, and which pages lie in its tray.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import type { PrinterDevice, PrinterStatus, Progress } from "../../../../daemon/printing/printer/contract.ts";
import { openPrinter } from "../../../../daemon/printing/printer/registry.ts";
import { createSimulatedPrinters, type Simulated } from "../../../../daemon/printing/printer/simulated.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { follow, orderOf } from "./setting.ts";

const hasty = { ...systemClock, sleep: async () => undefined };
const trust = { accept: async () => true, forget: async () => undefined };
const soon = AbortSignal.timeout(10_000);

async function played(t: TestContext, query = ""): Promise<{ device: PrinterDevice; hand: Simulated; uri: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), "quoin-simulated-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const simulated = createSimulatedPrinters(hasty);
  const uri = `simulated:${directory}${query}`;
  const device = openPrinter(uri, { clock: hasty, trust, simulated });
  assert.ok(!isRefusal(device));
  const hand = simulated.find(uri);
  assert.ok(hand);
  return { device, hand, uri };
}

async function stateOf(device: PrinterDevice): Promise<Pick<PrinterStatus, "state" | "reasons">> {
  const { state, reasons } = await device.status(soon);
  return { state, reasons };
}

test("a box without simulated devices knows no such address", async (t) => {
  const { uri } = await played(t);
  const refused = openPrinter(uri, { clock: hasty, trust });
  assert.deepEqual(refused, { refused: "bad-input", with: { field: "uri", detail: "scheme", known: "ipp:, ipps:, folder:" } });
});

test("what it cannot do stands in its address; anything else there is a mistake", async (t) => {
  const { device } = await played(t, "?color=no&a3=no");
  const { color, colorModes, duplex, media } = await device.capabilities(soon);
  assert.deepEqual({ color, colorModes, duplex }, { color: false, colorModes: ["monochrome"], duplex: true });
  assert.ok(media.some((name) => name.includes("_a4_")) && !media.some((name) => name.includes("_a3_")));
  const wrong = openPrinter("simulated:/tray?colour=no", { clock: hasty, trust, simulated: createSimulatedPrinters(hasty) });
  assert.equal(isRefusal(wrong) && wrong.with?.["detail"], "query");
});

test("its toner stands in its address; one without colour has black alone", async (t) => {
  const levels = async (query: string) =>
    (await (await played(t, query)).device.status(soon)).supplies?.map(({ name, level, low }) => [name, level, low]);
  assert.deepEqual(await levels("?color=no&black=100"), [["Black toner", 100, undefined]]);
  assert.deepEqual((await levels("?yellow=7"))?.at(-1), ["Yellow toner", 7, true]);
  const wrong = openPrinter("simulated:/tray?black=101", { clock: hasty, trust, simulated: createSimulatedPrinters(hasty) });
  assert.equal(isRefusal(wrong) && wrong.with?.["detail"], "query");
});

test("a jam holds the next side back until it is mended, and says why", async (t) => {
  const { device, hand } = await played(t);
  const following = follow();
  const heard: Progress[] = [];
  const stopped = Promise.withResolvers<void>();
  const printing = device.print(orderOf(3), {
    ...following,
    progress: (now) => {
      heard.push(now);
      if (now.impressions === 2 && now.state === "printing") hand.hinder("jam");
      if (now.state === "stopped") stopped.resolve();
    },
  });
  await stopped.promise;
  assert.deepEqual(heard.at(-1), { state: "stopped", impressions: 2, reasons: ["media-jam"] });
  assert.deepEqual(await stateOf(device), { state: "stopped", reasons: ["media-jam"] });
  assert.equal(hand.sides.length, 2);
  hand.hinder(undefined);
  const { final, impressions } = await printing;
  assert.deepEqual({ final, impressions }, { final: "completed", impressions: 3 });
  assert.deepEqual(await stateOf(device), { state: "idle", reasons: [] });
});

test("out of paper, the job can be stopped, and what came out is the evidence", async (t) => {
  const { device, hand } = await played(t);
  const stop = new AbortController();
  const evidence = await device.print(orderOf(5), {
    ...follow(),
    signal: stop.signal,
    progress: ({ state, impressions }) => {
      if (state === "stopped") stop.abort();
      else if (impressions === 1) hand.hinder("empty");
    },
  });
  assert.deepEqual([evidence.final, evidence.impressions, evidence.sent], ["canceled", 1, true]);
});

test("switched off, it takes nothing and answers nothing", async (t) => {
  const { device, hand } = await played(t);
  hand.hinder("off");
  const following = follow();
  await assert.rejects(device.print(orderOf(1), following), (error) => isFault(error, "printer-failed"));
  await assert.rejects(device.status(soon), (error) => isFault(error, "printer-failed"));
  assert.deepEqual(following.handles, []);
});

test("each side in the tray names its page, whatever copies and ranges were asked for", async (t) => {
  const { device, hand } = await played(t);
  const order = orderOf(4, {
    ticket: {
      copies: 2,
      pageRanges: [
        [2, 2],
        [5, 6],
      ],
      color: "monochrome",
    },
  });
  await device.print(order, follow());
  assert.deepEqual(
    hand.sides.map(({ page, monochrome }) => [page, monochrome]),
    [
      [2, true],
      [5, true],
      [2, true],
      [5, true],
    ],
  );
});
