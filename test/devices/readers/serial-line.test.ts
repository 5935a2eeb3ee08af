// Readers on a line: the codec.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptyLine, hear, mostCharacters, silenceMs } from "../../../devices/readers/serial-line/codec.ts";

/** Bytes as they arrive: text, or [ms to wait, text]. */
function lines(...arrivals: readonly (string | readonly [number, string])[]): (string | undefined)[] {
  let [line, now] = [emptyLine, 1000];
  return arrivals.flatMap((arrival) => {
    const [wait, text] = typeof arrival === "string" ? ([1, arrival] as const) : arrival;
    now += wait;
    const heard = hear(line, Buffer.from(text, "latin1"), now);
    line = heard.line;
    return heard.lines;
  });
}

test("a line ends with CR, LF, both or ETX; STX begins one", () => {
  assert.deepEqual(lines("04A1B2C3\r\n"), ["04A1B2C3"]);
  assert.deepEqual(lines("04A1\r04B2\n04C3\r\n\r\n"), ["04A1", "04B2", "04C3"]);
  assert.deepEqual(lines("\x0200112233\r\n\x03", "\x0244556677\x03"), ["00112233", "44556677"]);
});

test("a line comes in pieces, and several come in one", () => {
  assert.deepEqual(lines("0", "4A", "1B2", "C3\r", "\n12", "34\n"), ["04A1B2C3", "1234"]);
});

test("a card pulled away half-way does not stand before the next one", () => {
  assert.deepEqual(lines("04A1", [silenceMs + 1, "04B2C3D4\r\n"]), ["04B2C3D4"]);
  assert.deepEqual(lines("04A1", [silenceMs, "B2C3\r\n"]), ["04A1B2C3"], "a slow line is still one");
  assert.deepEqual(lines("04A1\x0204B2C3D4\x03"), ["04B2C3D4"], "STX says so at once");
});

test("noise spoils the line it falls into and no other", () => {
  assert.deepEqual(lines("04\xff\xa1B2\r\n04B2C3D4\r\n"), [undefined, "04B2C3D4"]);
  assert.deepEqual(lines("\x00\x0004B2C3D4\r\n\x00"), ["04B2C3D4"], "a line being plugged in reads as zeros");
  assert.deepEqual(lines("\xff\xfe", [silenceMs + 1, "04B2C3D4\r\n"]), ["04B2C3D4"]);
});

test("a line without end is dropped to its end and costs no memory", () => {
  assert.deepEqual(lines(`${"7".repeat(mostCharacters)}\n`), ["7".repeat(mostCharacters)]);
  assert.deepEqual(lines(...Array.from({ length: 50 }, () => "7".repeat(1000)), "\r\n1234\r\n"), [undefined, "1234"]);
});

test("lines are the same however the bytes are cut (property)", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF:;?"), minLength: 1, maxLength: 40 });
  const ends = fc.constantFrom("\r", "\n", "\r\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(text, ends), { maxLength: 5 }), fc.array(fc.nat(200), { maxLength: 20 }), (written, cuts) => {
      const bytes = written.map((pair) => pair.join("")).join("");
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, at) => bytes.slice(places[at], end));
      assert.deepEqual(
        lines(...pieces),
        written.map(([line]) => line),
      );
    }),
  );
});

test("whatever comes over a line, the codec answers (property)", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      for (const line of hear(emptyLine, bytes, 1).lines)
        assert.ok(line === undefined || (line.length > 0 && line.length <= mostCharacters));
    }),
  );
});
