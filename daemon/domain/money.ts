// Amounts of money: whole ten-thousandths of the currency unit, so that a price of 0.0195 is exact and a float never appears.
import { assert } from "./bug.ts";

declare const moneyBrand: unique symbol;

/** A safe integer count of 1/10 000 of the currency unit: 0.05 € = 500. May be negative. */
export type Money = number & { readonly [moneyBrand]: "Money" };

export const unit = 10_000;

/** Brands a whole number; anything else is a bug. Add and subtract with `money(a + b)`, so that an overflow is caught where it happens. */
export function money(amount: number): Money {
  assert(Number.isSafeInteger(amount), `not a whole amount: ${amount}`);
  return (amount === 0 ? 0 : amount) as Money;
}

export const zero = money(0);

/** `amount` × `permille` / 1000, rounded half up (towards +∞ at the half). The only rounding in the product; once per job line. */
export function share(amount: Money, permille: number): Money {
  assert(Number.isSafeInteger(permille) && permille >= 0, `not a share in permille: ${permille}`);
  const product = BigInt(amount) * BigInt(permille) + 500n;
  const floored = product >= 0n ? product / 1000n : -((-product + 999n) / 1000n);
  return money(Number(floored));
}

/** "5", "0.05", "-1.2345" or "5,00" → Money; anything else, or more than four decimals, → undefined. */
export function parseMoney(text: string): Money | undefined {
  const match = /^(-?)(\d{1,11})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  if (!match) return undefined;
  const amount = Number(match[2]) * unit + Number((match[3] ?? "").padEnd(4, "0"));
  return money(match[1] === "-" ? -amount : amount);
}

/** Plain decimal with a dot, at least two decimals and no more than needed: 500 → "0.05", 195 → "0.0195". For logs and the CLI; people read words/format. */
export function showMoney(amount: Money): string {
  const digits = Math.abs(amount).toString().padStart(5, "0");
  const decimals = digits.slice(-4).replace(/0{1,2}$/, "");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -4)}.${decimals}`;
}
