// Phrases every screen shares, made of the same sentences as the terminals in text.
import { useContext, useMemo } from "react";
import { faultSentence } from "../../daemon/words/faults.ts";
import { messageSentence } from "../../daemon/words/messages.ts";
import { reasonSentence, reviewSentence } from "../../daemon/words/reasons.ts";
import { sentence } from "../../daemon/words/refusals.ts";
import { Currency, useWords, type Words } from "../shared/words.tsx";
import type { EndedJob, Problem, Row, ScreenOf } from "./screens.ts";

export interface Wording extends Words {
  readonly problem: (problem: Problem) => string;
  readonly told: (message: ScreenOf<"told">["message"]) => string;
  readonly title: (title: string) => string;
  readonly reasons: (reasons: readonly string[]) => string;
  /** How many pages and copies; empty while that is not known. */
  readonly amount: (row: Row) => string;
  readonly ink: (row: Row) => string;
  readonly facts: (row: Row) => string;
  /** What to know of its printer before saying yes. */
  readonly outlook: (row: Row) => readonly string[];
  /** The price, or why there is none yet. */
  readonly price: (row: Row) => string;
  readonly review: (ended: EndedJob) => string;
}

/** Titles come from strangers: no control character and no direction override reaches the screen. */
export const legible = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]+/gu, " ").trim();

/** What came out is not known: a printer was lost, or stopped without a count. */
export const isUnknown = ({ review, waits }: EndedJob): boolean =>
  !waits && (review === "printer-lost" || review === "stopped-without-count");

export function useWording(): Wording {
  const words = useWords();
  const currency = useContext(Currency);
  return useMemo(() => wordingOf(words, currency), [words, currency]);
}

function wordingOf(words: Words, currency: string): Wording {
  const { language, say, money } = words;
  const inWords = (reasons: readonly string[]): string[] => reasons.flatMap((reason) => reasonSentence(language, reason) ?? []);
  const ink = ({ color }: Row): string => say(color ? "screen.color" : "screen.mono");
  const amount = ({ impressions, copies }: Row): string => {
    // Pages of one copy, where copies come out whole: "6 pages × 2" would read as twelve.
    const each = impressions !== undefined && impressions % copies === 0 ? impressions / copies : undefined;
    const pages = impressions === undefined ? "" : say("screen.pages", { n: each ?? impressions });
    const times = copies > 1 && (impressions === undefined || each !== undefined) ? say("screen.copies-times", { n: copies }) : "";
    return `${pages} ${times}`.trim();
  };
  const reasonsOf = (given: readonly string[]): string => {
    // A printer adds keywords for programs to the one that tells: they stand only where nothing better does.
    const said = given.filter((reason) => reason !== "none");
    const told = inWords(said);
    return [...new Set(told.length > 0 ? told : said.map(legible))].join(", ") || say("screen.stopped.unsaid");
  };
  return {
    ...words,
    problem: (problem) => ("fault" in problem ? faultSentence(language, problem.fault) : sentence(language, problem, currency)),
    told: (message) => messageSentence(language, message, currency, legible(message.title ?? "") || say("screen.untitled")),
    title: (title) => legible(title) || say("screen.untitled"),
    reasons: reasonsOf,
    outlook: ({ printer: own, stopped, leavesOut = [], nearest }) => {
      const printer = legible(own ?? "");
      return [
        ...(stopped ? [say("screen.standing", { printer, reasons: reasonsOf(stopped) })] : []),
        ...leavesOut.map((what) => say(`screen.leaves-out.${what}`, { printer })),
        ...(nearest
          ? [
              say(nearest.here ? "screen.nearest" : "screen.nearest.elsewhere", {
                printer: legible(nearest.printer),
                total: money(nearest.price),
              }),
            ]
          : []),
      ];
    },
    amount,
    ink,
    facts: (row) => [amount(row), ink(row)].filter((text) => text !== "").join(" · "),
    price: ({ price, refusal, checking }) =>
      price === undefined ? say(refusal ? "screen.impossible" : checking ? "screen.examining" : "screen.pricing") : money(price),
    review: ({ waits, printer, reasons = [], review }) => {
      if (!waits) return review === undefined ? "" : (reviewSentence(language, review) ?? "");
      const told = [...new Set(inWords(reasons))];
      return told.length === 0 ? "" : say("screen.result.why", { printer: legible(printer), reasons: told.join(", ") });
    },
  };
}
