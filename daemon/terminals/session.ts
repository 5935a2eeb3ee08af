// What a terminal does, as a table of moves: state × what happened → state and effects. PURE: the time is an argument, the world answers
// later. A pair that the table lacks changes nothing: a late answer, a key that means nothing there.
//
//   idle ──card──▶ checking ──known──▶ (pin ──#──▶ checking-pin) ──▶ opening ──listed, priced──▶ list
//   idle ──login──▶ checking ──known──▶ opening: a password is the whole proof
//   idle ──identify──▶ identify, which does what idle does and ends by itself: nobody's visit is disturbed
//   idle ──digit─▶ code ──#──▶ checking                                └─ automatic release ──▶ releasing
//   what the box has to tell comes between opening and list: # has read it · * later
//   list: 1–9 choose · 0 all · # ▶ job (one chosen) or basket (several) · * signs out
//   job: 1 copies · 2 colour · 3 sides · 4 delete · 5 printer · # ▶ releasing · * ▶ list        basket: 4, 5, #, *
//   releasing ──stopped──▶ stopped: 1 wait · 2 stop and refund       releasing ──price-changed──▶ # accepts · * leaves it waiting
//   releasing ──last one ended──▶ result ──#──▶ list
//   any signed-in state ──30 s quiet──▶ countdown ──10 s──▶ idle     any state ──card──▶ checking, the visit before it over
import { unreachable } from "../domain/bug.ts";
import type { PrinterName, TerminalName } from "../domain/ids.ts";
import { choosingMoves } from "./choosing.ts";
import { backgroundHears, deserted, releasingMoves } from "./releasing.ts";
import { signingInMoves } from "./signing-in.ts";
import { tellingMoves } from "./telling.ts";
import {
  answerMs,
  automaticResultMs,
  countdownMs,
  type Effect,
  entryMs,
  type Input,
  type InputName,
  isSignedIn,
  quietMs,
  type Session,
  sameCardMs,
  type SignedIn,
  type State,
  stopGiveUpMs,
} from "./states.ts";
import { type Moves, Turn } from "./turn.ts";

const table: Moves = {
  ...signingInMoves,
  ...tellingMoves,
  ...choosingMoves,
  ...releasingMoves,
  countdown: {
    // The key says "I am here" and nothing else: it was not meant for a screen that hid what it does.
    key: (turn, { under }) => touched(under, turn.now),
  },
};

export const newSession = (terminal: TerminalName, printers: readonly PrinterName[]): Session => ({
  terminal,
  printers,
  state: { name: "idle" },
  background: [],
  next: 1,
});

export function step(session: Session, input: Input, now: number): { readonly session: Session; readonly effects: readonly Effect[] } {
  const turn = new Turn(input.name === "tick" ? unset(session) : session, now);
  if (input.name === "card") return cardRead(turn, input.number);
  if (backgroundHears(turn, input)) return done(turn, session.state);
  return done(turn, moved(turn, session.state, input));
}

/** A card ends whatever was here and begins its own visit. One that lies on its reader is read again and again, and is one card. */
function cardRead(turn: Turn, number: string): ReturnType<typeof step> {
  const { session, now } = turn;
  const { state, card } = session;
  if (card?.number === number && now - card.at < sameCardMs) return done(turn, state, { number, at: now, lies: true });
  if (isSignedIn(state)) turn.leave(state);
  if (state.name === "countdown") turn.leave(state.under);
  const id = turn.ask({ name: "sign-in-by-card", number });
  return done(turn, { name: "checking", id, since: now }, { number, at: now, lies: false });
}

