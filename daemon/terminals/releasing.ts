// Moves while jobs print, one after the other: progress, a stopped printer, a price that changed, the result; and what goes on behind
// the back of people who left. PURE.
import { unreachable } from "../domain/bug.ts";
import { atLeast } from "../domain/job.ts";
import { type Money, money } from "../domain/money.ts";
import {
  countdownMs,
  type Ended,
  type Input,
  type Order,
  type Problem,
  quietMs,
  readingMs,
  type Run,
  type State,
  type StateNamed,
  stopGiveUpMs,
} from "./states.ts";
import { welcome } from "./telling.ts";
import type { Moves, Turn } from "./turn.ts";
import { bySending, newVisit, offerOf, priceOf, type Row, type Visit, withJobs, withPrices } from "./visit.ts";

export const beginRun = (turn: Turn, visit: Visit, orders: readonly Order[]): State =>
  onward(turn, visit, { person: visit.person, left: orders, ended: [] });

/** What a person accepts by confirming a row at the price they see. */
export function orderOf(row: Row): Order[] {
  const [offer, quote] = [offerOf(row), priceOf(row)];
  if (!offer || !quote) return [];
  const { id: job, title } = row.job;
  return [{ job, title, printer: offer.printer, ticket: row.ticket, impressions: quote.impressions, shown: quote.total }];
}

/**
 * What the card alone prints: what has a price and was surely sent by this person; a merely named job never prints by itself (DESIGN.md
 * §4). Nobody was shown a price.
 */
export const automaticOrders = (visit: Visit): Order[] =>
  bySending(visit.rows.filter((row) => atLeast(row.job.sender.strength, "bound")))
    .flatMap(orderOf)
    .map(({ shown: _, ...order }) => order);

/** The next order, or the result. */
function onward(turn: Turn, visit: Visit, run: Run): State {
  const next = turn.advance(run);
  if (next) return { name: "releasing", visit, run: next };
  const automatic = run.ended.every(({ order }) => order.shown === undefined);
  return turn.fetch({ name: "result", visit, run, since: turn.now, automatic });
}

type Outcome =
  | { readonly settled: Extract<Ended, { settled: unknown }>["settled"] }
  | { readonly problem: Problem }
  | { readonly kept: true };

const closed = ({ current: _, ...run }: Run, order: Order, outcome: Outcome): Run => ({
  ...run,
  ended: [...run.ended, { order, ...outcome }],
});

/** The price now, where a release was refused because of it. */
function newPrice(problem: Problem): Money | undefined {
  const total = "refused" in problem && problem.refused === "price-changed" ? problem.with?.["total"] : undefined;
  return typeof total === "number" && Number.isSafeInteger(total) ? money(total) : undefined;
}

type Answer = Extract<Input, { readonly name: "progress" | "ended" | "failed" }>;

/** The run after its printer spoke; undefined when it did not. */
function answer(run: Run, input: Answer): Run | undefined {
  const { current } = run;
  if (!current || current.id !== input.id) return undefined;
  switch (input.name) {
    case "ended":
      return closed(run, current.order, { settled: input.settled });
    case "failed":
      return closed(run, current.order, { problem: input.problem });
    case "progress":
      return { ...run, current: { ...current, progress: input.progress } };
    default:
      return unreachable(input);
  }
}

/** Someone is there to be told. */
function attended(turn: Turn, state: StateNamed<"releasing"> | StateNamed<"stopped">, input: Answer): State {
  const { visit } = state;
  const run = answer(state.run, input);
  if (!run) return state;
  if (input.name === "failed") {
    const total = newPrice(input.problem);
    const order = state.run.current?.order;
    if (total !== undefined && order?.shown !== undefined)
      return { name: "price-changed", visit, run: without(state.run), order, total, since: turn.now };
  }
  if (!run.current) return away(turn, state) ? onwardAlone(turn, state, run) : onward(turn, visit, run);
  if (run.current.progress?.state === "stopped" && !run.current.stopping) {
    return state.name === "stopped" ? { ...state, run } : { name: "stopped", visit, run, since: turn.now };
  }
  return away(turn, state) ? onwardAlone(turn, state, run) : { name: "releasing", visit, run };
}

/** Delivery says when a printer has stood still long enough to ask. */
export const mayStop = (run: Run): boolean => run.current?.progress?.mayStop ?? false;

