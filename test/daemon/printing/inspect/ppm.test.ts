// The stream of pictures that pdftoppm writes: counted the same however it is cut, and never trusted.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createPpmReader } from "../../../../daemon/printing/inspect/ppm.ts";

const rule = { dpi: 50, colorPixels: 2, colorThreshold: 24 };
const limits = { pictures: 10, pixels: 1_000 };

const ppm = (width: number, height: number, pixels: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.from(pixels)]);

test("colour is more than two pixels over the threshold, wherever the stream is cut", () => {
  const pixel = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }));
  const clamp = (v: number): number => Math.max(0, Math.min(255, v));
  const image = fc.record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 5 }),
    pixels: fc.array(pixel, { minLength: 45, maxLength: 45 }),
  });
  fc.assert(
    fc.property(fc.array(image, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 30 }), (images, cuts) => {
      const flat = images.map(({ width, height, pixels }) => ({
        width,
        height,
        rgb: pixels.slice(0, width * height).map(([v, a, b]) => [v, clamp(v + a), clamp(v + b)] as const),
      }));
      const bytes = Buffer.concat(flat.map(({ width, height, rgb }) => ppm(width, height, rgb.flat())));
      const reader = createPpmReader(rule, limits);
      const edges = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
      for (let i = 1; i < edges.length; i++) assert.ok(reader.push(bytes.subarray(edges[i - 1], edges[i])));
      assert.ok(reader.complete);
      assert.deepEqual(
        reader.pictures.map(({ color }) => color),
        flat.map(({ rgb }) => rgb.filter((one) => Math.max(...one) - Math.min(...one) > 24).length > 2),
      );
    }),
  );
});

test("what is no picture, too large, or one too many is refused", () => {
  const refuses = (bytes: Buffer): boolean => !createPpmReader(rule, limits).push(bytes);
  assert.ok(refuses(Buffer.from(`P5\n1 1\n255\n${"x".repeat(80)}`)));
  assert.ok(refuses(ppm(100, 100, [])));
  assert.ok(refuses(Buffer.concat(Array(11).fill(ppm(1, 1, [1, 2, 3])))));
  const cut = createPpmReader(rule, limits);
  cut.push(ppm(2, 2, [1, 2, 3]));
  assert.equal(cut.complete, false);
});
