// Text in fixed cells: what a client called its job is made legible, measured, cut and wrapped before it reaches a screen. PURE.

/** Titles come from strangers: no control character, no escape sequence, no direction override, no invisible joiner reaches a terminal. */
export const legible = (text: string): string =>
  text
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, "")
    .trim();

/** Letters, digits, signs and rules of one cell each: nearly every line, and measured by counting. */
const simple = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2500-\u257f]*$/;

const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A letter under more marks than this is an attack on the line above, not a word. */
const mostMarks = 3;

const letters = (text: string): string[] =>
  simple.test(text)
    ? [...text]
    : [...segments.segment(text)].map(({ segment }) =>
        Array.from(segment)
          .slice(0, 1 + mostMarks)
          .join(""),
      );

/** East Asian letters, full-width forms and pictures take two cells. */
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

const cells = (letter: string): number => (wide.test(letter) ? 2 : /^\p{M}+$/u.test(letter) ? 0 : 1);

export const width = (text: string): number =>
  simple.test(text) ? text.length : letters(text).reduce((sum, letter) => sum + cells(letter), 0);

/** The text in at most `most` cells, an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  const clean = legible(text);
  if (width(clean) <= most) return letters(clean).join("");
  return `${head(clean, most - 1)}…`;
}

function head(text: string, most: number): string {
  let [taken, room] = ["", most];
  for (const letter of letters(text)) {
    room -= cells(letter);
    if (room < 0) break;
    taken += letter;
  }
  return taken;
}

/** Lines of at most `most` cells, broken at spaces; a no-break space holds, a word longer than a line is split. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of legible(text).split(/ +/)) {
    if (line !== "" && width(line) + 1 + width(word) <= most) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (width(rest) > most) {
      const start = head(rest, most);
      lines.push(start);
      rest = rest.slice(start.length);
    }
    line = rest;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** Left in `room` cells. */
export const left = (text: string, room: number): string => padded(cut(text, room), room, false);
export const right = (text: string, room: number): string => padded(cut(text, room), room, true);

function padded(text: string, most: number, before: boolean): string {
  const space = " ".repeat(Math.max(0, most - width(text)));
  return before ? space + text : text + space;
}

/** Displays know one space. */
export const plainSpaces = (line: string): string => line.replace(/[\u00a0\u202f]/g, " ");
