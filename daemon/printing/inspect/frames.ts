// The words between the daemon and an inspector: a length, a kind, bytes. The inspector may have been taken over by the document it reads, so
// what it says is bounded here and checked in answer.ts.

export const kinds = {
  /** To the inspector, once: how to work (JSON). */
  hello: 1,
  /** A document begins (JSON: format, engine to avoid, the one page to draw). */
  begin: 2,
  /** Some of its bytes. */
  bytes: 3,
  /** It is complete. */
  end: 4,
  /** It will never be complete: forget it. */
  abort: 5,
  /** From the inspector: an engine is about to begin (its name). */
  trying: 6,
  /** What was found (JSON). One for each `begin`, after all its bytes were taken. */
  answer: 7,
  /** The page that `begin` asked for, as PNG. Before its answer. */
  picture: 8,
} as const;

export type FrameKind = (typeof kinds)[keyof typeof kinds];

export interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

const headerBytes = 5;

/** Facts of 20 000 pages are 600 kB of JSON. Bytes of documents are handed on in pieces and have no such limit. */
export const mostPayloadBytes = 2 * 1024 * 1024;

/** The header to write before a payload of that length. */
export function frameHeader(kind: FrameKind, length: number): Uint8Array {
  const header = new Uint8Array(headerBytes);
  new DataView(header.buffer).setUint32(0, length);
  header[4] = kind;
  return header;
}

export const jsonFrame = (kind: FrameKind, value: unknown): Uint8Array => {
  const payload = new TextEncoder().encode(JSON.stringify(value));
  const frame = new Uint8Array(headerBytes + payload.length);
  frame.set(frameHeader(kind, payload.length));
  frame.set(payload, headerBytes);
  return frame;
};

export class FrameTooLong extends Error {}

/** Cuts a stream into frames; those of kind `bytes` come in as many pieces as they arrive. */
export function createFrameReader(): { push(chunk: Uint8Array): Frame[] } {
  let pending: Uint8Array = new Uint8Array(0);
  let bytesLeft = 0;
  return {
    push(chunk) {
      const frames: Frame[] = [];
      let data = chunk;
      if (pending.length > 0) {
        data = new Uint8Array(pending.length + chunk.length);
        data.set(pending);
        data.set(chunk, pending.length);
        pending = new Uint8Array(0);
      }
      let at = 0;
      while (at < data.length) {
        if (bytesLeft > 0) {
          const piece = data.subarray(at, Math.min(data.length, at + bytesLeft));
          frames.push({ kind: kinds.bytes, payload: piece });
          bytesLeft -= piece.length;
          at += piece.length;
          continue;
        }
        if (data.length - at < headerBytes) break;
        const length = new DataView(data.buffer, data.byteOffset + at).getUint32(0);
        const kind = data[at + 4] ?? 0;
        if (kind === kinds.bytes) {
          bytesLeft = length;
          at += headerBytes;
          continue;
        }
        if (length > mostPayloadBytes) throw new FrameTooLong(`${length} bytes in one frame`);
        if (data.length - at < headerBytes + length) break;
        frames.push({ kind, payload: data.subarray(at + headerBytes, at + headerBytes + length) });
        at += headerBytes + length;
      }
      pending = data.slice(at);
      return frames;
    },
  };
}
