// Every screen a terminal can show, with the longest of what it can say. For tests of what is drawn from it.
import type { JobId, PrinterName, QueueName, TerminalName } from "../../../daemon/domain/ids.ts";
import { noticeEvents } from "../../../daemon/domain/message.ts";
import { money } from "../../../daemon/domain/money.ts";
import { type RefusalCode, refuse } from "../../../daemon/domain/refusal.ts";
import type { EndedView, Header, RowView, Screen } from "../../../daemon/terminals/screen.ts";
import type { Problem } from "../../../daemon/terminals/states.ts";
import { en } from "../../../daemon/words/en.ts";
import { faults } from "../../../daemon/words/faults.ts";
import { refusals } from "../../../daemon/words/refusals.ts";

export const problems: readonly Problem[] = [
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

export const who: Header = { person: "Amélie", credit: money(12_345_678) };
const printer = "copieur-1" as PrinterName;
export const row = (change: Partial<RowView> = {}): RowView => ({
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
export const screens: readonly Screen[] = [
  { state: "idle", terminal: "hall" as TerminalName, printers: [] },
  { state: "idle", terminal: "hall" as TerminalName, printers: [printer, "b" as PrinterName] },
  ...[true, false].map(
    (stopped): Screen => ({
      state: "idle",
      terminal: "hall" as TerminalName,
      printers: [printer],
      behind: [{ printer, impressions: 9_998, expected: 9_999, stopped }],
    }),
  ),
  ...[true, false].map(
    (here): Screen => ({
      state: "job",
      row: row({ stopped: reasons, leavesOut: ["color", "a3"], nearest: { printer, price: money(99_999_900), here } }),
      options: { copies: 1, otherPrinter: true },
      repriced: false,
      person: "Amélie",
      credit: money(99_999_900),
    }),
  ),
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
  ...noticeEvents.flatMap((event) =>
    (["info", "confirm"] as const).map((notice): Screen => {
      const [amount, refunded] = [money(99_999_900), money(99_999_900)];
      const message = {
        id: "m",
        at: 0,
        event,
        notice,
        title: "Rapport",
        impressions: 9_999,
        amount,
        refunded,
        problem: "document-damaged",
      };
      return { state: "told", message, place: 19, of: 20, busy: false, ...who };
    }),
  ),
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
