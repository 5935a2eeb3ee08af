// Number pads: each key as it is pressed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { keysOf } from "../../../devices/keypads/number-pad/codec.ts";
import { nothingDown } from "../../../devices/transport/keyboard-report.ts";
import { keyboards, report, typed } from "../../fakes/keyboard.ts";

function keys(reports: readonly Uint8Array[]): string[] {
  let down = nothingDown;
  return reports.flatMap((one) => {
    const keyed = keysOf(down, one);
    down = keyed.down;
    return [...keyed.keys];
  });
}

const hit = (usage: number, modifiers = 0): Uint8Array[] => [report(modifiers, [usage]), report(0, [])];

test("digits of the pad and of the row above the letters, one by one", () => {
  assert.deepEqual(keys(typed("1234567890", { keyboard: keyboards.pad })), [..."1234567890"]);
  assert.deepEqual(keys(typed("0000", { keyboard: keyboards.pad })), [..."0000"], "four zeros are four");
  assert.deepEqual(keys(typed("1234567890")), [..."1234567890"]);
});

test("enter and back under the names that pads have for them", () => {
  assert.deepEqual(keys([0x28, 0x58].flatMap((usage) => hit(usage))), ["enter", "enter"]);
  assert.deepEqual(keys([0x29, 0x2a, 0x4c, 0x55, 0x63].flatMap((usage) => hit(usage))), ["back", "back", "back", "back", "back"]);
  assert.deepEqual(keys([...hit(0x20, 0x02), ...hit(0x25, 0x20)]), ["enter", "back"], "# and * of a pad like a telephone's");
});

test("keys that mean nothing at a terminal are no keys", () => {
  assert.deepEqual(keys([0x04, 0x3a, 0x53, 0x54, 0x56, 0x57].flatMap((usage) => hit(usage))), []);
});

test("any PIN typed fast, keys overlapping, is the same PIN (property)", () => {
  const pin = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(pin, fc.infiniteStream(fc.boolean()), (digits, overlap) => {
      const reports = typed(`${digits}\n`, { keyboard: keyboards.pad, overlaps: () => overlap.next().value === true });
      assert.deepEqual(keys(reports), [...digits, "enter"]);
    }),
  );
});
