// The two catalogues say the same things: equal keys, equal placeholders, equal plurals, nothing of one left in the other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { en, type Key } from "../../../daemon/words/en.ts";
import { fr } from "../../../daemon/words/fr.ts";
import { fill, languageOf, say } from "../../../daemon/words/say.ts";
import type { Text } from "../../../daemon/words/shape.ts";

const keys = Object.keys(en) as Key[];
const english: Readonly<Record<Key, Text>> = en;
const french: Readonly<Record<Key, Text>> = fr;

const forms = (text: Text): string[] => (typeof text === "string" ? [text] : [text.one, text.other]);
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
/** A plural may leave out its count in the singular: "one job". */
const allHoles = (text: Text): string[] => [...new Set(forms(text).flatMap(holes))].sort();

test("French and English hold the same keys", () => {
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  assert.ok(keys.length > 100, "the catalogues are read, not empty");
});

test("every sentence asks for the same things in both languages, and is plural in both or in neither", () => {
  for (const key of keys) {
    assert.equal(typeof french[key], typeof english[key], `${key} is plural in one language only`);
    assert.deepEqual(allHoles(french[key]), allHoles(english[key]), key);
  }
});

test("no sentence is empty, untrimmed, broken by a stray brace, or shouted", () => {
  for (const text of [...keys.flatMap((key) => forms(english[key])), ...keys.flatMap((key) => forms(french[key]))]) {
    assert.equal(text, text.trim());
    assert.notEqual(text, "");
    assert.doesNotMatch(text.replace(/\{\w+\}/g, ""), /[{}]/);
    assert.doesNotMatch(text, /\b(?!(?:JPEG|ACME|HMAC|JSON)\b)[A-ZÉÈÀ]{4,}\b/, `all capitals: ${text}`);
  }
});

test("people read of a boîtier, never of a box", () => {
  for (const text of keys.flatMap((key) => forms(french[key]))) assert.doesNotMatch(text, /\b(la|une|cette) box\b/i);
});

test("a whole sentence is never the same in both languages", () => {
  const same = keys.filter((key) => /^(refused|fault|review)\./.test(key) && JSON.stringify(french[key]) === JSON.stringify(english[key]));
  assert.deepEqual(same, []);
});

test("French puts a no-break space before its double punctuation, so that a line never begins with it", () => {
  for (const key of keys) assert.doesNotMatch(fill("fr", key, {}), / [:;!?»]|« /, key);
  assert.equal(
    say("fr", "refused.already-exists.named", { kind: "file", name: "a : b" }).split(".")[0],
    "Existe déjà\u00a0: file «\u00a0a : b\u00a0»",
  );
});

test("the language is the reader's first that we speak, French where none is", () => {
  assert.equal(languageOf("en-US,en;q=0.9"), "en");
  assert.equal(languageOf("de-DE, EN_gb, fr"), "en");
  assert.equal(languageOf("fr-ca"), "fr");
  assert.equal(languageOf("de, nl"), "fr");
  assert.equal(languageOf(undefined), "fr");
});

test("what fills a hole is never read as a hole itself, and a missing value stays visible", () => {
  assert.equal(say("en", "refused.price-changed.total", { total: "{until}" }).startsWith("The price is now {until}."), true);
  assert.match(fill("en", "refused.locked.until", {}), /\{until\}/);
  assert.match(fill("en", "refused.locked.until", Object.create({ until: "noon" })), /\{until\}/);
});
