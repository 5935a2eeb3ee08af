// The front door of the words: which languages there are and how to say something in one of them.
export { fill, isKey, type Language, languageOf, languages, say, type Values } from "./say.ts";
export type { Key } from "./en.ts";
export { plain } from "../domain/plain.ts";
