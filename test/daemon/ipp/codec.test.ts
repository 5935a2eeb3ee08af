// The codec: nothing is lost, nothing hangs, and what is wrong is refused with a status.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attribute, collection, integer, keyword, languageOf, nameValue, textOf } from "../../../daemon/ipp/build.ts";
import { BadMessage, type Decoded, decode, deepestCollection, encode, MessageReader } from "../../../daemon/ipp/codec.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import { type Attribute, type Message, tags } from "../../../daemon/ipp/message.ts";
import { messages } from "./messages.ts";

const request = (attributes: readonly Attribute[], code: number = operations.getJobs): Message => ({
  version: [1, 1],
  code,
  requestId: 7,
  groups: [{ tag: tags.operation, attributes: [...languageOf("en"), ...attributes] }],
});

/** The one thing a reader may do with bad bytes. */
function refusal(bytes: Uint8Array, most?: number): BadMessage {
  try {
    decode(bytes, most);
  } catch (error) {
    assert.ok(error instanceof BadMessage, String(error));
    return error;
  }
  assert.fail("it was taken");
}

/** A hand-written message: 8 bytes of header, then the given ones. */
const raw = (...bytes: readonly (number | string)[]): Uint8Array =>
  Uint8Array.from([1, 1, 0, 0x0b, 0, 0, 0, 9, ...bytes.flatMap((each) => (typeof each === "string" ? [...Buffer.from(each)] : [each]))]);

test("what is written is what is read, and the document that follows is left alone", () => {
  fc.assert(
    fc.property(messages, fc.uint8Array({ maxLength: 20 }), (message, document) => {
      const read = decode(Uint8Array.from([...encode(message), ...document]));
      assert.deepEqual(read.message, message);
      assert.deepEqual(Uint8Array.from(read.rest), document);
    }),
    { numRuns: 300, endOnFailure: true },
  );
});

test("any split into chunks reads the same", () => {
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 }), (message, sizes) => {
      const whole = Uint8Array.from([...encode(message), 1, 2, 3]);
      const reader = new MessageReader(1_000_000);
      let found: Decoded | undefined;
      let rest: number[] = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        // A chunk's bytes may be reused by whoever read them.
        const chunk = whole.slice(at, at + (sizes[i % sizes.length] ?? 1) + (i % 2));
        at += chunk.length;
        if (found) rest.push(...chunk);
        else {
          found = reader.push(chunk);
          if (found) rest = [...found.rest];
          else chunk.fill(0xee);
        }
      }
      assert.deepEqual(found?.message, message);
      assert.deepEqual(rest, [1, 2, 3]);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});

test("arbitrary bytes are read or refused, and a refusal always has a status and a sentence", () => {
  const start = fc.constantFrom<readonly number[]>(
    [],
    [1, 1, 0, 2, 0, 0, 0, 1],
    [2, 0, 0, 0x0b, 0, 0, 0, 1, 1],
    [1, 1, 0, 2, 0, 0, 0, 1, 1, 0x34, 0, 1, 65, 0, 0],
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
      try {
        const { message, rest } = decode(Uint8Array.from([...head, ...tail]));
        assert.deepEqual(
          Uint8Array.from([...encode(message), ...rest]),
          Uint8Array.from([...head, ...tail]),
          "what was taken is written back byte for byte",
        );
      } catch (error) {
        assert.ok(error instanceof BadMessage, String(error));
        assert.ok(error.status >= 0x400 && error.sentence.length > 10);
      }
    }),
    { numRuns: 2000, endOnFailure: true },
  );
});

test("a flipped, dropped or doubled byte never breaks the reader", () => {
  fc.assert(
    fc.property(
      messages,
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom("flip", "drop", "double"),
      (message, where, byte, how) => {
        const bytes = [...encode(message)];
        const at = where % bytes.length;
        if (how === "flip") bytes[at] = byte;
        else bytes.splice(at, how === "drop" ? 1 : 0, ...(how === "drop" ? [] : [byte]));
        try {
          decode(Uint8Array.from(bytes));
        } catch (error) {
          assert.ok(error instanceof BadMessage, String(error));
        }
      },
    ),
    { numRuns: 300, endOnFailure: true },
  );
});

test("lengths are unsigned: a text of 33 000 bytes, which aborts the npm package, is a text of 33 000 bytes", () => {
  const long = "x".repeat(33_000);
  const { message } = decode(encode(request([attribute("document-name", tags.name, long)])));
  assert.equal(textOf(message.groups[0], "document-name"), long);
});

