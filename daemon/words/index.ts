// The front door of the words: which languages there are and how to say something in one of them.
export { type Language, languageOf, languages, say } from "./say.ts";
