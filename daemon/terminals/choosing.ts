// Moves of a person choosing among their jobs: which, how, where; deleting; and the step to printing. PURE.
import { mostCopies, type Sides, type Ticket } from "../domain/document.ts";
import type { JobId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import { automaticOrders, beginRun, orderOf } from "./releasing.ts";
import { isDigit } from "./signing-in.ts";
import {
  answerMs,
  type InputNamed,
  messageMs,
  mostBackground,
  type Problem,
  readingMs,
  type SignedIn,
  type State,
  type StateNamed,
} from "./states.ts";
import { welcome } from "./telling.ts";
import type { Moves, Turn } from "./turn.ts";
import {
  atNextPrinter,
  choosing,
  chosenRows,
  covered,
  missingFor,
  nextPage,
  offerOf,
  priceOf,
  refusalOf,
  type Row,
  rowOf,
  rowsOnPage,
  shownRows,
  sumOf,
  toggled,
  type Visit,
  withJobs,
  withPrices,
  withTicket,
} from "./visit.ts";

const none = (visit: Visit): Visit => choosing(visit, () => false);
const notice = (visit: Visit, problem: Problem): State => ({ name: "notice", visit, problem });
const listed = (visit: Visit): StateNamed<"list"> => ({ name: "list", visit });

/** Jobs and prices follow the world while a person looks at them. */
function follow<S extends SignedIn>(): {
  readonly changed: (turn: Turn, state: S, input: InputNamed<"changed">) => State;
  readonly listed: (turn: Turn, state: S, input: InputNamed<"listed">) => State;
  readonly priced: (turn: Turn, state: S, input: InputNamed<"priced">) => State;
} {
  return {
    changed: (turn, state, { user }) => (user === state.visit.person.id ? turn.fetch(state) : state),
    listed: (turn, state, input) =>
      input.id === state.visit.listing ? standing({ ...state, visit: relisted(turn, state.visit, input) }) : state,
    priced: (turn, state, { id, prices, elsewhere }) =>
      id === state.visit.pricing ? repriced(turn, state, withPrices(state.visit, prices, elsewhere)) : state,
  };
}

function relisted(turn: Turn, visit: Visit, { jobs, purse }: InputNamed<"listed">): Visit {
  return turn.price({ ...withJobs(visit, jobs, turn.busy()), ...(purse ? { purse } : {}) });
}

/** The state that still stands once a job has gone. */
function standing(state: SignedIn): SignedIn {
  const { visit } = state;
  if ((state.name === "job" || state.name === "copies") && !rowOf(visit, state.job)) return listed(visit);
  if (state.name === "basket" && chosenRows(visit).length === 0) return listed(visit);
  if (state.name === "deleting" && state.waiting.length === 0) {
    const jobs = state.jobs.filter((job) => rowOf(visit, job));
    return jobs.length === 0 ? listed(visit) : { ...state, jobs };
  }
  return state;
}

/** A total that became another under the person's eyes is marked: it is not accepted in the same breath. */
function repriced(turn: Turn, state: SignedIn, visit: Visit): State {
  const rows = (of: Visit): Row[] => (state.name === "job" ? of.rows.filter((row) => row.job.id === state.job) : chosenRows(of));
  const [before, after] = [rows(state.visit), rows(visit)];
  const moved = before.length > 0 && before.every((row) => offerOf(row)) && sumOf(before) !== sumOf(after);
  return { ...state, visit: moved ? { ...visit, repricedAt: turn.now } : visit };
}

export const choosingMoves: Moves<"opening" | "list" | "job" | "copies" | "basket" | "deleting" | "notice"> = {
  opening: {
    listed: (turn, state, input) => {
      if (input.id !== state.visit.listing) return state;
      const { messages = [] } = input;
      return { ...state, visit: relisted(turn, messages.length === 0 ? state.visit : { ...state.visit, messages }, input) };
    },
    priced: (turn, state, { id, prices, elsewhere }) => {
      if (id !== state.visit.pricing) return state;
      const visit = withPrices(state.visit, prices, elsewhere);
      const orders = state.automatic ? automaticOrders(visit) : [];
      return orders.length === 0 || turn.background.length >= mostBackground ? welcome(turn, visit) : beginRun(turn, visit, orders);
    },
    failed: (turn, state, { id, problem }) =>
      id === state.visit.listing || id === state.visit.pricing ? shutOut(turn, state, problem) : state,
    tick: (turn, state) => (turn.now >= state.since + answerMs ? shutOut(turn, state, { fault: "timeout" }) : state),
  },
  list: {
    ...follow<StateNamed<"list">>(),
    key: (turn, state, { key }) => {
      const { visit } = state;
      const chosen = chosenRows(visit);
      if (key === "back") return chosen.length > 0 ? listed(none(visit)) : turn.leave(state);
      if (key === "enter")
        return visit.rows.length === 0 ? turn.leave(state) : looked(chosen.length > 0 ? visit : choosing(visit, () => true));
      if (key === "0") return listed(choosing(visit, () => chosen.length < visit.rows.length));
      if (key === String(rowsOnPage) && visit.rows.length > rowsOnPage) return listed(nextPage(visit));
      const row = shownRows(visit)[Number(key) - 1];
      return row ? listed(toggled(visit, row.job.id)) : state;
    },
  },
  job: { ...follow<StateNamed<"job">>(), key: (turn, state, { key }) => changeJob(turn, state, key) },
  copies: {
    ...follow<StateNamed<"copies">>(),
    key: (turn, { visit, job, digits }, { key }) => {
      const row = rowOf(visit, job);
      if (isDigit(key)) return { name: "copies", visit, job, digits: `${digits}${key}`.slice(0, String(mostCopies).length) };
      if (key === "back" && digits !== "") return { name: "copies", visit, job, digits: digits.slice(0, -1) };
      const copies = Number(digits);
      if (key === "back" || !row || copies < 1) return { name: "job", visit, job };
      return { name: "job", visit: rewritten(turn, visit, row, { copies }), job };
    },
  },
  basket: {
    ...follow<StateNamed<"basket">>(),
    key: (turn, state, { key }) => {
      const { visit } = state;
      const ids = chosenRows(visit).map((row) => row.job.id);
      if (key === "back") return listed(visit);
      if (key === "4") return asking(turn, visit, ids);
      if (key === "5") return { name: "basket", visit: atNextPrinter(visit, ids, turn.session.printers) };
      return key === "enter" ? accept(turn, state, chosenRows(visit)) : state;
    },
  },
  deleting: {
    ...follow<StateNamed<"deleting">>(),
    key: (turn, state, { key }) => {
      if (state.waiting.length > 0) return state;
      if (key === "back") return listed(state.visit);
      if (key !== "enter") return state;
      const waiting = state.jobs.map((job) => turn.ask({ name: "delete", job, person: state.visit.person }));
      return { ...state, waiting, since: turn.now };
    },
    deleted: (turn, state, { id }) => answered(turn, state, id),
    failed: (turn, state, { id, problem }) => answered(turn, state, id, problem),
    tick: (turn, state) =>
      state.waiting.length > 0 && turn.now >= state.since + answerMs
        ? turn.fetch({ name: "notice", visit: state.visit, problem: { fault: "timeout" } })
        : state,
  },
  notice: {
    ...follow<StateNamed<"notice">>(),
    key: (turn, { visit }) => turn.fetch(listed(visit)),
  },
};

/** What was chosen, to be looked at before it is printed. */
function looked(visit: Visit): State {
  const [first, ...others] = chosenRows(visit);
  if (!first) return listed(visit);
  return others.length === 0 ? { name: "job", visit, job: first.job.id } : { name: "basket", visit };
}

/** Signs out with a reason, since nothing can be shown. */
function shutOut(turn: Turn, state: SignedIn, problem: Problem): State {
  turn.leave(state);
  return { name: "message", problem, until: turn.now + messageMs };
}

function changeJob(turn: Turn, state: StateNamed<"job">, key: InputNamed<"key">["key"]): State {
  const { visit, job } = state;
  const row = rowOf(visit, job);
  if (!row || key === "back") return listed(visit);
  switch (key) {
    case "enter":
      return accept(turn, state, [row]);
    case "1":
      return { name: "copies", visit, job, digits: "" };
    case "2":
      return hasColor(row)
        ? { ...state, visit: rewritten(turn, visit, row, { color: row.ticket.color === "monochrome" ? "auto" : "monochrome" }) }
        : state;
    case "3":
      return hasBacks(row) ? { ...state, visit: rewritten(turn, visit, row, { sides: nextSides[row.ticket.sides] }) } : state;
    case "4":
      return asking(turn, visit, [job]);
    case "5":
      return { ...state, visit: atNextPrinter(visit, [job], turn.session.printers) };
    default:
      return state;
  }
}

const nextSides: Readonly<Record<Sides, Sides>> = {
  "one-sided": "two-sided-long-edge",
  "two-sided-long-edge": "two-sided-short-edge",
  "two-sided-short-edge": "one-sided",
};

/** Whether there is any colour to leave out: packed pages are upper case where there is. */
export const hasColor = (row: Row): boolean => /[A-Z]/.test(row.job.document?.facts?.pages ?? "");

/** Whether a second side is there to print on: raster pages carry their own sides, a single page has none. */
export const hasBacks = (row: Row): boolean => {
  const facts = row.job.document?.facts;
  return facts !== undefined && facts.sidesInside === undefined && facts.pages.length > row.ticket.numberUp;
};

const rewritten = (turn: Turn, visit: Visit, row: Row, change: Partial<Ticket>): Visit =>
  turn.price(withTicket(visit, row.job.id, { ...row.ticket, ...change }));

const asking = (turn: Turn, visit: Visit, jobs: readonly JobId[]): State => ({
  name: "deleting",
  visit,
  jobs,
  waiting: [],
  since: turn.now,
});

function answered(turn: Turn, state: StateNamed<"deleting">, id: number, problem = state.problem): State {
  if (!state.waiting.includes(id)) return state;
  const waiting = state.waiting.filter((waited) => waited !== id);
  if (waiting.length > 0) return { ...state, waiting, ...(problem ? { problem } : {}) };
  return turn.fetch(problem ? { name: "notice", visit: none(state.visit), problem } : listed(none(state.visit)));
}

/** The person said yes to what they see. What cannot be printed is said, never tried; what the credit does not cover stays. */
function accept(turn: Turn, state: SignedIn, rows: readonly Row[]): State {
  const { visit } = state;
  if (visit.repricedAt !== undefined && turn.now < visit.repricedAt + readingMs) return state;
  if (turn.session.printers.length === 0) return notice(visit, refuse("no-such-thing", { kind: "printer", name: "" }));
  if (turn.background.length >= mostBackground) return notice(visit, refuse("printer-busy"));
  if (rows.some((row) => !offerOf(row))) return state;
  const printable = rows.filter(priceOf);
  const refusal = rows.map(refusalOf).find((refused) => refused);
  if (printable.length === 0) return refusal ? notice(visit, refusal) : state;
  const payable = covered(visit, printable);
  if (payable.length === 0) return notice(visit, refuse("account-limit-reached", { missing: missingFor(visit, sumOf(printable)) }));
  return beginRun(turn, none(visit), payable.flatMap(orderOf));
}
