// Text as somebody types it who looks for it.

/** Without accents, without capitals: "amelie" finds "Amélie". */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** The words of a search: a row is found that holds all of them. */
export const wordsIn = (search: string): readonly string[] =>
  plain(search)
    .split(/\s+/)
    .filter((word) => word !== "");
