// Printers that answer nonsense, at every point of a job: a fault while nothing was sent, evidence after, never a crash and never without end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../../daemon/domain/evidence.ts";
import { operations } from "../../../../daemon/ipp/codes.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { startFakePrinter } from "../../../fakes/printer.ts";
import { kindsOfNonsense } from "../../../fakes/printer-nonsense.ts";
import { fast, follow, orderOf } from "./setting.ts";

const open = async () => {
  const printer = await startFakePrinter({ pages: 3 });
  return { printer, device: createIppPrinter(printer.uri, { clock: fast(50), trust: { accept: async () => true } }) };
};

for (const kind of kindsOfNonsense) {
  test(`${kind} to everything: nothing is sent`, async () => {
    const { printer, device } = await open();
    printer.answer(kind);
    const [order, following] = [orderOf(3), follow()];
    await assert.rejects(device.print(order, following), (error) => isFault(error, "printer-failed"));
    assert.deepEqual([order.pulled, printer.paper.length], [0, 0]);
    for (const ask of [device.capabilities, device.status])
      await assert.rejects(ask(following.signal), (error) => isFault(error, "printer-failed"));
    await printer.close();
  });

  test(`${kind} to the document: the job is watched or stopped, and judged on what it says`, async () => {
    const { printer, device } = await open();
    printer.answer(kind, [operations.sendDocument]);
    const order = orderOf(3);
    const evidence = await device.print(order, follow());
    assert.equal(evidence.sent, true);
    assert.equal(printer.documents.length, 1);
    assert.deepEqual([evidence.final, evidence.impressions], ["completed", printer.paper.length]);
    await printer.close();
  });

  test(`${kind} to every question after it: unknown once stopped, and nothing charged without proof`, async () => {
    const { printer, device } = await open();
    printer.answer(kind, [operations.getJobAttributes, operations.getJobs]);
    const [order, following] = [orderOf(3), follow()];
    const printing = device.print(order, following);
    await following.until(({ reasons }) => reasons?.includes("printer-unreachable") ?? false);
    following.stop();
    const evidence = await printing;
    assert.deepEqual([evidence.final, evidence.impressions, evidence.sent], ["unknown", undefined, true]);
    assert.deepEqual(judge(evidence, order.expected, undefined), { impressions: 0, verified: false, none: false, review: "printer-lost" });
    await printer.close();
  });
}

test("an endless answer does not fill the memory", async () => {
  const { printer, device } = await open();
  printer.answer("endless");
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 10; i++)
    await assert.rejects(device.status(AbortSignal.timeout(20_000)), (error) => isFault(error, "printer-failed"));
  assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024);
  await printer.close();
});
