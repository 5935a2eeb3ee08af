// Reads a stream of binary PPM pictures (netpbm P6, 8 bits), one a page, as pdftoppm writes them, and counts coloured pixels on the way.
import type { ColorRule } from "./settings.ts";

export interface PpmPicture {
  readonly width: number;
  readonly height: number;
  readonly color: boolean;
}

export interface PpmReader {
  /** False when this is no PPM, or more or larger pictures than allowed. */
  push(chunk: Uint8Array): boolean;
  readonly pictures: readonly PpmPicture[];
  /** The stream ended between two pictures. */
  readonly complete: boolean;
}

/** "P6 99999 99999 255 " and some room. */
const longestHeader = 64;

export function createPpmReader(rule: ColorRule, limits: { pictures: number; pixels: number }): PpmReader {
  const pictures: PpmPicture[] = [];
  let header = "";
  let size: { width: number; height: number } | undefined;
  let left = 0; // bytes of this picture still to come
  let phase = 0; // bytes of the current pixel already seen
  let first = 0;
  let second = 0;
  let coloured = 0;

  const count = (bytes: Uint8Array, from: number, until: number): void => {
    const { colorThreshold, colorPixels } = rule;
    let at = from;
    // The pixel cut by the end of the last chunk.
    for (; phase > 0 && at < until; at++) {
      const byte = bytes[at] ?? 0;
      if (phase === 1) second = byte;
      else if (Math.max(first, second, byte) - Math.min(first, second, byte) > colorThreshold) coloured += 1;
      phase = (phase + 1) % 3;
    }
    if (phase > 0) return;
    const whole = until - ((until - at) % 3);
    if (coloured > colorPixels) at = whole;
    for (; at < whole; at += 3) {
      const r = bytes[at] as number;
      const g = bytes[at + 1] as number;
      const b = bytes[at + 2] as number;
      if (r === g && g === b) continue;
      const rg = r - g;
      const gb = g - b;
      const rb = rg + gb;
      if (
        rg > colorThreshold ||
        -rg > colorThreshold ||
        gb > colorThreshold ||
        -gb > colorThreshold ||
        rb > colorThreshold ||
        -rb > colorThreshold
      ) {
        if (++coloured > colorPixels) at = whole - 3;
      }
    }
    phase = until - whole;
    if (phase > 0) first = bytes[whole] ?? 0;
    if (phase > 1) second = bytes[whole + 1] ?? 0;
  };

  /** Takes header bytes until the one white space before the pixels. Undefined: more is needed; false: no PPM. */
  const readHeader = (bytes: Uint8Array, from: number): number | false => {
    let at = from;
    while (at < bytes.length) {
      header += String.fromCharCode(bytes[at++] ?? 0);
      const match = /^P6\s+(\d{1,6})\s+(\d{1,6})\s+255\s$/.exec(header);
      if (match) {
        size = { width: Number(match[1]), height: Number(match[2]) };
        left = size.width * size.height * 3;
        phase = 0;
        coloured = 0;
        header = "";
        return left > 0 && left <= limits.pixels * 3 && pictures.length < limits.pictures ? at : false;
      }
      if (header.length > longestHeader) return false;
    }
    return at;
  };

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (size === undefined) {
          const next = readHeader(chunk, at);
          if (next === false) return false;
          at = next;
          continue;
        }
        const until = Math.min(chunk.length, at + left);
        count(chunk, at, until);
        left -= until - at;
        at = until;
        if (left > 0) continue;
        pictures.push({ ...size, color: coloured > rule.colorPixels });
        size = undefined;
      }
      return true;
    },
    pictures,
    get complete() {
      return size === undefined && header === "";
    },
  };
}
