// Taking jobs over a real spool: what the client hears, what waits and what vanishes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BoxId, JobId, UserId } from "../../../daemon/domain/ids.ts";
import type { Job, Sender } from "../../../daemon/domain/job.ts";
import { createIntake, type Submission } from "../../../daemon/printing/intake.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { asked, jobFiles, pdf, slowly, stage, streamed } from "./intake-fixture.ts";
import { aDocument, quiet, readAll, sha256, taken, wide } from "./spool-fixture.ts";

const seconds = 1000;

test("a document taken whole is a held job, told once, and fresh until its record is committed", async (t) => {
  const { spool, intake, accepted, clock } = await stage(t);
  const document = aDocument(100_000);
  const job = taken(await intake.submit(asked(), pdf, streamed(document.subarray(0, 50_000), document.subarray(50_000))));
  assert.deepEqual(accepted, [job]);
  assert.deepEqual(
    [job.state, job.reasons, job.spoolBox, job.createdAt, job.attempt],
    ["pending-held", ["job-release-wait"], "box-1", clock.now(), 0],
  );
  assert.deepEqual(job.document, { format: pdf, bytes: 100_000, hash: sha256(document) });
  assert.equal(sha256(await readAll(spool.read(job.id))), sha256(document));
  assert.equal(intake.fresh(job.id), job);
  assert.equal(intake.fresh(job.number), job);
  const settling = intake.whenSettled(job.id);
  intake.settled(job.id);
  assert.equal(await settling, true);
  assert.equal(intake.fresh(job.id), undefined);
  assert.equal(intake.fresh(job.number), undefined);
  assert.equal(await intake.whenSettled(job.id), true);
});

test("waiting for a commit that does not come ends", async (t) => {
  const { intake, clock } = await stage(t);
  const job = taken(await intake.submit(asked(), pdf, streamed(aDocument(10))));
  const before = clock.waiting;
  const settling = intake.whenSettled(job.id);
  clock.advance(5 * seconds);
  assert.equal(await settling, false);
  assert.equal(clock.waiting, before);
});

test("what a held job waits for is said: an owner, its client, its release", async (t) => {
  const { intake } = await stage(t);
  const nobody: Sender = { strength: "named", named: "mobile", address: "10.0.0.7" };
  const reasons = async (more: Partial<Submission>): Promise<readonly string[]> =>
    taken(await intake.submit(asked(more), pdf, streamed(aDocument(10)))).reasons;
  assert.deepEqual(await reasons({ sender: nobody }), ["account-info-needed"]);
  assert.deepEqual(await reasons({ heldByClient: true }), ["job-release-wait", "job-hold-until-specified"]);
});

test("an empty document, a client that breaks off and a full quota leave no job and no file", async (t) => {
  const { intake, accepted, directory } = await stage(t, { limits: { ...wide, personBytes: 50_000 } });
  assert.deepEqual(await intake.submit(asked(), pdf, streamed()), { refused: "document-empty" });
  const { stream, go } = slowly(aDocument(30_000));
  const broken = intake.submit(asked(), pdf, stream);
  go(new Error("the client is gone"));
  await assert.rejects(broken, /the client is gone/);
  assert.deepEqual(await intake.submit(asked(), pdf, streamed(aDocument(40_000), aDocument(20_000))), {
    refused: "spool-quota-reached",
    with: { limit: 50_000 },
  });
  assert.deepEqual(await intake.submit(asked(), pdf, streamed(aDocument(1)), 60_000), {
    refused: "spool-quota-reached",
    with: { limit: 50_000 },
  });
  assert.deepEqual([accepted, await jobFiles(directory), intake.freshJobs()], [[], [], []]);
});

test("Create-Job, Send-Document: open until the last document, then held", async (t) => {
  const { intake, accepted, clock } = await stage(t);
  const opened = taken(await intake.open(asked()));
  assert.deepEqual(opened.reasons, ["job-incoming"]);
  assert.equal(intake.fresh(opened.number), opened);
  const job = taken(await intake.receive(opened.id, "image/jpeg", streamed(aDocument(5000)), true));
  assert.deepEqual([job.id, job.number, job.reasons, job.document?.bytes], [opened.id, opened.number, ["job-release-wait"], 5000]);
  assert.deepEqual(accepted, [job]);
  assert.equal(clock.waiting, 0);
  assert.deepEqual(await intake.receive(opened.id, pdf, streamed(aDocument(10)), true), { refused: "job-not-possible" });
  assert.deepEqual(await intake.receive("no-such-job" as JobId, pdf, streamed(aDocument(10)), true), { refused: "job-not-found" });
});

