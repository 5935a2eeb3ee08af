// USB number pads: reports in, keys out, one by one. PURE.
import { type Down, type Press, pressed } from "../../transport/keyboard-report.ts";
import type { PadKey } from "../../contract.ts";

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
const others: Readonly<Record<number, PadKey>> = {
  0x28: "enter",
  0x58: "enter",
  0x29: "back",
  0x2a: "back",
  0x4c: "back",
  0x55: "back",
  0x63: "back",
};
const shifted: Readonly<Record<number, PadKey>> = { 0x20: "enter", 0x25: "back" };

function padKey({ usage, shift }: Press): PadKey | undefined {
  const symbol = shift ? shifted[usage] : undefined;
  if (symbol !== undefined) return symbol;
  if (usage >= 0x1e && usage <= 0x27) return digits[usage - 0x1e];
  if (usage >= 0x59 && usage <= 0x62) return digits[usage - 0x59];
  return others[usage];
}
