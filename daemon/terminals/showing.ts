// What a session shows right now: its state as a screen. PURE.
import type { PrinterName } from "../domain/ids.ts";
import { money } from "../domain/money.ts";
import { hasBacks, hasColor } from "./choosing.ts";
import { mayStop } from "./releasing.ts";
import type { Behind, EndedView, Header, ProgressView, RowView, Screen, ScreenOf } from "./screen.ts";
import { type Ended, readingMs, type Run, type Session, type SignedIn, type State, type StateNamed } from "./states.ts";
import {
  chosenRows,
  covered,
  isChecking,
  limitOf,
  missingFor,
  nearestOf,
  offerOf,
  pageLength,
  priceOf,
  refusalOf,
  type Row,
  rowOf,
  rowsOnPage,
  shownRows,
  stoppedOf,
  sumOf,
  type Visit,
} from "./visit.ts";

export const screenOf = (session: Session, now: number): Screen => shown(session, session.state, now);

function shown(session: Session, state: State, now: number): Screen {
  switch (state.name) {
    case "idle":
      return { state: "idle", terminal: session.terminal, printers: session.printers, ...behind(session) };
    case "identify":
      return { state: "identify", queue: state.queue, printers: session.printers, ...behind(session) };
    case "code":
      return { state: "code", digits: state.digits.length };
    case "checking":
    case "checking-pin":
      return { state: "checking" };
    case "pin":
      return { state: "pin", digits: state.digits.length, ...(state.problem ? { problem: state.problem } : {}) };
    case "message":
      return { state: "message", problem: state.problem };
    case "countdown":
      return { state: "countdown", seconds: Math.max(0, Math.ceil((state.until - now) / 1000)), under: shown(session, state.under, now) };
    default:
      return signedIn(session, state, now);
  }
}

/** What people who left have printing still. */
function behind({ background }: Session): { readonly behind?: readonly Behind[] } {
  const all = background.flatMap(({ current }): Behind[] => {
    if (!current) return [];
    const { order, progress } = current;
    const stopped = progress?.state === "stopped";
    return [{ printer: order.printer, impressions: progress?.impressions ?? 0, expected: order.impressions, stopped }];
  });
  return all.length === 0 ? {} : { behind: all };
}

function signedIn(session: Session, state: SignedIn, now: number): Screen {
  const { visit } = state;
  const header = headerOf(visit);
  const row = "job" in state ? rowOf(visit, state.job) : undefined;
  switch (state.name) {
    case "opening":
      return { state: "opening", ...header };
    case "job":
      return row ? { state: "job", ...jobView(session, visit, row, now), ...header } : listView(visit, header);
    case "copies":
      return row
        ? { state: "copies", title: row.job.title, copies: row.ticket.copies, digits: state.digits, ...header }
        : listView(visit, header);
    case "told":
      return toldView(state, header);
    case "list":
      return listView(visit, header);
    case "basket":
      return { state: "basket", ...basketView(session, visit, now), ...header };
    case "deleting": {
      const titles = state.jobs.map((job) => rowOf(visit, job)?.job.title ?? "");
      return { state: "deleting", titles, busy: state.waiting.length > 0, ...header };
    }
    case "notice":
      return { state: "notice", problem: state.problem, ...header };
    case "releasing":
      return { state: "releasing", ...progressView(state.run), ...header };
    case "stopped":
      // It may stand for minutes before whoever passes by: whose job it is and why it stopped is all that helps.
      return { state: "stopped", mayStop: mayStop(state.run), ...progressView(state.run), person: header.person };
    case "price-changed": {
      const { title, printer, shown: before } = state.order;
      return { state: "price-changed", title, printer, before: before ?? state.total, total: state.total, ...header };
    }
    case "result":
      return { state: "result", ...resultView(state), ...header };
  }
}

function toldView({ visit, of, waiting }: StateNamed<"told">, header: Header): Screen {
  const [message, ...rest] = visit.messages ?? [];
  if (!message) return listView(visit, header);
  return { state: "told", message, place: of - rest.length, of, busy: waiting !== undefined, ...header };
}

function headerOf(visit: Visit): Header {
  const credit = limitOf(visit);
  return { person: visit.person.name, ...(credit === undefined ? {} : { credit }) };
}

