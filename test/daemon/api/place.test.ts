// What the pages of the first run ask: printers around, the network and its trials, the clock.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName } from "../../../daemon/api/discovery.ts";
import { refuse } from "../../../daemon/domain/refusal.ts";
import { ask, served } from "./asking.ts";

const around = [
  { name: "HP LaserJet (Salle 12)", uri: "ipps://192.0.2.7/ipp/print", model: "HP LaserJet", place: "Salle des profs" },
  { name: "HP LaserJet (2)", uri: "ipp://192.0.2.8/ipp/print", model: "HP LaserJet", place: "Salle des profs" },
  { name: "Quoin", uri: "ipp://192.0.2.1:8631/ipp/print" },
];

test("a found printer has a free name fit for addresses, or the name it has; this box's own queues are none", async () => {
  await using it = await served();
  Object.assign(it.box.deps, {
    discovery: { around: async () => around, at: async () => undefined },
    printers: { ...it.box.deps.printers, refuses: (uri: string) => (uri.includes(":8631") ? refuse("bad-input") : undefined) },
  });
  await ask(it.web, "PUT", "/api/v1/printers/hall", { body: { uri: "ipp://192.0.2.8:631/ipp/print" } });
  const heard = await ask(it.web, "GET", "/api/v1/discovery/printers");
  assert.deepEqual(
    heard.json.printers.map(({ suggested, added }: { suggested: string; added?: string }) => [suggested, added]),
    [
      ["salle-des-profs", undefined],
      ["hall", "hall"],
    ],
  );
  const wrong = await ask(it.web, "POST", "/api/v1/discovery/printers", { body: { address: "a b" } });
  assert.equal(wrong.status, 400);
  assert.match(wrong.json.detail, /neither a name nor an address/);
});

test("what was heard at an address instead of a printer is told in words", async () => {
  await using it = await served();
  const hears = (troubles: readonly string[]) =>
    Object.assign(it.box.deps, {
      discovery: { around: async () => [], at: async () => troubles.map((trouble) => ({ uri: "ipp://a/", trouble })) },
    });
  const told = async (): Promise<string> =>
    (await ask(it.web, "POST", "/api/v1/discovery/printers", { body: { address: "printer.example" } })).json.sentence;
  hears(["printer-unreachable", "printer-unreachable"]);
  assert.match(await told(), /^Nothing answers at this address/);
  hears(["printer-unreachable", "printer-refuses"]);
  assert.match(await told(), /^Something answers at this address.*it refuses the job/);
});

test("names out of what people write", () => {
  assert.equal(freeName("Salle des Profs, 1er étage", new Set()), "salle-des-profs-1er-etage");
  assert.equal(freeName("Hall", new Set(["hall", "hall-2"])), "hall-3");
  assert.equal(freeName("打印机", new Set()), "printer");
  assert.match(freeName(`a${"-".repeat(80)}b`, new Set()), /^a-b$/);
});

test("the network is shown and tried; a time server's distance is told with the side it is on", async () => {
  await using it = await served();
  const network = (await ask(it.web, "GET", "/api/v1/network")).json;
  assert.deepEqual([network.mayChange, network.zone, network.clock], [false, "Europe/Paris", { trusted: true, by: "network" }]);
  const trial = await ask(it.web, "POST", "/api/v1/network/trial", { body: { try: "time", what: "ntp.example" } });
  assert.deepEqual(trial.json, { ok: true, sentence: "ntp.example answers: the box's clock is behind by 90 seconds." });
  const change = await ask(it.web, "PUT", "/api/v1/network", { body: { nameServers: [], timeServers: [] } });
  assert.equal(change.status, 409);
  assert.match(change.json.detail, /own system sets its network/);
});

test("a clock nobody vouched for is found, and every answer names the zone of the place", async () => {
  await using it = await served();
  it.box.status = { clock: { trusted: false, why: "stepped", byMs: 86_400_000 } };
  const findings = await ask(it.web, "GET", "/api/v1/findings");
  const found = findings.json.findings.find(({ code }: { code: string }) => code === "time-stepped");
  assert.equal(found?.level, "needs");
  assert.match(found.sentence, /no period is closed/);
  assert.equal(findings.headers["quoin-zone"], "Europe/Paris");
  assert.deepEqual((await ask(it.web, "GET", "/api/v1/status")).json.clock, { trusted: false, why: "stepped" });
});
