// How many times the price of A4, kept in permille: "2", "0,5". And a price times it, rounded as the box rounds.
import { readAmount } from "../../daemon/words/format.ts";
import type { Language } from "../../daemon/words/index.ts";

export const showTimes = (language: Language, permille: number): string => {
  const text = String(permille / 1000);
  return language === "fr" ? text.replace(".", ",") : text;
};

/** Undefined: no number, finer than a thousandth, or not above nothing. */
export function readTimes(text: string): number | undefined {
  const amount = readAmount(text);
  return amount === undefined || amount <= 0 || amount % 10 !== 0 || amount / 10 > 100_000 ? undefined : amount / 10;
}

/** Whole ten-thousandths, half up, once a line: as daemon/domain/money.ts does. */
export const atSize = (amount: number, permille: number): number => Number((BigInt(amount) * BigInt(permille) + 500n) / 1000n);
