// Whole visits at a real box: a document goes in over IPP, waits, is released by a card, and what came out is charged.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { type FakePrinter, startFakePrinter } from "../fakes/printer.ts";
import { type BoxProcess, endedJobs, furnish, printJob, priced, removeDirectory, startBoxProcess, until } from "./box-process.ts";
import { keys, release, says } from "./hall.ts";

const balance = async (box: BoxProcess): Promise<unknown> => (await box.quoin("user", "show", "amelie"))["balance"];

describe("a visit at the hall", () => {
  let box: BoxProcess;
  let printer: FakePrinter;
  before(async () => {
    [box, printer] = await Promise.all([startBoxProcess(), startFakePrinter()]);
    await furnish(box, printer.uri);
  });
  after(async () => {
    assert.equal(await box.stop(), 0, box.log());
    await printer.close();
    await removeDirectory(box.data);
  });

  test("three pages, one in colour, wait for the card and cost 0.30", async () => {
    const number = await printJob(box.ready.ipp, testDocument("Essay"));
    assert.equal(await priced(box), number);
    assert.equal(printer.documents.length, 0, "nothing leaves before the card");
    await release(box);
    const [row] = await until("the end of the job", async () => ((await endedJobs(box)).length > 0 ? endedJobs(box) : undefined));
    assert.deepEqual([row?.impressions, row?.impressionsColor, row?.charged, row?.ended], [3, 1, 3000, "completed"]);
    assert.equal(printer.paper.length, 3);
    assert.ok(printer.documents[0]?.equals(Buffer.from(testDocument("Essay"))), "the printer got the very bytes");
    assert.equal(await balance(box), 47_000);
  });

  test("a stranger's card is refused and prints nothing", async () => {
    await printJob(box.ready.ipp, testDocument("Essay"));
    await priced(box);
    await box.quoin("sim", "card", "DEADBEEF", "--terminal", "hall");
    await says(box, /not recognised/);
    await keys(box, "##");
    const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
    assert.equal(jobs.length, 1);
    assert.equal((await endedJobs(box)).length, 1);
  });
});

test("a printer that is the box itself, its own data, or nothing known is refused before it is stored", async () => {
  const box = await startBoxProcess();
  try {
    const own = box.ready.ipp;
    for (const uri of [
      own,
      `folder:${box.data}`,
      `folder:${box.data}/spool`,
      "folder:/nonexistent/paper",
      "gopher://printer/",
      "ipp://user:secret@printer/",
    ]) {
      await assert.rejects(
        box.client.call("PUT /api/v1/printers/{printer}", { params: { printer: "self" }, body: { uri } }),
        (error) => (error as { problem?: { code: string } }).problem?.code === "bad-input",
        uri,
      );
    }
    assert.equal((await box.client.call("GET /api/v1/printers", {})).printers.length, 0);
  } finally {
    await box.stop();
    await removeDirectory(box.data);
  }
});