function moved(turn: Turn, state: State, input: Input): State {
  const before = state.name === "countdown" && input.name !== "key" ? state.under : state;
  const next = cell(turn, before, input) ?? before;
  if (input.name === "tick") return overdue(turn, state, next);
  if (input.name === "key" && isSignedIn(next) && next.name !== "opening" && state.name !== "countdown")
    return deserted(state, turn.now) ? next : touched(next, turn.now);
  if (state.name !== "countdown" || input.name === "key") return next;
  // A printer that stops needs its owner for minutes, not for the seconds left.
  return isSignedIn(next) && next.name !== "stopped" ? { ...state, under: next } : next;
}

const cell = (turn: Turn, state: State, input: Input): State | undefined => {
  const row = table[state.name] as Partial<Record<InputName, (turn: Turn, state: State, input: Input) => State>>;
  return row[input.name]?.(turn, state, input);
};

/** What time alone does to a visit, after the state's own move. */
function overdue(turn: Turn, before: State, next: State): State {
  if (before.name === "countdown") {
    if (!isSignedIn(next)) return next;
    return turn.now >= before.until ? turn.leave(next) : { ...before, under: next };
  }
  if (!isSignedIn(next)) return next;
  const at = quietAt(next);
  if (at === undefined || turn.now < at) return next;
  return next.name === "result" && next.automatic ? turn.leave(next) : { name: "countdown", under: next, until: at + countdownMs };
}

/** A tick uses the timer up, even one that came a hair early. */
const unset = ({ wakeAt: _, ...session }: Session): Session => session;

const touched = (state: SignedIn, now: number): SignedIn => ({ ...state, visit: { ...state.visit, touchedAt: now } });

/** When a visit is quiet too long; undefined where it waits for something else. */
function quietAt(state: SignedIn): number | undefined {
  if (state.name === "opening" || state.name === "stopped") return undefined;
  if (state.name === "deleting" && state.waiting.length > 0) return undefined;
  if (state.name === "told" && state.waiting !== undefined) return undefined;
  if (state.name === "result" && state.automatic) return Math.max(state.since, state.visit.touchedAt) + automaticResultMs;
  return state.visit.touchedAt + quietMs;
}

/** When the state changes by itself, in the session's own time. */
function deadline(state: State, now: number): number | undefined {
  switch (state.name) {
    case "idle":
      return undefined;
    case "code":
    case "pin":
      return state.touchedAt + entryMs;
    case "checking":
    case "checking-pin":
    case "opening":
      return state.since + answerMs;
    case "message":
    case "identify":
      return state.until;
    case "deleting":
      return state.waiting.length > 0 ? state.since + answerMs : quietAt(state);
    case "told":
      return state.waiting === undefined ? quietAt(state) : state.since + answerMs;
    case "stopped":
      return state.since + stopGiveUpMs;
    case "list":
    case "job":
    case "copies":
    case "basket":
    case "notice":
    case "releasing":
    case "price-changed":
    case "result":
      return quietAt(state);
    // Each second is another screen.
    case "countdown":
      return state.until - Math.max(0, Math.ceil((state.until - now) / 1000) - 1) * 1000;
    default:
      return unreachable(state);
  }
}

/** A card's number is kept no longer than a repeat could follow, and after a visit only where it was seen to lie there: whoever left by
 * mistake shows it again at once. */
const lately = ({ session: { card }, now }: Turn, state: State): Session["card"] =>
  card && now - card.at < sameCardMs && (card.lies || state.name !== "idle") ? card : undefined;

/** The step is made; the one timer is set anew where it has changed. */
function done(turn: Turn, state: State, card = lately(turn, state)): ReturnType<typeof step> {
  const wakeAt = deadline(state, turn.now);
  if (wakeAt !== turn.session.wakeAt) turn.tell(wakeAt === undefined ? { name: "wake" } : { name: "wake", at: wakeAt });
  const { terminal, printers } = turn.session;
  return {
    session: {
      terminal,
      printers,
      state,
      background: turn.background,
      next: turn.next,
      ...(card ? { card } : {}),
      ...(wakeAt === undefined ? {} : { wakeAt }),
    },
    effects: turn.effects,
  };
}
