// Readers that play a keyboard and type the card's number: key presses in, texts out. PURE.
import { type Down, nothingDown, type Press, pressed } from "../../transport/keyboard-report.ts";

/** For which keyboard the reader believes it types. It sends places of keys, and chose them by this. */
export type Layout = "us" | "fr";

export interface Typing {
  readonly down: Down;
  readonly text: string;
  /** Too long, or with keys that write nothing on a card. */
  readonly spoilt: boolean;
}

export const nothingTyped: Typing = { down: nothingDown, text: "", spoilt: false };

/** The longest card we know is a magnetic track of 107 characters. */
export const mostCharacters = 128;

export interface Typed {
  readonly typing: Typing;
  /** Whole texts; undefined stands for one that was spoilt. */
  readonly texts: readonly (string | undefined)[];
}

/** Enter and Tab end a text. */
export function type(before: Typing, report: Uint8Array, layout: Layout): Typed {
  const { down, presses } = pressed(before.down, report);
  let { text, spoilt } = before;
  const texts: (string | undefined)[] = [];
  for (const press of presses) {
    if (ends.has(press.usage)) {
      if (spoilt || text !== "") texts.push(spoilt ? undefined : text);
      [text, spoilt] = ["", false];
      continue;
    }
    if (locks.has(press.usage)) continue;
    const character = letterOf(press, layout);
    if (character === undefined || text.length >= mostCharacters) spoilt = true;
    else text += character;
  }
  return { typing: { down, text, spoilt }, texts };
}

/** Readers that end with no key end with silence. */
export const fallSilent = ({ down, text, spoilt }: Typing): Typed => ({
  typing: { down, text: "", spoilt: false },
  texts: spoilt ? [undefined] : text === "" ? [] : [text],
});

/** Whether something was typed that has not ended. */
export const isUnderWay = ({ text, spoilt }: Typing): boolean => spoilt || text !== "";

const ends: ReadonlySet<number> = new Set([0x28, 0x58, 0x2b]);
/** Some readers switch caps lock or num lock around a number. */
const locks: ReadonlySet<number> = new Set([0x39, 0x47, 0x53]);

/** From usage 0x04 on. French keyboards exchange a and q, z and w; their m stands elsewhere. */
const letters: Readonly<Record<Layout, string>> = { us: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", fr: "QBCDEFGHIJKL,NOPARSTUVZXYW" };
/** From usage 0x1e on. French digits are the shifted row. */
const digits = "1234567890";
const signs: Readonly<Record<Layout, Readonly<Record<string, string>>>> = {
  us: { "2c": " ", "2d": "-", s22: "%", s23: "^", "2e": "=", s2e: "+", "33": ";", s33: ":", "37": ".", "38": "/", s38: "?" },
  fr: { "2c": " ", "23": "-", s34: "%", "2e": "=", s2e: "+", "36": ";", "37": ":", s36: ".", s37: "/", s10: "?", "33": "M", s33: "M" },
};
/** From usage 0x54 on: the number pad, which is the same everywhere. */
const pad = "/*-+\n1234567890.";

function letterOf({ usage, shift }: Press, layout: Layout): string | undefined {
  const sign = signs[layout][`${shift ? "s" : ""}${usage.toString(16)}`];
  if (sign !== undefined) return sign;
  if (usage >= 0x04 && usage <= 0x1d) return letters[layout][usage - 0x04];
  if (usage >= 0x1e && usage <= 0x27) return shift === (layout === "fr") ? digits[usage - 0x1e] : undefined;
  return usage >= 0x54 && usage <= 0x63 ? pad[usage - 0x54] : undefined;
}
