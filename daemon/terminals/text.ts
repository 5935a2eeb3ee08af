// A screen as lines of text, eighty columns wide at most: for `quoin terminal`. Two lines of sixteen are in two-lines.ts. PURE.
import { unreachable } from "../domain/bug.ts";
import { say } from "../words/index.ts";
import { left, legible, plainSpaces, right, width, wrap } from "./lettering.ts";
import {
  behindTexts,
  dots,
  isUnknown,
  knownRefund,
  messageText,
  outlookTexts,
  price,
  problemText,
  type Reader,
  reasonsText,
  reviewText,
  titleText,
  unknownOf,
  whyText,
} from "./reader.ts";
import type { EndedView, Header, RowView, Screen, ScreenOf } from "./screen.ts";

export const columns = 80;

/** Where the session is, what there is to see, and as the last line what the keys do. */
export function textLines(screen: Screen, reader: Reader): string[] {
  const keys = keysLine(screen, reader);
  const lines = [
    ...heading(screen, reader),
    ...drawn(screen, reader),
    ...(keys === "" ? [] : ["", ...wrap(keys.replaceAll("   ", "\u00a0\u00a0 "), columns)]),
  ];
  return lines.map((line) => plainSpaces(line).trimEnd());
}

function heading(screen: Screen, reader: Reader): string[] {
  if (screen.state === "countdown") return heading(screen.under, reader);
  const name = "terminal" in screen ? `Quoin · ${legible(screen.terminal)}` : "Quoin";
  const credit = "credit" in screen ? ` · ${creditText(screen, reader)}` : "";
  const who = "person" in screen ? `${legible(screen.person)}${credit}` : "";
  return [left(name, columns - 1 - Math.min(width(who), 60)) + " " + right(who, Math.min(width(who), 60)), "─".repeat(columns), ""];
}

const creditText = ({ credit }: Header, reader: Reader): string =>
  credit === undefined ? "" : say(reader.language, "screen.credit", { credit: price(reader, credit) });

function drawn(screen: Screen, reader: Reader): string[] {
  const { language } = reader;
  const text = (sentence: string): string[] => wrap(sentence, columns);
  switch (screen.state) {
    case "idle":
      return idleLines(screen, reader);
    case "identify":
      return [...text(say(language, "screen.identify", { queue: legible(screen.queue) })), "", ...idleLines(screen, reader)];
    case "code":
      return text(say(language, "screen.code", { dots: dots(screen.digits) }));
    case "checking":
      return text(say(language, "screen.checking"));
    case "pin":
      return [
        ...(screen.problem ? [...text(problemText(reader, screen.problem)), ""] : []),
        ...text(say(language, "screen.pin", { dots: dots(screen.digits) })),
      ];
    case "message":
    case "notice":
      return text(problemText(reader, screen.problem));
    case "opening":
      return text(say(language, "screen.opening", { person: legible(screen.person) }));
    case "told":
      return [...text(say(language, "told.of", { place: screen.place, of: screen.of })), "", ...text(messageText(reader, screen.message))];
    case "list":
      return listLines(screen, reader);
    case "job":
      return jobLines(screen, reader);
    case "copies":
      return text(
        say(language, "screen.copies", { title: titleText(reader, screen.title), digits: screen.digits || `[${screen.copies}]` }),
      );
    case "basket":
      return basketLines(screen, reader);
    case "deleting":
      return [
        ...text(screen.busy ? say(language, "screen.deleting.busy") : say(language, "screen.deleting", { n: screen.titles.length })),
        ...screen.titles.map((title) => `  ${left(titleText(reader, title), columns - 2)}`),
      ];
    case "releasing":
    case "stopped":
      return printingLines(screen, reader);
    case "price-changed":
      return text(newPrice(screen, reader));
    case "result":
      return resultLines(screen, reader);
    case "countdown":
      return [...text(say(language, "screen.countdown", { n: screen.seconds })), "", ...drawn(screen.under, reader)];
    default:
      return unreachable(screen);
  }
}

function idleLines({ printers, behind }: Pick<ScreenOf<"idle">, "printers" | "behind">, reader: Reader): string[] {
  const names = printers.map(legible).join(", ");
  const beside = names === "" ? [] : [say(reader.language, "screen.idle.printers", { n: printers.length, names })];
  return [say(reader.language, "screen.idle"), ...beside, ...behindTexts(reader, behind)].flatMap((line) => wrap(line, columns));
}

const newPrice = ({ title, printer, before, total }: ScreenOf<"price-changed">, reader: Reader): string =>
  say(reader.language, "screen.price-changed", {
    title: titleText(reader, title),
    printer: legible(printer),
    before: price(reader, before),
    total: price(reader, total),
  });

/** `each`: the pages of one copy, where copies come out whole: "6 pages × 2" would read as twelve. */
function pagesOf({ impressions, copies }: RowView): { impressions: number | undefined; each: number | undefined } {
  return { impressions, each: impressions !== undefined && impressions % copies === 0 ? impressions / copies : undefined };
}

