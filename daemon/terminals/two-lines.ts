// A screen as pages of two lines of sixteen cells, for a keypad with a small display: line 1 where you are, line 2 what the keys do
// (LOOK.md). What is longer is turned page by page; nothing is left out. PURE.
import { unreachable } from "../domain/bug.ts";
import { type Money, money } from "../domain/money.ts";
import { say } from "../words/index.ts";
import { cut, legible, plainSpaces, wrap } from "./lettering.ts";
import {
  dots,
  isUnknown,
  knownRefund,
  messageText,
  price,
  problemText,
  type Reader,
  reasonsText,
  reviewText,
  titleText,
  unknownOf,
  whyText,
} from "./reader.ts";
import type { Behind, EndedView, RowView, Screen, ScreenOf } from "./screen.ts";

export const padColumns = 16;

export type TwoLines = readonly [string, string];

/** At least one page. The first says where you are and what the keys do. */
export function twoLinePages(screen: Screen, reader: Reader): readonly TwoLines[] {
  const pages = drawn(screen, reader).map(([first, second]): TwoLines => [fitted(first), fitted(second)]);
  return pages.length > 0 ? pages : [["", ""]];
}

const fitted = (line: string): string => plainSpaces(cut(line, padColumns));

/** A sentence, two lines at a time. */
function pages(sentence: string): TwoLines[] {
  const lines = wrap(sentence, padColumns);
  return lines.flatMap((line, index): TwoLines[] => (index % 2 === 0 ? [[line, lines[index + 1] ?? ""]] : []));
}

function drawn(screen: Screen, reader: Reader): TwoLines[] {
  const { language } = reader;
  switch (screen.state) {
    case "idle":
      return [[say(language, "pad.idle.1"), say(language, "pad.idle.2")], ...behindPages(screen.behind, reader)];
    case "identify":
      return [[say(language, "pad.identify"), screen.queue], ...behindPages(screen.behind, reader)];
    case "code":
      return [[say(language, "pad.code", { dots: typed(screen.digits) }), say(language, "pad.entry")]];
    case "checking":
      return [[say(language, "pad.checking.1"), say(language, "pad.checking.2")]];
    case "pin": {
      const prompt: TwoLines = [say(language, "pad.pin", { dots: typed(screen.digits) }), say(language, "pad.entry")];
      // Whoever types again has read it.
      return screen.problem && screen.digits === 0 ? [...pages(problemText(reader, screen.problem)), prompt] : [prompt];
    }
    case "message":
      return pages(problemText(reader, screen.problem));
    case "notice":
      return [...pages(problemText(reader, screen.problem)), [say(language, "pad.any"), ""]];
    case "opening":
      return [[say(language, "pad.opening.1"), screen.person]];
    case "told":
      return [...pages(messageText(reader, screen.message)), ...toldKeys(screen, reader)];
    case "list":
      return listPages(screen, reader);
    case "job":
      return jobPages(screen, reader);
    case "copies":
      return [[say(language, "pad.copies.1", { digits: screen.digits || `[${screen.copies}]` }), say(language, "pad.copies.2")]];
    case "basket":
      return basketPages(screen, reader);
    case "deleting":
      return screen.busy
        ? [[say(language, "pad.deleting.busy"), ""]]
        : [[say(language, "pad.deleting.1", { n: screen.titles.length }), say(language, "pad.deleting.2")]];
    case "releasing":
    case "stopped":
      return printingPages(screen, reader);
    case "price-changed":
      return [
        amount(say(language, "pad.repriced"), screen.total, reader),
        [titleText(reader, screen.title), screen.printer],
        [say(language, "pad.price-changed.1"), say(language, "pad.price-changed.2")],
      ];
    case "result":
      return resultPages(screen, reader);
    case "countdown":
      return [[say(language, "pad.countdown.1", { n: screen.seconds }), say(language, "pad.countdown.2")]];
    default:
      return unreachable(screen);
  }
}

const toldKeys = ({ message }: ScreenOf<"told">, { language }: Reader): TwoLines[] =>
  message.notice === "confirm" ? [[say(language, "pad.told.1"), say(language, "pad.told.2")]] : [[say(language, "pad.any"), ""]];

/** What still prints for people who left: the next one can begin. */
const behindPages = (behind: readonly Behind[] = [], { language }: Reader): TwoLines[] =>
  behind.map(({ printer, impressions: out, expected: n, stopped }) => {
    const goesOn = say(language, "pad.behind", { out, n });
    const prints = goesOn.length <= padColumns ? goesOn : say(language, "pad.releasing.pages", { out, n });
    return [legible(printer), stopped ? say(language, "pad.standing") : prints];
  });