test("a document that is not the last waits for Close-Job, an empty Send-Document, or the end of patience", async (t) => {
  const { intake, accepted, clock } = await stage(t);
  const jobs = [taken(await intake.open(asked())), taken(await intake.open(asked())), taken(await intake.open(asked()))] as [Job, Job, Job];
  for (const job of jobs)
    assert.deepEqual(taken(await intake.receive(job.id, pdf, streamed(aDocument(700)), false)).reasons, ["job-incoming"]);
  assert.deepEqual(await intake.receive(jobs[0].id, pdf, streamed(aDocument(700)), true), {
    refused: "job-not-possible",
    with: { job: jobs[0].number },
  });
  assert.equal(accepted.length, 0);
  await intake.closeJob(jobs[0].id);
  await intake.receive(jobs[1].id, pdf, streamed(), true);
  assert.deepEqual(
    accepted.map((job) => job.id),
    [jobs[0].id, jobs[1].id],
  );
  clock.advance(240 * seconds);
  assert.deepEqual(
    accepted.map((job) => [job.id, job.document?.bytes]).at(-1),
    [jobs[2].id, 700],
    "a whole document is never dropped for want of a closing",
  );
});

test("an open job nobody sends to vanishes after four minutes, and says why when asked", async (t) => {
  const { spool, intake, accepted, clock } = await stage(t);
  const [silent, slow] = [taken(await intake.open(asked())), taken(await intake.open(asked()))];
  clock.advance(239 * seconds);
  const { stream, go } = slowly(aDocument(300_000));
  const receiving = intake.receive(slow.id, pdf, stream, true);
  clock.advance(2 * seconds);
  assert.deepEqual([intake.fresh(silent.id)?.state, intake.fresh(silent.id)?.reasons], ["aborted", ["submission-interrupted"]]);
  assert.deepEqual(
    intake.freshJobs().map((job) => job.id),
    [slow.id],
  );
  assert.deepEqual(await intake.receive(silent.id, pdf, streamed(aDocument(1)), true), { refused: "job-not-possible" });
  // While bytes flow, patience does not run.
  clock.advance(500 * seconds);
  go(aDocument(1000));
  assert.equal(taken(await receiving).document?.bytes, 301_000);
  assert.deepEqual(
    accepted.map((job) => job.id),
    [slow.id],
  );
  while ((await spool.ids()).length > 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await spool.ids(), [slow.id]);
});

test("Close-Job, or a last Send-Document, without any document ends the job", async (t) => {
  const { intake, directory } = await stage(t);
  const [closed, sent, patient] = [taken(await intake.open(asked())), taken(await intake.open(asked())), taken(await intake.open(asked()))];
  assert.deepEqual(await intake.closeJob(closed.id), { refused: "document-empty" });
  assert.deepEqual(await intake.receive(sent.id, pdf, streamed(new Uint8Array()), true), { refused: "document-empty" });
  assert.deepEqual(await intake.receive(patient.id, pdf, streamed(), false), { refused: "document-empty" });
  assert.deepEqual(intake.freshJobs(), [patient], "an empty document that is not the last changes nothing");
  assert.deepEqual(await jobFiles(directory), [`${patient.id}.job`]);
});

test("a Send-Document that breaks ends its job; two at once do not mix", async (t) => {
  const { intake, accepted, directory } = await stage(t);
  const [broken, busy] = [taken(await intake.open(asked())), taken(await intake.open(asked()))];
  const cut = slowly(aDocument(400_000));
  const breaking = intake.receive(broken.id, pdf, cut.stream, true);
  cut.go(new Error("the client is gone"));
  await assert.rejects(breaking, /the client is gone/);
  assert.equal(intake.fresh(broken.id)?.state, "aborted");
  const first = slowly(aDocument(10));
  const receiving = intake.receive(busy.id, pdf, first.stream, true);
  assert.deepEqual(await intake.receive(busy.id, pdf, streamed(aDocument(10)), true), {
    refused: "job-not-possible",
    with: { job: busy.number },
  });
  assert.deepEqual(await intake.closeJob(busy.id), { refused: "job-not-possible", with: { job: busy.number } });
  first.go();
  await receiving;
  assert.deepEqual(
    accepted.map((job) => job.id),
    [busy.id],
  );
  assert.deepEqual(await jobFiles(directory), [`${busy.id}.job`]);
});

