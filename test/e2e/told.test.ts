// What a print server is told of a job that waits at the box, so that the next one is not kept behind it: two jobs in a row through a real CUPS.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyword, numberOf } from "../../daemon/ipp/build.ts";
import { operations } from "../../daemon/ipp/codes.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { ask } from "../daemon/ipp/exchange.ts";
import { noCupsd, startCupsd } from "../fakes/cupsd.ts";
import { printJob, until } from "./box-process.ts";
import { hall, pricedJobs } from "./hall.ts";

/** IPP's job-state. */
const completed = 9;

for (const tell of ["held", "completed"] as const) {
  test(`two jobs in a row through cupsd to a queue that tells ${tell}: both leave cupsd, both wait at the box`, {
    skip: noCupsd(),
    timeout: 120_000,
  }, async (t) => {
    const { box, printer } = await hall(t);
    const body = { mode: "pull" as const, printers: ["hall" as never], tell };
    await box.client.call("PUT /api/v1/queues/{queue}", { params: { queue: tell as never }, body });
    const cups = await startCupsd(`${box.ready.ipp}/${tell}`);
    t.after(() => cups.close());
    const port = Number(new URL(cups.uri.replace(/^ipp:/, "http:")).port);
    const states = async (): Promise<readonly (number | undefined)[]> => {
      const operation = [keyword("which-jobs", "all"), keyword("requested-attributes", "job-id", "job-state")];
      const { jobs } = await ask(port, { code: operations.getJobs, printer: "/printers/queue", path: "/printers/queue", operation });
      return jobs.map((job) => numberOf(job, "job-state"));
    };
    for (const title of ["First", "Second"]) await printJob(cups.uri, testDocument(title), "amelie", title);
    await until("cupsd to be done with both", async () => {
      const now = await states();
      return (now.length === 2 && now.every((state) => state === completed)) || undefined;
    });
    const waiting = await pricedJobs(box, 2);
    assert.deepEqual(
      waiting.map(({ title, login, held }) => [title, login, held]),
      [
        ["First", "amelie", true],
        ["Second", "amelie", true],
      ],
    );
    assert.equal(printer.paper.length, 0, "nothing prints before the card");
  });
}
