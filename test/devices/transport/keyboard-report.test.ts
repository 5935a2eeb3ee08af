// A keyboard's reports: what went down, once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nothingDown, pressed } from "../../../devices/transport/keyboard-report.ts";
import { phantom, report } from "../../fakes/keyboard.ts";

function usages(...reports: readonly Uint8Array[]): number[] {
  let down = nothingDown;
  return reports.flatMap((one) => {
    const heard = pressed(down, one);
    down = heard.down;
    return heard.presses.map(({ usage }) => usage);
  });
}

const up = report(0, []);

test("a key that stays down counts once, a key pressed again counts again", () => {
  assert.deepEqual(usages(report(0, [0x1e]), report(0, [0x1e]), report(0, [0x1e])), [0x1e]);
  assert.deepEqual(usages(report(0, [0x1e]), up, report(0, [0x1e]), up), [0x1e, 0x1e]);
});

test("several keys down at once count in the order of the report, and only the new ones", () => {
  assert.deepEqual(usages(report(0, [0x1e]), report(0, [0x1e, 0x1f]), report(0, [0x1f]), report(0, [0x20, 0x1f]), up), [0x1e, 0x1f, 0x20]);
  assert.deepEqual(usages(report(0, [0x1e, 0x1e, 0x1f])), [0x1e, 0x1f], "a report that names a key twice");
});

test("too many keys at once tell nothing, and nothing is pressed again afterwards", () => {
  assert.deepEqual(usages(report(0, [0x1e]), phantom, report(0, [0x1e]), up), [0x1e]);
});

test("shift is either of two keys; other modifiers are none", () => {
  for (const [modifiers, shift] of [
    [0x02, true],
    [0x20, true],
    [0x00, false],
    [0x01, false],
    [0x44, false],
  ] as const)
    assert.deepEqual(pressed(nothingDown, report(modifiers, [0x04])).presses, [{ usage: 0x04, shift }]);
  assert.deepEqual(pressed(nothingDown, report(0x02, [])).presses, [], "shift alone writes nothing");
});

test("a report with its number in front is the same report; of another length it is not a keyboard's", () => {
  assert.deepEqual(usages(Uint8Array.of(1, ...report(0, [0x27]))), [0x27]);
  for (const length of [0, 1, 7, 10, 64]) assert.deepEqual(usages(new Uint8Array(length).fill(0x27)), []);
});
