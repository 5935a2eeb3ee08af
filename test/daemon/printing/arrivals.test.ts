// Jobs that print without a card, and are tried in vain at first: they go on as soon as they can, and never once a byte may have left.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Accounting } from "../../../daemon/accounting.ts";
import { type DocumentFacts, pack, plainTicket } from "../../../daemon/domain/document.ts";
import { type Evidence, stoppedByPerson } from "../../../daemon/domain/evidence.ts";
import type { CommandId, JobId, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import { Arrivals } from "../../../daemon/printing/arrivals.ts";
import { Releases } from "../../../daemon/printing/release.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { box } from "../state/world.ts";
import { quiet } from "./spool-fixture.ts";

const operator = { kind: "operator", name: "test" } as const;
const byBox = { kind: "box", name: box } as const;
const [ann, hall, main] = ["u-ann" as UserId, "hall" as PrinterName, "main" as QueueName];
const [second, minute] = [1_000, 60_000];
const onePage: DocumentFacts = { pages: [{ color: false, size: "a4" }], copiesInside: 1, engine: "test" };
const out: Evidence = { source: "paper-log", final: "completed", impressions: 1, sent: true };
const unreadable: Refusal = { refused: "document-unreadable" };
const off = new Fault("printer-failed", "no answer", { retry: "later" });

/** `plays`: what each delivery does in turn; the last goes on. `reads`: what each look into the document finds. */
function stage(
  mode: "direct" | "tracked" | "pull",
  plays: readonly (Evidence | Fault)[],
  reads: readonly (DocumentFacts | Refusal | Fault)[] = [onePage],
) {
  const clock = new ManualClock();
  const { deps, world } = fakeBox(clock);
  const { accounting } = deps;
  world.must({ name: "set-price", by: operator, profile: { name: "default" as never, mono: money(500), color: money(500), sizes: {} } });
  world.must({ name: "set-printer", by: operator, printer: hall, uri: "folder:/paper" });
  const queue = { name: main, mode, printers: [hall], leastStrength: "named", tell: "auto" } as const;
  world.must({ name: "set-queue", by: operator, makeDefault: true, queue });
  world.must({ name: "add-user", by: operator, user: ann, login: "ann", displayName: "Ann", limited: true });
  world.must({ name: "top-up", by: operator, id: "c-1" as CommandId, user: ann, amount: money(50_000), reason: "cash" });
  const printer = { answers: true };
  const tried: number[] = [];
  const releases = new Releases({
    accounting,
    spool: { read: () => assert.fail("the driver is played"), clearDelivery: async () => undefined },
    deliver: async () => {
      tried.push(clock.monotonic());
      const play = plays[Math.min(tried.length, plays.length) - 1];
      if (play === undefined || play instanceof Fault) throw play;
      return play;
    },
    clock,
    log: quiet,
    box,
  });
  let looks = 0;
  const begin = (): Arrivals =>
    new Arrivals({
      accounting,
      spool: { read: () => assert.fail("the inspector is played") },
      inspect: async () => {
        const found = reads[Math.min(looks++, reads.length - 1)];
        if (found === undefined || found instanceof Fault) throw found;
        return found;
      },
      releases,
      answers: () => printer.answers,
      recorded: () => undefined,
      clock,
      log: quiet,
      box,
    });
  const job: Job = {
    id: "j1" as JobId,
    number: 1,
    queue: main,
    title: "letter",
    ticket: plainTicket,
    spoolBox: box,
    attempt: 0,
    resolved: [],
    sender: { strength: "proven", user: ann, named: "ann", address: "192.0.2.7" },
    state: "pending-held",
    reasons: [],
    createdAt: clock.now(),
    heldByClient: false,
    document: { format: "application/pdf", bytes: 1, hash: "00" },
  };
  /** Lives on for `ms`, a round every five seconds. */
  const live = async (arrivals: Arrivals, ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 5 * second) {
      clock.advance(5 * second);
      arrivals.round();
      for (let turns = 0; turns < 30; turns++) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(turns < 5 ? 50 : 0);
      }
    }
  };
  const still = () => accounting.ask({ name: "job", id: job.id });
  const act: Accounting["propose"] = async (command) => {
    const outcome = await accounting.propose(command);
    assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
    return outcome;
  };
  return { accounting, act, printer, tried, begin, job, live, still, clock };
}

