// From what a reader wrote to the number the box compares. Makes of readers write one chip's number in many ways (hexadecimal or decimal,
// either end first, with or without parity bits): rules per reader, as data, make them one. PURE.
import { looksLikePaymentCard } from "./payment-card.ts";

/** How a reader writes, and what becomes of it. In the order in which they are applied. */
export interface CardRules {
  /** Removed where present, such as a magnetic track's sentinels. */
  readonly prefix: string;
  readonly suffix: string;
  /** How the number is written; text: letters and digits that are no number and stay as they are. */
  readonly written: "hex" | "decimal" | "text";
  /** Length that a number may have as the reader writes it, without prefix, suffix and separators. */
  readonly least: number;
  readonly most: number;
  /** Whether this reader could read a payment card's stripe. */
  readonly magnetic: boolean;
  /** Bits the reader means, where writing lost leading zeros, as decimal does; the low ones count. */
  readonly bits?: number | undefined;
  /** Last byte first. */
  readonly reverse: boolean;
  /** Without the first and the last bit, the parities of Wiegand formats. */
  readonly dropParity: boolean;
  /** Only the low bits: a reader that gives 7 bytes beside one that gives 4. */
  readonly keepBits?: number | undefined;
  /** How the box shall write it; absent: as it came. */
  readonly write?: "hex" | "decimal" | undefined;
}

export type Read = { readonly number: string } | { readonly dropped: "payment-card" | "unreadable" };

const unreadable: Read = { dropped: "unreadable" };

const patterns = { hex: /^[0-9A-F]+$/, decimal: /^[0-9]+$/, text: /^[0-9A-Z]+$/ } as const;

export function readCard(text: string, rules: CardRules): Read {
  if (rules.magnetic && looksLikePaymentCard(text)) return { dropped: "payment-card" };
  // 04:A1:B2:C3, 04-A1-B2-C3 and "04 A1 B2 C3" are one number.
  const bare = stripped(text, rules)
    .replace(/[\s:.-]/g, "")
    .toUpperCase();
  if (bare.length < rules.least || bare.length > rules.most || !patterns[rules.written].test(bare)) return unreadable;
  return asItCame(rules) ? { number: bare } : converted(bare, rules);
}

function stripped(text: string, { prefix, suffix }: CardRules): string {
  const start = text.startsWith(prefix) ? prefix.length : 0;
  const end = suffix !== "" && text.endsWith(suffix) ? text.length - suffix.length : text.length;
  return text.slice(start, Math.max(start, end));
}

const asItCame = ({ written, bits, reverse, dropParity, keepBits, write }: CardRules): boolean =>
  written === "text" || (bits === undefined && !reverse && !dropParity && keepBits === undefined && (write ?? written) === written);

/** A number of so many bits. */
interface Bits {
  readonly value: bigint;
  readonly width: number;
}

function converted(bare: string, rules: CardRules): Read {
  let read = parsed(bare, rules);
  if (rules.reverse) {
    if (read.width % 8 !== 0) return unreadable;
    read = reversed(read);
  }
  if (rules.dropParity) {
    if (read.width < 3) return unreadable;
    read = low({ value: read.value >> 1n, width: read.width - 1 }, read.width - 2);
  }
  if (rules.keepBits !== undefined) read = low(read, rules.keepBits);
  return { number: written(read, rules.write ?? (rules.written === "decimal" ? "decimal" : "hex")) };
}

/** Hexadecimal digits tell their width; of decimal ones the fewest whole bytes, unless the rules say. */
function parsed(bare: string, rules: CardRules): Bits {
  const value = rules.written === "decimal" ? BigInt(bare) : BigInt(`0x${bare}`);
  const width = rules.written === "decimal" ? Math.max(1, Math.ceil(value.toString(16).length / 2)) * 8 : bare.length * 4;
  return rules.bits === undefined ? { value, width } : low({ value, width }, rules.bits);
}

const low = ({ value }: Bits, width: number): Bits => ({ value: BigInt.asUintN(width, value), width });

function reversed({ value, width }: Bits): Bits {
  let turned = 0n;
  for (let at = 0; at < width; at += 8) turned = (turned << 8n) | ((value >> BigInt(at)) & 0xffn);
  return { value: turned, width };
}

const written = ({ value, width }: Bits, as: "hex" | "decimal"): string =>
  as === "decimal"
    ? value.toString()
    : value
        .toString(16)
        .toUpperCase()
        .padStart(Math.ceil(width / 4), "0");
