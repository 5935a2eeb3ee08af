// For whom a screen is drawn, and the phrases that text and two lines share. PURE.
import type { Message } from "../domain/message.ts";
import { type Money, money } from "../domain/money.ts";
import { faultSentence } from "../words/faults.ts";
import { formatMoney } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import { messageSentence } from "../words/messages.ts";
import { reasonSentence, reviewSentence } from "../words/reasons.ts";
import { sentence } from "../words/refusals.ts";
import { legible } from "./lettering.ts";
import type { Behind, EndedView, RowView } from "./screen.ts";
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

export const messageText = (reader: Reader, message: Message): string =>
  messageSentence(reader.language, message, reader.currency, titleText(reader, message.title ?? ""));

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

/** Why nothing came out at a printer, where we have words for it; "" else. */
export function whyText({ language }: Reader, printer: string, reasons: readonly string[] = []): string {
  const told = new Set(reasons.flatMap((reason) => reasonSentence(language, reason) ?? []));
  return told.size === 0 ? "" : say(language, "screen.result.why", { printer: legible(printer), reasons: [...told].join(", ") });
}

/** What to know of a row's printer before saying yes: that it stands still, what it cannot do, and where the row could go instead. */
export function outlookTexts(reader: Reader, { printer, stopped, leavesOut = [], nearest }: RowView): string[] {
  const { language } = reader;
  const name = legible(printer ?? "");
  return [
    ...(stopped ? [say(language, "screen.standing", { printer: name, reasons: reasonsText(reader, stopped) })] : []),
    ...leavesOut.map((what) => say(language, `screen.leaves-out.${what}`, { printer: name })),
    ...(nearest
      ? [
          say(language, nearest.here ? "screen.nearest" : "screen.nearest.elsewhere", {
            printer: legible(nearest.printer),
            total: price(reader, nearest.price),
          }),
        ]
      : []),
  ];
}

/** What still prints for people who left, so that the next one knows that they can begin. */
export const behindTexts = ({ language }: Reader, behind: readonly Behind[] = []): string[] =>
  behind.map(({ printer, impressions: out, expected: n, stopped }) =>
    stopped
      ? say(language, "screen.behind.stopped", { printer: legible(printer) })
      : say(language, "screen.behind", { printer: legible(printer), out, n }),
  );

/** How many of the jobs ended with nobody knowing what came out. */
export const unknownOf = (ended: readonly EndedView[]): number => ended.filter(isUnknown).length;

/** What came back for pages of which it is known that they did not come out. */
export const knownRefund = (ended: readonly EndedView[]): Money =>
  money(ended.reduce((sum, each) => sum + (isUnknown(each) ? 0 : (each.refunded ?? 0)), 0));

export const isUnknown = ({ review, waits }: EndedView): boolean =>
  !waits && (review === "printer-lost" || review === "stopped-without-count");

export const reviewText = ({ language }: Reader, review: string | undefined): string =>
  review === undefined ? "" : (reviewSentence(language, review) ?? "");
