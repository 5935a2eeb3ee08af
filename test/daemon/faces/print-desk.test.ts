// A client changes its mind: what it cancels stays canceled, also in the breath after it let go of a hold, and while its printer is busy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BoxId, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Refusal } from "../../../daemon/domain/refusal.ts";
import { money } from "../../../daemon/domain/money.ts";
import { createPrintDesk, type PrintDeskParts } from "../../../daemon/faces/print-desk.ts";
import { Arrivals } from "../../../daemon/printing/arrivals.ts";
import type { Running } from "../../../daemon/printing/release.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import type { Settled } from "../../../daemon/state/commands.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { ManualClock } from "../../fakes/clock.ts";

const quiet = createLog({ level: "error", sink: { write: () => {} } });
const by = { kind: "user", name: "somebody at 192.0.2.7" } as const;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function stage(running: PrintDeskParts["releases"]["running"] = () => undefined, refusal: Refusal = { refused: "job-not-possible" }) {
  const clock = new ManualClock();
  const { deps, hold } = fakeBox(clock);
  const { accounting } = deps;
  const arrivals = new Arrivals({
    accounting,
    spool: { read: () => assert.fail("nothing is looked into here") },
    inspect: () => assert.fail("nothing is looked into here"),
    releases: { release: async () => refusal },
    answers: () => true,
    recorded: () => {},
    clock,
    log: quiet,
    box: "box-1" as BoxId,
  });
  const desk = createPrintDesk({
    accounting,
    arrivals,
    intake: {
      fresh: () => undefined,
      freshJobs: () => [],
      whenSettled: async () => true,
      submit: async () => refusal,
    } as unknown as PrintDeskParts["intake"],
    releases: { running },
    signIn: async () => ({ refused: "sign-in-failed" }),
    tokenHash: (token) => token,
    giveWay: () => () => {},
    identify: () => assert.fail("nobody looks for a printer here"),
    clock,
    log: quiet,
  });
  return { clock, arrivals, accounting, desk, job: hold("letter") };
}

test("a job let go and canceled at once does not come back", async () => {
  const { clock, arrivals, accounting, desk, job } = stage();
  await desk.hold(job.id, true, by);
  await desk.hold(job.id, false, by);
  assert.deepEqual(await desk.cancel(job.id, by), { done: true });
  for (let turns = 0; turns < 10; turns++) {
    clock.advance(50);
    await turn();
  }
  await arrivals.idle();
  assert.equal(accounting.ask({ name: "job", id: job.id }), undefined);
  assert.equal(accounting.ask({ name: "ended-job", id: job.id })?.state, "canceled");
});

test("a job canceled while it waits for a busy printer is gone, not held again", async () => {
  const release = Promise.withResolvers<Settled>();
  const running = {
    stop: () => release.resolve({ charged: money(0), refunded: money(0), impressions: 0, verified: true, heldAgain: true }),
  };
  let prints = true;
  const { accounting, desk, job } = stage(() => (prints ? ({ ...running, done: release.promise } as unknown as Running) : undefined));
  const canceling = desk.cancel(job.id, by);
  prints = false;
  assert.deepEqual(await canceling, { done: true });
  assert.equal(accounting.ask({ name: "ended-job", id: job.id })?.state, "canceled", "before it is answered");
});

test("a printer that takes long to stop keeps nobody who cancels waiting", async () => {
  const running = { stop: () => undefined, done: new Promise<Settled>(() => undefined) };
  const { clock, accounting, desk, job } = stage(() => running as unknown as Running);
  const canceling = desk.cancel(job.id, by);
  await turn();
  clock.advance(1_000);
  assert.deepEqual(await canceling, { done: true });
  assert.equal(accounting.ask({ name: "job", id: job.id })?.id, job.id);
});

test("whoever sent a job that is not taken, or not printed at once, is told why; nobody else, and nothing of a request in a wrong order", async () => {
  const by = { kind: "operator", name: "test" } as const;
  const ann = "user-ann" as UserId;
  for (const [refusal, told] of [
    [{ refused: "document-too-large", with: { limit: 1 } }, ["document-too-large", "account-limit-reached"]],
    [{ refused: "job-not-possible" }, ["account-limit-reached"]],
  ] as const) {
    const { accounting, desk, job } = stage(undefined, refusal);
    await accounting.propose({ name: "set-notices", by, notices: { events: { refused: "info" }, lowCredit: money(0) } });
    await accounting.propose({ name: "add-user", by, user: ann, login: "ann", displayName: "Ann", limited: true });
    const queue = { name: "main" as QueueName, mode: "pull", printers: [], leastStrength: "named", tell: "held" } as const;
    const submission = { queue, title: "Essay", ticket: job.ticket, heldByClient: false };
    const sender = { strength: "named", named: "ann", address: "192.0.2.7" } as const;
    await desk.submit({ ...submission, sender: { ...sender, user: ann } }, "application/pdf", nothing());
    await desk.submit({ ...submission, sender }, "application/pdf", nothing());
    desk.notTaken({ sender: { ...sender, user: ann }, title: "Essay" }, { refused: "account-limit-reached", with: { missing: 1 } });
    await turn();
    assert.deepEqual(
      accounting.ask({ name: "messages", user: ann }).map(({ problem, title }) => [problem, title]),
      told.map((problem) => [problem, "Essay"]),
    );
  }
});

async function* nothing(): AsyncGenerator<Uint8Array> {}
