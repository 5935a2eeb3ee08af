// One job at an IPP printer, well and badly: what is told must be what came out, and nothing may leave twice.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { operations, statuses } from "../../../../daemon/ipp/codes.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { type FakePrinter, type FakePrinterOptions, type Quirks, startFakePrinter } from "../../../fakes/printer.ts";
import { fast, follow, orderOf } from "./setting.ts";

const start = async (t: TestContext, options: FakePrinterOptions = {}, times = 10) => {
  const printer = await startFakePrinter(options);
  t.after(() => printer.close());
  return { printer, device: createIppPrinter(printer.uri, { clock: fast(times), trust: { accept: async () => true } }) };
};

const beforeTheDocument = (printer: FakePrinter): readonly number[] =>
  printer.asked.slice(0, printer.asked.indexOf(operations.sendDocument));

test("the job exists and its handle is kept before a byte of the document is asked for", async (t) => {
  const { printer, device } = await start(t, { pages: 3 });
  const [order, following] = [orderOf(3), follow()];
  let pulledWhenStarted = -1;
  const evidence = await device.print(order, {
    ...following,
    started: async (handle) => {
      pulledWhenStarted = order.pulled;
      await following.started(handle);
    },
  });
  assert.equal(pulledWhenStarted, 0);
  assert.deepEqual(following.handles, ["1:ann"]);
  assert.ok(beforeTheDocument(printer).includes(operations.createJob));
  assert.equal(printer.asked.filter((each) => each === operations.sendDocument).length, 1);
  assert.deepEqual(evidence, {
    source: "ipp",
    final: "completed",
    sent: true,
    impressions: 3,
    sheets: 3,
    reasons: ["job-completed-successfully"],
  });
  assert.equal(printer.documents[0]?.length, order.bytes);
});

test("copies, sides, colour, number-up and page ranges reach the paper", async (t) => {
  const { printer, device } = await start(t, { pages: 10 });
  const ticket = {
    copies: 2,
    sides: "two-sided-long-edge",
    color: "monochrome",
    numberUp: 2,
    pageRanges: [
      [2, 4],
      [9, 10],
    ],
    media: "iso_a4_210x297mm",
  } as const;
  const evidence = await device.print(orderOf(6, { ticket }), follow());
  assert.deepEqual(
    printer.paper.map(({ pages, side, sheet, copy }) => [copy, sheet, side, ...pages]),
    [
      [1, 1, "front", 2, 3],
      [1, 1, "back", 4, 9],
      [1, 2, "front", 10],
      [2, 3, "front", 2, 3],
      [2, 3, "back", 4, 9],
      [2, 4, "front", 10],
    ],
  );
  assert.ok(printer.paper.every(({ monochrome }) => monochrome));
  assert.deepEqual([evidence.impressions, evidence.sheets], [6, 4]);
});

test("what the printer no longer announces since the job was priced is said before a job is created there", async (t) => {
  const { printer, device } = await start(t, { pages: 2, mostCopies: 1 });
  const [order, following] = [orderOf(4, { ticket: { copies: 2, numberUp: 16 } }), follow()];
  await assert.rejects(device.print(order, following), /cannot do copies, number-up/);
  assert.deepEqual([order.pulled, following.handles.length, printer.jobs.length], [0, 0, 0]);
});

test("the title follows the token in the job's name, without control characters and cut between characters", async (t) => {
  const { printer, device } = await start(t, { pages: 1 });
  await device.print(orderOf(1, { title: `a\u0000b\n${"é".repeat(300)}` }), follow());
  const name = printer.jobs[0]?.name ?? "";
  assert.match(name, /^Q[0-9a-f]{16} a b é+$/);
  assert.ok(Buffer.byteLength(name) <= 255 && Buffer.byteLength(name) > 250);
});

test("a printer with Print-Job only gets the document once, under a name that finds it", async (t) => {
  const { printer, device } = await start(t, { pages: 2, createsJobs: false });
  const [order, following] = [orderOf(2), follow()];
  const evidence = await device.print(order, following);
  assert.deepEqual(following.handles, [":ann"]);
  assert.deepEqual([evidence.final, evidence.impressions, printer.documents.length], ["completed", 2, 1]);
});