/** What to know of a row's printer before saying yes, and where the row could go instead. */
function outlookPages({ printer, stopped, leavesOut = [], nearest }: RowView, reader: Reader): TwoLines[] {
  const { language } = reader;
  const name = legible(printer ?? "");
  return [
    ...(stopped ? [[name, say(language, "pad.standing")] as const, ...pages(reasonsText(reader, stopped))] : []),
    ...leavesOut.map((what): TwoLines => [name, say(language, `pad.leaves-out.${what}`)]),
    ...(nearest
      ? [
          [
            say(language, nearest.here ? "pad.nearest" : "pad.nearest.elsewhere", { printer: legible(nearest.printer) }),
            price(reader, nearest.price),
          ] as const,
        ]
      : []),
  ];
}

/** What is left of the credit after this; nothing for those who need none, or have too little. */
const remains = (credit: Money | undefined, total: Money, reader: Reader): TwoLines[] =>
  credit === undefined || total > credit ? [] : [amount(say(reader.language, "pad.remains"), money(credit - total), reader)];

/** As many dots as there is room for beside the label. */
const typed = (digits: number): string => dots(Math.min(digits, 9));

/** An amount is never cut: it has a line of its own. */
const amount = (label: string, sum: Money, reader: Reader): TwoLines => [label, price(reader, sum)];

function rowPage(row: RowView, before: string, reader: Reader): TwoLines {
  const { language } = reader;
  const cost =
    row.price !== undefined
      ? price(reader, row.price)
      : say(language, row.refusal ? "pad.impossible" : row.checking ? "pad.examining" : "pad.pricing");
  const counted = row.impressions === undefined ? cost : say(language, "pad.pages", { n: row.impressions, price: cost });
  return [`${before}${titleText(reader, row.title)}`, plainSpaces(counted).length <= padColumns ? counted : cost];
}

function listPages(screen: ScreenOf<"list">, reader: Reader): TwoLines[] {
  const { language } = reader;
  const credit = screen.credit === undefined ? [] : [amount(say(language, "pad.credit"), screen.credit, reader)];
  if (screen.jobs === 0) return [[say(language, "pad.list.none"), say(language, "pad.leave")], ...credit];
  return [
    [say(language, "pad.list.1", { n: screen.jobs }), say(language, "pad.list.2")],
    ...(screen.chosen > 0
      ? [
          [say(language, "pad.chosen", { n: screen.chosen }), price(reader, screen.total)] as const,
          ...remains(screen.credit, screen.total, reader),
        ]
      : credit),
    ...screen.rows.map((row, index) => rowPage(row, `${row.chosen ? ">" : ""}${index + 1} `, reader)),
    screen.pages > 1
      ? [`${screen.page}/${screen.pages}`, say(language, "pad.list.more")]
      : [say(language, "pad.print"), say(language, "pad.leave")],
  ];
}

function jobPages(screen: ScreenOf<"job">, reader: Reader): TwoLines[] {
  const { language } = reader;
  const { row, options, missing, repriced } = screen;
  const total = missing === undefined ? row.price : undefined;
  return [
    ...(repriced && row.price !== undefined ? [amount(say(language, "pad.repriced"), row.price, reader)] : []),
    rowPage(row, "", reader),
    ...outlookPages(row, reader),
    ...(total === undefined
      ? []
      : [[price(reader, total), say(language, "pad.print-back")] as const, ...remains(screen.credit, total, reader)]),
    ...(row.refusal ? pages(problemText(reader, row.refusal)) : []),
    ...(missing === undefined ? [] : [amount(say(language, "pad.missing"), missing, reader)]),
    [say(language, "pad.copies"), String(options.copies)],
    ...(options.color ? [[say(language, "pad.color"), say(language, `color.short.${options.color}`)] as const] : []),
    ...(options.sides ? [[say(language, "pad.sides"), say(language, `sides.short.${options.sides}`)] as const] : []),
    ...(options.otherPrinter ? [[say(language, "pad.printer"), row.printer ?? ""] as const] : []),
    [say(language, "pad.delete"), say(language, "pad.back")],
  ];
}

