// Names and titles are anybody's words: shown without what would turn or hide the words around them.

/** Control characters and marks of direction; joiners stay, which some scripts and pictures are written with. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

export const plainName = (name: string): string => name.replace(unseen, " ").replace(/\s+/g, " ").trim();

/** Within a sentence, a name keeps its own direction and the sentence its. */
export const namedInside = (name: string): string => `\u2068${shortened(plainName(name), 80)}\u2069`;

/** By whole characters. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(text.slice(0, 4 * most));
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}
