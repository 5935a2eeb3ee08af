// When the clock may close a period: stepped clocks of every kind, as batteries, people and time servers make them (PR12).
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Anchor, clockToleranceMs, judgeClock, periodToday, refusesClosing } from "../../../daemon/domain/clock-trust.ts";

const day = 24 * 60 * 60_000;
const noon = Date.UTC(2026, 10, 26, 12);
const reading = { now: noon, up: 1_000_000 };
const anchor: Anchor = { ...reading, by: "network" };
const facts = { reading, synchronised: false, chip: false };
const later = (ms: number, stepMs = 0) => ({ now: noon + ms + stepMs, up: reading.up + ms });

test("nobody vouched since the machine started: not trusted; a time server, or somebody, makes it so", () => {
  assert.deepEqual(judgeClock(facts), { trusted: false, why: "unset" });
  assert.deepEqual(judgeClock({ ...facts, synchronised: true }), { trusted: true, by: "network", anchor });
  assert.deepEqual(judgeClock({ ...facts, anchor: { ...reading, by: "person" } }), {
    trusted: true,
    by: "person",
    anchor: { ...reading, by: "person" },
  });
});

test("once right it stays right while both clocks go on alike, for months, also without a server", () => {
  for (const ms of [0, 1, day, 200 * day]) assert.equal(judgeClock({ ...facts, anchor, reading: later(ms) }).trusted, true);
  assert.equal(judgeClock({ ...facts, anchor, reading: later(day, clockToleranceMs) }).trusted, true);
});

test("a step of a day either way is seen, with its size, and a time server's word mends it", () => {
  for (const step of [day, -day, clockToleranceMs + 1, -clockToleranceMs - 1]) {
    const stepped = { ...facts, anchor, reading: later(60_000, step) };
    assert.deepEqual(judgeClock(stepped), { trusted: false, why: "stepped", byMs: step });
    assert.equal(judgeClock({ ...stepped, synchronised: true }).trusted, true);
  }
});

test("a battery clock is believed where it was seen right before and does not show the past, nor years later", () => {
  const dark = { ...facts, chip: true, last: noon - 3 * day };
  assert.equal(judgeClock(dark).trusted, true);
  assert.deepEqual(judgeClock({ ...dark, last: undefined } as never), { trusted: false, why: "unset" });
  assert.deepEqual(judgeClock({ ...dark, chip: false }), { trusted: false, why: "unset" });
  assert.deepEqual(judgeClock({ ...dark, last: noon + day }), { trusted: false, why: "back", byMs: -day });
  assert.equal(judgeClock({ ...dark, last: noon - 500 * day }).trusted, false);
});

test("a period never goes back, and goes on only by a clock that is trusted, whatever the clocks do", () => {
  const steps = fc.array(fc.record({ ms: fc.nat(3 * day), step: fc.integer({ min: -400 * day, max: 400 * day }), ntp: fc.boolean() }));
  fc.assert(
    fc.property(steps, (moves) => {
      let [now, up, period] = [noon, 0, 10];
      let anchored: Anchor = { now, up, by: "network" };
      for (const { ms, step, ntp } of moves) {
        [now, up] = [now + ms + step, up + ms];
        const trust = judgeClock({ reading: { now, up }, synchronised: ntp, chip: false, anchor: anchored });
        if (trust.trusted) anchored = trust.anchor;
        const due = Math.floor(now / day);
        const after = periodToday(period, due, trust);
        assert.ok(after >= period);
        assert.ok(after === period || (trust.trusted && after === due));
        assert.equal(refusesClosing(trust) === undefined, trust.trusted);
        period = after;
      }
    }),
  );
});
