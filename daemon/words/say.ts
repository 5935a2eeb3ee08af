// Says a sentence of a catalogue: the right language, the right plural, its {placeholders} filled. No sentence lives anywhere else.
import { catalogues } from "./catalogues.ts";
import type { Key, Words } from "./en.ts";
import type { Placeholders } from "./shape.ts";

/** French first. */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** What stands in the place of a {placeholder}. A count is shown as the language writes it. */
export type Filling = string | number;

/** The locale behind numbers, money and dates. English is the one that writes dates day first, as everywhere in Europe. */
export const locales: Readonly<Record<Language, string>> = { fr: "fr-FR", en: "en-GB" };

/** What a sentence is told with: exactly the values it names. */
export type Values<K extends Key> = [Placeholders<Words[K]>] extends [never] ? [] : [Readonly<Record<Placeholders<Words[K]>, Filling>>];

export function say<K extends Key>(language: Language, key: K, ...values: Values<K>): string {
  return fill(language, key, (values[0] ?? {}) as Readonly<Record<string, Filling>>);
}

/** For a key found at run time, such as the sentence of a refusal; a placeholder without a value stays as it is. */
export function fill(language: Language, key: Key, values: Readonly<Record<string, Filling>>): string {
  const text = catalogues[language][key];
  const sentence = typeof text === "string" ? text : text[form(language, values["n"])];
  return typeset(language, sentence).replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? hole : typeof value === "number" ? value.toLocaleString(locales[language]) : value;
  });
}

/** French sets a no-break space inside « » and before : ; ! ?, so that no line begins with one; catalogues stay readable without it. */
export const typeset = (language: Language, sentence: string): string =>
  language === "fr" ? sentence.replace(/ (?=[:;!?»])|(?<=«) /g, "\u00a0") : sentence;

export const isKey = (key: string): key is Key => Object.values(catalogues).some((catalogue) => Object.hasOwn(catalogue, key));

const rules = { fr: new Intl.PluralRules("fr"), en: new Intl.PluralRules("en") };
const form = (language: Language, n: Filling | undefined): "one" | "other" =>
  rules[language].select(Number(n ?? 0)) === "one" ? "one" : "other";

/** The best of ours for an Accept-Language header or an IPP natural language; French where none fits. */
export function languageOf(wanted: string | undefined): Language {
  for (const part of (wanted ?? "").toLowerCase().split(",")) {
    const found = languages.find((language) => part.trim().split(/[-_;]/)[0] === language);
    if (found) return found;
  }
  return languages[0];
}
