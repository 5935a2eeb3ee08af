// Queues that print without a card, at a printer that is not to be had at first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { printJob } from "./box-process.ts";
import { hall, printed } from "./hall.ts";

test("a job of a tracked queue that its printer would not take at first is printed all the same, once", async (t) => {
  const { box, printer } = await hall(t);
  await box.client.call("PUT /api/v1/queues/{queue}", {
    params: { queue: "main" as never },
    body: { mode: "tracked", printers: ["hall"], makeDefault: true },
  });
  printer.refuse(operations.createJob, statuses.notAcceptingJobs, 1);
  await printJob(box.ready.ipp, testDocument("Minutes"));
  const [row] = await printed(box);
  assert.deepEqual([row?.ended, row?.impressions, row?.charged], ["completed", 3, 0]);
  assert.equal(printer.asked.filter((each) => each === operations.createJob).length, 2);
  assert.equal(printer.paper.length, 3);
});
