// Percents that people add up: always 100, never further from the truth than one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { percentages } from "../../../daemon/domain/shares.ts";

test("eight copies and ninety-two prints are 8 % and 92 %, and nothing is nothing", () => {
  assert.deepEqual(percentages([8, 92, 0, 0]), [8, 92, 0, 0]);
  assert.deepEqual(percentages([1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(percentages([1, 999]), [0, 100]);
  assert.deepEqual(percentages([0, 0]), [0, 0]);
  assert.deepEqual(percentages([]), []);
});

test("they sum to 100, each is the exact share rounded up or down, and more is never told as less", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 }), (counts) => {
      const whole = counts.reduce((sum, count) => sum + count, 0);
      fc.pre(whole > 0);
      const percents = percentages(counts);
      assert.equal(
        percents.reduce((sum, percent) => sum + percent, 0),
        100,
      );
      for (const [i, count] of counts.entries()) {
        assert.ok(Math.abs((percents[i] ?? 0) - (100 * count) / whole) < 1);
        for (const [j, other] of counts.entries()) if (count > other) assert.ok((percents[i] ?? 0) >= (percents[j] ?? 0));
      }
    }),
  );
});
