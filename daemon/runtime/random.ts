// The one place that draws random numbers.
import { randomBytes, randomFillSync } from "node:crypto";

export interface Random {
  bytes(length: number): Uint8Array;
}

/** Drawing a few bytes costs 10 µs whatever their number, and a job draws three times: so many are drawn ahead. */
const ahead = Buffer.alloc(4096);
let used = ahead.length;

export const systemRandom: Random = {
  bytes(length) {
    if (length > ahead.length / 16) return randomBytes(length);
    if (used + length > ahead.length) {
      randomFillSync(ahead);
      used = 0;
    }
    const drawn = Uint8Array.from(ahead.subarray(used, used + length));
    // Keys are among them: no copy stays behind.
    ahead.fill(0, used, used + length);
    used += length;
    return drawn;
  },
};

/** RFC 9562 §5.7: 48 bits of ms since 1970, then random. */
export function uuidv7(now: number, random: Random): string {
  const bytes = Uint8Array.from(random.bytes(16));
  let rest = now;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
