// The one-page PDF of about 29.8 kB that print servers are compared with: a page of text and a block of incompressible bytes.
import { createHash } from "node:crypto";

const size = 29_800;

export function onePagePdf(): Buffer {
  const content = "BT /F 12 Tf 72 720 Td (A page) Tj ET";
  const head = `%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj <</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n4 0 obj <</Type/Page/Parent 2 0 R/Contents 5 0 R>>\nendobj\n5 0 obj <</Length ${content.length}>>stream\n${content}\nendstream\nendobj\n`;
  const filler = Buffer.alloc(size - head.length - 700);
  for (let at = 0, i = 0; at < filler.length; at += 32, i++) createHash("sha256").update(`${i}`).digest().copy(filler, at);
  const stream = `6 0 obj <</Length ${filler.length}>>stream\n`;
  const parts = [Buffer.from(head), Buffer.from(stream), filler, Buffer.from("\nendstream\nendobj\n")];
  const body = Buffer.concat(parts);
  const offsets = [1, 2, 3, 4, 5, 6].map((n) => body.indexOf(`${n} 0 obj`));
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.concat([
    body,
    Buffer.from(`xref\n0 7\n0000000000 65535 f \n${table}trailer<</Size 7/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`),
  ]);
}

/** One grey page of 8 × 8 pixels as PWG raster (PWG 5102.4): the smallest job there is. */
export function onePageRaster(): Buffer {
  const header = Buffer.alloc(1796);
  header.write("PwgRaster", 0, "latin1");
  for (const [offset, value] of [
    [276, 50],
    [280, 50],
    [340, 1],
    [352, 12],
    [356, 12],
    [372, 8],
    [376, 8],
    [384, 8],
    [388, 8],
    [392, 8],
    [400, 18],
    [420, 1],
    [452, 1],
  ] as const) {
    header.writeUInt32BE(value, offset);
  }
  // Every line the same (repeat 8), one run of 8 white pixels.
  return Buffer.concat([Buffer.from("RaS2"), header, Buffer.from([7, 7, 0xff])]);
}
