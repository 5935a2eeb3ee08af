// Printers as they are: they stall, vanish, lie, talk nonsense, jam with their owner gone, and forget. What is charged, what the person
// reads, and what a person is asked to look at afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { operations } from "../../daemon/ipp/codes.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import type { Quirks } from "../fakes/printer.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, printJob, until } from "./box-process.ts";
import { again, hall, keys, person, pricedJobs, printed, release, says } from "./hall.ts";
import { jumpingClock } from "./jumping-clock.ts";

/** More than any socket holds: a printer that takes no more bytes is noticed. */
const large = Buffer.concat([testDocument("Atlas"), Buffer.from(`%${"x".repeat(16_000_000)}\n%%EOF\n`)]);

const skip = needs("faketime");

test("a printer that stops taking bytes, never seen to count: after two minutes its owner may stop, nothing is charged, a person is told to look", {
  skip,
}, async (t) => {
  const clock = await jumpingClock(t);
  const { box, printer } = await hall(t, { box: { env: clock.env } });
  printer.stall(1_000_000);
  await printJob(box.ready.ipp, large);
  await pricedJobs(box, 1);
  await release(box);
  await says(box, /on its way|Printing/);
  await clock.forward(box, 15);
  const stopped = await says(box, /The printer has stopped: it takes no more of the document/);
  assert.doesNotMatch(stopped, /stop and be refunded/);
  await clock.forward(box, 125);
  await says(box, /1 wait 2 stop and be refunded/);
  await keys(box, "2");
  const result = await says(box, /Nothing was charged; what came out is not known\. The job no longer waits/);
  assert.match(result, /A person will check it/);
  assert.deepEqual([(await person(box)).balance, (await person(box)).reserved, printer.paper.length], [50_000, 0, 0]);
});

test("a jam while its owner leaves: after two minutes it is canceled, one side is charged, and who waits is told why, then printed", {
  skip,
}, async (t) => {
  const clock = await jumpingClock(t);
  const { box, printer } = await hall(t, { box: { env: clock.env }, printer: { pageMs: 20 } });
  await addPerson(box, { login: "bruno", name: "Bruno", card: "B0B0" });
  printer.jam(1);
  await printJob(box.ready.ipp, testDocument("Hers"), "amelie", "Hers");
  await printJob(box.ready.ipp, testDocument("His"), "bruno", "His");
  await pricedJobs(box, 2);
  await release(box);
  assert.match(await says(box, /The printer has stopped: the paper is jammed/), /leave and stop/);
  await keys(box, "*");
  await release(box, "B0B0");
  await says(box, /Another job has the printer\. Yours comes next\. The printer stands still: the paper is jammed/);
  assert.equal((await person(box)).reserved, 3000, "hers is set aside while the printer stands");
  await clock.forward(box, 125);
  const [hers, his] = (await printed(box, 2)).sort((a, b) => a.title.localeCompare(b.title));
  assert.deepEqual([hers?.title, hers?.ended, hers?.impressions, hers?.charged], ["Hers", "aborted", 1, 500]);
  assert.deepEqual([his?.title, his?.ended, his?.impressions, his?.charged], ["His", "completed", 3, 3000]);
  assert.deepEqual([(await person(box)).balance, (await person(box)).reserved, (await person(box, "bruno")).balance], [49_500, 0, 47_000]);
  assert.deepEqual(
    printer.paper.map(({ user }) => user),
    ["amelie", "bruno", "bruno", "bruno"],
  );
});

test("a printer that vanishes mid-job and comes back: everything that came out is charged, once", async (t) => {
  const { box, printer } = await hall(t, { printer: { pageMs: 300 } });
  printer.vanish({ impressions: 1 });
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  await release(box);
  await until("the last side", async () => printer.paper.length === 3 || undefined);
  assert.equal((await person(box)).reserved, 3000);
  await printer.comeBack();
  assert.match(await says(box, /pages printed/), /3 pages printed · €0.30/);
  const [row, ...more] = await printed(box);
  assert.deepEqual([more.length, row?.impressions, row?.charged, row?.review, printer.documents.length], [0, 3, 3000, undefined, 1]);
});

