// The worked example beside a price says what the box would charge.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { money, share } from "../../daemon/domain/money.ts";
import { atSize, readTimes, showTimes } from "../../webui/admin/times.ts";

test("a size is read and shown as people write it", () => {
  assert.deepEqual(["2", "0,5", "1.414", "0", "-1", "0,0001", "many"].map(readTimes), [2000, 500, 1414, ...Array(4).fill(undefined)]);
  assert.deepEqual([showTimes("fr", 1414), showTimes("en", 1414), showTimes("fr", 2000)], ["1,414", "1.414", "2"]);
});

test("a line at a size is rounded as the box rounds it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 }), fc.integer({ min: 1, max: 100_000 }), (amount, permille) => {
      fc.pre(BigInt(amount) * BigInt(permille) < BigInt(Number.MAX_SAFE_INTEGER) * 1000n);
      assert.equal(atSize(amount, permille), share(money(amount), permille));
    }),
  );
});
