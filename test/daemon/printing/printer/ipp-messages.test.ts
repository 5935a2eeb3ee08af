// A printer's answers with bytes changed, left out and put in: read or refused, never a crash, and never out of bounds.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  attribute,
  boolean,
  enumeration,
  group,
  integer,
  keyword,
  languageOf,
  mime,
  nameValue,
  range,
  text,
} from "../../../../daemon/ipp/build.ts";
import { BadMessage, decode, encode } from "../../../../daemon/ipp/codec.ts";
import { type Message, tags } from "../../../../daemon/ipp/message.ts";
import { findJob, leftAside, readAnnounced, readStatus, readTheJob } from "../../../../daemon/printing/printer/ipp-messages.ts";

const answer: Message = {
  version: [2, 0],
  code: 0,
  requestId: 1,
  groups: [
    group(tags.operation, languageOf("en")),
    group(tags.unsupported, [integer("copies", 3)]),
    group(tags.job, [
      integer("job-id", 7),
      nameValue("job-name", "Q0123456789abcdef x"),
      enumeration("job-state", 5),
      keyword("job-state-reasons", "job-printing"),
      integer("job-impressions-completed", 3),
    ]),
    group(tags.printer, [
      enumeration("operations-supported", 2, 5, 6),
      mime("document-format-supported", "application/pdf", "image/urf"),
      range("copies-supported", 1, 99),
      boolean("color-supported", true),
      keyword("sides-supported", "one-sided", "two-sided-long-edge"),
      attribute("number-up-supported", tags.rangeOfInteger, { from: 1, to: 16 }),
      keyword("media-supported", "iso_a4_210x297mm"),
      text("printer-make-and-model", "Make Model"),
      enumeration("printer-state", 5),
      keyword("printer-state-reasons", "media-empty-error"),
      nameValue("marker-names", "Black"),
      nameValue("marker-colors", "#000000"),
      integer("marker-levels", 7),
    ]),
  ],
};
const good = encode(answer);

test("read as it was meant", () => {
  assert.deepEqual(readAnnounced(answer, 9), {
    makeModel: "Make Model",
    formats: ["application/pdf", "image/urf"],
    color: true,
    duplex: true,
    copies: 99,
    media: ["iso_a4_210x297mm"],
    numberUp: Array.from({ length: 16 }, (_, i) => i + 1),
    askedAt: 9,
    operations: [2, 5, 6],
    accepting: true,
  });
  assert.deepEqual(readStatus(answer), {
    state: "stopped",
    reasons: ["media-empty-error"],
    supplies: [{ name: "Black", level: 7, low: true, colors: ["#000000"] }],
  });
  assert.deepEqual([findJob(answer, "Q0123456789abcdef")?.id, findJob(answer, "Qfff"), leftAside(answer)], [7, undefined, ["copies"]]);
});

test("mutated answers are read within bounds, or refused", () => {
  const change = fc.record({
    at: fc.nat(good.length - 1),
    kind: fc.constantFrom("set", "cut", "insert", "double" as const),
    byte: fc.nat(255),
    length: fc.nat(40),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      let bytes = Buffer.from(good);
      for (const { at, kind, byte, length } of changes) {
        const place = at % Math.max(1, bytes.length);
        if (kind === "set") bytes[place] = byte;
        else if (kind === "cut") bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + length)]);
        else if (kind === "insert") bytes = Buffer.concat([bytes.subarray(0, place), Buffer.alloc(length, byte), bytes.subarray(place)]);
        else bytes = Buffer.concat([bytes.subarray(0, place + length), bytes.subarray(place)]);
      }
      let message: Message;
      try {
        message = decode(bytes).message;
      } catch (error) {
        return error instanceof BadMessage;
      }
      const [job, announced, status] = [readTheJob(message), readAnnounced(message, 0), readStatus(message)];
      findJob(message, "Q");
      leftAside(message);
      const supplies = status?.supplies ?? [];
      const words = [...job.reasons, ...(status?.reasons ?? []), ...announced.formats, ...announced.media];
      return (
        words.every((word) => /^[A-Za-z0-9][A-Za-z0-9._+/-]{0,99}$/.test(word)) &&
        announced.copies >= 1 &&
        (job.impressions ?? 0) >= 0 &&
        (job.id ?? 1) > 0 &&
        announced.makeModel.length <= 127 &&
        supplies.every(({ name, level = 0 }) => Buffer.byteLength(name) <= 80 && level >= 0 && level <= 100)
      );
    }),
    { numRuns: 20_000 },
  );
});

test("a printer that announces without end is cut to what a store can hold", () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `media-${i}`) as [string, ...string[]];
  const announced = readAnnounced(
    {
      ...answer,
      groups: [
        group(tags.printer, [
          keyword("media-supported", ...many),
          keyword("print-color-mode-supported", ...many),
          mime("document-format-supported", ...many),
          text("printer-make-and-model", "\u202e".repeat(9) + "M".repeat(5_000)),
        ]),
      ],
    },
    0,
  );
  assert.ok(JSON.stringify(announced).length < 64 * 1024);
  assert.match(announced.makeModel, /^M{127}$/);
});
