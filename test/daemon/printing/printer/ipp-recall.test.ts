// After a restart: a job that was being sent is asked after and never sent again.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ReservationId } from "../../../../daemon/domain/ids.ts";
import { operations } from "../../../../daemon/ipp/codes.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { type FakePrinter, type FakePrinterOptions, startFakePrinter } from "../../../fakes/printer.ts";
import { fast, follow, orderOf, type TestOrder } from "./setting.ts";

const deviceOf = (printer: FakePrinter, times = 20) =>
  createIppPrinter(printer.uri, { clock: fast(times), trust: { accept: async () => true } });

const start = async (t: TestContext, options: FakePrinterOptions = {}): Promise<FakePrinter> => {
  const printer = await startFakePrinter(options);
  t.after(() => printer.close());
  return printer;
};

/** A life that ends: its driver's promises are never looked at again, as after kill −9. */
async function sendAndDie(printer: FakePrinter, order: TestOrder, when: (printer: FakePrinter) => boolean): Promise<string | undefined> {
  const following = follow();
  deviceOf(printer, 1)
    .print(order, following)
    .catch(() => undefined);
  while (!when(printer)) await new Promise((resolve) => setImmediate(resolve));
  return following.handles[0];
}

const sends = (printer: FakePrinter): number =>
  printer.asked.filter((each) => each === operations.sendDocument || each === operations.printJob).length;

test("a job that was printed meanwhile is proven by its id", async (t) => {
  const printer = await start(t, { pages: 4 });
  const order = orderOf(4);
  const handle = await sendAndDie(printer, order, () => printer.paper.length === 4);
  const evidence = await deviceOf(printer).recall(order.reference, handle, follow());
  assert.deepEqual([evidence.final, evidence.impressions, evidence.sent, sends(printer)], ["completed", 4, true, 1]);
});

test("a job still printing is watched to its end", async (t) => {
  const printer = await start(t, { pages: 10, pageMs: 30 });
  const order = orderOf(10);
  const handle = await sendAndDie(printer, order, () => printer.paper.length >= 2);
  const following = follow();
  const evidence = await deviceOf(printer).recall(order.reference, handle, following);
  assert.deepEqual([evidence.final, evidence.impressions, printer.paper.length, sends(printer)], ["completed", 10, 10, 1]);
  assert.ok(following.told.some(({ state }) => state === "printing"));
});

test("a jammed job is canceled when the signal says so, and what came out is proven", async (t) => {
  const printer = await start(t, { pages: 10 });
  printer.jam(3);
  const order = orderOf(10);
  const handle = await sendAndDie(printer, order, () => printer.paper.length === 3);
  const following = follow();
  const recalling = deviceOf(printer).recall(order.reference, handle, following);
  await following.until(({ state }) => state === "stopped");
  following.stop();
  const evidence = await recalling;
  assert.deepEqual([evidence.final, evidence.impressions, printer.paper.length], ["canceled", 3, 3]);
});

test("a job sent by Print-Job, whose id was never heard, is found by the token in its name", async (t) => {
  const printer = await start(t, { pages: 2, createsJobs: false });
  await deviceOf(printer).print(orderOf(1, { reference: "another.job.1.1" }), follow());
  const order = orderOf(2, { user: "bob:with:colons" });
  const handle = await sendAndDie(printer, order, () => printer.paper.length === 4);
  assert.equal(handle, ":bob:with:colons");
  const evidence = await deviceOf(printer).recall(order.reference, handle, follow());
  assert.deepEqual([evidence.final, evidence.impressions], ["completed", 2]);
});

test("a job whose document did not arrive in full is canceled, not waited for", async (t) => {
  const printer = await start(t, { pages: 2 });
  printer.stall(100_000);
  const order = orderOf(2, { chunks: 200 });
  const handle = await sendAndDie(printer, order, () => order.pulled > 200_000);
  const evidence = await deviceOf(printer).recall(order.reference, handle, follow());
  assert.deepEqual([evidence.final, evidence.impressions, evidence.sent, printer.paper.length], ["canceled", 0, true, 0]);
});

test("without a handle nothing was sent, and the empty job is removed", async (t) => {
  const printer = await start(t);
  const order = orderOf(1);
  void deviceOf(printer).print(order, { ...follow(), started: () => new Promise(() => undefined) });
  while (printer.jobs.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const evidence = await deviceOf(printer).recall(order.reference, undefined, follow());
  assert.deepEqual([evidence.sent, printer.jobs.map(({ state }) => state)], [false, ["canceled"]]);
});

test("a printer switched off and on does not pass another's job for ours", async (t) => {
  const printer = await start(t, { pages: 2 });
  const order = orderOf(2);
  const handle = await sendAndDie(printer, order, () => printer.paper.length === 2);
  printer.restart();
  await deviceOf(printer).print(orderOf(2, { reference: "somebody.else.1.1" }), follow());
  assert.equal(handle, "1:ann");
  assert.deepEqual(
    printer.jobs.map(({ id }) => id),
    [1],
  );
  const evidence = await deviceOf(printer).recall(order.reference, handle, follow());
  assert.deepEqual(evidence, { source: "ipp", final: "unknown", sent: true });
});

test("a printer that cannot be reached is a fault, so that it is asked again", async (t) => {
  const printer = await start(t);
  printer.vanish();
  await assert.rejects(
    deviceOf(printer).recall("a.b.1.1" as ReservationId, "1:ann", follow()),
    (error) => isFault(error, "printer-failed") && error.retry === "later",
  );
});

test("a handle that is no handle is searched for by name", async (t) => {
  const printer = await start(t, { pages: 2 });
  const order = orderOf(2);
  await deviceOf(printer).print(order, follow());
  for (const handle of ["", "garbage", "99999999999999999999:x", "-1:y", "1"]) {
    const evidence = await deviceOf(printer).recall(order.reference, handle, follow());
    assert.deepEqual([evidence.final, evidence.impressions], ["completed", 2], handle);
  }
});
