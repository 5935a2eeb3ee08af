// A release whose answer was lost is asked for again under its key: one reservation, one delivery, the same answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Accounting } from "../../../daemon/accounting.ts";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { Evidence } from "../../../daemon/domain/evidence.ts";
import type { CommandId, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import { Recovery } from "../../../daemon/printing/recovery.ts";
import type { PrintOrder } from "../../../daemon/printing/printer/contract.ts";
import { type Deliver, Releases } from "../../../daemon/printing/release.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { box } from "../state/world.ts";
import { quiet } from "./spool-fixture.ts";

const operator = { kind: "operator", name: "test" } as const;
const [ann, hall, main] = ["u-ann" as UserId, "hall" as PrinterName, "main" as QueueName];

function school() {
  const fake = fakeBox(new ManualClock());
  const { world } = fake;
  world.must({
    name: "set-price",
    by: operator,
    profile: { name: "default" as never, mono: money(500), color: money(2000), sizes: {} },
  });
  world.must({ name: "set-printer", by: operator, printer: hall, uri: "folder:/paper" });
  const queue = { name: main, mode: "pull", printers: [hall], leastStrength: "named", tell: "auto" } as const;
  world.must({ name: "set-queue", by: operator, makeDefault: true, queue });
  world.must({ name: "add-user", by: operator, user: ann, login: "ann", displayName: "Ann", limited: true });
  world.must({ name: "top-up", by: operator, id: "c-1" as CommandId, user: ann, amount: money(50_000), reason: "cash" });
  return { ...fake, job: fake.hold("letter", ann) };
}

const spool = { read: () => assert.fail("nothing is read"), clearDelivery: async () => undefined } as never;

test("asked twice at once and again after the end and after a restart, a release under its key happens once", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  let delivered = 0;
  const deliver: Deliver = async () => {
    delivered++;
    return { source: "job", final: "completed", impressions: 2, sent: true } as never;
  };
  const started = (): Releases => new Releases({ accounting, spool, deliver, clock, log: quiet, box });
  const releases = started();
  const request = { id: "http.cli.desk-3-0007" as CommandId, job: job.id, printer: hall, by: operator };
  const [one, two] = await Promise.all([releases.releaseOnce(request), releases.releaseOnce(request)]);
  assert.deepEqual(one, two);
  await releases.idle();
  assert.equal(accounting.ask({ name: "job", id: job.id }), undefined, "it printed and ended");
  assert.deepEqual(await releases.releaseOnce(request), one);
  assert.deepEqual(await started().releaseOnce(request), one);
  assert.deepEqual(await releases.releaseOnce({ ...request, shown: money(1) }), { refused: "command-conflict" });
  assert.equal(delivered, 1);
  assert.equal(accounting.ask({ name: "purse", user: ann })?.balance, 49_000);
});

test("a reservation that a process before this one made is left to recovery, not started again", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const never: Deliver = async () => assert.fail("recovery knows what was sent");
  const releases = new Releases({ accounting, spool, deliver: never, clock, log: quiet, box });
  const request = { id: "http.cli.desk-3-0008" as CommandId, job: job.id, printer: hall, by: operator };
  const made = await accounting.propose({ name: "reserve", settler: box, ...request });
  assert.deepEqual(await releases.releaseOnce(request), made);
  assert.equal(releases.knows(job.id), false);
});

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};
const printed: Evidence = { source: "paper-log", final: "completed", impressions: 2, sent: true };
const nothingSent: Evidence = { source: "quote", final: "aborted", sent: false };
const off = new Fault("printer-failed", "no answer", { retry: "later" });

/** A spool that says when it begins to clear a delivery, and ends when it is let; the delivery after that waits in its lane. */
function tail(accounting: Accounting, clock: ManualClock, first: (order: PrintOrder) => Promise<Evidence> = () => Promise.reject(off)) {
  const [clearing, cleared, lane] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<Evidence>()];
  const log: string[] = [];
  const deliver: Deliver = (order, _job, { attempt }) => {
    log.push(`attempt ${attempt}`);
    return attempt === 1 ? first(order) : lane.promise;
  };
  const slow = {
    // biome-ignore lint/correctness/useYield: it fails before its first byte
    read: async function* () {
      throw new Fault("data-damaged", "not what was written", { retry: "never" });
    },
    deliveryOf: async () => undefined,
    clearDelivery: async () => {
      clearing.resolve();
      await cleared.promise;
      log.push("cleared");
    },
  };
  const releases = new Releases({ accounting, spool: slow, deliver, clock, log: quiet, box });
  const recall = async (): Promise<never> => assert.fail("nothing was sent");
  const recovery = new Recovery({ accounting, spool: slow, releases, recall, clock, log: quiet, box });
  return { releases, recovery, clearing: clearing.promise, letClear: cleared.resolve, print: () => lane.resolve(printed), log };
}

test("a release asked for while the attempt before clears up waits for that, is nobody else's to void, and is paid", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const { releases, recovery, clearing, letClear, print, log } = tail(accounting, clock as ManualClock);
  assert.ok(!isRefusal(await releases.release({ job: job.id, printer: hall, ticket: plainTicket, by: operator })));
  await clearing;
  const again = releases.releaseOnce({ id: "http.cli.desk-3-0009" as CommandId, job: job.id, printer: hall, by: operator });
  await turns();
  assert.deepEqual(log, ["attempt 1"], "what is cleared may be the second attempt's");
  letClear();
  const reserved = await again;
  assert.ok(!isRefusal(reserved));
  await turns();
  await recovery.pass();
  assert.deepEqual([accounting.ask({ name: "job", id: job.id })?.reservation, releases.knows(job.id)], [reserved.id, true]);
  print();
  await releases.idle();
  assert.deepEqual(log, ["attempt 1", "cleared", "attempt 2"]);
  assert.equal(accounting.ask({ name: "purse", user: ann })?.balance, 49_000);
});

