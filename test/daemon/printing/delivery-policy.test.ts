// When a standing printer is offered up and when its job is canceled.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { beginWatch, nextStep, seeProgress, usualLimits, type Watch } from "../../../daemon/printing/delivery-policy.ts";

const minute = 60_000;
const expected = { impressions: 3, copies: 1, duplex: false };
const begun = beginWatch(0, expected, usualLimits);
const stoppedAt = (at: number, more: Partial<Watch> = {}): Watch => ({ ...begun, stoppedAt: at, ...more });
const at = (watch: Watch, now: number) => nextStep(watch, now, usualLimits);

test("PROMISES: 2 minutes to the offer, 5 to the cancel, at once for one who left", () => {
  assert.deepEqual(at(stoppedAt(minute), 2 * minute), { do: "wait", until: 3 * minute });
  assert.deepEqual(at(stoppedAt(minute), 3 * minute), { do: "offer" });
  assert.deepEqual(at(stoppedAt(minute, { offered: true }), 3 * minute), { do: "wait", until: 6 * minute });
  assert.deepEqual(at(stoppedAt(minute, { offered: true }), 6 * minute), { do: "cancel", why: "stopped-too-long" });
  assert.deepEqual(at(stoppedAt(minute, { offered: true, left: true }), 4 * minute), { do: "cancel", why: "left-a-stopped-printer" });
  assert.deepEqual(at(stoppedAt(minute, { left: true }), 2 * minute), { do: "wait", until: 3 * minute });
  assert.deepEqual(at({ ...begun, left: true }, 2 * minute), { do: "wait", until: 16 * minute });
});

test("a job has 15 minutes and 20 s for each side, and no printer more than 6 hours", () => {
  assert.deepEqual(at(begun, 16 * minute), { do: "cancel", why: "too-slow" });
  assert.equal(beginWatch(0, { ...expected, impressions: 1_000_000 }, usualLimits).limitMs, 360 * minute);
});

test("a printer that moves again has its next stop counted anew", () => {
  let watch = seeProgress(begun, { state: "stopped" }, 0);
  watch = { ...seeProgress(watch, { state: "stopped" }, minute), offered: true };
  assert.equal(watch.stoppedAt, 0);
  watch = seeProgress(watch, { state: "printing" }, 2 * minute);
  assert.deepEqual([watch.stoppedAt, watch.offered], [undefined, false]);
  assert.equal(seeProgress(watch, { state: "stopped" }, 3 * minute).stoppedAt, 3 * minute);
});

test("whatever a printer says, a job ends by its limit, and waits are always into the future", () => {
  const steps = fc.array(
    fc.record({
      ms: fc.nat(10 * minute),
      state: fc.constantFrom("sending", "printing", "stopped", "waiting" as const),
      left: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, (each) => {
      let [watch, now] = [begun, 0];
      for (const { ms, state, left } of each) {
        now += ms;
        watch = { ...seeProgress(watch, { state }, now), left: watch.left || left };
        const next = at(watch, now);
        if (next.do === "cancel") return true;
        if (next.do === "offer") watch = { ...watch, offered: true };
        if (next.do === "wait" && next.until <= now) return false;
        if (now >= begun.limitMs) return false;
      }
      return true;
    }),
  );
});