test("an open job is canceled, even while its document comes in; an accepted one is not intake's to cancel", async (t) => {
  const { intake, accepted, directory } = await stage(t);
  const [idle, busy] = [taken(await intake.open(asked())), taken(await intake.open(asked()))];
  assert.equal(taken(await intake.abandon(idle.id)).state, "canceled");
  const { stream, go } = slowly(aDocument(400_000));
  const receiving = intake.receive(busy.id, pdf, stream, true);
  while ((await jobFiles(directory)).length > 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(taken(await intake.abandon(busy.id)).reasons, ["job-canceled-by-user"]);
  go(aDocument(1000));
  assert.deepEqual(await receiving, { refused: "job-not-possible" });
  assert.deepEqual([accepted, await jobFiles(directory)], [[], []]);
  const job = taken(await intake.submit(asked(), pdf, streamed(aDocument(10))));
  assert.deepEqual(await intake.abandon(job.id), { refused: "job-not-possible" });
  assert.deepEqual(await intake.abandon("none" as JobId), { refused: "job-not-found" });
});

test("vanished jobs are remembered, but not without end", async (t) => {
  const { intake } = await stage(t);
  const numbers: number[] = [];
  for (let count = 0; count < 205; count++) {
    const job = taken(await intake.open(asked()));
    numbers.push(job.number);
    await intake.abandon(job.id);
  }
  assert.equal(numbers.filter((number) => intake.fresh(number)).length, 200);
  assert.equal(intake.fresh(numbers.at(-1) ?? 0)?.state, "canceled");
});

test("a crowd is told to come back, not taken in", async (t) => {
  const { spool, clock } = await stage(t);
  const intake = createIntake({
    spool,
    clock,
    random: systemRandom,
    box: "box-1" as BoxId,
    log: quiet,
    accepted: () => {},
    limits: { mostIncoming: 2, mostIncomingEach: 2, mostOpenJobs: 1 },
  });
  const overloaded = (error: unknown): boolean => isFault(error, "overloaded");
  const clients = [slowly(aDocument(10)), slowly(aDocument(10))];
  const submitting = clients.map((client) => intake.submit(asked(), pdf, client.stream));
  await assert.rejects(intake.submit(asked(), pdf, streamed(aDocument(10))), overloaded);
  for (const client of clients) client.go();
  for (const job of await Promise.all(submitting)) taken(job);
  taken(await intake.submit(asked(), pdf, streamed(aDocument(10))));
  await intake.open(asked());
  await assert.rejects(intake.open(asked()), overloaded);
  intake.stop();
});

test("a client with as many open jobs and documents as it may have leaves the others theirs, and gets its own back", async (t) => {
  const { spool, clock } = await stage(t);
  const limits = { mostOpenJobsEach: 2, mostIncomingEach: 1 };
  const intake = createIntake({ spool, clock, random: systemRandom, box: "box-1" as BoxId, log: quiet, accepted: () => {}, limits });
  t.after(() => intake.stop());
  const overloaded = (error: unknown): boolean => isFault(error, "overloaded");
  const anybody = (named: string, address: string): Submission => asked({ sender: { strength: "named", named, address } });
  const opening = ["a", "b", "c"].map((named) => intake.open(anybody(named, "10.0.0.66")));
  const opened = await Promise.allSettled(opening);
  assert.deepEqual(
    opened.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected"],
    "three at once under three names",
  );
  taken(await intake.open(anybody("ann", "10.0.0.7")));
  taken(await intake.open(asked({ sender: { strength: "proven", user: "u-ann" as UserId, named: "ann", address: "10.0.0.66" } })));
  taken(await intake.abandon(taken(await (opening[0] as Promise<Job>)).id));
  taken(await intake.open(anybody("d", "10.0.0.66")));
  await assert.rejects(intake.open(anybody("e", "10.0.0.66")), overloaded);
  clock.advance(240 * seconds);
  taken(await intake.open(anybody("f", "10.0.0.66")));

  const slow = slowly(aDocument(10));
  const sending = intake.submit(anybody("a", "10.0.0.66"), pdf, slow.stream);
  await assert.rejects(intake.submit(anybody("b", "10.0.0.66"), pdf, streamed(aDocument(10))), overloaded);
  taken(await intake.submit(anybody("ann", "10.0.0.7"), pdf, streamed(aDocument(10))));
  slow.go();
  taken(await sending);
});
