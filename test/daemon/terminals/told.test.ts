// What a person reads when the printer is not to be had, or nobody knows what it did: why, and never more than is known.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PrinterName } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { Reader } from "../../../daemon/terminals/reader.ts";
import type { EndedView, Screen } from "../../../daemon/terminals/screen.ts";
import { textLines } from "../../../daemon/terminals/text.ts";
import { twoLinePages } from "../../../daemon/terminals/two-lines.ts";

const reader: Reader = { language: "en", currency: "EUR" };
const printer = "hall" as PrinterName;
const person = { person: "Ann" };
const read = (screen: Screen): string => textLines(screen, reader).join(" ").replace(/\s+/g, " ");
const paged = (screen: Screen): string => twoLinePages(screen, reader).flat().join(" ").replace(/\s+/g, " ");

const waiting = (ahead: number | undefined, reasons: readonly string[]): Screen => ({
  state: "releasing",
  title: "Report",
  printer,
  place: 1,
  of: 1,
  expected: 3,
  reasons,
  stopping: false,
  progress: "waiting",
  ...(ahead === undefined ? {} : { ahead }),
  ...person,
});

test("who waits hears how many come before them, and why nothing moves", () => {
  assert.match(read(waiting(1, [])), /Yours comes next/);
  assert.match(read(waiting(50, [])), /50 jobs come before yours/);
  assert.doesNotMatch(read(waiting(50, [])), /comes next|stands still/);
  assert.match(read(waiting(2, ["media-jam-error"])), /2 jobs come before yours\. The printer stands still: the paper is jammed/);
  assert.match(paged(waiting(2, ["media-jam-error"])), /2 before you .*the paper is jammed/);
  assert.match(read(waiting(1, ["none"])), /stands still: it does not say why/);
});

const result = (...ended: readonly Partial<EndedView>[]): Screen => ({
  state: "result",
  ended: ended.map((each) => ({ title: "Report", printer, expected: 3, waits: false, impressions: 0, charged: money(0), ...each })),
  impressions: 0,
  charged: money(0),
  refunded: money(1500),
  waiting: 0,
  ...person,
});

for (const review of ["printer-lost", "stopped-without-count"]) {
  test(`${review}: nothing was charged, and nobody says that nothing was printed`, () => {
    const screen = result({ review, refunded: money(1500) });
    for (const told of [read(screen), paged(screen)]) {
      assert.match(told, /Nothing was charged; what came out is not known\. The job no longer waits\./);
      assert.doesNotMatch(told, /Nothing was printed|Nothing printed|0 ?\/ ?3|did not come out|Given back/);
    }
  });
}

test("a job that waits again says why nothing came out, where there are words for it", () => {
  const silent = result({ waits: true, reasons: ["printer-unreachable"], refunded: money(1500) });
  for (const told of [read(silent), paged(silent)]) assert.match(told, /hall: it does not answer\./);
  assert.match(read(silent), /Nothing was printed or charged/);
  assert.doesNotMatch(read(result({ waits: true, reasons: ["job-canceled-by-user"] })), /hall:/);
});
