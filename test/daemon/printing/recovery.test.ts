// A reservation never stays open for ever, whatever became of the record that says how far its delivery got.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { CommandId, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import { money } from "../../../daemon/domain/money.ts";
import { Recovery } from "../../../daemon/printing/recovery.ts";
import { Releases } from "../../../daemon/printing/release.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { box } from "../state/world.ts";
import { openSpool, quiet, temporary } from "./spool-fixture.ts";

const operator = { kind: "operator", name: "test" } as const;
const [ann, hall, main] = ["u-ann" as UserId, "hall" as PrinterName, "main" as QueueName];

test("a damaged delivery record ends as unknown: nothing is charged, nothing sent again, and the case is listed", async (t) => {
  const clock = new ManualClock();
  const { deps, world, hold } = fakeBox(clock);
  const { accounting } = deps;
  const price = { name: "default" as never, mono: money(500), color: money(2000), sizes: {} };
  world.must({ name: "set-price", by: operator, profile: price });
  world.must({ name: "set-printer", by: operator, printer: hall, uri: "folder:/paper" });
  const queue = { name: main, mode: "pull", printers: [hall], leastStrength: "named", tell: "auto" } as const;
  world.must({ name: "set-queue", by: operator, makeDefault: true, queue });
  world.must({ name: "add-user", by: operator, user: ann, login: "ann", displayName: "Ann", limited: true });
  world.must({ name: "top-up", by: operator, id: "c-1" as CommandId, user: ann, amount: money(50_000), reason: "cash" });
  const job = hold("letter", ann);
  const reserve = { name: "reserve", by: operator, job: job.id, printer: hall, ticket: plainTicket, settler: box } as const;
  const reservation = await accounting.propose<"reserve">(reserve);
  assert.ok(!isRefusal(reservation));

  const directory = await temporary(t);
  const spool = await openSpool(t, directory);
  await spool.markSending(job.id, { reservation: reservation.id, at: clock.now() });
  await writeFile(join(directory, `${job.id}.delivery`), "xxxxxxxx not what was written\n");
  const never = async (): Promise<never> => assert.fail("without a handle nobody is asked, and nothing is sent");
  const releases = new Releases({ accounting, spool, deliver: never, clock, log: quiet, box });
  const recovery = new Recovery({ accounting, spool, releases, recall: never, clock, log: quiet, box });
  await recovery.pass();

  assert.deepEqual(accounting.ask({ name: "reservations" }), []);
  assert.deepEqual(accounting.ask({ name: "purse", user: ann })?.spendable, 50_000);
  assert.equal(accounting.ask({ name: "ended-job", id: job.id })?.review, "printer-lost");
});
