// Another codec as a witness: where the npm package `ipp` is able (small signed lengths, plain values, one job), both must agree.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import {
  attribute,
  boolean,
  collection,
  dateTime,
  enumeration,
  find,
  integer,
  keyword,
  languageOf,
  nameValue,
  range,
  text,
  textOf,
} from "../../../daemon/ipp/build.ts";
import { decode, encode } from "../../../daemon/ipp/codec.ts";
import { operations } from "../../../daemon/ipp/codes.ts";
import { type Attribute, type Message, tags } from "../../../daemon/ipp/message.ts";

interface Witness {
  parse(bytes: Buffer): Record<string, Record<string, unknown>>;
  serialize(message: Record<string, unknown>): Buffer;
}
const witness = createRequire(import.meta.url)("ipp") as Witness;

const request = (operation: readonly Attribute[], job: readonly Attribute[]): Message => ({
  version: [2, 0],
  code: operations.printJob,
  requestId: 77,
  groups: [
    { tag: tags.operation, attributes: [...languageOf("en"), ...operation] },
    { tag: tags.job, attributes: job },
  ],
});

const words = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const small = fc.integer({ min: 1, max: 0x7fff_ffff });

test("it reads what we write", () => {
  fc.assert(
    fc.property(
      words,
      small,
      small,
      fc.boolean(),
      fc.uniqueArray(words, { minLength: 2, maxLength: 4 }),
      (name, copies, priority, fidelity, sides) => {
        const bytes = encode(
          request(
            [nameValue("job-name", name), boolean("ipp-attribute-fidelity", fidelity)],
            [
              integer("copies", copies),
              integer("job-priority", priority),
              attribute("sides", tags.keyword, ...(sides as [string, ...string[]])),
              range("page-ranges", 1, copies),
              attribute("printer-resolution", tags.resolution, { x: 300, y: 600, units: 3 }),
              collection("media-col", [keyword("media-source", name)]),
            ],
          ),
        );
        const read = witness.parse(Buffer.from(bytes));
        assert.deepEqual(read["operation-attributes-tag"], {
          "attributes-charset": "utf-8",
          "attributes-natural-language": "en",
          "job-name": name,
          "ipp-attribute-fidelity": fidelity,
        });
        const job = read["job-attributes-tag"];
        assert.equal(job?.["copies"], copies);
        assert.equal(job?.["job-priority"], priority);
        assert.deepEqual(job?.["sides"], sides);
        assert.deepEqual(job?.["page-ranges"], [1, copies]);
        assert.deepEqual(job?.["printer-resolution"], [300, 600, "dpi"]);
        assert.deepEqual(job?.["media-col"], { "media-source": name });
      },
    ),
    { numRuns: 200 },
  );
});

test("we read what it writes", () => {
  fc.assert(
    fc.property(words, small, fc.boolean(), (name, copies, fidelity) => {
      const bytes = witness.serialize({
        operation: "Print-Job",
        version: "2.0",
        id: 77,
        "operation-attributes-tag": {
          "attributes-charset": "utf-8",
          "attributes-natural-language": "en",
          "job-name": name,
          "ipp-attribute-fidelity": fidelity,
        },
        "job-attributes-tag": { copies, "media-col": { "media-size": { "x-dimension": 21000, "y-dimension": 29700 } } },
      });
      const { message, rest } = decode(bytes);
      assert.equal(rest.length, 0);
      assert.deepEqual([message.version, message.code, message.requestId], [[2, 0], operations.printJob, 77]);
      assert.equal(textOf(message.groups[0], "job-name"), name);
      assert.deepEqual(find(message.groups[0], "ipp-attribute-fidelity"), boolean("ipp-attribute-fidelity", fidelity));
      assert.deepEqual(message.groups[1]?.attributes, [
        integer("copies", copies),
        collection("media-col", [collection("media-size", [integer("x-dimension", 21000), integer("y-dimension", 29700)])]),
      ]);
    }),
    { numRuns: 200 },
  );
});

test("dates agree with the platform's own calendar", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("2199-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
      const value = dateTime("date-time-at-creation", date.getTime()).values[0]?.value;
      const bytes = value instanceof Uint8Array ? value : new Uint8Array(0);
      assert.deepEqual(
        [((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0), ...bytes.subarray(2)],
        [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
          date.getUTCHours(),
          date.getUTCMinutes(),
          date.getUTCSeconds(),
          0,
          0x2b,
          0,
          0,
        ],
      );
    }),
  );
  assert.equal(enumeration("job-state", 3).values[0]?.tag, tags.enum);
  assert.equal(text("printer-info", "é").values[0]?.tag, tags.text);
});
