// Moves of a person reading what the box tells them by itself, before their list: each message is read, and where it asks for that,
// confirmed; it is confirmed for the portal, too. PURE.
import type { Message } from "../domain/message.ts";
import { answerMs, type State, type StateNamed } from "./states.ts";
import type { Moves, Turn } from "./turn.ts";
import type { Visit } from "./visit.ts";

/** What came out while somebody stood there was shown to them: only where it is to be confirmed is it said again. */
export const isNews = ({ event, notice }: Message): boolean => event !== "printed" || notice === "confirm";

/** Messages first, then the list. */
export function welcome(turn: Turn, visit: Visit): State {
  const messages = (visit.messages ?? []).filter(isNews);
  if (messages.length === 0) return { name: "list", visit };
  return { name: "told", visit: { ...visit, messages }, of: messages.length, since: turn.now };
}

/** The list is fetched anew: it was not followed meanwhile. */
function next(turn: Turn, { visit, of }: StateNamed<"told">): State {
  const messages = visit.messages?.slice(1) ?? [];
  if (messages.length > 0) return { name: "told", visit: { ...visit, messages }, of, since: turn.now };
  const { messages: _read, ...others } = visit;
  return turn.fetch({ name: "list", visit: others });
}

export const tellingMoves: Moves<"told"> = {
  told: {
    key: (turn, state, { key }) => {
      const message = state.visit.messages?.[0];
      if (state.waiting !== undefined) return state;
      if (!message) return next(turn, state);
      if (message.notice === "confirm" && key === "back") return next(turn, state);
      if (message.notice === "confirm" && key !== "enter") return state;
      const waiting = turn.ask({ name: "confirm", message: message.id, person: state.visit.person });
      return { ...state, waiting, since: turn.now };
    },
    confirmed: (turn, state, { id }) => (id === state.waiting ? next(turn, state) : state),
    // It comes again at the next visit.
    failed: (turn, state, { id }) => (id === state.waiting ? next(turn, state) : state),
    tick: (turn, state) => (state.waiting !== undefined && turn.now >= state.since + answerMs ? next(turn, state) : state),
  },
};
