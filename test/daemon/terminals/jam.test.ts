// A stopped printer's terminal that nobody touches: its owner may be gone, and whoever presses next may be another.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { screenOf } from "../../../daemon/terminals/showing.ts";
import { press, visit } from "./life.ts";

test("a key at a printer that stood still for long wakes nobody's visit: when it goes on, its owner is signed out", () => {
  const life = visit("card-amelie");
  press(life, "0", "enter", "enter");
  const release = life.lastId;
  life.hear({ name: "progress", id: release, progress: { state: "stopped", mayStop: true } });
  life.wait(100_000);
  press(life, "5", "1", "enter");
  assert.equal(life.session.state.name, "stopped");
  life.hear({ name: "progress", id: release, progress: { state: "printing" } });
  assert.equal(life.session.state.name, "idle");
});

test("who stops a printer long after the last key sees how that job ends, and neither list nor credit", () => {
  const life = visit("card-amelie");
  press(life, "0", "enter", "enter");
  const release = life.lastId;
  life.hear({ name: "progress", id: release, progress: { state: "stopped", mayStop: true } });
  life.wait(130_000);
  assert.ok(!("credit" in screenOf(life.session, life.now)));
  const effects = life.hear({ name: "key", key: "2" });
  assert.ok(effects.some((effect) => effect.name === "stop" && effect.release === release));
  const settled = { charged: money(50), refunded: money(50), impressions: 1, verified: true, heldAgain: false };
  life.hear({ name: "ended", id: release, settled });
  life.hear({ name: "changed", user: "amelie" as UserId });
  const screen = screenOf(life.session, life.now);
  assert.ok(screen.state === "result");
  assert.deepEqual([screen.ended.map(({ title }) => title), screen.refunded, screen.waiting], [["title of amelie 1"], 50, 0]);
  assert.equal(screen.credit, undefined);
  assert.equal(life.asked.filter(({ name }) => name === "list").length, 1, "the list of the card is the only one ever asked for");
  press(life, "enter");
  assert.equal(life.session.state.name, "idle");
});
