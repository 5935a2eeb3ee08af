// Money, dates and counts as their reader writes them.
import { type Money, money, parseMoney, showMoney } from "../domain/money.ts";
import { type Language, locales } from "./say.ts";

/** 0,15 € · €0.15 · ¥15. The currency's own decimals, more only when the amount has them (a price of 0.0195). */
export function formatMoney(language: Language, amount: Money, currency: string): string {
  return moneyFormat(language, currency).format(showMoney(amount) as `${number}`);
}

/** As somebody types it into a field: 5 · 5,00 · 1 234,50 €. Anything that is no amount: undefined. */
export const readAmount = (text: string): Money | undefined =>
  parseMoney(text.replaceAll(/[\s\p{Sc}]/gu, "").replace(/^[\u2212\u2013]/, "-"));

/** As it stands in a field to be typed over: 5,00 · 5.00. */
export const formatAmount = (language: Language, amount: number): string => {
  const plain = showMoney(money(amount));
  return language === "fr" ? plain.replace(".", ",") : plain;
};

/** Day and time at the site: 15 déc. 2014, 18:57:59. `zone` is an IANA name; undefined: the box's own. */
export const formatDate = (language: Language, at: number, zone?: string): string =>
  dateFormat(language, { dateStyle: "medium", timeStyle: "medium" }, zone).format(at);

/** Time of day at the site: 18:57. */
export const formatTime = (language: Language, at: number, zone?: string): string =>
  dateFormat(language, { timeStyle: "short" }, zone).format(at);

/** 1,00 · 1.00 */
export const formatDecimal = (language: Language, value: number, digits: number): string =>
  value.toLocaleString(locales[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
/** 90 secondes · 3 minutes · 2 hours · 5 jours: one unit, rounded. */
export function formatDuration(language: Language, ms: number): string {
  const [unit, size] =
    ms < 120_000
      ? (["second", 1e3] as const)
      : ms < 7_200_000
        ? (["minute", 6e4] as const)
        : ms < 172_800_000
          ? (["hour", 3.6e6] as const)
          : (["day", 8.64e7] as const);
  return Math.round(ms / size).toLocaleString(locales[language], { style: "unit", unit, unitDisplay: "long" });
}

export const formatCount = (language: Language, count: number): string => count.toLocaleString(locales[language]);

/** 21.5 GB · 21,5 Go. */
export function formatBytes(language: Language, count: number): string {
  const [unit, size] =
    count < 1e6 ? (["kilobyte", 1e3] as const) : count < 1e9 ? (["megabyte", 1e6] as const) : (["gigabyte", 1e9] as const);
  const maximumFractionDigits = unit === "kilobyte" ? 0 : 1;
  return (count / size).toLocaleString(locales[language], { style: "unit", unit, maximumFractionDigits });
}

/** Kept, since making one costs a hundred times using it. Few: languages × currencies × zones of one installation. */
const moneyFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function moneyFormat(language: Language, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  // Four decimals are all that Money holds; the least is the currency's own (2 for EUR, 0 for JPY).
  // The narrow symbol (¥, $), since an installation has one currency to tell apart from none.
  const made = new Intl.NumberFormat(locales[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 4,
  });
  moneyFormats.set(key, made);
  return made;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)} ${zone ?? ""}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], zone === undefined ? options : { ...options, timeZone: zone });
  dateFormats.set(key, made);
  return made;
}