const counting: readonly [name: string, quirks: Quirks, impressions: number | undefined, reasons?: string][] = [
  ["all copies", {}, 6],
  ["one copy", { counts: "copy" }, 3],
  ["sheets", { counts: "sheets" }, 4],
  ["blank backs too", { countsBlankBacks: true }, 8],
  ["nothing", { counts: "none" }, undefined],
  ["back to 0 at the end", { zeroAtEnd: true }, 5],
  ["more than was sent", { overcount: 40 }, 46],
  ["late", { lagMs: 150 }, 6],
  ["down at the end", { goesBack: 7 }, 6, "quoin-counter-went-back"],
];
for (const [name, quirks, expected, reason] of counting) {
  test(`a printer that counts ${name} is reported as it counts`, async (t) => {
    const { printer, device } = await start(t, { pages: 3, pageMs: 30, quirks }, 5);
    const order = orderOf(6, { ticket: { copies: 2, sides: "two-sided-long-edge" } });
    const evidence = await device.print(order, follow());
    assert.equal(printer.paper.length, 6);
    if (quirks.zeroAtEnd) assert.ok((evidence.impressions ?? 0) >= 1 && (evidence.impressions ?? 0) <= 6, "the highest number seen before");
    else assert.equal(evidence.impressions, expected);
    if (reason) assert.ok(evidence.reasons?.includes(reason));
  });
}

test("a printer that never shows a number ends completed with 0, as it said", async (t) => {
  const { device } = await start(t, { pages: 1, quirks: { zeroAtEnd: true } });
  const evidence = await device.print(orderOf(1), follow());
  assert.deepEqual([evidence.final, evidence.impressions], ["completed", 0]);
});

for (const tellsJam of ["job", "reasons", "printer"] as const) {
  test(`a jam told by the ${tellsJam} is told on; stopped there, exactly what came out is evidence`, async (t) => {
    const { printer, device } = await start(t, { pages: 5, pageMs: 5, quirks: { tellsJam } });
    printer.jam(2);
    const following = follow();
    const printing = device.print(orderOf(5), following);
    const stopped = await following.until(({ state }) => state === "stopped");
    assert.equal(stopped.impressions, 2);
    assert.ok(stopped.reasons?.includes("media-jam-error"));
    following.stop();
    const evidence = await printing;
    assert.deepEqual([evidence.final, evidence.impressions, printer.paper.length], ["canceled", 2, 2]);
  });
}

test("a jam that is cleared ends in one evidence for the whole job", async (t) => {
  const { printer, device } = await start(t, { pages: 5, pageMs: 5 });
  printer.jam(3);
  const following = follow();
  const printing = device.print(orderOf(5), following);
  await following.until(({ state }) => state === "stopped");
  printer.resume();
  const evidence = await printing;
  assert.deepEqual([evidence.final, evidence.impressions, printer.paper.length], ["completed", 5, 5]);
});

test("a printer that takes no more bytes is told on as stopped, and canceled with nothing out", async (t) => {
  const { printer, device } = await start(t, { pages: 5 }, 20);
  printer.stall(200_000);
  const [order, following] = [orderOf(5, { chunks: 1000 }), follow()];
  const printing = device.print(order, following);
  await following.until(({ state, reasons }) => state === "stopped" && (reasons?.includes("quoin-not-taking-data") ?? false));
  following.stop();
  const evidence = await printing;
  assert.ok(order.pulled < order.bytes);
  assert.deepEqual([evidence.final, evidence.impressions, evidence.sent, printer.paper.length], ["canceled", 0, true, 0]);
});

test("a printer that is not there is a fault before the first byte", async (t) => {
  const { printer, device } = await start(t, {}, 50);
  printer.vanish();
  const [order, following] = [orderOf(1), follow()];
  await assert.rejects(device.print(order, following), (error) => isFault(error, "printer-failed") && error.retry === "later");
  assert.deepEqual([order.pulled, following.handles], [0, []]);
});

test("a connection that breaks amid the bytes is evidence, never a fault, and is not tried again", async (t) => {
  const { printer, device } = await start(t, { pages: 3 }, 50);
  printer.vanish({ bytes: 300_000 });
  const evidence = await device.print(orderOf(3, { chunks: 500 }), follow());
  assert.deepEqual([evidence.final, evidence.sent, printer.paper.length], ["unknown", true, 0]);
  await printer.comeBack();
  assert.equal(printer.asked.filter((each) => each === operations.sendDocument).length, 0);
});

test("a printer that vanishes while it prints and comes back is asked on", async (t) => {
  const { printer, device } = await start(t, { pages: 6, pageMs: 20 }, 50);
  printer.vanish({ impressions: 2 });
  const following = follow();
  const printing = device.print(orderOf(6), following);
  const stopped = await following.until(({ state }) => state === "stopped");
  assert.deepEqual(stopped.reasons, ["printer-unreachable"]);
  await printer.comeBack();
  const evidence = await printing;
  assert.deepEqual([evidence.final, evidence.impressions, printer.paper.length], ["completed", 6, 6]);
});

