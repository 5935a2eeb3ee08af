// Every state's every sentence fits: eighty columns of text, and pages of two lines of sixteen where nothing is cut but names and titles.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { JobId, PrinterName, QueueName, TerminalName } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { type RefusalCode, refuse } from "../../../daemon/domain/refusal.ts";
import type { Reader } from "../../../daemon/terminals/reader.ts";
import type { EndedView, Header, RowView, Screen } from "../../../daemon/terminals/screen.ts";
import type { Problem } from "../../../daemon/terminals/states.ts";
import { columns, textLines } from "../../../daemon/terminals/text.ts";
import { cut, legible, width, wrap } from "../../../daemon/terminals/lettering.ts";
import { padColumns, pageDue, twoLinePages } from "../../../daemon/terminals/two-lines.ts";
import { en } from "../../../daemon/words/en.ts";
import { faults } from "../../../daemon/words/faults.ts";
import { refusals } from "../../../daemon/words/refusals.ts";

const readers: readonly Reader[] = (["fr", "en"] as const).map((language) => ({ language, currency: "EUR", zone: "Europe/Paris" }));
const problems: readonly Problem[] = [
  ...(Object.keys(refusals) as RefusalCode[]).flatMap((code) => [
    refuse(code),
    refuse(code, {
      missing: 12_345_678,
      total: 9_876_543,
      until: 0,
      other: "copieur-du-deuxième-étage",
      kind: "printer",
      name: "x",
      field: "copies",
      detail: "1–999",
    }),
  ]),
  ...(Object.keys(faults) as (keyof typeof faults)[]).map((fault) => ({ fault })),
];
const reasons = Object.keys(en)
  .filter((key) => key.startsWith("reason."))
  .map((key) => `${key.slice(7)}-error`);
const reviews = Object.keys(en)
  .filter((key) => key.startsWith("review."))
  .map((key) => key.slice(7));

const who: Header = { person: "Amélie", credit: money(12_345_678) };
const printer = "copieur-1" as PrinterName;
const row = (change: Partial<RowView> = {}): RowView => ({
  job: "j" as JobId,
  title: "Rapport",
  chosen: true,
  impressions: 9_999,
  color: true,
  copies: 999,
  printer,
  price: money(99_999_900),
  checking: false,
  ...change,
});
const ended = (change: Partial<EndedView>): EndedView => ({ title: "Rapport", printer, expected: 9_999, waits: false, ...change });
const printing = {
  title: "Rapport",
  printer,
  place: 100,
  of: 100,
  expected: 9_999,
  impressions: 9_998,
  reasons: [],
  stopping: false,
  ...who,
};

/** Every state, with everything it can say. */
const screens: readonly Screen[] = [
  { state: "idle", terminal: "hall" as TerminalName, printers: [] },
  { state: "idle", terminal: "hall" as TerminalName, printers: [printer, "b" as PrinterName] },
  { state: "identify", queue: "ecole-de-musique" as QueueName, printers: [printer] },
  { state: "checking" },
  ...[0, 1, 16].flatMap((digits): Screen[] => [
    { state: "code", digits },
    { state: "pin", digits },
  ]),
  ...problems.flatMap((problem): Screen[] => [
    { state: "message", problem },
    { state: "pin", digits: 0, problem },
    { state: "notice", problem, ...who },
    {
      state: "result",
      ended: [ended({ problem, waits: true })],
      impressions: 0,
      charged: money(0),
      refunded: money(0),
      waiting: 1,
      sealed: true,
      ...who,
    },
  ]),
  { state: "opening", ...who },
  { state: "list", rows: [], jobs: 0, unlisted: 0, chosen: 0, total: money(0), page: 1, pages: 1, ...who },
  {
    state: "list",
    rows: [row(), row({ chosen: false }), row({ checking: true })],
    jobs: 3,
    unlisted: 1,
    chosen: 2,
    total: money(12),
    page: 1,
    pages: 1,
    ...who,
  },
  {
    state: "list",
    rows: [row({ refusal: refuse("printer-not-compatible") })],
    jobs: 100,
    unlisted: 900,
    chosen: 100,
    total: money(99_999_900),
    page: 12,
    pages: 13,
    person: "Amélie",
  },
  ...(["auto", "color", "monochrome"] as const).map(
    (color): Screen => ({ state: "job", row: row(), options: { copies: 999, color, otherPrinter: true }, repriced: true, ...who }),
  ),
  ...(["one-sided", "two-sided-long-edge", "two-sided-short-edge"] as const).map(
    (sides): Screen => ({
      state: "job",
      row: row({ refusal: refuse("document-format-not-supported", { other: "plotter" }) }),
      options: { copies: 1, sides, otherPrinter: false },
      missing: money(99_999_900),
      repriced: false,
      ...who,
    }),
  ),
  { state: "copies", title: "Rapport", copies: 999, digits: "", ...who },
  { state: "copies", title: "Rapport", copies: 1, digits: "999", ...who },
  { state: "basket", rows: [row(), row({ checking: true })], total: money(1), impressions: 9, otherPrinter: true, repriced: true, ...who },
  {
    state: "basket",
    rows: Array.from({ length: 100 }, () => row()),
    total: money(99_999_900),
    impressions: 99_999,
    missing: money(99_999_900),
    covered: { count: 99, impressions: 9_999, total: money(99_999_900) },
    otherPrinter: false,
    repriced: false,
    ...who,
  },
  { state: "deleting", titles: ["Rapport"], busy: false, ...who },
  { state: "deleting", titles: Array.from({ length: 100 }, () => "Rapport"), busy: false, ...who },
  { state: "deleting", titles: ["Rapport"], busy: true, ...who },
  ...(["waiting", "sending", "printing"] as const).map((progress): Screen => ({ state: "releasing", ...printing, progress })),
  ...[1, 50].map((ahead): Screen => ({ state: "releasing", ...printing, progress: "waiting", ahead, reasons: ["media-jam-error"] })),
  { state: "releasing", ...printing, stopping: true },
  ...reasons.map((reason): Screen => ({ state: "stopped", mayStop: true, ...printing, reasons: [reason] })),
  { state: "stopped", mayStop: false, ...printing },
  { state: "price-changed", title: "Rapport", printer, before: money(1), total: money(99_999_900), ...who },
  ...reviews.map(
    (review): Screen => ({
      state: "result",
      ended: [
        ended({ impressions: 1, charged: money(99_999_900), refunded: money(1), review }),
        ended({ waits: true }),
        ended({ waits: true, impressions: 0 }),
        ...reasons.map((reason) => ended({ waits: true, impressions: 0, reasons: [reason] })),
      ],
      impressions: 9_999,
      charged: money(99_999_900),
      refunded: money(99_999_900),
      waiting: 0,
      ...who,
    }),
  ),
  ...[1, 20].map(
    (lost): Screen => ({
      state: "result",
      ended: Array.from({ length: lost }, () => ended({ impressions: 0, refunded: money(99), review: "printer-lost" })),
      impressions: 0,
      charged: money(0),
      refunded: money(99),
      waiting: 0,
      ...who,
    }),
  ),
  { state: "countdown", seconds: 10, under: { state: "notice", problem: refuse("locked"), ...who } },
];

