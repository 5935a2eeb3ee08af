// What a machine tells of its network, in the forms Linux has for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gatewayIn, interfacesOf, nameServersIn, networkFacts, timeServersIn } from "../../../daemon/network/facts.ts";

test("the gateway, of the route to everywhere", () => {
  const head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  assert.equal(
    gatewayIn(`${head}eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\neth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\n`),
    "192.168.1.1",
  );
  assert.equal(gatewayIn(head), undefined);
  assert.equal(gatewayIn("eth0\t00000000\tzzzz"), undefined);
});

test("name servers and time servers, each once, of every service that may run", () => {
  assert.deepEqual(
    nameServersIn("# x\nnameserver 192.0.2.1\nsearch a\nnameserver 127.0.0.53\n nameserver 2001:db8::1\nnameserver 192.0.2.1\n"),
    ["192.0.2.1", "2001:db8::1"],
  );
  assert.deepEqual(timeServersIn("[Time]\n#NTP=no.example\nNTP=a.example b.example\nFallbackNTP=\n"), ["a.example", "b.example"]);
  assert.deepEqual(timeServersIn("pool 2.debian.pool.ntp.org iburst\nserver time.example\n! server x\n"), [
    "2.debian.pool.ntp.org",
    "time.example",
  ]);
});

test("interfaces that lead out of the machine, with their addresses", () => {
  const one = (address: string, internal = false) => ({
    address,
    cidr: `${address}/24`,
    internal,
    mac: "02:00:00:00:00:01",
    family: "IPv4",
    netmask: "",
  });
  const all = { lo: [one("127.0.0.1", true)], eth0: [one("192.0.2.7"), one("fe80::1")], eth1: [] };
  assert.deepEqual(interfacesOf(all as never), [{ name: "eth0", mac: "02:00:00:00:00:01", addresses: ["192.0.2.7/24"] }]);
});

test("this machine tells something", async () => {
  const facts = await networkFacts();
  assert.notEqual(facts.name, "");
});