test("a printer that vanishes for good leaves what it proved, and the rest unknown", async (t) => {
  const { printer, device } = await start(t, { pages: 60, pageMs: 50 }, 50);
  const following = follow();
  const printing = device.print(orderOf(60), following);
  const seen = await following.until(({ impressions }) => (impressions ?? 0) >= 2);
  printer.vanish();
  await following.until(({ reasons }) => reasons?.includes("printer-unreachable") ?? false);
  following.stop();
  const evidence = await printing;
  assert.deepEqual([evidence.final, evidence.sent], ["unknown", true]);
  assert.ok((evidence.impressions ?? 0) >= (seen.impressions ?? 0) && (evidence.impressions ?? 0) <= printer.paper.length);
});

test("a printer that forgets the job leaves what it proved", async (t) => {
  const { printer, device } = await start(t, { pages: 60, pageMs: 50 }, 20);
  const following = follow();
  const printing = device.print(orderOf(60), following);
  await following.until(({ impressions }) => (impressions ?? 0) >= 2);
  printer.forget();
  const evidence = await printing;
  assert.equal(evidence.final, "unknown");
  assert.ok((evidence.impressions ?? 0) >= 2);
});

test("a busy printer is waited for", async (t) => {
  const { printer, device } = await start(t, { pages: 1 });
  printer.refuse(operations.createJob, statuses.busy, 2);
  const following = follow();
  assert.equal((await device.print(orderOf(1), following)).final, "completed");
  assert.equal(following.told.filter(({ state }) => state === "waiting").length, 2);
});

test("a printer that stays busy is a fault with nothing sent", async (t) => {
  const { printer, device } = await start(t, {}, 100);
  printer.refuse(operations.createJob, statuses.busy, 1_000_000);
  const [order, following] = [orderOf(1), follow()];
  await assert.rejects(device.print(order, following), (error) => isFault(error, "printer-failed") && error.retry === "later");
  assert.deepEqual([order.pulled, following.handles], [0, []]);
});

test("a document refused after it was sent is not sent again, and nothing came out", async (t) => {
  for (const createsJobs of [true, false]) {
    const { printer, device } = await start(t, { pages: 1, createsJobs }, 50);
    printer.refuse(createsJobs ? operations.sendDocument : operations.printJob, statuses.documentFormatError, 1);
    const evidence = await device.print(orderOf(1), follow());
    assert.deepEqual(
      [evidence.final, evidence.sent, evidence.impressions ?? 0, printer.paper.length],
      [createsJobs ? "canceled" : "aborted", true, 0, 0],
    );
  }
});

test("a printer that would leave copies aside is refused before a byte, and its job removed", async (t) => {
  const { printer, device } = await start(t, { leavesAside: ["copies"] });
  const [order, following] = [orderOf(2, { ticket: { copies: 2 } }), follow()];
  await assert.rejects(device.print(order, following), (error) => isFault(error, "printer-failed") && error.retry === "never");
  assert.deepEqual([order.pulled, following.handles, printer.jobs.map(({ state }) => state)], [0, [], ["canceled"]]);
});

test("when the handle cannot be kept nothing is sent", async (t) => {
  const { printer, device } = await start(t);
  const order = orderOf(1);
  const following = { ...follow(), started: () => Promise.reject(new Error("disk full")) };
  await assert.rejects(device.print(order, following), /disk full/);
  assert.deepEqual([order.pulled, printer.jobs.map(({ state }) => state)], [0, ["canceled"]]);
});

test("stopped before the first byte, nothing is sent", async (t) => {
  const { printer, device } = await start(t);
  const [order, following] = [orderOf(1), follow()];
  await assert.rejects(device.print(order, { ...following, started: async () => following.stop() }), (error) =>
    isFault(error, "printer-failed"),
  );
  assert.deepEqual([order.pulled, printer.paper.length, printer.jobs.map(({ state }) => state)], [0, 0, ["canceled"]]);
});

test("a printer that ignores Expect, or refuses it, gets the document all the same", async (t) => {
  for (const expect of ["silence", 417] as const) {
    const { printer, device } = await start(t, { pages: 1, expect });
    assert.equal((await device.print(orderOf(1), follow())).impressions, 1);
    assert.equal(printer.documents.length, 1);
  }
});
