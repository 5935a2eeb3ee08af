// The demonstration's strip: a box that was not started with simulated devices plays nothing, whoever asks.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Simulation } from "../../../daemon/api/deps.ts";
import { ask, furnished, screenOf } from "./asking.ts";

const routes = [
  ["GET", "/api/v1/kiosk/simulation", undefined],
  ["PUT", "/api/v1/kiosk/simulation/printers/hall", { trouble: "jam" }],
  ["GET", "/api/v1/kiosk/simulation/sides/1", undefined],
] as const;

test("without simulated devices each route refuses and names the setting", async () => {
  await using it = await furnished();
  const screen = await screenOf(it, "hall");
  for (const [method, path, body] of routes) {
    const heard = await ask(screen, method, path, body === undefined ? {} : { body });
    assert.deepEqual([heard.status, heard.json.code], [404, "no-such-thing"], path);
    assert.match(heard.json.detail, /devices: \{ simulated: true \}/, path);
  }
});

test("with them a hand is laid on a printer beside that screen, and on no other", async () => {
  await using it = await furnished();
  const hindered: unknown[] = [];
  const simulation: Simulation = {
    cards: [],
    printers: (names) => names.map((name) => ({ name, sides: [] })),
    hinder: async (printer, trouble) => void hindered.push([printer, trouble]),
    picture: async () => undefined,
  };
  Object.assign(it.box.deps, { simulation });
  const screen = await screenOf(it, "hall");
  const jam = (printer: string) => ask(screen, "PUT", `/api/v1/kiosk/simulation/printers/${printer}`, { body: { trouble: "jam" } });
  assert.deepEqual((await ask(screen, "GET", "/api/v1/kiosk/simulation")).json, { cards: [], printers: [{ name: "hall", sides: [] }] });
  assert.equal((await jam("hall")).status, 200);
  assert.equal((await jam("attic")).status, 404);
  assert.deepEqual(hindered, [["hall", "jam"]]);
});