test("a printer that vanishes for good: after five minutes its pages so far are charged, and a person is asked to look", {
  skip,
}, async (t) => {
  const clock = await jumpingClock(t);
  const { box, printer } = await hall(t, { box: { env: clock.env }, printer: { pageMs: 400 } });
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  await release(box);
  await says(box, /Pages out: 1 of 3/);
  printer.vanish();
  await clock.forward(box, 15);
  await says(box, /The printer has stopped: it does not answer/);
  await clock.forward(box, 310);
  await until("the box to give up", async () => /asking the printer to cancel/.test(box.log()) || undefined);
  await clock.forward(box, 60);
  const [row] = await printed(box);
  assert.ok(row && row.impressions >= 1 && row.impressions < 3, `${row?.impressions} counted`);
  assert.deepEqual([row.ended, row.verified, row.review], ["aborted", false, "never-confirmed"]);
  assert.equal((await person(box)).balance, 50_000 - row.charged);
  assert.equal((await person(box)).reserved, 0);
});

test("a printer that vanishes amid the document and comes back switched off and on: nothing printed, nothing charged, the job is told of", async (t) => {
  const { box, printer } = await hall(t);
  printer.vanish({ bytes: 1_000_000 });
  await printJob(box.ready.ipp, large);
  await pricedJobs(box, 1);
  await release(box);
  await until("the printer to be gone", () =>
    fetch(`http://127.0.0.1:${printer.port}/control`).then(
      () => undefined,
      () => true as const,
    ),
  );
  printer.restart();
  await printer.comeBack();
  const result = await says(box, /charged/);
  t.diagnostic(result);
  await until("money to be free", async () => (await person(box)).reserved === 0 || undefined);
  assert.deepEqual([(await person(box)).balance, printer.paper.length], [50_000, 0]);
});

const lies: readonly {
  readonly says: string;
  readonly quirks: Quirks;
  readonly impressions: number;
  readonly charged: number;
  readonly review: string | undefined;
}[] = [
  { says: "more than was sent", quirks: { overcount: 5 }, impressions: 3, charged: 3000, review: "more-than-sent" },
  { says: "nothing at all", quirks: { counts: "none" }, impressions: 3, charged: 3000, review: "no-count" },
  // 0 at the end is no evidence; the sheets of a one-sided job are.
  { says: "0 at the end", quirks: { zeroAtEnd: true }, impressions: 3, charged: 3000, review: undefined },
  { says: "fewer than came out", quirks: { overcount: -1 }, impressions: 2, charged: 2500, review: "fewer-than-sent" },
];
for (const lie of lies) {
  test(`a printer that counts ${lie.says}: charged ${lie.charged}, ${lie.review === undefined ? "by its sheets" : "and a person is asked to look"}`, async (t) => {
    const { box, printer } = await hall(t, { printer: { quirks: lie.quirks } });
    await printJob(box.ready.ipp, testDocument("Essay"));
    await pricedJobs(box, 1);
    await release(box);
    const [row] = await printed(box);
    assert.deepEqual([row?.impressions, row?.charged, row?.review, row?.verified], [lie.impressions, lie.charged, lie.review, false]);
    assert.equal(printer.paper.length, 3);
    assert.equal((await person(box)).balance, 50_000 - lie.charged);
    const shown = await box.quoin("job", "show", String(row?.number));
    assert.equal(shown["review"], lie.review);
    t.diagnostic(await says(box, /charged|printed/));
  });
}

