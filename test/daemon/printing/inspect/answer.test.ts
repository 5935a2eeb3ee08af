// What an inspector says is believed only in the one form it may have: it has read a stranger's document.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAnswer } from "../../../../daemon/printing/inspect/answer.ts";
import { createFrameReader, FrameTooLong, type Frame, frameHeader, jsonFrame, kinds } from "../../../../daemon/printing/inspect/frames.ts";

const facts = { pages: [{ color: true, size: "a4" }], copiesInside: 2, sidesInside: "one-sided", engine: "pdfium" };
const answer = (found: unknown): Uint8Array => Buffer.from(JSON.stringify({ found, spent: false, resident: 1 }));

test("facts and refusals come through as they are, without anything added", () => {
  assert.deepEqual(parseAnswer(answer({ ...facts, extra: 1 }), 10)?.found, facts);
  const refused = { refused: "document-too-large", with: { page: 3, path: "/etc/passwd" } };
  assert.deepEqual(parseAnswer(answer(refused), 10)?.found, { refused: "document-too-large", with: { page: 3 } });
});

test("anything else is no answer", () => {
  const wrong: unknown[] = [
    null,
    [],
    7,
    {},
    { refused: "account-limit-reached" },
    { ...facts, pages: [] },
    { ...facts, pages: Array(11).fill(facts.pages[0]) },
    { ...facts, pages: [{ color: 1, size: "a4" }] },
    { ...facts, pages: [{ color: true, size: "a9" }] },
    { ...facts, copiesInside: 0 },
    { ...facts, copiesInside: 1.5 },
    { ...facts, copiesInside: 1_000 },
    { ...facts, engine: "x".repeat(33) },
    { ...facts, sidesInside: "all" },
  ];
  for (const found of wrong) assert.equal(parseAnswer(answer(found), 10), undefined, JSON.stringify(found));
  assert.equal(parseAnswer(Buffer.from("{"), 10), undefined);
});

test("frames arrive whole however they are cut; bytes may come in pieces", () => {
  const document = Buffer.from("0123456789".repeat(50));
  const stream = Buffer.concat([
    jsonFrame(kinds.begin, { format: "image/urf" }),
    frameHeader(kinds.bytes, document.length),
    document,
    frameHeader(kinds.end, 0),
    jsonFrame(kinds.trying, "poppler"),
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 60 }), (cuts) => {
      const reader = createFrameReader();
      const frames: Frame[] = [];
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      for (let i = 1; i < edges.length; i++)
        frames.push(
          ...reader.push(stream.subarray(edges[i - 1], edges[i])).map(({ kind, payload }) => ({ kind, payload: Buffer.from(payload) })),
        );
      const bytes = frames.filter(({ kind }) => kind === kinds.bytes).map(({ payload }) => payload);
      assert.ok(Buffer.concat(bytes).equals(document));
      assert.deepEqual(
        frames.filter(({ kind }) => kind !== kinds.bytes).map(({ kind }) => kind),
        [kinds.begin, kinds.end, kinds.trying],
      );
    }),
  );
  assert.throws(() => createFrameReader().push(frameHeader(kinds.answer, 0x7fffffff)), FrameTooLong);
});
