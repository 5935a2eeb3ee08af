// A release whose answer was lost is asked for again under its key: one reservation, one delivery, the same answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandId, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { type Deliver, Releases } from "../../../daemon/printing/release.ts";
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
