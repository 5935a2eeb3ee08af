// Which headings of the manual speak of what somebody typed.

export interface Entry {
  /** chapter#heading */
  readonly at: string;
  readonly chapter: string;
  readonly heading: string;
  readonly words: string;
}

/** More is a list nobody reads. */
const mostFound = 8;

/** A heading that says it comes before one whose text does. */
export function best(entries: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  if (wanted.length === 0) return [];
  const scored = entries.map((entry) => {
    const [heading, chapter, words] = [plain(entry.heading), plain(entry.chapter), plain(entry.words)];
    const each = wanted.map((word) =>
      begins(heading, word) ? 8 : begins(chapter, word) ? 3 : begins(words, word) ? 2 : words.includes(word) ? 1 : 0,
    );
    return { entry, score: each.includes(0) ? 0 : each.reduce((sum: number, one) => sum + one, 0) };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostFound)
    .map(({ entry }) => entry);
}

const begins = (text: string, word: string): boolean => ` ${text}`.includes(` ${word}`);

/** Without accents, capitals and signs: whoever searches does not type them. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
