// Documents sent compressed, opened in the pipe. What unpacks to too much, or to a multiple no document has, is refused while it unpacks.
import { Readable, pipeline, type Transform } from "node:stream";
import { createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { DocumentTrouble } from "./answer.ts";
import { statuses } from "./codes.ts";
import { peek } from "../printing/sniff.ts";

export const compressions = ["none", "gzip", "deflate"] as const;
export type Compression = (typeof compressions)[number];
export const isCompression = (text: string): text is Compression => (compressions as readonly string[]).includes(text);

export interface UnpackLimits {
  /** Bytes of one document, unpacked. */
  readonly documentBytes: number;
  /** Unpacked ÷ packed, once more than `freeBytes` came out: white pages reach 200, bombs 1000. */
  readonly ratio: number;
  readonly freeBytes: number;
}

export const unpackLimits: UnpackLimits = { documentBytes: 2 * 1024 ** 3, ratio: 300, freeBytes: 64 * 1024 ** 2 };

export const unpack = (
  document: AsyncIterable<Uint8Array>,
  compression: Compression,
  limits: UnpackLimits = unpackLimits,
): AsyncGenerator<Uint8Array> =>
  compression === "none" ? capped(document, limits.documentBytes) : unpacked(document, compression, limits);

async function* unpacked(
  document: AsyncIterable<Uint8Array>,
  compression: "gzip" | "deflate",
  limits: UnpackLimits,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of document) {
      packed += chunk.length;
      yield chunk;
    }
  };
  let bytes = 0;
  for await (const chunk of opened(counted(), compression)) {
    bytes += chunk.length;
    if (bytes > limits.documentBytes) throw tooLarge(limits.documentBytes);
    if (bytes > limits.freeBytes && bytes > packed * limits.ratio) {
      throw new DocumentTrouble(statuses.compressionError, `The document unpacks to more than ${limits.ratio} times its size.`);
    }
    yield chunk;
  }
}

async function* capped(document: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of document) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(most);
    yield chunk;
  }
}

const tooLarge = (most: number): DocumentTrouble =>
  new DocumentTrouble(statuses.requestEntityTooLarge, `A document may have ${Math.floor(most / 1024 ** 2)} MiB at most.`);

async function* opened(document: AsyncIterable<Uint8Array>, compression: Compression): AsyncGenerator<Uint8Array> {
  const { start, document: whole, close } = await peek(document, 2);
  if (start.length === 0) return;
  const opener = openerFor(compression, start);
  let broken: unknown;
  // The pipeline's own callback has the first error; the iteration below sees it too, or a premature close.
  pipeline(Readable.from(whole, { objectMode: false }), opener, (error) => {
    broken ??= error;
  });
  try {
    for await (const chunk of opener) yield chunk as Uint8Array;
  } catch (error) {
    if (isZlibError(broken ?? error)) {
      throw new DocumentTrouble(statuses.compressionError, `The document is not what ${compression} makes.`, { cause: broken ?? error });
    }
    throw broken ?? error;
  } finally {
    opener.destroy();
    close();
  }
}

/** RFC 8011 §5.4.32 names RFC 1951 for deflate; CUPS wraps it as RFC 1950. Both are taken, told apart by the wrapper's check. */
function openerFor(compression: Compression, start: Uint8Array): Transform {
  if (compression === "gzip") return createGunzip();
  const [first = 0, second = 0] = start;
  const wrapped = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return wrapped ? createInflate() : createInflateRaw();
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
