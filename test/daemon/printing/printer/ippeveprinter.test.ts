// A printer nobody here wrote: CUPS's own sample, once with a command that reports its impressions, once with one that does not.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { judge } from "../../../../daemon/domain/evidence.ts";
import { testDocument } from "../../../../daemon/printing/calibration.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { noIppeveprinter, startIppeveprinter } from "../../../fakes/ippeveprinter.ts";
import { follow, orderOf, type TestOrder } from "./setting.ts";

const skip = noIppeveprinter();
const deviceOf = (uri: string, accept = async () => true) => createIppPrinter(uri, { clock: systemClock, trust: { accept } });
const real = (impressions: number, more: Parameters<typeof orderOf>[1] = {}): TestOrder => ({
  ...orderOf(impressions, more),
  document: async function* () {
    yield testDocument();
  },
});

const documents = async (spool: string): Promise<string[]> => (await readdir(spool)).filter((name) => name.endsWith(".pdf"));

/** Counts as a good printer does: pages × copies. */
const counts = `pages=$(grep -ac '/Type/Page/' "$1"); echo "ATTR: job-impressions-completed=$((pages * \${IPP_COPIES:-1}))" >&2`;

test("with a command that reports, the job is charged by evidence", { skip }, async (t) => {
  const printer = await startIppeveprinter({ command: counts, duplex: true });
  t.after(printer.close);
  const device = deviceOf(printer.uri);
  const capabilities = await device.capabilities(AbortSignal.timeout(5_000));
  assert.deepEqual(
    [capabilities.makeModel, capabilities.duplex, capabilities.pageRanges, capabilities.copies],
    ["Example Printer", true, true, 999],
  );
  assert.ok(capabilities.formats.includes("application/pdf"));

  const [order, following] = [real(6, { ticket: { copies: 2, sides: "two-sided-long-edge" } }), follow()];
  const evidence = await device.print(order, following);
  assert.deepEqual([evidence.final, evidence.impressions, evidence.sent], ["completed", 6, true]);
  assert.deepEqual(judge(evidence, order.expected, { perCopy: false, countsBlankBacks: false, calibratedAt: 1 }), {
    impressions: 6,
    verified: true,
    none: false,
  });
  const [file] = await documents(printer.spool);
  assert.deepEqual(await readFile(path.join(printer.spool, file ?? "")), Buffer.from(testDocument()));

  const recalled = await device.recall(order.reference, following.handles[0], follow());
  assert.deepEqual([recalled.final, recalled.impressions], ["completed", 6]);
  const byName = await device.recall(order.reference, ":ann", follow());
  assert.deepEqual([byName.final, byName.impressions], ["completed", 6]);
  assert.equal((await device.recall(orderOf(1, { reference: "never.sent" }).reference, ":ann", follow())).final, "unknown");
  assert.equal((await device.status(AbortSignal.timeout(5_000))).state, "idle");
});

test("with /bin/true it completes and counts nothing: charged by quote, unverified", { skip }, async (t) => {
  const printer = await startIppeveprinter();
  t.after(printer.close);
  const order = real(3);
  const evidence = await deviceOf(printer.uri).print(order, follow());
  assert.deepEqual([evidence.final, evidence.impressions ?? 0], ["completed", 0]);
  assert.deepEqual(judge(evidence, order.expected, undefined), { impressions: 3, verified: false, none: false, review: "no-count" });
});

test("a second job waits while the first prints", { skip }, async (t) => {
  const printer = await startIppeveprinter({ command: "sleep 3" });
  t.after(printer.close);
  const device = deviceOf(printer.uri);
  const [first, second] = [follow(), follow()];
  const printing = device.print(real(3, { reference: "first.1" }), first);
  await first.until(({ state }) => state === "printing");
  const waiting = device.print(real(3, { reference: "second.1" }), second);
  const [one, two] = [await printing, await waiting];
  assert.ok(second.told.some(({ state }) => state === "waiting"));
  assert.deepEqual([one.final, two.final], ["completed", "completed"]);
  assert.equal((await documents(printer.spool)).length, 2);
});

test("over TLS its self-signed certificate goes through trust on first use", { skip }, async (t) => {
  const printer = await startIppeveprinter({ command: counts });
  t.after(printer.close);
  const uri = printer.uri.replace("ipp:", "ipps:");
  const seen: string[] = [];
  const trusting = createIppPrinter(uri, { clock: systemClock, trust: { accept: async (_, fingerprint) => seen.push(fingerprint) > 0 } });
  assert.equal((await trusting.print(real(3), follow())).impressions, 3);
  assert.match(seen[0] ?? "", /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.equal(new Set(seen).size, 1);
  await assert.rejects(deviceOf(uri, async () => false).print(real(3), follow()), (error) => isFault(error, "printer-failed"));
});
