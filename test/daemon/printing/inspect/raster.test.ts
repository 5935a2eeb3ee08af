// The raster decoders against a plain one that keeps every pixel, however the bytes are cut, and against bytes that lie.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { DocumentFacts } from "../../../../daemon/domain/document.ts";
import { isRefusal, type Refusal } from "../../../../daemon/domain/refusal.ts";
import { createPwgDecoder, pwgOffsets } from "../../../../daemon/printing/inspect/pwg.ts";
import type { RasterDecoder } from "../../../../daemon/printing/inspect/raster.ts";
import { inspectDefaults } from "../../../../daemon/printing/inspect/settings.ts";
import { createUrfDecoder } from "../../../../daemon/printing/inspect/urf.ts";
import { fixture } from "../../../fixtures/make.ts";
import { pwgFile, type RasterPageToWrite, urfFile } from "../../../fixtures/raster-bytes.ts";

function decode(decoder: RasterDecoder, bytes: Uint8Array, cuts: readonly number[] = []): DocumentFacts | Refusal {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < edges.length; i++) decoder.push(bytes.subarray(edges[i - 1], edges[i]));
  return decoder.finish();
}

test("the same is found however the bytes are cut", async () => {
  for (const [name, make] of [
    ["cmyk.pwg", createPwgDecoder],
    ["duplex.urf", createUrfDecoder],
  ] as const) {
    const made = await fixture(name);
    const bytes = readFileSync(made.path);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
        assert.deepEqual(decode(make(inspectDefaults), bytes, cuts).valueOf(), {
          ...made.facts,
          engine: name.endsWith("pwg") ? "pwg-raster" : "urf",
        });
      }),
      { numRuns: 20 },
    );
  }
});

test("every byte in a chunk of its own", async () => {
  const page: RasterPageToWrite = {
    width: 100,
    height: 40,
    dpi: 50,
    kind: "srgb",
    pixel: (x, y) => (x > 90 && y > 35 ? [255, 0, 0] : [x, x, x]),
  };
  for (const [bytes, make] of [
    [pwgFile([page, page]), createPwgDecoder],
    [urfFile([page, page]), createUrfDecoder],
  ] as const) {
    const found = decode(
      make(inspectDefaults),
      bytes,
      Array.from({ length: bytes.length }, (_, i) => i),
    );
    assert.ok(!isRefusal(found));
    assert.deepEqual(
      found.pages.map(({ color }) => color),
      [true, true],
    );
  }
});

/** Cells of the page at 50 dpi whose average differs by more than the threshold, the plain way. */
function colouredCells({ width, height, dpi, pixel }: RasterPageToWrite): number {
  const per = Math.min(1, inspectDefaults.dpi / dpi);
  const sums = new Map<string, { count: number; r: number; g: number; b: number }>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = `${Math.floor(x * per)},${Math.floor(y * per)}`;
      const sum = sums.get(cell) ?? { count: 0, r: 0, g: 0, b: 0 };
      const [r = 0, g = 0, b = 0] = pixel(x, y);
      sums.set(cell, { count: sum.count + 1, r: sum.r + r, g: sum.g + g, b: sum.b + b });
    }
  }
  return [...sums.values()].filter(({ count, r, g, b }) => (Math.max(r, g, b) - Math.min(r, g, b)) / count > inspectDefaults.colorThreshold)
    .length;
}

test("adding up only coloured pixels finds the colour that averaging all of them finds", () => {
  const spot = fc.record({
    x: fc.integer({ min: 0, max: 119 }),
    y: fc.integer({ min: 0, max: 79 }),
    w: fc.integer({ min: 1, max: 14 }),
    h: fc.integer({ min: 1, max: 14 }),
    rgb: fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })),
  });
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 5 }), fc.constantFrom(40, 50, 90, 150, 203, 300), (spots, dpi) => {
      const page: RasterPageToWrite = {
        width: 120,
        height: 80,
        dpi,
        kind: "srgb",
        pixel: (x, y) => spots.findLast((s) => x >= s.x && x < s.x + s.w && y >= s.y && y < s.y + s.h)?.rgb ?? [255, 255, 255],
      };
      const found = decode(createPwgDecoder(inspectDefaults), pwgFile([page]));
      assert.ok(!isRefusal(found));
      assert.equal(found.pages[0]?.color, colouredCells(page) > inspectDefaults.colorPixels);
    }),
    { numRuns: 150 },
  );
});

test("sizes, sides and copies come from the header", async () => {
  const page: RasterPageToWrite = { width: 1169, height: 1654, dpi: 100, kind: "sgray", duplex: "short", copies: 3, pixel: () => [255] };
  const found = decode(createPwgDecoder(inspectDefaults), pwgFile([page]));
  assert.deepEqual(found, {
    pages: [{ color: false, size: "a3" }],
    copiesInside: 3,
    sidesInside: "two-sided-short-edge",
    engine: "pwg-raster",
  });
});

test("a page header that contradicts itself is refused, whatever it says", () => {
  const page: RasterPageToWrite = { width: 100, height: 100, dpi: 100, kind: "srgb", pixel: () => [0, 0, 0] };
  const file = pwgFile([page]);
  const field = fc.constantFrom(...Object.values(pwgOffsets));
  const value = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 1, 7, 255, 65_536, 0x7fffffff, 0xffffffff));
  fc.assert(
    fc.property(fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 3 }), (changes) => {
      const bytes = Buffer.from(file);
      for (const [offset, to] of changes) bytes.writeUInt32BE(to, 4 + offset);
      const found = decode(createPwgDecoder(inspectDefaults), bytes);
      assert.ok(isRefusal(found) || (found.copiesInside >= 1 && found.copiesInside <= 999 && found.pages.length === 1));
    }),
    { numRuns: 500 },
  );
});

test("any bytes at all end as facts or a refusal", () => {
  const pages = [pwgFile, urfFile].map((write) =>
    write([{ width: 60, height: 30, dpi: 60, kind: "srgb", pixel: (x, y) => [x * 4, y * 8, 99] }]),
  );
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1 }), fc.array(change, { maxLength: 20 }), fc.nat(), (which, changes, cut) => {
      const bytes = Buffer.from(pages[which] as Buffer);
      for (const [at, to] of changes) bytes[at % bytes.length] = to;
      const make = which === 0 ? createPwgDecoder : createUrfDecoder;
      const found = decode(make(inspectDefaults), bytes.subarray(0, bytes.length - (cut % 50)));
      assert.ok(isRefusal(found) || found.pages.length >= 1);
    }),
    { numRuns: 1_000 },
  );
});

test("pages without end are refused where the limit is", () => {
  const page: RasterPageToWrite = { width: 8, height: 1, dpi: 50, kind: "sgray", pixel: () => [255] };
  const found = decode(createUrfDecoder({ ...inspectDefaults, mostPages: 10 }), urfFile(Array(11).fill(page)));
  assert.deepEqual(found, { refused: "document-too-large", with: { pages: 11 } });
});