function rowLine(row: RowView, mark: string, reader: Reader): string {
  const { language } = reader;
  const { impressions, each } = pagesOf(row);
  const pages = impressions === undefined ? "" : say(language, "screen.pages", { n: each ?? impressions });
  const copies =
    row.copies > 1 && (impressions === undefined || each !== undefined) ? say(language, "screen.copies-times", { n: row.copies }) : "";
  const cost =
    row.price !== undefined
      ? price(reader, row.price)
      : say(language, row.refusal ? "screen.impossible" : row.checking ? "screen.examining" : "screen.pricing");
  const rest = `${right(pages, 12)}  ${left(copies, 6)}${left(say(language, row.color ? "screen.color" : "screen.mono"), 9)}${right(cost, Math.max(10, width(cost)))}`;
  return `${mark}${left(titleText(reader, row.title), columns - width(mark) - width(rest))}${rest}`;
}

function listLines(screen: ScreenOf<"list">, reader: Reader): string[] {
  const { language } = reader;
  if (screen.jobs === 0) return wrap(say(language, "screen.list.none"), columns);
  const { page, pages } = screen;
  const where = pages > 1 ? ` · ${say(language, "screen.list.page", { page, pages })}` : "";
  return [
    `${say(language, "screen.list", { n: screen.jobs })}${where}`,
    "",
    ...screen.rows.map((row, index) => rowLine(row, `[${row.chosen ? "x" : " "}] ${index + 1}  `, reader)),
    ...(screen.unlisted > 0 ? [say(language, "screen.list.unlisted", { n: screen.unlisted })] : []),
    ...(screen.chosen > 0 ? ["", say(language, "screen.chosen", { n: screen.chosen, total: price(reader, screen.total) })] : []),
  ];
}

function jobLines(screen: ScreenOf<"job">, reader: Reader): string[] {
  const { language } = reader;
  const { row, options, missing, repriced } = screen;
  const option = (digit: number, name: string, value: string): string => `  ${digit}  ${left(name, 14)} ${left(value, 50)}`;
  return [
    rowLine(row, "", reader),
    "",
    option(1, say(language, "screen.option.copies"), String(options.copies)),
    ...(options.color ? [option(2, say(language, "screen.option.color"), say(language, `color.${options.color}`))] : []),
    ...(options.sides ? [option(3, say(language, "screen.option.sides"), say(language, `sides.${options.sides}`))] : []),
    option(4, say(language, "screen.option.delete"), ""),
    ...(options.otherPrinter ? [option(5, say(language, "screen.option.printer"), legible(row.printer ?? ""))] : []),
    ...(row.checking ? ["", ...wrap(say(language, "screen.examining.hint"), columns)] : []),
    ...(row.refusal ? ["", ...wrap(problemText(reader, row.refusal), columns)] : []),
    ...outlookTexts(reader, row).flatMap((line) => ["", ...wrap(line, columns)]),
    ...(missing === undefined ? [] : ["", ...wrap(say(language, "screen.missing", { missing: price(reader, missing) }), columns)]),
    ...(repriced && row.price !== undefined
      ? ["", ...wrap(say(language, "screen.repriced", { total: price(reader, row.price) }), columns)]
      : []),
  ];
}

function basketLines(screen: ScreenOf<"basket">, reader: Reader): string[] {
  const { language } = reader;
  const { rows, covered, missing } = screen;
  const refused = rows.filter((row) => row.refusal);
  return [
    say(language, "screen.chosen", { n: rows.length, total: price(reader, screen.total) }),
    "",
    ...rows.map((row) => rowLine(row, "  ", reader)),
    ...refused.flatMap((row) => [
      "",
      ...wrap(say(language, "screen.not-printable", { title: titleText(reader, row.title) }), columns),
      ...(row.refusal ? wrap(problemText(reader, row.refusal), columns) : []),
    ]),
    ...new Set(rows.flatMap((row) => outlookTexts(reader, row)).flatMap((line) => wrap(line, columns))),
    ...(rows.some((row) => row.checking) ? ["", ...wrap(say(language, "screen.examining.hint"), columns)] : []),
    ...(missing === undefined ? [] : ["", ...wrap(say(language, "screen.missing", { missing: price(reader, missing) }), columns)]),
    ...(covered
      ? wrap(say(language, "screen.covered", { n: covered.count, of: rows.length, total: price(reader, covered.total) }), columns)
      : []),
    ...(screen.repriced ? ["", ...wrap(say(language, "screen.repriced", { total: price(reader, screen.total) }), columns)] : []),
  ];
}