for (const mode of ["direct", "tracked"] as const) {
  test(`${mode}: a printer that was off for a moment prints the job when it is back, once`, async () => {
    const { begin, job, live, still, tried, accounting } = stage(mode, [off, off, out]);
    const arrivals = begin();
    arrivals.accepted(job);
    await live(arrivals, 3 * minute);
    assert.equal(still(), undefined);
    assert.deepEqual([tried.length, accounting.ask({ name: "ended-job", id: job.id })?.state], [3, "completed"]);
    await live(arrivals, 20 * minute);
    assert.equal(tried.length, 3);
  });

  test(`${mode}: a job a byte of which left waits for a person, though nothing came out`, async () => {
    const { begin, job, live, still, tried } = stage(mode, [{ ...out, final: "aborted", impressions: 0 }, out]);
    const arrivals = begin();
    arrivals.accepted(job);
    await live(arrivals, 5 * minute);
    assert.deepEqual([tried.length, still()?.state], [1, "pending-held"]);
  });

  test(`${mode}: a try its sender stopped before a byte left waits for a person, also after a restart`, async () => {
    const { begin, job, live, still, tried } = stage(mode, [
      { source: "quote", final: "aborted", sent: false, reasons: [stoppedByPerson] },
      out,
    ]);
    const arrivals = begin();
    arrivals.accepted(job);
    await live(arrivals, minute);
    const restarted = begin();
    restarted.resume();
    await live(restarted, minute);
    assert.deepEqual([tried.length, still()?.state], [1, "pending-held"]);
  });

  test(`${mode}: what a crash before SENDING left goes on`, async () => {
    const { begin, job, live, still, tried, act } = stage(mode, [out]);
    await act({
      name: "accept-job",
      by: byBox,
      job: { ...job, document: { ...job.document, facts: pack(onePage) } as Job["document"] & {} },
    });
    const reserved = await act({ name: "reserve", by: byBox, job: job.id, printer: hall, ticket: plainTicket, settler: box });
    assert.ok(!isRefusal(reserved));
    await act({ name: "void", by: byBox, job: job.id, reservation: reserved.id, reason: "stopped before anything was sent" });
    const arrivals = begin();
    await live(arrivals, minute);
    assert.deepEqual([still(), tried.length], [undefined, 1]);
  });
}

test("a silent printer is not tried; a tracked job goes on when it answers, hours later, a direct one waits for a card", async () => {
  for (const [mode, prints] of [
    ["tracked", true],
    ["direct", false],
  ] as const) {
    const { begin, job, live, still, tried, printer } = stage(mode, [off, out]);
    const arrivals = begin();
    printer.answers = false;
    arrivals.accepted(job);
    await live(arrivals, 60 * minute);
    assert.equal(tried.length, 1);
    printer.answers = true;
    await live(arrivals, minute);
    assert.deepEqual([tried.length, still() === undefined], prints ? [2, true] : [1, false]);
  }
});

test("a printer that answers and takes nothing all day is tried ever rarer, below what a job may be tried", async () => {
  const { begin, job, live, tried } = stage("tracked", [off]);
  const arrivals = begin();
  arrivals.accepted(job);
  await live(arrivals, 24 * 60 * minute);
  assert.ok(tried.length > 20 && tried.length < 190, `${tried.length} times`);
});

