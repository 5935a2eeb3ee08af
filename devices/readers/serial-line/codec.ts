// Readers that write one line of ASCII for each card: bytes in, lines out. PURE.

export interface Line {
  readonly text: string;
  /** When its last byte came, ms. */
  readonly at: number;
  /** Too long, or with bytes that are no text: what is left of it is not a card either. */
  readonly spoilt: boolean;
}

export const emptyLine: Line = { text: "", at: 0, spoilt: false };

/** The longest card we know is a magnetic track of 107 characters. */
export const mostCharacters = 128;

/** A reader writes its line at once; at 1200 baud, the slowest in use, 128 characters take 1.1 s, but never a pause of this length.
 *  What lies longer is noise or the beginning of a card pulled away, and must not stand before the next one. */
export const silenceMs = 500;

const [lineFeed, carriageReturn, startOfText, endOfText] = [0x0a, 0x0d, 0x02, 0x03];
/** What a line that is plugged in, or a break, reads as. */
const nothing = 0x00;

export interface Heard {
  readonly line: Line;
  /** Whole lines; undefined stands for one that was spoilt. */
  readonly lines: readonly (string | undefined)[];
}

/** CR, LF, both, or ETX end a line; STX begins one anew. Empty lines are no lines. */
export function hear(line: Line, bytes: Uint8Array, now: number): Heard {
  let { text, spoilt } = now - line.at > silenceMs ? emptyLine : line;
  const lines: (string | undefined)[] = [];
  for (const byte of bytes) {
    if (byte === lineFeed || byte === carriageReturn || byte === endOfText) {
      if (spoilt) lines.push(undefined);
      else if (text !== "") lines.push(text);
      [text, spoilt] = ["", false];
    } else if (byte === startOfText) [text, spoilt] = ["", false];
    else if (byte === nothing) continue;
    else if (byte < 0x20 || byte > 0x7e || text.length >= mostCharacters) spoilt = true;
    else if (!spoilt) text += String.fromCharCode(byte);
  }
  return { line: { text, at: now, spoilt }, lines };
}
