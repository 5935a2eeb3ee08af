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
