// What somebody tells the console in words: the act, whom, how much, why; and what is missing where it is not whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readWish, type Verbs, type Wish } from "../../webui/admin/find/wish.ts";

const french: Verbs = { "top-up": ["recharger", "recréditer"], release: ["libérer"], delete: ["supprimer"] };
const english: Verbs = { "top-up": ["top up", "topup"], release: ["release"], delete: ["delete"] };

const topUp = (who: string, amount: number, reason = ""): Wish => ({ act: "top-up", who, amount, reason });

test("an amount is read as people type it, and what follows is the reason", () => {
  const said: Record<string, Wish> = {
    "recharger amelie 5": topUp("amelie", 50_000),
    "recharger amelie 5,50": topUp("amelie", 55_000),
    "recharger amelie 5.50": topUp("amelie", 55_000),
    "Recharger Amélie Brunel 0,05 €": topUp("Amélie Brunel", 500),
    "recharger amelie 5€": topUp("amelie", 50_000),
    "recharger amelie 1 234,50 dotation 2026": topUp("amelie", 12_345_000, "dotation 2026"),
    "recrediter amelie 12 € en espèces": topUp("amelie", 120_000, "en espèces"),
    "recharger 1042 5": topUp("1042", 50_000),
    "  recharger   amelie   5  ": topUp("amelie", 50_000),
  };
  for (const [typed, wish] of Object.entries(said)) assert.deepEqual(readWish(french, typed), wish, typed);
  assert.deepEqual(readWish(english, "top up amelie 5 cash desk"), topUp("amelie", 50_000, "cash desk"));
});

test("a job is released by its number, where somebody wants it, or deleted", () => {
  assert.deepEqual(readWish(french, "libérer 1042"), { act: "release", number: "1042", printer: "" });
  assert.deepEqual(readWish(french, "liberer 1042 hall"), { act: "release", number: "1042", printer: "hall" });
  assert.deepEqual(readWish(french, "supprimer 7"), { act: "delete", number: "7" });
  assert.deepEqual(readWish(english, "release 1042"), { act: "release", number: "1042", printer: "" });
});

test("what is missing, or is no amount or number, is named", () => {
  const lacks: Record<string, string> = {
    "recharger ": "who",
    "recharger amelie": "amount",
    "recharger amelie brunel": "amount",
    "recharger amelie 5,555555": "wrong",
    "recharger amelie 5x": "wrong",
    "recharger amelie 0": "positive",
    "recharger amelie -5": "positive",
    "libérer ": "number",
    "libérer hall": "number-wrong",
    "supprimer 0": "number-wrong",
    "supprimer 10 42": "number-wrong",
  };
  for (const [typed, what] of Object.entries(lacks)) {
    const wish = readWish(french, typed);
    assert.equal(wish && "lacks" in wish && wish.lacks, what, typed);
  }
});

test("a name that begins like an act is no act", () => {
  for (const typed of ["", "recharger", "rechargerie 5", "libérateur 3", "amelie 5", "5"])
    assert.equal(readWish(french, typed), undefined, typed);
});
