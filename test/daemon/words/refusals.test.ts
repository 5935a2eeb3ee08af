// Every refusal and every fault has a number for each protocol and a sentence that tells what happened to paper and money.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { money } from "../../../daemon/domain/money.ts";
import { type RefusalCode, refuse } from "../../../daemon/domain/refusal.ts";
import { en, type Key } from "../../../daemon/words/en.ts";
import { fr } from "../../../daemon/words/fr.ts";
import { faultHttpStatus, faultIppStatus, faultSentence, faults } from "../../../daemon/words/faults.ts";
import { httpStatus, ippStatus, ippStatuses, refusals, sentence } from "../../../daemon/words/refusals.ts";
import { isKey, languages } from "../../../daemon/words/say.ts";
import type { Text } from "../../../daemon/words/shape.ts";

const codes = Object.keys(refusals) as RefusalCode[];
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");
const catalogues: readonly Readonly<Record<Key, Text>>[] = [en, fr];
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();

test("a sentence asks for no fact that its refusal may lack, and names each fact it asks for", () => {
  for (const code of codes) {
    const { sentences } = refusals[code];
    assert.deepEqual(sentences.at(-1)?.needs, [], `${code} has a sentence that needs nothing`);
    for (const { needs, key } of sentences)
      for (const catalogue of catalogues) assert.deepEqual(holes(String(catalogue[key])), needs.toSorted(), `${code}: ${key}`);
  }
});

test("every sentence of a refusal or fault is in the registry, and none is said by two codes", () => {
  const said = [
    ...codes.flatMap((code) => refusals[code].sentences.map(({ key }) => key)),
    ...Object.keys(faults).map((code) => `fault.${code}`),
  ];
  const written = Object.keys(en).filter((key) => /^(refused|fault)\./.test(key));
  assert.deepEqual(said.toSorted(), written.toSorted());
});

test("every refusal and fault says what happened, what it means, and what to do: three sentences at least, no code", () => {
  for (const language of languages) {
    const texts = [
      ...codes.map((code) => sentence(language, refuse(code), "EUR")),
      ...(Object.keys(faults) as (keyof typeof faults)[]).map((code) => faultSentence(language, code)),
    ];
    for (const text of texts) {
      assert.ok(text.split(/[.!?](?: |$)/).filter(Boolean).length >= 3, text);
      assert.doesNotMatch(text, /[a-z]+-[a-z]+-[a-z]+|error occurred|une erreur est survenue|\{/i, text);
    }
  }
});

test("credit too low says how much is missing", () => {
  const refusal = refuse("account-limit-reached", { missing: money(4_000), account: "user.1" });
  assert.equal(
    plain(sentence("fr", refusal, "EUR")),
    "Il manque 0,40 €. L'impression attend et rien n'est débité. Ajoutez du crédit ou retirez des pages.",
  );
  assert.equal(
    plain(sentence("en", refusal, "EUR")),
    "€0.40 is missing. The job waits and nothing is charged. Add credit or remove pages.",
  );
});

test("a refusal with facts says them, one without says the same thing without them", () => {
  assert.match(sentence("fr", refuse("document-format-not-supported", { other: "copieur-1" }), "EUR"), /copieur-1 peut l'imprimer/);
  assert.match(sentence("fr", refuse("document-format-not-supported", { other: "" }), "EUR"), /en PDF/);
  assert.match(sentence("en", refuse("no-such-thing", { kind: "price", name: "gold" }), "EUR"), /^There is no price profile “gold”\./);
  assert.match(
    sentence("en", refuse("no-such-thing", { kind: "personal queue", name: "" }), "EUR"),
    /^There is no such personal address\./,
  );
  assert.match(
    sentence("en", refuse("no-such-thing", { kind: "device", name: "simulated-keypad", settings: "devices: { simulated: true }" }), "EUR"),
    /^This terminal has no device “simulated-keypad”\..* write devices: \{ simulated: true \} and the driver of that name at this terminal;/,
  );
  assert.match(sentence("fr", refuse("locked", { until: Date.UTC(2026, 10, 22, 13, 5) }), "EUR", "Europe/Paris"), /Réessayez à 14:05\./);
  assert.match(
    plain(sentence("fr", refuse("bad-input", { field: "copies", detail: "1–999" }), "EUR")),
    /^« copies » ne convient pas : 1–999\./,
  );
});

test("every reason why a field does not fit that the code gives has its words", () => {
  const daemon = new URL("../../../daemon/", import.meta.url);
  const files = readdirSync(daemon, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("words/"),
  );
  const given = files.flatMap((name) =>
    [...readFileSync(new URL(name, daemon), "utf8").matchAll(/"bad-input", \{[^}]*detail: "([^"]+)"/g)].map((match) => match[1]),
  );
  assert.ok(given.length > 15, "the code is read");
  assert.deepEqual(
    given.filter((detail) => !isKey(`detail.${detail}`)),
    [],
  );
});

test("IPP names and numbers are the registry's own, as another implementation has them", () => {
  const theirs = createRequire(import.meta.url)("ipp").statusCodes as Record<string, number>;
  const compared = Object.entries(ippStatuses).filter(([name]) => theirs[name] !== undefined);
  assert.ok(compared.length >= 15, "the other implementation knows most of them");
  for (const [name, number] of compared) assert.equal(theirs[name], number, name);
});

test("IPP and HTTP agree on whose fault it is", () => {
  for (const code of codes) {
    assert.ok(ippStatus(code) >= 0x0400 && ippStatus(code) <= 0x050c, code);
    assert.ok(httpStatus(code) >= 400 && httpStatus(code) < 600, code);
    if (httpStatus(code) < 500) assert.ok(ippStatus(code) < 0x0500, `${code} is the client's over HTTP`);
  }
  for (const code of Object.keys(faults) as (keyof typeof faults)[]) {
    assert.ok(faultHttpStatus(code) >= 500, code);
    assert.ok(faultIppStatus(code) >= 0x0500, code);
  }
});