test("what a person released and stopped before anything was sent is not printed behind their back", async () => {
  const { begin, job, live, act, still, tried } = stage("direct", [out]);
  await act({
    name: "accept-job",
    by: byBox,
    job: { ...job, document: { ...job.document, facts: pack(onePage) } as Job["document"] & {} },
  });
  const reserved = await act({ name: "reserve", by: operator, job: job.id, printer: hall, ticket: plainTicket, settler: box });
  assert.ok(!isRefusal(reserved));
  const evidence = { source: "quote", final: "aborted", sent: false } as const;
  await act({ name: "settle", by: operator, reservation: reserved.id, evidence });
  await live(begin(), 5 * minute);
  assert.deepEqual([tried.length, still()?.state], [0, "pending-held"]);
});

test("an engine that gave up is asked twice more; then its word stands", async () => {
  const better = stage("tracked", [out], [unreadable, unreadable, onePage]);
  const arrivals = better.begin();
  arrivals.accepted(better.job);
  await better.live(arrivals, 2 * minute);
  assert.equal(better.still(), undefined);
  const never = stage("tracked", [out], [unreadable, unreadable, unreadable, onePage]);
  const others = never.begin();
  others.accepted(never.job);
  await never.live(others, 20 * minute);
  assert.equal(never.still()?.document?.problem, "document-unreadable");
});

for (const [mode, prints] of [
  ["tracked", true],
  ["direct", false],
] as const) {
  const goesOn = prints ? "goes on" : "waits for a card";

  test(`${mode}: a job that can be read only hours later, after a restart, ${goesOn}`, async () => {
    const { begin, job, live, still, tried, clock } = stage(mode, [out], [unreadable, unreadable, onePage]);
    const evening = begin();
    evening.accepted(job);
    await live(evening, 15 * second);
    evening.close();
    clock.advance(180 * minute);
    const later = begin();
    later.resume();
    await live(later, 2 * minute);
    assert.deepEqual([tried.length, still() === undefined], prints ? [1, true] : [0, false]);
    if (!prints) assert.ok(still()?.document?.facts, "it is read, and ready for whoever comes");
  });

  test(`${mode}: a job whose document the disk gives out only a quarter of an hour later ${goesOn}`, async () => {
    // Asked once a second, a round of five seconds each.
    const busy = Array.from({ length: 180 }, () => off);
    const { begin, job, live, still, tried } = stage(mode, [out], [...busy, onePage]);
    const arrivals = begin();
    arrivals.accepted(job);
    await live(arrivals, 30 * minute);
    assert.ok(still() === undefined || still()?.document?.facts, "it was read in the end");
    assert.deepEqual([tried.length, still() === undefined], prints ? [1, true] : [0, false]);
  });

  test(`${mode}: a job nobody looked into before a stop of hours ${goesOn}`, async () => {
    const { act, begin, job, live, still, tried, clock } = stage(mode, [out]);
    await act({ name: "accept-job", by: byBox, job });
    clock.advance(180 * minute);
    const arrivals = begin();
    arrivals.resume();
    await live(arrivals, minute);
    assert.deepEqual([tried.length, still() === undefined], prints ? [1, true] : [0, false]);
  });

  test(`${mode}: a job that was only in the spool when the box stopped for hours ${goesOn}`, async () => {
    const { begin, job, live, still, tried, clock } = stage(mode, [out]);
    clock.advance(180 * minute);
    const arrivals = begin();
    arrivals.accepted(job, "found");
    await live(arrivals, minute);
    assert.deepEqual([tried.length, still() === undefined], prints ? [1, true] : [0, false]);
  });
}

test("direct: a job that can be read at the second look, minutes after it came, prints by itself", async () => {
  const { begin, job, live, still, clock } = stage("direct", [out], [unreadable, onePage]);
  const evening = begin();
  evening.accepted(job);
  await live(evening, 5 * second);
  evening.close();
  clock.advance(5 * minute);
  const later = begin();
  later.resume();
  await live(later, minute);
  assert.equal(still(), undefined);
});
