// What a document is, by its first bytes, for clients that do not say.
import type { DocumentFormat } from "../domain/document.ts";

/** PDF readers accept their magic anywhere in the first 1024 bytes (ISO 32000-1 annex H). */
const pdfWithin = 1024;

export function sniff(start: Uint8Array): DocumentFormat | undefined {
  if (begins(start, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (begins(start, ...ascii("RaS2"))) return "image/pwg-raster";
  if (begins(start, ...ascii("UNIRAST\0"))) return "image/urf";
  const head = start.subarray(0, pdfWithin);
  return Buffer.from(head.buffer, head.byteOffset, head.length).includes("%PDF") ? "application/pdf" : undefined;
}

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const begins = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

export interface Peeked {
  readonly start: Uint8Array;
  /** The whole document, its start included; to be read once. */
  readonly document: AsyncIterable<Uint8Array>;
  /** Whoever reads no further says so: what unpacks it is stopped. */
  readonly close: () => void;
}

/** Reads enough to tell, without losing it. `start` is shorter only when the document is. */
export async function peek(document: AsyncIterable<Uint8Array>, bytes: number = pdfWithin): Promise<Peeked> {
  const iterator = document[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    held.push(next.value);
    length += next.value.length;
  }
  return {
    start: startOf(held, bytes),
    document: again(held, iterator),
    close: () => void iterator.return?.().catch(() => undefined),
  };
}

/** Of what may be megabytes, no more is copied than is looked at. */
function startOf(held: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = held;
  return first !== undefined && first.length >= bytes ? first.subarray(0, bytes) : Buffer.concat(held).subarray(0, bytes);
}

async function* again(held: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of held) yield chunk;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}