test("attributes over 64 KiB are refused as soon as a length says so, not when the bytes have come", () => {
  const reader = new MessageReader();
  const claims = raw(1, tags.octetString, 0, 1, "a", 0xff, 0xff);
  assert.equal(reader.push(claims.subarray(0, -1)), undefined);
  assert.throws(
    () => reader.push(claims.subarray(-1)),
    (error) => error instanceof BadMessage && error.status === statuses.requestEntityTooLarge,
  );

  const many = encode(request(Array.from({ length: 3000 }, (_, i) => integer(`attribute-${i}`, i))));
  assert.equal(refusal(many, 65_536).status, statuses.requestEntityTooLarge);
  assert.equal(decode(many, 200_000).message.groups[0]?.attributes.length, 3002, "an answer may be larger");
});

test("a refusal names the request it answers once eight bytes have come", () => {
  assert.deepEqual(refusal(raw(0)).opening, { version: [1, 1], code: 0x0b, requestId: 9 });
  assert.equal(refusal(Uint8Array.of(1, 1, 0)).opening, undefined);
});

test("what is wrong is refused", () => {
  let nested: Attribute = integer("x", 1);
  for (let depth = 0; depth < deepestCollection + 1; depth++) nested = collection("c", [nested]);
  const wrong: Record<string, Uint8Array> = {
    "an operation attribute twice": encode(request([integer("limit", 1), integer("limit", 2)])),
    "__proto__ twice": encode(request([integer("__proto__", 1), integer("__proto__", 2)])),
    "two operation groups": raw(1, 1, 3),
    "the reserved group": raw(0, 3),
    "an attribute before any group": raw(tags.integer, 0, 1, "a", 0, 4, 0, 0, 0, 1, 3),
    "an additional value of nothing": raw(1, tags.integer, 0, 0, 0, 4, 0, 0, 0, 1, 3),
    "an integer of three bytes": raw(1, tags.integer, 0, 1, "a", 0, 3, 0, 0, 1, 3),
    "a boolean of 2": raw(1, tags.boolean, 0, 1, "a", 0, 1, 2, 3),
    "a language longer than its value": raw(1, tags.textWithLanguage, 0, 1, "a", 0, 4, 0, 9, 0, 0, 3),
    "a name that is not UTF-8": raw(1, tags.integer, 0, 1, 0xff, 0, 4, 0, 0, 0, 1, 3),
    "a collection that never ends": raw(1, tags.begCollection, 0, 1, "a", 0, 0, 3),
    "a member without a value": raw(
      1,
      tags.begCollection,
      0,
      1,
      "a",
      0,
      0,
      tags.memberName,
      0,
      0,
      0,
      1,
      "b",
      tags.endCollection,
      0,
      0,
      0,
      0,
      3,
    ),
    "a member outside a collection": raw(1, tags.memberName, 0, 0, 0, 1, "b", 3),
    "an end without a beginning": raw(1, tags.endCollection, 0, 0, 0, 0, 3),
    "too deep": encode(request([nested])),
    "no end": encode(request([])).subarray(0, -1),
    nothing: new Uint8Array(0),
  };
  for (const [what, bytes] of Object.entries(wrong)) assert.equal(refusal(bytes).status, statuses.badRequest, what);
});

test("several job groups, out-of-band values, sets in collections and names of Object survive", () => {
  const message: Message = {
    version: [2, 0],
    code: 0,
    requestId: 1,
    groups: [
      { tag: tags.operation, attributes: languageOf("fr") },
      {
        tag: tags.job,
        attributes: [integer("job-id", 1), { name: "date-time-at-completed", values: [{ tag: tags.noValue, value: new Uint8Array(0) }] }],
      },
      {
        tag: tags.job,
        attributes: [
          integer("job-id", 2),
          collection("media-col", [keyword("__proto__", "a", "b"), collection("constructor", [integer("x", 1)], [])]),
        ],
      },
      { tag: tags.unsupported, attributes: [nameValue("toString", "é")] },
    ],
  };
  assert.deepEqual(decode(encode(message)).message, message);
});

test("a message of single bytes costs linear work", () => {
  const bytes = encode(request([attribute("a", tags.octetString, new Uint8Array(60_000)), integer("b", 1)]));
  const reader = new MessageReader();
  let copied = 0;
  const set = Uint8Array.prototype.set;
  Uint8Array.prototype.set = function (this: Uint8Array, source: ArrayLike<number>, at?: number) {
    copied += source.length;
    return set.call(this, source, at);
  };
  try {
    for (const byte of bytes) reader.push(Uint8Array.of(byte));
  } finally {
    Uint8Array.prototype.set = set;
  }
  assert.ok(copied < bytes.length * 4, `${copied} bytes copied for ${bytes.length}`);
});
