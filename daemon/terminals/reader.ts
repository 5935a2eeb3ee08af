// For whom a screen is drawn, and the phrases that text and two lines share. PURE.
import type { Money } from "../domain/money.ts";
import { faultSentence } from "../words/faults.ts";
import { formatMoney } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import { reasonSentence, reviewSentence } from "../words/reasons.ts";
import { sentence } from "../words/refusals.ts";
import { legible } from "./lettering.ts";
import type { Problem } from "./states.ts";

export interface Reader {
  readonly language: Language;
  readonly currency: string;
  /** The site's, for times; undefined: the box's own. */
  readonly zone?: string;
}

export const price = ({ language, currency }: Reader, amount: Money): string => formatMoney(language, amount, currency);

export const problemText = ({ language, currency, zone }: Reader, problem: Problem): string =>
  "fault" in problem ? faultSentence(language, problem.fault) : sentence(language, problem, currency, zone);

export const titleText = ({ language }: Reader, title: string): string => legible(title) || say(language, "screen.untitled");

/** What was typed is never shown. */
export const dots = (count: number): string => "•".repeat(count);

/** In words where we have them, else the printer's own keyword. */
export function reasonsText({ language }: Reader, reasons: readonly string[]): string {
  const given = reasons.filter((reason) => reason !== "none");
  // A printer adds keywords for programs ("printer-stopped") to the one that tells: they stand only where nothing better does.
  const inWords = given.flatMap((reason) => reasonSentence(language, reason) ?? []);
  const told = inWords.length > 0 ? inWords : given.map(legible);
  return [...new Set(told)].filter((text) => text !== "").join(", ") || say(language, "screen.stopped.unsaid");
}

export const reviewText = ({ language }: Reader, review: string | undefined): string =>
  review === undefined ? "" : (reviewSentence(language, review) ?? "");
