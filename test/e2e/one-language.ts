// Which sentences of the other language a page shows, by the catalogues themselves.
import { en } from "../../daemon/words/en.ts";
import { fr } from "../../daemon/words/fr.ts";

type Language = "fr" | "en";

/** Shorter ones may be a name, or a word of both. */
const leastLetters = 9;

const plain = (catalogue: Readonly<Record<string, unknown>>): string[] =>
  Object.values(catalogue).filter((text): text is string => typeof text === "string" && !text.includes("{") && text.length >= leastLetters);

const spaced = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, " ");

/** What only the other language says, as far as it stands there word for word. */
const only: Readonly<Record<Language, readonly string[]>> = (() => {
  const [french, english] = [plain(fr).map(spaced), plain(en).map(spaced)];
  const without = (these: readonly string[], those: readonly string[]): string[] => {
    const all = those.join("\n");
    return these.filter((text) => !all.includes(text));
  };
  return { fr: without(french, english), en: without(english, french) };
})();

export function foreignWords(text: string, language: Language): string[] {
  const shown = spaced(text);
  return only[language === "fr" ? "en" : "fr"].filter((sentence) => shown.includes(sentence));
}