function basketPages(screen: ScreenOf<"basket">, reader: Reader): TwoLines[] {
  const { language } = reader;
  const { rows, covered, missing } = screen;
  const refused = rows.filter((row) => row.refusal);
  const outlooks = rows.flatMap((row) => outlookPages(row, reader));
  const ready = screen.impressions > 0 && (missing === undefined || covered !== undefined);
  const paid = covered ?? { count: rows.filter((row) => row.price !== undefined).length, total: screen.total };
  return [
    ...(screen.repriced ? [amount(say(language, "pad.repriced"), screen.total, reader)] : []),
    ...(missing === undefined ? [] : [amount(say(language, "pad.missing"), missing, reader)]),
    ...outlooks.filter((page, place) => outlooks.findIndex((one) => one.join() === page.join()) === place),
    ...(ready
      ? [
          amount(say(language, "pad.covered", { n: paid.count, of: rows.length }), paid.total, reader),
          ...remains(screen.credit, paid.total, reader),
        ]
      : []),
    [say(language, ready ? "pad.print" : "pad.delete"), say(language, "pad.back")],
    ...refused.flatMap((row) => [rowPage(row, "", reader), ...(row.refusal ? pages(problemText(reader, row.refusal)) : [])]),
    [say(language, "pad.delete"), screen.otherPrinter ? say(language, "pad.printer") : ""],
  ];
}

function printingPages(screen: ScreenOf<"releasing" | "stopped">, reader: Reader): TwoLines[] {
  const { language } = reader;
  const { place, of, impressions: out, expected: n } = screen;
  const first = say(language, "pad.releasing.1", { place, of });
  const count = out === undefined ? undefined : say(language, "pad.releasing.pages", { out, n });
  if (screen.stopping) return [[first, say(language, "pad.releasing.stopping")]];
  if (screen.state === "stopped") {
    return [
      [say(language, "pad.stopped"), say(language, screen.mayStop ? "pad.stopped.offer" : "pad.stopped.leave")],
      ...pages(reasonsText(reader, screen.reasons)),
      ...(count === undefined ? [] : [[first, count] as const]),
    ];
  }
  if (screen.progress === "printing") return [[first, count ?? ""]];
  if (screen.progress !== "waiting") return [[first, say(language, "pad.releasing.sending")]];
  const { ahead, reasons } = screen;
  return [
    [first, ahead === undefined ? say(language, "pad.releasing.waiting") : say(language, "pad.releasing.ahead", { n: ahead })],
    ...(reasons.length === 0 ? [] : pages(say(language, "screen.releasing.standstill", { reasons: reasonsText(reader, reasons) }))),
  ];
}

function resultPages(screen: ScreenOf<"result">, reader: Reader): TwoLines[] {
  const { language } = reader;
  const { impressions: n, charged } = screen;
  const refunded = knownRefund(screen.ended);
  const none = n === 0 && charged === 0;
  const unknown = unknownOf(screen.ended);
  return [
    ...(none && unknown > 0
      ? pages(say(language, "screen.result.unknown", { n: unknown }))
      : [[none ? say(language, "pad.result.none") : say(language, "pad.result.printed", { n }), price(reader, charged)] as const]),
    ...(refunded > 0 ? [amount(say(language, "pad.result.refunded"), refunded, reader)] : []),
    ...screen.ended.flatMap((ended) => endedPages(ended, reader)),
    ...(screen.credit === undefined ? [] : [amount(say(language, "pad.credit"), screen.credit, reader)]),
    screen.waiting > 0
      ? [say(language, "pad.list.1", { n: screen.waiting }), say(language, "pad.result.keys")]
      : [say(language, screen.sealed ? "pad.idle.1" : "pad.list.none"), say(language, "pad.leave")],
  ];
}

/** What went as announced is in the sum. */
function endedPages(ended: EndedView, reader: Reader): TwoLines[] {
  const { language } = reader;
  const title = titleText(reader, ended.title);
  if (ended.problem) return [[title, say(language, "pad.result.kept")], ...pages(problemText(reader, ended.problem))];
  if (ended.waits) {
    const why = whyText(reader, ended.printer, ended.reasons);
    return [[title, say(language, "pad.result.kept")], ...(why === "" ? [] : pages(why))];
  }
  if (isUnknown(ended)) return [[title, say(language, "pad.result.unsure")], ...pages(reviewText(reader, ended.review))];
  const short = (ended.impressions ?? 0) < ended.expected;
  return [
    ...(short ? [[title, say(language, "pad.releasing.pages", { out: ended.impressions ?? 0, n: ended.expected })] as const] : []),
    ...(ended.review === undefined ? [] : pages(reviewText(reader, ended.review))),
  ];
}

/** The page a display shows that has turned `turned` times. */
export const pageDue = (all: readonly TwoLines[], turned: number): TwoLines => all[turned % Math.max(1, all.length)] ?? ["", ""];
