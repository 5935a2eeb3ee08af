// Moves before anybody is signed in: a card, a code, a PIN. PURE.
import {
  answerMs,
  entryMs,
  identifyMs,
  type InputNamed,
  messageMs,
  mostDigits,
  type Problem,
  type State,
  type TerminalKey,
} from "./states.ts";
import { idle, type Moves, type Turn } from "./turn.ts";

export const isDigit = (key: TerminalKey): boolean => key !== "enter" && key !== "back";

const message = (turn: Turn, problem: Problem): State => ({ name: "message", problem, until: turn.now + messageMs });
const late: Problem = { fault: "timeout" };

const typed = (turn: Turn, _state: State, { login, secret }: InputNamed<"login">): State => ({
  name: "checking",
  id: turn.ask({ name: "sign-in-by-login", login, secret }),
  since: turn.now,
  whole: true,
});

export const signingInMoves: Moves<"idle" | "identify" | "code" | "checking" | "pin" | "checking-pin" | "message"> = {
  idle: {
    login: typed,
    key: (turn, state, { key }) => (isDigit(key) ? { name: "code", digits: key, touchedAt: turn.now } : state),
    identify: (turn, _state, { queue }) => ({ name: "identify", queue, until: turn.now + identifyMs }),
  },
  identify: {
    login: typed,
    key: (turn, _state, { key }) => (isDigit(key) ? { name: "code", digits: key, touchedAt: turn.now } : idle),
    identify: (turn, _state, { queue }) => ({ name: "identify", queue, until: turn.now + identifyMs }),
    tick: (turn, state) => (turn.now >= state.until ? idle : state),
  },
  code: {
    login: typed,
    key: (turn, { digits }, { key }) => {
      if (key === "enter") return { name: "checking", id: turn.ask({ name: "sign-in-by-code", code: digits }), since: turn.now };
      const typed = key === "back" ? digits.slice(0, -1) : typedOn(digits, key);
      return typed === "" ? idle : { name: "code", digits: typed, touchedAt: turn.now };
    },
    tick: (turn, state) => (turn.now >= state.touchedAt + entryMs ? idle : state),
  },
  checking: {
    known: (turn, state, { id, person }) => {
      if (id !== state.id) return state;
      return person.hasPin && !state.whole ? { name: "pin", person, digits: "", touchedAt: turn.now } : turn.open(person);
    },
    failed: (turn, state, { id, problem }) => (id === state.id ? message(turn, problem) : state),
    tick: (turn, state) => (turn.now >= state.since + answerMs ? message(turn, late) : state),
  },
  pin: {
    key: (turn, { person, digits }, { key }) => {
      if (key === "back") return digits === "" ? idle : { name: "pin", person, digits: digits.slice(0, -1), touchedAt: turn.now };
      if (key !== "enter") return { name: "pin", person, digits: typedOn(digits, key), touchedAt: turn.now };
      // An empty PIN would only cost the person one of their tries.
      if (digits === "") return { name: "pin", person, digits, touchedAt: turn.now };
      return { name: "checking-pin", person, id: turn.ask({ name: "check-pin", user: person.id, pin: digits }), since: turn.now };
    },
    tick: (turn, state) => (turn.now >= state.touchedAt + entryMs ? idle : state),
  },
  "checking-pin": {
    "pin-right": (turn, state, { id }) => (id === state.id ? turn.open(state.person) : state),
    failed: (turn, state, { id, problem }) => {
      if (id !== state.id) return state;
      // A wrong PIN may be typed again; whoever is locked or closed has nothing to type.
      if ("refused" in problem && problem.refused === "sign-in-failed")
        return { name: "pin", person: state.person, digits: "", touchedAt: turn.now, problem };
      return message(turn, problem);
    },
    tick: (turn, state) => (turn.now >= state.since + answerMs ? message(turn, late) : state),
  },
  message: {
    login: typed,
    key: (turn, _state, { key }) => (isDigit(key) ? { name: "code", digits: key, touchedAt: turn.now } : idle),
    tick: (turn, state) => (turn.now >= state.until ? idle : state),
  },
};

const typedOn = (digits: string, key: string): string => (digits.length < mostDigits ? digits + key : digits);
