// JPEG against jpeg-js, which decodes every pixel: the same colour at the same scale, for every kind of coding.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import jpeg from "jpeg-js";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import { inspectJpeg } from "../../../../daemon/printing/inspect/jpeg.ts";
import { inspectDefaults } from "../../../../daemon/printing/inspect/settings.ts";
import { jpegOf, noise, photo, picture } from "../../../fixtures/images.ts";
import { progressiveFullPhoto, progressivePhoto, restartPhoto } from "../../../fixtures/recorded-jpegs.ts";

const isColor = (bytes: Uint8Array, colorThreshold: number, colorPixels = inspectDefaults.colorPixels): boolean => {
  const found = inspectJpeg(bytes, { ...inspectDefaults, colorThreshold, colorPixels });
  assert.ok(!isRefusal(found), JSON.stringify(found));
  return found.pages[0]?.color === true;
};

/** The largest and the n-th largest difference between colours of a pixel, of all pixels. */
function differences(bytes: Uint8Array): number[] {
  const { data } = jpeg.decode(bytes, { useTArray: true });
  return Array.from({ length: data.length / 4 }, (_, i) => {
    const [r = 0, g = 0, b = 0] = data.subarray(i * 4, i * 4 + 3);
    return Math.max(r, g, b) - Math.min(r, g, b);
  }).sort((a, b) => b - a);
}

for (const [name, bytes] of [
  [
    "sequential",
    jpegOf(
      picture(200, 120, (x, y) => [x, y * 2, 128]),
      85,
    ),
  ],
  ["progressive", progressivePhoto()],
  ["progressive, no subsampling, restarts", progressiveFullPhoto()],
  ["restart markers", restartPhoto()],
] as const) {
  test(`${name}: a picture smaller than its paper at 50 dpi is decoded in full, like jpeg-js`, () => {
    const sorted = differences(bytes);
    // Chroma is halved and smoothed differently, so the count may be off near the threshold; far from it never.
    for (const share of [0.05, 0.25, 0.5, 0.75]) {
      const count = Math.floor(sorted.length * share);
      const there = sorted[count] ?? 0;
      if (there < 16) continue;
      assert.equal(isColor(bytes, there - 12, count), true, `${count} pixels above ${there - 12}`);
      if (there + 12 < 255)
        assert.equal(isColor(bytes, Math.min(254, there + 12), count), false, `not ${count} pixels above ${there + 12}`);
    }
  });
}

test("a spot counts by its size on paper, not in the picture", () => {
  const spot = (side: number, across: number): Buffer =>
    jpegOf(
      picture(across, Math.round(across * 1.4), (x, y) => (x < side && y < side ? [255, 0, 0] : [255, 255, 255])),
      95,
    );
  assert.equal(isColor(spot(40, 1654), 24), true, "5 mm on A4");
  assert.equal(isColor(spot(2, 1654), 24), false, "a quarter of a millimetre");
});

test("noise that is almost grey stays grey, tinted paper too", () => {
  const next = noise(99);
  const bytes = jpegOf(
    picture(800, 1131, () => {
      const v = next();
      return [v, v, v];
    }),
    50,
  );
  assert.equal(isColor(bytes, inspectDefaults.colorThreshold), false);
});

test("a JPEG changed anywhere or cut anywhere ends as facts or a refusal, soon", () => {
  const samples = [jpegOf(photo(), 30), progressivePhoto(), restartPhoto(), progressiveFullPhoto()];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: samples.length - 1 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      fc.option(fc.nat(), { freq: 5 }),
      (which, changes, cut) => {
        let bytes = Buffer.from(samples[which] as Buffer);
        for (const [at, to] of changes) bytes[at % bytes.length] = to;
        if (cut !== null) bytes = bytes.subarray(0, cut % bytes.length);
        const found = inspectJpeg(bytes, inspectDefaults);
        assert.ok(isRefusal(found) || found.pages.length === 1);
      },
    ),
    { numRuns: 300 },
  );
});

test("a picture of absurd size is refused by its header", () => {
  const bytes = jpegOf(
    picture(16, 16, () => [0, 0, 0]),
    50,
  );
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(65_000, at + 5);
  bytes.writeUInt16BE(65_000, at + 7);
  assert.deepEqual(inspectJpeg(bytes, inspectDefaults), { refused: "document-too-large", with: { pixels: 65_000 * 65_000 } });
});