function printingLines(screen: ScreenOf<"releasing" | "stopped">, reader: Reader): string[] {
  const { language } = reader;
  const { place, of, impressions, expected } = screen;
  const out = impressions === undefined ? [] : wrap(say(language, "screen.releasing.pages", { out: impressions, n: expected }), columns);
  const state = (): string => {
    if (screen.stopping) return say(language, "screen.releasing.stopping");
    if (screen.state === "stopped") return say(language, "screen.stopped", { reasons: reasonsText(reader, screen.reasons) });
    if (screen.progress === "printing") return "";
    if (screen.progress !== "waiting") return say(language, "screen.releasing.sending");
    const many = screen.ahead !== undefined && screen.ahead > 1;
    return many ? say(language, "screen.releasing.ahead", { n: screen.ahead ?? 0 }) : say(language, "screen.releasing.waiting");
  };
  return [
    ...wrap(say(language, "screen.releasing", { place, of, printer: legible(screen.printer) }), columns),
    `  ${left(titleText(reader, screen.title), columns - 2)}`,
    "",
    ...out,
    ...(state() === "" ? [] : wrap(state(), columns)),
    ...(screen.state === "stopped" ? wrap(say(language, "screen.stopped.hint"), columns) : []),
    ...(screen.progress === "waiting" && screen.reasons.length > 0 && !screen.stopping
      ? wrap(say(language, "screen.releasing.standstill", { reasons: reasonsText(reader, screen.reasons) }), columns)
      : []),
  ];
}

function resultLines(screen: ScreenOf<"result">, reader: Reader): string[] {
  const { language } = reader;
  const { impressions, charged, waiting, sealed } = screen;
  const refunded = knownRefund(screen.ended);
  const unknown = unknownOf(screen.ended);
  const nothing = unknown > 0 ? say(language, "screen.result.unknown", { n: unknown }) : say(language, "screen.result.none");
  return [
    ...(impressions === 0 && charged === 0
      ? wrap(nothing, columns)
      : [say(language, "screen.result.printed", { n: impressions, charged: price(reader, charged) })]),
    ...(refunded > 0 ? wrap(say(language, "screen.result.refunded", { refunded: price(reader, refunded) }), columns) : []),
    "",
    ...screen.ended.flatMap((ended) => endedLines(ended, reader)),
    ...(sealed ? ["", ...wrap(say(language, "screen.result.sealed"), columns)] : []),
    ...(waiting > 0 ? ["", say(language, "screen.result.waiting", { n: waiting })] : []),
  ];
}

function endedLines(ended: EndedView, reader: Reader): string[] {
  const { language } = reader;
  const title = titleText(reader, ended.title);
  if (ended.problem)
    return [`  ${left(title, columns - 2)}`, ...wrap(problemText(reader, ended.problem), columns - 4).map((line) => `    ${line}`)];
  const cost = ended.charged === undefined ? "" : price(reader, ended.charged);
  const came = ended.waits
    ? say(language, ended.impressions === undefined ? "screen.result.kept" : "screen.result.waits")
    : isUnknown(ended)
      ? say(language, "screen.result.unsure")
      : say(language, "screen.result.partly", { out: ended.impressions ?? 0, n: ended.expected });
  const review = ended.waits ? whyText(reader, ended.printer, ended.reasons) : reviewText(reader, ended.review);
  const rest = `  ${came}  ${right(cost, Math.max(10, width(cost)))}`;
  return [
    `  ${left(title, columns - 2 - width(rest))}${rest}`,
    ...(review === "" ? [] : wrap(review, columns - 4).map((line) => `    ${line}`)),
  ];
}

function keysLine(screen: Screen, reader: Reader): string {
  const { language } = reader;
  switch (screen.state) {
    case "idle":
    case "identify":
    case "checking":
    case "opening":
    case "countdown":
      return "";
    case "code":
    case "pin":
      return say(language, "keys.entry");
    case "message":
    case "notice":
      return say(language, "keys.any");
    case "told":
      return say(language, screen.message.notice === "confirm" ? "keys.told" : "keys.any");
    case "list":
      if (screen.jobs === 0) return say(language, "keys.list.none");
      return say(language, screen.pages > 1 ? "keys.list.more" : screen.chosen > 0 ? "keys.list.chosen" : "keys.list");
    case "job": {
      const { price: total, impressions: n } = screen.row;
      const ready = total !== undefined && n !== undefined && screen.missing === undefined;
      return ready ? say(language, "keys.print", { n, total: price(reader, total) }) : say(language, "keys.back");
    }
    case "copies":
      return say(language, "keys.copies");
    case "basket": {
      const { impressions: n, total } = screen.covered ?? screen;
      const ready = n > 0 && (screen.missing === undefined || screen.covered);
      const other = say(language, screen.otherPrinter ? "keys.basket.printer" : "keys.basket");
      return `${other}   ${ready ? say(language, "keys.print", { n, total: price(reader, total) }) : say(language, "keys.back")}`;
    }
    case "deleting":
      return screen.busy ? "" : say(language, "keys.deleting");
    case "releasing":
      return say(language, "keys.releasing");
    case "stopped":
      return say(language, screen.mayStop ? "keys.stopped.offer" : "keys.stopped");
    case "price-changed":
      return say(language, "keys.price-changed", { total: price(reader, screen.total) });
    case "result":
      return say(language, screen.waiting > 0 ? "keys.result" : "keys.result.none");
    default:
      return unreachable(screen);
  }
}