function rowView(row: Row): RowView {
  const [offer, price, refusal] = [offerOf(row), priceOf(row), refusalOf(row)];
  const [stopped, nearest, leavesOut] = [stoppedOf(row), nearestOf(row), offer?.leavesOut];
  const impressions = price?.impressions ?? row.job.document?.facts?.pages.length;
  return {
    job: row.job.id,
    title: row.job.title,
    chosen: row.chosen,
    copies: row.ticket.copies,
    checking: isChecking(row),
    color: price ? price.impressionsColor > 0 : hasColor(row),
    ...(impressions === undefined ? {} : { impressions }),
    ...(offer ? { printer: offer.printer } : {}),
    ...(price ? { price: price.total } : {}),
    ...(refusal ? { refusal } : {}),
    ...(stopped ? { stopped } : {}),
    ...(price && leavesOut && leavesOut.length > 0 ? { leavesOut } : {}),
    ...(nearest ? { nearest } : {}),
  };
}

function listView(visit: Visit, header: Header): Screen {
  const chosen = chosenRows(visit);
  const length = pageLength(visit);
  const pages = visit.rows.length > rowsOnPage ? Math.ceil(visit.rows.length / length) : 1;
  return {
    state: "list",
    rows: shownRows(visit).map(rowView),
    jobs: visit.rows.length,
    unlisted: visit.unlisted,
    chosen: chosen.length,
    total: sumOf(chosen),
    page: Math.floor(visit.from / length) + 1,
    pages,
    ...header,
  };
}

function jobView(session: Session, visit: Visit, row: Row, now: number): Omit<ScreenOf<"job">, "state" | keyof Header> {
  const price = priceOf(row);
  const missing = price ? missingFor(visit, price.total) : 0;
  return {
    row: rowView(row),
    options: {
      copies: row.ticket.copies,
      otherPrinter: session.printers.length > 1,
      ...(hasColor(row) ? { color: row.ticket.color } : {}),
      ...(hasBacks(row) ? { sides: row.ticket.sides } : {}),
    },
    ...(missing > 0 ? { missing: money(missing) } : {}),
    repriced: lately(visit, now),
  };
}

function basketView(session: Session, visit: Visit, now: number): Omit<ScreenOf<"basket">, "state" | keyof Header> {
  const rows = chosenRows(visit);
  const total = sumOf(rows);
  const missing = missingFor(visit, total);
  const payable = covered(visit, rows);
  return {
    rows: rows.map(rowView),
    total,
    impressions: sides(rows),
    otherPrinter: session.printers.length > 1,
    repriced: lately(visit, now),
    ...(missing > 0 ? { missing } : {}),
    ...(missing > 0 && payable.length > 0
      ? { covered: { count: payable.length, impressions: sides(payable), total: sumOf(payable) } }
      : {}),
  };
}

const sides = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + (priceOf(row)?.impressions ?? 0), 0);

/** Said for a while longer than it is guarded. */
const lately = (visit: Visit, now: number): boolean => visit.repricedAt !== undefined && now < visit.repricedAt + 10 * readingMs;

function progressView(run: Run): ProgressView {
  const { current } = run;
  const order = current?.order;
  const place = run.ended.filter((ended) => !("kept" in ended)).length + 1;
  return {
    title: order?.title ?? "",
    printer: order?.printer ?? ("" as PrinterName),
    place,
    of: Math.max(place, run.ended.length + run.left.length + (order ? 1 : 0)),
    expected: order?.impressions ?? 0,
    reasons: current?.progress?.reasons ?? [],
    stopping: current?.stopping ?? false,
    ...(current?.progress?.impressions === undefined ? {} : { impressions: current.progress.impressions }),
    ...(current?.progress ? { progress: current.progress.state } : {}),
    ...(current?.progress?.ahead === undefined ? {} : { ahead: current.progress.ahead }),
  };
}

function resultView({ run, visit }: StateNamed<"result">): Omit<ScreenOf<"result">, "state" | keyof Header> {
  const ended = run.ended.map(endedView);
  const sum = (of: (view: EndedView) => number | undefined): number => ended.reduce((total, view) => total + (of(view) ?? 0), 0);
  return {
    ended,
    impressions: sum((view) => view.impressions),
    charged: money(sum((view) => view.charged)),
    refunded: money(sum((view) => view.refunded)),
    waiting: visit.rows.length,
    ...(visit.sealed ? { sealed: true } : {}),
  };
}

function endedView(ended: Ended): EndedView {
  const { title, printer, impressions: expected } = ended.order;
  if ("kept" in ended) return { title, printer, expected, waits: true };
  if ("problem" in ended) return { title, printer, expected, waits: true, problem: ended.problem };
  const { impressions, charged, refunded, heldAgain, review, reasons } = ended.settled;
  const said = { ...(review === undefined ? {} : { review }), ...(reasons === undefined ? {} : { reasons }) };
  return { title, printer, expected, impressions, charged, refunded, waits: heldAgain, ...said };
}
