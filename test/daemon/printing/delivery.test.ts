// Deliveries under a clock that a test moves, with a driver that a test plays.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../../../daemon/domain/evidence.ts";
import type { JobId, PrinterName, ReservationId } from "../../../daemon/domain/ids.ts";
import type { Quote } from "../../../daemon/domain/price.ts";
import { createDelivery, type DeliveryFollowing } from "../../../daemon/printing/delivery.ts";
import type { Following, PrinterDevice, PrintOrder } from "../../../daemon/printing/printer/contract.ts";
import { Fault, isFault } from "../../../daemon/runtime/faults.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { follow, orderOf, type Watching } from "./printer/setting.ts";

/** Lets what was resolved run on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const done: Evidence = { source: "ipp", final: "completed", impressions: 3, sent: true };
const canceled: Evidence = { source: "ipp", final: "canceled", impressions: 1, sent: true };
const minute = 60_000;

/** What the driver was called with, and how a test ends the call. */
interface Call {
  readonly order?: PrintOrder;
  readonly following: Pick<Following, "progress" | "signal">;
  readonly end: (evidence: Evidence) => void;
  readonly fail: (error: unknown) => void;
}

function stage() {
  const clock = new ManualClock();
  const [calls, steps, logged]: [Call[], string[], string[]] = [[], [], []];
  const play = (following: Call["following"], order?: PrintOrder): Promise<Evidence> => {
    steps.push(order ? "print" : "recall");
    return new Promise((resolve, reject) => calls.push({ following, end: resolve, fail: reject, ...(order ? { order } : {}) }));
  };
  const device: PrinterDevice = {
    capabilities: () => assert.fail(),
    status: () => assert.fail(),
    print: (order, following) => play(following, order),
    recall: (_, __, following) => play(following),
  };
  const delivery = createDelivery({
    clock,
    log: createLog({ level: "info", sink: { write: (line) => void logged.push(line) } }),
    addressOf: () => "ipp://p/ipp/print",
    deviceFor: () => device,
    record: {
      sending: async (job, { reservation }) => void steps.push(`sending ${job} ${reservation}`),
      handle: async (job, handle) => void steps.push(`handle ${job} ${handle}`),
    },
  });
  const deliver = (name: string, following: DeliveryFollowing = follow()): Promise<Evidence> =>
    delivery.deliver(
      orderOf(3, { reference: `${name}.r` }),
      { id: name as JobId },
      { id: `${name}.r` as ReservationId, printer: "p" as PrinterName },
      following,
    );
  const nth = async (index: number): Promise<Call> => {
    for (let i = 0; i < 100 && calls.length <= index; i++) await turn();
    const call = calls[index];
    assert.ok(call, `driver call ${index}`);
    return call;
  };
  return { clock, calls, steps, logged, delivery, deliver, nth };
}

test("SENDING is on disk before the driver is called, and the handle before the first byte", async () => {
  const { steps, deliver, nth } = stage();
  const delivering = deliver("a");
  const call = await nth(0);
  assert.deepEqual(steps, ["sending a a.r", "print"]);
  await (call.following as Following).started("7:ann");
  assert.equal(steps[2], "handle a 7:ann");
  call.end(done);
  assert.deepEqual(await delivering, done);
});

test("a second job waits, says so, and is recorded as being sent only when its turn comes", async () => {
  const { steps, deliver, nth, delivery } = stage();
  const [first, following] = [deliver("a"), follow()];
  await nth(0);
  const second = deliver("b", following);
  await turn();
  assert.deepEqual([following.told, delivery.waitingAt("p" as PrinterName)], [[{ state: "waiting", ahead: 1 }], 2]);
  assert.ok(!steps.includes("sending b b.r"));
  (await nth(0)).end(done);
  await first;
  (await nth(1)).end(canceled);
  assert.deepEqual(await second, canceled);
});

test("those who wait behind a jam are told of it, whenever they came, and when it is over", async () => {
  const { deliver, nth } = stage();
  const [first, early, late] = [deliver("a"), follow(), follow()];
  const { following, end } = await nth(0);
  const second = deliver("b", early);
  following.progress({ state: "stopped", reasons: ["media-jam-error"] });
  following.progress({ state: "stopped", reasons: ["media-jam-error"] });
  const third = deliver("c", late);
  await turn();
  following.progress({ state: "stopped" });
  following.progress({ state: "printing", impressions: 1 });
  assert.deepEqual(early.told, [
    { state: "waiting", ahead: 1 },
    { state: "waiting", ahead: 1, reasons: ["media-jam-error"] },
    { state: "waiting", ahead: 1, reasons: ["none"] },
    { state: "waiting", ahead: 1 },
  ]);
  assert.deepEqual(late.told[0], { state: "waiting", ahead: 2, reasons: ["media-jam-error"] });
  following.progress({ state: "stopped", reasons: ["media-empty"] });
  end(canceled);
  await first;
  const next = await nth(1);
  next.following.progress({ state: "printing" });
  assert.deepEqual([early.told.at(-1), late.told.at(-1)], [{ state: "printing" }, { state: "waiting", ahead: 1 }]);
  next.end(done);
  await second;
  (await nth(2)).end(done);
  await third;
});

