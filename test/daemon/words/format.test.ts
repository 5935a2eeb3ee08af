// Money, dates and counts read as the reader's country writes them (PRODUCT W2).
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { money, parseMoney, showMoney } from "../../../daemon/domain/money.ts";
import { formatAmount, formatCount, formatDate, formatMoney, formatTime, readAmount } from "../../../daemon/words/format.ts";

/** Intl separates with no-break spaces, narrow ones between thousands. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

test("206,84 € is written so in French and €206.84 in English", () => {
  const amount = parseMoney("206.84");
  assert.ok(amount !== undefined);
  assert.equal(plain(formatMoney("fr", amount, "EUR")), "206,84 €");
  assert.equal(plain(formatMoney("en", amount, "EUR")), "€206.84");
});

test("decimals beyond the currency's own appear only where the amount has them", () => {
  assert.equal(plain(formatMoney("fr", money(500), "EUR")), "0,05 €");
  assert.equal(plain(formatMoney("fr", money(195), "EUR")), "0,0195 €");
  assert.equal(plain(formatMoney("fr", money(-4_000), "EUR")), "-0,40 €");
  assert.equal(plain(formatMoney("en", money(150_000), "JPY")), "¥15");
  assert.equal(plain(formatMoney("en", money(155_000), "JPY")), "¥15.5");
  assert.equal(plain(formatMoney("fr", money(122_068_400), "EUR")), "12 206,84 €");
});

test("no amount of money loses or gains a digit on its way to the reader", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (whole) => {
      const amount = money(whole);
      const read = formatMoney("en", amount, "EUR").replace(/[€,]/g, "");
      const back = BigInt(
        read.replace(/^(-?)(\d+)\.(\d+)$/, (_, sign: string, units: string, rest: string) => sign + units + rest.padEnd(4, "0")),
      );
      assert.equal(back, BigInt(amount), showMoney(amount));
    }),
  );
});

test("a date is the site's, whatever the box's own zone", () => {
  const at = Date.UTC(2014, 11, 15, 17, 57, 59);
  assert.equal(plain(formatDate("fr", at, "Europe/Paris")), "15 déc. 2014, 18:57:59");
  assert.equal(plain(formatDate("en", at, "Indian/Reunion")), "15 Dec 2014, 21:57:59");
  assert.equal(formatTime("fr", at, "Europe/Paris"), "18:57");
  assert.equal(plain(formatCount("fr", 12_345)), "12 345");
});

test("an amount is read as people type it, and what is none is nothing", () => {
  const typed = ["5", "5,00", " 1 234,50 €", "\u22120,50", "0.0195", "", "5,", "five", "1,00000"];
  assert.deepEqual(typed.map(readAmount), [50_000, 50_000, 12_345_000, -5_000, 195, ...Array(4).fill(undefined)]);
  assert.deepEqual([formatAmount("fr", 50_000), formatAmount("en", 195)], ["5,00", "0.0195"]);
});