test("every state is here, with its words in both languages", () => {
  assert.equal(new Set(screens.map(({ state }) => state)).size, 18);
});

test("every screen fits eighty columns, says something, and ends with what the keys do wherever a key does something", () => {
  for (const reader of readers) {
    for (const screen of screens) {
      const lines = textLines(screen, reader);
      for (const line of lines) {
        assert.ok(width(line) <= columns, line);
        assert.doesNotMatch(line, /[{}\u00a0\u202f]|undefined/, line);
      }
      assert.ok(lines.length > 3, `${screen.state} says something`);
    }
  }
});

test("every page fits two lines of sixteen, and no word of ours is cut", () => {
  for (const reader of readers) {
    for (const screen of screens) {
      const pages = twoLinePages(screen, reader);
      assert.ok(pages.length >= 1);
      for (const line of pages.flat()) {
        assert.ok(width(line) <= padColumns, line);
        assert.doesNotMatch(line, /[{}\u00a0\u202f]|undefined/, line);
        // The price that is still coming ends in an ellipsis of its own.
        if (line.endsWith("…")) assert.match(line, /prix|price|analyse|examining/, `cut: ${line} (${screen.state})`);
      }
    }
  }
});

test("a long sentence is turned page by page and loses nothing", () => {
  for (const reader of readers) {
    for (const problem of problems) {
      const paged = twoLinePages({ state: "message", problem }, reader).flat().join(" ");
      const whole = textLines({ state: "message", problem }, reader).slice(3, -2).join(" ");
      const letters = (text: string): string => text.replace(/\s/g, "");
      assert.equal(letters(paged), letters(whole));
    }
  }
});

test("a display that has turned past the last page begins again", () => {
  const pages = [
    ["a", "b"],
    ["c", "d"],
  ] as const;
  assert.deepEqual(
    [0, 1, 2, 3].map((turned) => pageDue(pages, turned)[0]),
    ["a", "c", "a", "c"],
  );
});

test("a title from a stranger moves no cursor, hides nothing, and never breaks the layout", () => {
  const hostile = "\u001b[2J\u001b]0;owned\u0007rm\u202e fdp\u200b\n\r\t\u0000\u009bend";
  assert.equal(legible(hostile), "[2J]0;ownedrm fdp end");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      for (const reader of readers) {
        const screen: Screen = {
          state: "list",
          rows: [row({ title })],
          jobs: 1,
          unlisted: 0,
          chosen: 1,
          total: money(1),
          page: 1,
          pages: 1,
          person: title,
        };
        for (const line of textLines(screen, reader))
          assert.ok(width(line) <= columns && !/\p{Cc}|\p{Cf}/u.test(line), JSON.stringify(line));
        for (const line of twoLinePages(screen, reader).flat())
          assert.ok(width(line) <= padColumns && !/\p{Cc}|\p{Cf}/u.test(line), JSON.stringify(line));
      }
    }),
    { numRuns: 40 },
  );
});

test("letters of two cells are counted as two, marks as none", () => {
  assert.equal(width("履歴書"), 6);
  assert.equal(width("e\u0301te\u0301"), 3);
  assert.equal(cut("履歴書.pdf", 6), "履歴…");
  assert.deepEqual(wrap("un deux trois", 7), ["un deux", "trois"]);
  assert.deepEqual(wrap("anticonstitutionnellement", 10), ["anticonsti", "tutionnell", "ement"]);
});

test("pages of one copy stand before the copies; where copies do not come out whole, all pages stand alone", () => {
  const line = (impressions: number, copies: number): string => {
    const job: Screen = {
      state: "job",
      row: row({ impressions, copies }),
      options: { copies, otherPrinter: false },
      repriced: false,
      ...who,
    };
    return textLines(job, { language: "fr", currency: "EUR", zone: "Europe/Paris" })[3] ?? "";
  };
  assert.match(line(6, 2), / 3 pages {2}× 2 /);
  assert.match(line(6, 1), / 6 pages /);
  assert.match(line(5, 2), / 5 pages /);
  assert.doesNotMatch(line(5, 2), /×/);
});
