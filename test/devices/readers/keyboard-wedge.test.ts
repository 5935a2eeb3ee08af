// Readers that type: the codec on reports that real ones sent and on generated ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fallSilent, isUnderWay, type Layout, mostCharacters, nothingTyped, type } from "../../../devices/readers/keyboard-wedge/codec.ts";
import { keyboards, phantom, report, typed } from "../../fakes/keyboard.ts";

/** What is read of the reports; what has not ended comes after a bar. */
function texts(reports: readonly Uint8Array[], layout: Layout = "us"): (string | undefined)[] {
  let typing = nothingTyped;
  const read = reports.flatMap((one) => {
    const heard = type(typing, one, layout);
    typing = heard.typing;
    return heard.texts;
  });
  return isUnderWay(typing) ? [...read, ...fallSilent(typing).texts.map((text) => `|${text}`)] : read;
}

const recorded = (hex: string): Uint8Array[] => (hex.match(/.{16}/g) ?? []).map((one) => Uint8Array.from(Buffer.from(one, "hex")));

test("a card number as a USB keyboard sent it through hidraw: 0x27 is 0, 0x1e to 0x26 are 1 to 9, 0x28 is Enter", () => {
  // "0012345" and Enter: each key down and up; the two zeros are told apart by the report between them.
  const reports = recorded(
    ["27", "00", "27", "00", "1e", "00", "1f", "00", "20", "00", "21", "00", "22", "00", "28", "00"]
      .map((usage) => `0000${usage}0000000000`)
      .join(""),
  );
  assert.deepEqual(texts(reports), ["0012345"]);
});

test("the number pad's keys are digits too, and its Enter ends", () => {
  const reports = recorded(["62", "00", "59", "00", "61", "00", "58", "00"].map((usage) => `0000${usage}0000000000`).join(""));
  assert.deepEqual(texts(reports), ["019"]);
});

test("letters come in capitals, with shift or without; sentinels of a stripe are read", () => {
  assert.deepEqual(texts(typed("04a1B2c3\n")), ["04A1B2C3"]);
  assert.deepEqual(texts(typed(";1234=56?\n%A-B:C?\n")), [";1234=56?", "%A-B:C?"]);
});

test("a reader set for French keyboards types other keys, and says the same", () => {
  const reports = typed("04A1B2C3D4E5F6\n", { keyboard: keyboards.french });
  assert.deepEqual(texts(reports, "fr"), ["04A1B2C3D4E5F6"]);
  assert.deepEqual(texts(typed("azqw\n", { keyboard: keyboards.french }), "fr"), ["AZQW"]);
  assert.deepEqual(texts(reports, "us"), [undefined], "believed American, it is refused rather than read wrong");
});

test("a text ends with Enter, with Tab, or with silence", () => {
  assert.deepEqual(texts(typed("1234\n5678\t9012")), ["1234", "5678", "|9012"]);
  assert.deepEqual(texts(typed("\n\n1234\n\n")), ["1234"], "an empty text is none");
});

test("a key that writes nothing on a card spoils it, lock keys do not", () => {
  const f1 = [report(0, [0x3a]), report(0, [])];
  assert.deepEqual(texts([...typed("12"), ...f1, ...typed("34\n5678\n")]), [undefined, "5678"]);
  const capsLock = [report(0, [0x39]), report(0, [])];
  assert.deepEqual(texts([...capsLock, ...typed("1234\n"), ...capsLock]), ["1234"]);
});

test("a text without end is dropped to its end and costs no memory", () => {
  assert.deepEqual(texts(typed(`${"7".repeat(mostCharacters)}\n`)), ["7".repeat(mostCharacters)]);
  assert.deepEqual(texts(typed(`${"7".repeat(10_000)}\n1234\n`)), [undefined, "1234"]);
});

test("any text, typed slowly or with keys overlapping, among reports that tell nothing (property)", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEFxyzXYZ"), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.boolean()),
      fc.boolean(),
      (words, overlap, noise, french) => {
        const reports = typed(words.map((word) => `${word}\n`).join(""), {
          keyboard: french ? keyboards.french : keyboards.american,
          overlaps: () => overlap.next().value === true,
          idle: () => (noise.next().value === true ? [phantom] : []),
        });
        assert.deepEqual(
          texts(reports, french ? "fr" : "us"),
          words.map((word) => word.toUpperCase()),
        );
      },
    ),
  );
});

test("whatever a device sends, the codec answers (property)", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 200 }), (reports) => {
      for (const text of texts(reports)) assert.ok(text === undefined || text.length <= mostCharacters + 1);
    }),
  );
});
