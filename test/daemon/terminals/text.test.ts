// Every state's every sentence fits: eighty columns of text, and pages of two lines of sixteen where nothing is cut but names and titles.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { money } from "../../../daemon/domain/money.ts";
import type { Reader } from "../../../daemon/terminals/reader.ts";
import type { Screen } from "../../../daemon/terminals/screen.ts";
import { columns, textLines } from "../../../daemon/terminals/text.ts";
import { cut, legible, width, wrap } from "../../../daemon/terminals/lettering.ts";
import { padColumns, pageDue, twoLinePages } from "../../../daemon/terminals/two-lines.ts";
import { problems, row, screens, who } from "./every-screen.ts";

const readers: readonly Reader[] = (["fr", "en"] as const).map((language) => ({ language, currency: "EUR", zone: "Europe/Paris" }));

test("every state is here, with its words in both languages", () => {
  assert.equal(new Set(screens.map(({ state }) => state)).size, 19);
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