test("a printer that forgets the job it prints: its pages so far are charged, and a person is asked to look", async (t) => {
  const { box, printer } = await hall(t, { printer: { pageMs: 400 } });
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  await release(box);
  await says(box, /Pages out: 1 of 3/);
  printer.forget();
  const [row] = await printed(box);
  assert.ok(row && row.impressions >= 1, `${row?.impressions} counted`);
  assert.equal(row.review, row.impressions === 3 ? undefined : "never-confirmed");
  assert.equal((await person(box)).balance, 50_000 - row.charged);
  t.diagnostic(await says(box, /charged|printed/));
});

test("a printer that answers nonsense before it has the document: nothing is printed or charged, the job waits, and it works later", async (t) => {
  const { box, printer } = await hall(t);
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  printer.answer("html", [operations.createJob]);
  await release(box);
  for (const kind of ["html", "garbage", "wrong-request-id", "no-attributes", "wild-values", "reset", "endless"] as const) {
    printer.answer(kind, [operations.createJob]);
    if (kind !== "html") await keys(box, "##");
    const said = await says(box, /Nothing was printed or charged|charged/);
    assert.match(said, /still waiting/, `${kind}: ${said}`);
    assert.deepEqual([(await person(box)).balance, (await person(box)).reserved], [50_000, 0], kind);
    // Back to the list: one who is refused does not take the card up again.
    await keys(box, "#");
    await says(box, /waiting.*0\.\d\d/);
  }
  assert.equal(printer.paper.length, 0);
  printer.answer(undefined);
  await keys(box, "##");
  await says(box, /3 pages printed · €0.30/);
  assert.equal(printer.paper.length, 3);
});

test("a printer that answers nonsense once it has the document: told as stopped, ended after five minutes, and a person is asked to look", {
  skip,
}, async (t) => {
  const clock = await jumpingClock(t);
  const { box, printer } = await hall(t, { box: { env: clock.env } });
  printer.answer("garbage", [operations.getJobAttributes]);
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  await release(box);
  await until("the document to be there", async () => printer.documents.length > 0 || undefined);
  await clock.forward(box, 15);
  await says(box, /The printer has stopped: it does not answer/);
  await clock.forward(box, 310);
  await until("the box to give up", async () => /asking the printer to cancel/.test(box.log()) || undefined);
  await clock.forward(box, 60);
  const [row] = await printed(box);
  assert.deepEqual([row?.impressions, row?.charged, row?.verified, row?.review], [0, 0, false, "printer-lost"]);
  assert.deepEqual([(await person(box)).balance, (await person(box)).reserved], [50_000, 0]);
});

test("killed amid a print, the printer silent ever after: after fifteen minutes nothing is reserved, and a person is asked to look", {
  skip,
}, async (t) => {
  const { box, printer } = await hall(t, { printer: { pageMs: 2_000 } });
  await printJob(box.ready.ipp, testDocument("Essay"));
  await pricedJobs(box, 1);
  await release(box);
  await until("the first side", async () => printer.paper.length > 0 || undefined);
  await box.kill();
  printer.vanish();
  const clock = await jumpingClock(t);
  const life = await again(t, box.data, { env: clock.env });
  await until("a try in vain", async () => /printer silent, asked again shortly/.test(life.log()) || undefined);
  await clock.forward(life, 14 * 60);
  assert.equal((await person(life)).reserved, 3000, "it may yet answer");
  await clock.forward(life, 90);
  const [row] = await printed(life);
  assert.deepEqual([row?.impressions, row?.charged, row?.verified, row?.review], [0, 0, false, "printer-lost"]);
  assert.deepEqual([(await person(life)).balance, (await person(life)).reserved], [50_000, 0]);
  await printer.comeBack();
  await clock.forward(life, 60);
  await until("the printer to be asked again", async () => {
    const { printers } = await life.client.call("GET /api/v1/printers", {});
    return printers[0]?.state === "idle" || undefined;
  });
  assert.equal((await printed(life)).length, 1, "what was settled stays settled");
  assert.equal(printer.documents.length, 1);
});