/** Nobody has touched a stopped printer's terminal for so long that the next key may be anybody's. */
export const deserted = (state: State, now: number): state is StateNamed<"stopped"> =>
  state.name === "stopped" && now >= state.visit.touchedAt + quietMs;

/** Stops the printer. Who asks for it long after the last key sees how this one job ends, and nothing else of its owner's. */
function stopAsked(turn: Turn, state: StateNamed<"stopped">): State {
  const { visit } = state;
  const run = turn.stop(state.run);
  if (!deserted(state, turn.now)) return { name: "releasing", visit, run };
  return { name: "releasing", visit: { ...newVisit(visit.person, turn.now), sealed: true }, run: { ...run, ended: [] } };
}

const without = ({ current: _, ...run }: Run): Run => run;

/** Whoever left a stopped printer alone is not there when it goes on: the next person at the pad must not find their list. */
const away = (turn: Turn, state: StateNamed<"releasing"> | StateNamed<"stopped">): boolean =>
  state.name === "stopped" && turn.now >= state.visit.touchedAt + quietMs + countdownMs;

function onwardAlone(turn: Turn, { visit }: { readonly visit: Visit }, run: Run): State {
  const next = run.current ? run : turn.advance(run);
  return turn.leave(next ? { name: "releasing", visit, run: next } : { name: "list", visit });
}

export const releasingMoves: Moves<"releasing" | "stopped" | "price-changed" | "result"> = {
  releasing: {
    progress: attended,
    ended: attended,
    failed: attended,
    key: (turn, state, { key }) => (key === "back" ? turn.leave(state) : state),
  },
  stopped: {
    progress: attended,
    ended: attended,
    failed: attended,
    key: (turn, state, { key }) => {
      if (key === "back") return turn.leave(state);
      return key === "2" && mayStop(state.run) ? stopAsked(turn, state) : state;
    },
    tick: (turn, state) => (turn.now >= state.since + stopGiveUpMs ? turn.leave(state) : state),
  },
  "price-changed": {
    key: (turn, { visit, run, order, total, since }, { key }) => {
      const state: State = { name: "price-changed", visit, run, order, total, since };
      if (key === "back") return onward(turn, visit, closed(run, order, { kept: true }));
      if (key !== "enter" || turn.now < since + readingMs) return state;
      return onward(turn, visit, { ...run, left: [{ ...order, shown: total }, ...run.left] });
    },
  },
  result: {
    changed: (turn, state, { user }) => (user === state.visit.person.id ? turn.fetch(state) : state),
    listed: (turn, state, { id, jobs, purse }) => {
      if (id !== state.visit.listing) return state;
      return { ...state, visit: turn.price({ ...withJobs(state.visit, jobs, turn.busy()), ...(purse ? { purse } : {}) }) };
    },
    priced: (turn, state, { id, prices, elsewhere }) => {
      if (id !== state.visit.pricing) return state;
      const visit = withPrices(state.visit, prices, elsewhere);
      // What was still being looked into when the card was read; what was tried is not tried again without being asked.
      const fresh = state.automatic
        ? automaticOrders(visit).filter(({ job }) => !state.run.ended.some(({ order }) => order.job === job))
        : [];
      return fresh.length === 0 ? { ...state, visit } : onward(turn, visit, { ...state.run, left: fresh });
    },
    key: (turn, state, { key }) => {
      if (key === "back" || (key === "enter" && state.visit.rows.length === 0)) return turn.leave(state);
      if (key !== "enter") return state;
      const opened = welcome(turn, state.visit);
      return opened.name === "list" ? turn.fetch(opened) : opened;
    },
  },
};

/** Runs of people who left hear their printers. True: the input was one run's alone. */
export function backgroundHears(turn: Turn, input: Input): boolean {
  if (input.name !== "progress" && input.name !== "ended" && input.name !== "failed") return false;
  const found = turn.background.find((run) => run.current?.id === input.id);
  const after = found && answer(found, input);
  if (!found || !after) return false;
  const next = after.current ? after : turn.advance(after);
  if (next && !after.current) turn.unwatched(next);
  turn.background = turn.background.flatMap((run) => (run !== found ? [run] : next ? [next] : []));
  return true;
}
