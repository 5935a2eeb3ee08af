// USB number pads: reports in, keys out, one by one. PURE.
import { type Down, type Press, pressed } from "../../transport/keyboard-report.ts";
import type { PadKey } from "../../pad-key.ts";

export interface Keyed {
  readonly down: Down;
  readonly keys: readonly PadKey[];
}

/** A pad's 00 key is two presses of 0, and arrives as such. Keys that mean nothing at a terminal are no keys. */
export function keysOf(before: Down, report: Uint8Array): Keyed {
  const { down, presses } = pressed(before, report);
  return { down, keys: presses.flatMap((press) => padKey(press) ?? []) };
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;

/** Enter has two places, and # on pads like a telephone's; back is whatever such a pad has for it: Backspace, Escape, Delete, * or the dot. */
const enter: ReadonlySet<number> = new Set([0x28, 0x58]);
const back: ReadonlySet<number> = new Set([0x29, 0x2a, 0x4c, 0x55, 0x63]);
const [shiftedHash, shiftedStar] = [0x20, 0x25];

function padKey({ usage, shift }: Press): PadKey | undefined {
  if (enter.has(usage) || (shift && usage === shiftedHash)) return "enter";
  if (back.has(usage) || (shift && usage === shiftedStar)) return "back";
  if (usage >= 0x1e && usage <= 0x27) return digits[usage - 0x1e];
  return usage >= 0x59 && usage <= 0x62 ? digits[usage - 0x59] : undefined;
}
