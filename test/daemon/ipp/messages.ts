// Arbitrary IPP messages for property tests: every tag, sets, collections in collections, names that are properties of Object.
import fc from "fast-check";
import { type Attribute, type Message, tags, type Value } from "../../../daemon/ipp/message.ts";

const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
/** Well formed: what is written as UTF-8 comes back. */
const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
const names = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "copies", "job-name", "media-col", "requesting-user-name"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);
const bytes = fc.uint8Array({ maxLength: 20 });
const notUtf8 = bytes.map((tail) => Uint8Array.of(0xff, ...tail));

const plain: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ tag: fc.constantFrom(tags.integer, tags.enum), value: int32 }),
  fc.record({ tag: fc.constant(tags.boolean), value: fc.boolean() }),
  fc.record({
    tag: fc.constantFrom(
      tags.text,
      tags.name,
      tags.keyword,
      tags.uri,
      tags.uriScheme,
      tags.charset,
      tags.naturalLanguage,
      tags.mimeMediaType,
    ),
    value: fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: notUtf8 }),
  }) as fc.Arbitrary<Value>,
  fc.record({ tag: fc.constantFrom(tags.textWithLanguage, tags.nameWithLanguage), value: fc.record({ language: anyText, text: anyText }) }),
  fc.record({ tag: fc.constant(tags.resolution), value: fc.record({ x: int32, y: int32, units: fc.integer({ min: -128, max: 127 }) }) }),
  fc.record({ tag: fc.constant(tags.rangeOfInteger), value: fc.record({ from: int32, to: int32 }) }),
  fc.record({ tag: fc.constant(tags.dateTime), value: fc.uint8Array({ minLength: 11, maxLength: 11 }) }),
  fc.record({
    tag: fc.constantFrom(tags.unsupportedValue, tags.unknown, tags.noValue, tags.octetString, 0x1f, 0x38, 0x7f, 0xff),
    value: bytes,
  }),
);

const { attribute } = fc.letrec<{ attribute: Attribute; value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    plain,
    fc.record({ tag: fc.constant(tags.begCollection), value: fc.array(tie("attribute"), { maxLength: 4 }) }),
  ),
  attribute: fc.record({ name: names, values: fc.array(tie("value"), { minLength: 1, maxLength: 3 }) }),
}));

const groupTags = fc.constantFrom(tags.job, tags.printer, tags.unsupported, tags.subscription, tags.eventNotification, 0x0f);

export const messages: fc.Arbitrary<Message> = fc
  .record({
    version: fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })),
    code: fc.integer({ min: 0, max: 0xffff }),
    requestId: int32,
    groups: fc
      .tuple(
        fc.uniqueArray(attribute, { selector: (each) => each.name, maxLength: 8 }),
        fc.array(fc.record({ tag: groupTags, attributes: fc.array(attribute, { maxLength: 6 }) }), { maxLength: 5 }),
      )
      .map(([operation, others]) => [{ tag: tags.operation, attributes: operation }, ...others]),
  })
  .map((message): Message => structuredClone(message)); // plain objects: fast-check's records have no prototype
