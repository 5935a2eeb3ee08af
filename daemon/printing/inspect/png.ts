// A picture of pixels as PNG (ISO/IEC 15948): eight bits of red, green and blue, rows unfiltered. PURE but for zlib.
import { crc32, deflateSync } from "node:zlib";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const trueColour = 2;

/** `pixels`: rows of blue, green, red and an unused byte each, as PDFium draws them. */
export function pngOf(pixels: Uint8Array, columns: number, rows: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header.set([8, trueColour, 0, 0, 0], 8);
  const lines = Buffer.alloc(rows * (1 + columns * 3));
  let to = 0;
  for (let row = 0, from = 0; row < rows; row++) {
    to++; // the row's filter: none
    for (let column = 0; column < columns; column++, from += 4) {
      lines[to++] = pixels[from + 2] as number;
      lines[to++] = pixels[from + 1] as number;
      lines[to++] = pixels[from] as number;
    }
  }
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