test("an attempt that ends while the next is being reserved keeps the printer's turn until it has cleared up", async () => {
  const { deps, job } = school();
  const { clock } = deps;
  const asked = Promise.withResolvers<void>();
  const accounting: Accounting = {
    ...deps.accounting,
    propose: async (command) => {
      if (command.id === key) await asked.promise;
      return deps.accounting.propose(command);
    },
  };
  const key = "http.cli.desk-3-0010" as CommandId;
  const first = Promise.withResolvers<Evidence>();
  const { releases, recovery, clearing, letClear, print, log } = tail(accounting, clock as ManualClock, () => first.promise);
  assert.ok(!isRefusal(await releases.release({ job: job.id, printer: hall, ticket: plainTicket, by: operator })));
  const again = releases.releaseOnce({ id: key, job: job.id, printer: hall, by: operator });
  await turns();
  first.resolve(nothingSent);
  await clearing;
  asked.resolve();
  await turns();
  await recovery.pass();
  assert.deepEqual(log, ["attempt 1"]);
  letClear();
  assert.ok(!isRefusal(await again));
  await recovery.pass();
  print();
  await releases.idle();
  assert.deepEqual(log, ["attempt 1", "cleared", "attempt 2"]);
  assert.equal(accounting.ask({ name: "purse", user: ann })?.balance, 49_000);
});

test("what the attempt before found its document to be is known before money is set aside again", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const reads = async (order: PrintOrder): Promise<Evidence> => {
    for await (const _chunk of order.document()) assert.fail("damaged from its first byte");
    return printed;
  };
  const { releases, clearing, letClear, log } = tail(accounting, clock as ManualClock, reads);
  assert.ok(!isRefusal(await releases.release({ job: job.id, printer: hall, ticket: plainTicket, by: operator })));
  await clearing;
  const again = releases.releaseOnce({ id: "http.cli.desk-3-0015" as CommandId, job: job.id, printer: hall, by: operator });
  await turns();
  letClear();
  assert.deepEqual(await again, { refused: "document-damaged" });
  assert.deepEqual(log, ["attempt 1", "cleared"]);
});

test("what recovery ends is cleared up before the job is released again", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const { releases, clearing, letClear, print, log } = tail(accounting, clock as ManualClock);
  const left = await accounting.propose({ name: "reserve", settler: box, job: job.id, printer: hall, ticket: plainTicket, by: operator });
  assert.ok(!isRefusal(left));
  const ended = releases.settle(job.id, { id: left.id, by: operator }, nothingSent);
  await clearing;
  const again = releases.releaseOnce({ id: "http.cli.desk-3-0011" as CommandId, job: job.id, printer: hall, by: operator });
  await turns();
  assert.deepEqual(log, []);
  letClear();
  await Promise.all([ended, again]);
  print();
  await releases.idle();
  assert.deepEqual(log, ["cleared", "attempt 2"]);
});

test("a key of which nothing came is refused while the job lives: its client would wait for a print nobody makes", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const started = (deliver: Deliver): Releases => new Releases({ accounting, spool, deliver, clock, log: quiet, box });
  const request = { id: "http.cli.desk-3-0012" as CommandId, job: job.id, printer: hall, by: operator };
  const left = await accounting.propose({ name: "reserve", settler: box, ...request });
  assert.ok(!isRefusal(left));
  const releases = started(() => Promise.reject(off));
  const nothing = { deliveryOf: async () => undefined, clearDelivery: async () => undefined };
  const recall = async (): Promise<never> => assert.fail("nothing was sent");
  await new Recovery({ accounting, spool: nothing, releases, recall, clock, log: quiet, box }).pass();
  const voided = { refused: "job-not-possible", with: { reservation: left.id } };
  assert.deepEqual(await releases.releaseOnce(request), voided);
  assert.equal(accounting.ask({ name: "job", id: job.id })?.state, "pending-held");

  const other = { ...request, id: "http.cli.desk-3-0013" as CommandId };
  const tried = await releases.releaseOnce(other);
  assert.ok(!isRefusal(tried));
  await releases.idle();
  assert.deepEqual(await releases.releaseOnce(other), { refused: "job-not-possible", with: { reservation: tried.id } });

  const last = started(async () => printed);
  assert.ok(!isRefusal(await last.releaseOnce({ ...request, id: "http.cli.desk-3-0014" as CommandId })));
  await last.idle();
  assert.equal(accounting.ask({ name: "purse", user: ann })?.balance, 49_000);
});

test("whoever asks while somebody else is just being refused is answered for themselves; of two who may print, one does", async () => {
  const { deps, job } = school();
  const { accounting, clock } = deps;
  const deliver: Deliver = async () => ({ source: "job", final: "completed", impressions: 2, sent: true }) as never;
  const releases = new Releases({ accounting, spool, deliver, clock, log: quiet, box });
  const request = { job: job.id, printer: hall, ticket: plainTicket, by: operator };
  const answers = await Promise.all([
    releases.release({ ...request, shown: money(1) }),
    releases.release(request),
    releases.release(request),
  ]);
  assert.deepEqual(
    answers.map((answer) => (isRefusal(answer) ? answer.refused : "prints")),
    ["price-changed", "prints", "job-not-possible"],
  );
  await releases.idle();
});
