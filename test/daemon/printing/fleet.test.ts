// What the operator and the person hear of a printer that is not to be had: its own reason, not another's.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { makeAuthority } from "../../../daemon/certificates/authority.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import type { JobId, ReservationId } from "../../../daemon/domain/ids.ts";
import type { Quote } from "../../../daemon/domain/price.ts";
import { createDelivery } from "../../../daemon/printing/delivery.ts";
import { Fleet } from "../../../daemon/printing/fleet.ts";
import { openTrust } from "../../../daemon/printing/printer/trust.ts";
import { Releases } from "../../../daemon/printing/release.ts";
import { integer, nameValue } from "../../../daemon/ipp/build.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { sentence } from "../../../daemon/words/refusals.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { type FakePrinterOptions, startFakePrinter } from "../../fakes/printer.ts";
import { box } from "../state/world.ts";
import { follow, orderOf } from "./printer/setting.ts";
import { quiet, temporary } from "./spool-fixture.ts";

const operator = { kind: "operator", name: "test" } as const;
const [hall, main, ann] = ["hall" as PrinterName, "main" as QueueName, "u-ann" as UserId];

async function stage(t: TestContext, uri: string) {
  const { deps, world, hold } = fakeBox();
  const { accounting } = deps;
  world.must({ name: "set-price", by: operator, profile: { name: "default" as never, mono: money(500), color: money(500), sizes: {} } });
  world.must({ name: "set-printer", by: operator, printer: hall, uri });
  const queue = { name: main, mode: "pull", printers: [hall], leastStrength: "named", tell: "auto" } as const;
  world.must({ name: "set-queue", by: operator, makeDefault: true, queue });
  world.must({ name: "add-user", by: operator, user: ann, login: "ann", displayName: "Ann", limited: false });
  const directory = await temporary(t);
  const trust = await openTrust(join(directory, "certificates.json"));
  const fleet = new Fleet({ accounting, trust, clock: systemClock, random: systemRandom, log: quiet, box });
  const sent = { uri: "", handle: "" };
  const delivery = createDelivery({
    clock: systemClock,
    log: quiet,
    addressOf: (name) => fleet.addressOf(name),
    deviceFor: (name, at) => fleet.deviceFor(name, at),
    record: {
      sending: async (_, { uri: to }) => void (sent.uri = to),
      handle: async (_, handle) => void (sent.handle = handle),
    },
  });
  const spool = { read: () => assert.fail("nothing is sent"), clearDelivery: async () => undefined };
  const releases = new Releases({ accounting, spool, deliver: delivery.deliver, clock: systemClock, log: quiet, box });
  return { world, fleet, delivery, releases, hold, sent };
}

/** An address at which nobody listens. */
async function nobodyAt(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `ipp://127.0.0.1:${port}/ipp/print`;
}

async function printerAt(t: TestContext, options: FakePrinterOptions): Promise<string> {
  const printer = await startFakePrinter(options);
  t.after(() => printer.close());
  return printer.uri;
}

const told = (refused: unknown): string => sentence("en", refused as Refusal, "EUR");

test("calibrating a printer that is off says that it does not answer", async (t) => {
  const { fleet, delivery } = await stage(t, await nobodyAt());
  const refused = await fleet.calibrate(hall, delivery);
  assert.deepEqual(refused, { refused: "printer-not-calibrated", with: { name: "hall", reason: "printer-unreachable" } });
  assert.match(told(refused), /how hall counts: it does not answer\. Nothing was changed/);
});

test("calibrating a printer that takes no PDF says that", async (t) => {
  const { fleet, delivery } = await stage(t, await printerAt(t, { formats: ["image/urf"] }));
  assert.match(told(await fleet.calibrate(hall, delivery)), /it takes no PDF/);
});

test("calibrating a printer that counts nothing says that", async (t) => {
  const { fleet, delivery } = await stage(t, await printerAt(t, { pageMs: 1, quirks: { counts: "none" } }));
  assert.match(told(await fleet.calibrate(hall, delivery)), /it does not say how many pages came out/);
});

test("a release at a printer that is off waits again and says why", async (t) => {
  const { releases, hold } = await stage(t, await nobodyAt());
  const { id: job } = hold("letter", ann);
  const running = await releases.release({ job, printer: hall, ticket: plainTicket, by: operator });
  assert.ok(!isRefusal(running));
  const { heldAgain, reasons } = await running.done;
  assert.deepEqual([heldAgain, reasons], [true, ["printer-unreachable"]]);
});

/** As printers sign themselves. */
async function selfSigned(): Promise<{ key: string; cert: string }> {
  const { key, chain: cert } = await makeAuthority("hall", { clock: systemClock, random: systemRandom });
  return { key, cert };
}

test("a printer with another certificate is told as that, and trusted again once the operator sets it again", async (t) => {
  const first = await startFakePrinter({ tls: await selfSigned() });
  const { fleet } = await stage(t, first.uri);
  assert.ok(!isRefusal(await fleet.probeAnew(hall)));
  await first.close();
  const second = await startFakePrinter({ port: first.port, tls: await selfSigned() });
  t.after(() => second.close());
  await fleet.round();
  assert.deepEqual([fleet.condition(hall).state, fleet.condition(hall).reasons], ["unreachable", ["certificate-changed"]]);
  await assert.rejects(fleet.probe(hall), /another certificate/);
  assert.ok(!isRefusal(await fleet.probeAnew(hall)));
  await fleet.round();
  assert.equal(fleet.conditions()[0]?.state, "idle");
});

test("what became of a job is asked of the device it was sent to, whatever address its printer has by then", async (t) => {
  const sentTo = await printerAt(t, { pages: 2 });
  const { delivery, world, sent } = await stage(t, sentTo);
  const reservation = { id: "j1.r" as ReservationId, printer: hall, quote: { impressions: 2 } as Quote };
  await delivery.deliver(orderOf(2, { reference: reservation.id }), { id: "j1" as JobId }, reservation, follow());
  assert.equal(sent.uri, sentTo);
  world.must({ name: "set-printer", by: operator, printer: hall, uri: await printerAt(t, {}) });
  const evidence = await delivery.recall(reservation, sent.handle, sent.uri);
  assert.deepEqual([evidence.final, evidence.impressions], ["completed", 2]);
  assert.equal((await delivery.recall(reservation, sent.handle)).final, "unknown");
});

test("what a printer says of its toner is known after a look, and stays so while it prints or is silent", async (t) => {
  const supplies = [nameValue("marker-names", "Black"), integer("marker-levels", 4)];
  const { fleet } = await stage(t, await printerAt(t, { supplies }));
  let changes = 0;
  fleet.follow(() => changes++);
  const black = [{ name: "Black", level: 4, low: true, colors: [] }];
  await fleet.again(hall);
  assert.deepEqual([fleet.condition(hall).supplies, changes], [black, 1]);
  await fleet.again(hall);
  assert.equal(changes, 1, "the same again is no news");
  fleet.heard(hall, { state: "printing" });
  assert.deepEqual([fleet.condition(hall).state, fleet.condition(hall).supplies], ["processing", black]);
});
