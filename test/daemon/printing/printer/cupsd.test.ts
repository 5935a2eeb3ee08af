// A queue of a real CUPS server as the printer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../../daemon/domain/evidence.ts";
import { deriveProfile, testDocument } from "../../../../daemon/printing/calibration.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { noCupsd, startCupsd } from "../../../fakes/cupsd.ts";
import { follow, orderOf } from "./setting.ts";

test("the bytes arrive, the job is found again by id and by name, and its count is not believed", { skip: noCupsd() }, async (t) => {
  const cupsd = await startCupsd();
  t.after(cupsd.close);
  const device = createIppPrinter(cupsd.uri, { clock: systemClock, trust: { accept: async () => true } });
  assert.ok((await device.capabilities(AbortSignal.timeout(5_000))).formats.includes("application/pdf"));
  const [order, following] = [
    {
      ...orderOf(3),
      document: async function* () {
        yield testDocument();
      },
    },
    follow(),
  ];
  const evidence = await device.print(order, following);
  assert.deepEqual(cupsd.paper(), Buffer.from(testDocument()));
  assert.equal(evidence.final, "completed");
  // Its socket backend says "PAGE: 1 1" for any raw job (CUPS 2.4.2): one impression of three. Such a printer cannot be calibrated.
  assert.deepEqual([evidence.impressions, judge(evidence, order.expected, undefined).verified], [1, false]);
  assert.equal(deriveProfile(evidence, { copies: 2, duplex: true }), "counts-in-no-known-way");
  for (const handle of [following.handles[0], ":ann"])
    assert.equal((await device.recall(order.reference, handle, follow())).final, "completed");
  assert.equal((await device.recall(orderOf(1, { reference: "never.sent" }).reference, ":ann", follow())).final, "unknown");
});
