// A change of the network: refused in words, written as systemd reads it, and gone back where nobody confirms.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import { confirmMs, openNetwork } from "../../../daemon/network/network.ts";
import { linkText, type NetworkPlan, refusesPlan, timeText } from "../../../daemon/network/plan.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { until } from "../../e2e/box-process.ts";
import { ManualClock } from "../../fakes/clock.ts";

const log = createLog({ level: "error" });
const fixed: NetworkPlan = {
  fixed: { address: "192.0.2.20", prefix: 24, gateway: "192.0.2.1" },
  nameServers: ["192.0.2.1"],
  timeServers: ["ntp.example", "2001:db8::5"],
};
const automatic: NetworkPlan = { nameServers: [], timeServers: [] };

async function appliance(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), "quoin-network-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const clock = new ManualClock();
  const open = () => openNetwork({ directory, clock, random: systemRandom, log });
  const link = () => readFile(join(directory, "quoin.network"), "utf8").catch(() => undefined);
  return { directory, clock, open, link };
}

test("what systemd is told", () => {
  assert.match(linkText(fixed), /\[Network\]\nAddress=192\.0\.2\.20\/24\nGateway=192\.0\.2\.1\nDNS=192\.0\.2\.1\n$/);
  assert.match(linkText(automatic), /\[Network\]\nDHCP=yes\n$/);
  assert.match(linkText({ ...automatic, nameServers: ["192.0.2.1"] }), /DNS=192\.0\.2\.1\n\n\[DHCPv4\]\nUseDNS=no\n$/);
  assert.match(timeText(fixed), /\[Time\]\nNTP=ntp\.example 2001:db8::5\n$/);
});

test("what cannot be right is refused, and nothing that ends a line gets into a file", () => {
  assert.equal(refusesPlan(fixed), undefined);
  const with_ = (more: object): NetworkPlan => ({ ...fixed, fixed: { address: "192.0.2.20", prefix: 24, ...more } });
  const wrong: [NetworkPlan, string][] = [
    [with_({ address: "192.0.2.300" }), "address"],
    [with_({ address: "127.0.0.1" }), "address"],
    [with_({ address: "224.0.0.9" }), "address"],
    [with_({ address: "192.0.2.0" }), "address"],
    [with_({ address: "192.0.2.255" }), "address"],
    [with_({ prefix: 32 }), "prefix"],
    [with_({ gateway: "198.51.100.1" }), "gateway"],
    [with_({ gateway: "192.0.2.20" }), "gateway"],
    [with_({ gateway: "1\nDHCP=yes" }), "gateway"],
    [{ ...fixed, nameServers: ["a\nDHCP=yes"] }, "nameServers"],
    [{ ...fixed, nameServers: Array(9).fill("192.0.2.1") }, "nameServers"],
    [{ ...fixed, timeServers: ["a\nb"] }, "timeServers"],
    [{ ...fixed, timeServers: ["a b"] }, "timeServers"],
  ];
  for (const [plan, field] of wrong) assert.equal(refusesPlan(plan)?.with?.["field"], field, JSON.stringify(plan));
});

test("a fixed address nobody confirms goes back after a minute and a half; confirmed it stays", async (t) => {
  const { directory, clock, open, link } = await appliance(t);
  const network = await open();
  const applied = await network.apply(fixed);
  assert.ok(!isRefusal(applied) && applied.confirm);
  assert.deepEqual([applied.confirm.address, network.pending], ["192.0.2.20", true]);
  assert.deepEqual(await network.confirm("wrong"), { refused: "network-not-pending" });
  clock.advance(confirmMs - 1);
  assert.match((await link()) ?? "", /192\.0\.2\.20/);
  clock.advance(1);
  await until("the old network", async () => (network.pending ? undefined : true));
  assert.equal(await link(), undefined, "there was no file before");
  assert.deepEqual(await network.confirm(applied.confirm.token), { refused: "network-not-pending" });

  const again = await network.apply(fixed);
  assert.ok(!isRefusal(again) && again.confirm);
  assert.equal(await network.confirm(again.confirm.token), undefined);
  clock.advance(confirmMs * 2);
  assert.match((await link()) ?? "", /192\.0\.2\.20/);
  assert.deepEqual((await readdir(directory)).sort(), ["quoin-timesyncd.conf", "quoin.network"]);
  assert.deepEqual(await network.apply({ ...fixed, timeServers: [] }), {}, "what is as it was needs no confirming");
});

test("tried twice it goes back to what stood before the first; so does a box that was started anew meanwhile", async (t) => {
  const { open, link } = await appliance(t);
  const network = await open();
  await network.apply(automatic);
  const before = await link();
  await network.apply(fixed);
  await network.apply({ ...fixed, fixed: { address: "192.0.2.21", prefix: 24 } });
  network.stop();
  const restarted = await open();
  assert.equal(restarted.pending, false);
  assert.equal(await link(), before);
});

test("without the appliance's directory nothing is changed", async () => {
  const network = await openNetwork({ directory: undefined, clock: new ManualClock(), random: systemRandom, log });
  assert.equal(network.mayChange, false);
  assert.deepEqual(await network.apply(fixed), { refused: "network-fixed" });
});
