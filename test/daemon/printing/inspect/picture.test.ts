// One page of a document as a picture, drawn where documents are looked into.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { testDocument } from "../../../../daemon/printing/calibration.ts";
import { createInspection } from "../../../../daemon/printing/inspect/inspection.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { fixture } from "../../../fixtures/make.ts";
import { quietLog } from "./looking.ts";

const inspection = createInspection({ clock: systemClock, log: quietLog });
after(() => inspection.close());

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const picture = (bytes: Uint8Array, page: number) => inspection.picture(() => whole(bytes), bytes.length, page);

test("a page of A4 is a PNG of its size; another page is another picture", async () => {
  const document = testDocument();
  const [first, second] = [await picture(document, 1), await picture(document, 2)];
  assert.ok(first && second);
  const png = Buffer.from(first);
  assert.equal(png.toString("latin1", 1, 4), "PNG");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [414, 585]);
  assert.notDeepEqual(first, second);
});

test("a page that is not there, and what is no PDF, have no picture; the next document has", async () => {
  assert.equal(await picture(testDocument(), 99), undefined);
  assert.equal(await picture(await readFile((await fixture("color.urf")).path), 1), undefined);
  assert.ok(await picture(testDocument(), 3));
});