test("a record that cannot be written ends the delivery with nothing sent", async () => {
  const { delivery, calls, clock } = stage();
  const full = createDelivery({
    clock,
    log: createLog({ level: "error" }),
    addressOf: () => "ipp://p/ipp/print",
    deviceFor: () => ({}) as PrinterDevice,
    record: { sending: () => Promise.reject(new Fault("disk-full", "full", { retry: "later" })), handle: async () => undefined },
  });
  const told = full.deliver(orderOf(1), { id: "a" as JobId }, { id: "r" as ReservationId, printer: "p" as PrinterName }, follow());
  await assert.rejects(told, (error) => isFault(error, "disk-full"));
  assert.deepEqual([calls.length, full.waitingAt("p" as PrinterName), delivery.waitingAt("p" as PrinterName)], [0, 0, 0]);
});

test("a fault before the first byte goes up; after it, the job's end is unknown, never a fault", async () => {
  const { deliver, nth, logged } = stage();
  const first = deliver("a");
  (await nth(0)).fail(new Fault("printer-failed", "not there", { retry: "later" }));
  await assert.rejects(first, (error) => isFault(error, "printer-failed"));
  const second = deliver("b");
  const call = await nth(1);
  for await (const _ of call.order?.document() ?? []) break;
  call.fail(new TypeError("our own mistake"));
  assert.deepEqual(await second, { source: "quote", final: "unknown", sent: true, reasons: ["driver-failed"] });
  assert.match(logged.join(), /after bytes were sent/);
});

/** A delivery to a printer that has been standing for `ms`. */
async function standing(
  ms: number,
  more: { left?: AbortSignal } = {},
): Promise<ReturnType<typeof stage> & { call: Call; following: Watching; delivering: Promise<Evidence> }> {
  const on = stage();
  const following = follow();
  const delivering = on.deliver("a", { ...following, ...more });
  const call = await on.nth(0);
  call.following.progress({ state: "stopped", reasons: ["media-jam"], impressions: 1 });
  on.clock.advance(ms);
  return { ...on, call, following, delivering };
}

test("after 2 minutes the person may stop, and by doing so cancels", async () => {
  const before = await standing(2 * minute - 1);
  assert.equal(
    before.following.told.some(({ mayStop }) => mayStop),
    false,
  );
  const { call, following, delivering } = await standing(2 * minute);
  assert.deepEqual(following.told.at(-1), { state: "stopped", reasons: ["media-jam"], impressions: 1, mayStop: true });
  assert.equal(call.following.signal.aborted, false);
  following.stop();
  assert.equal(call.following.signal.aborted, true);
  call.end(canceled);
  assert.deepEqual(await delivering, canceled);
});

test("after 5 minutes it is canceled, whoever waits", async () => {
  const { call, delivering } = await standing(5 * minute);
  assert.equal(call.following.signal.aborted, true);
  call.end(canceled);
  assert.deepEqual(await delivering, canceled);
});

test("who leaves a printer that has stood for 2 minutes has the job canceled at once; before that, at 2 minutes", async () => {
  const leaving = new AbortController();
  const late = await standing(3 * minute, { left: leaving.signal });
  assert.equal(late.call.following.signal.aborted, false);
  leaving.abort();
  assert.equal(late.call.following.signal.aborted, true);
  const early = await standing(2 * minute - 1, { left: AbortSignal.abort() });
  assert.equal(early.call.following.signal.aborted, false);
  early.clock.advance(1);
  assert.equal(early.call.following.signal.aborted, true);
});

test("who leaves a printer that works is printed for", async () => {
  const { deliver, nth, clock } = stage();
  const delivering = deliver("a", { ...follow(), left: AbortSignal.abort() });
  const call = await nth(0);
  call.following.progress({ state: "printing", impressions: 1 });
  clock.advance(10 * minute);
  assert.equal(call.following.signal.aborted, false);
  call.end(done);
  assert.deepEqual(await delivering, done);
});

test("a driver that does not end is given up, gets no further byte, and the next job goes on", async () => {
  const { deliver, nth, clock, logged } = stage();
  const [first, second] = [deliver("a"), deliver("b")];
  const call = await nth(0);
  clock.advance(16 * minute);
  assert.equal(call.following.signal.aborted, true);
  clock.advance(3 * minute);
  assert.deepEqual(await first, { source: "quote", final: "unknown", sent: true, reasons: ["driver-hangs"] });
  assert.match(logged.join(), /does not end/);
  await assert.rejects(
    async () => {
      for await (const _ of call.order?.document() ?? []) assert.fail("a byte after the end");
    },
    (error) => isFault(error, "printer-failed"),
  );
  (await nth(1)).end(done);
  assert.deepEqual(await second, done);
});

test("a recalled job is asked about at once, whoever has the printer, and is under the same policy", async () => {
  const { delivery, deliver, nth, clock } = stage();
  const first = deliver("b");
  const printing = await nth(0);
  const recalling = delivery.recall(
    { id: "a.r" as ReservationId, printer: "p" as PrinterName, quote: { impressions: 3 } as Quote },
    "7:ann",
  );
  const call = await nth(1);
  call.following.progress({ state: "stopped" });
  clock.advance(5 * minute);
  assert.deepEqual([call.following.signal.aborted, printing.following.signal.aborted], [true, false]);
  call.end(canceled);
  assert.deepEqual(await recalling, canceled);
  printing.end(done);
  assert.deepEqual(await first, done);
});
