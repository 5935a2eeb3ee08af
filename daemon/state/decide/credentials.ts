// What people sign in with: cards, codes, personal queue URIs. Numbers and codes arrive here only as keyed hashes.
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { codeDigits, codeDigitsToSet, isAdministrator, type User } from "../../domain/user.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { Stamp, View } from "../view.ts";
import { audit } from "./users.ts";

const done = { done: true } as const;
/** The sixteen fields of a user show two; a lost one stays listed until removed. */
const mostCards = 8;
const longestAgent = 200;

const openUser = (view: View, id: User["id"]): User | Refusal => {
  const user = view.get(keys.user(id));
  return user && !user.closed ? user : refuse("no-such-thing", { kind: "user", name: id });
};

export function addCard(command: Command<"add-card">, view: View, stamp: Stamp): User | Refusal {
  const user = openUser(view, command.user);
  if ("refused" in user) return user;
  const holder = view.get(keys.card(command.index));
  if (holder) return holder.user === user.id ? user : refuse("card-taken");
  if (user.cards.length >= mostCards) return refuse("bad-input", { field: "card", detail: "too-many", n: mostCards });
  const changed: User = { ...user, cards: [...user.cards, command.index] };
  view.put(keys.user(user.id), changed);
  const ends = command.ends === undefined ? {} : { ends: command.ends };
  view.put(keys.card(command.index), { user: user.id, addedAt: stamp.at, ...ends });
  audit(view, command, "card added", user.login);
  return changed;
}

export function removeCard(command: Command<"remove-card">, view: View): User | Refusal {
  const user = openUser(view, command.user);
  if ("refused" in user) return user;
  if (!user.cards.includes(command.index)) return refuse("no-such-thing", { kind: "card", name: user.login });
  const changed: User = { ...user, cards: user.cards.filter((card) => card !== command.index) };
  view.put(keys.user(user.id), changed);
  view.delete(keys.card(command.index));
  audit(view, command, "card removed", user.login);
  return changed;
}

/**
 * A code too short or already someone's is refused in the same words, so that nobody learns another's code: the digits asked for are
 * always more than were given.
 */
export function setCode(command: Command<"set-code">, view: View): User | Refusal {
  const user = openUser(view, command.user);
  if ("refused" in user) return user;
  const holder = view.get(keys.code(command.index));
  const users = view.get(keys.userCount) ?? 0;
  const asked = codeDigitsToSet(users);
  if (holder?.user === user.id && command.digits >= codeDigits(users)) return user;
  if (holder || command.digits < asked) return refuse("code-refused", { digits: Math.max(asked, command.digits + 1) });
  if (user.code !== undefined) view.delete(keys.code(user.code));
  const changed: User = { ...user, code: command.index };
  view.put(keys.user(user.id), changed);
  view.put(keys.code(command.index), { user: user.id, digits: command.digits });
  audit(view, command, "code set", user.login);
  return changed;
}

/** A browser signs in: the proof was made at the door, where tries are counted. */
export function openSession(command: Command<"open-session">, view: View, stamp: Stamp): { done: true } | Refusal {
  const user = openUser(view, command.user);
  if ("refused" in user) return refuse("account-closed");
  const { hash: id, address, agent, oldest } = command;
  if (oldest !== undefined && view.get(keys.session(oldest))?.user === user.id) view.delete(keys.session(oldest));
  view.put(keys.session(id), { id, user: user.id, createdAt: stamp.at, seenAt: stamp.at, address, agent: agent.slice(0, longestAgent) });
  if (isAdministrator(user)) audit(view, command, "signed in", user.login, address);
  return done;
}

export function seeSession({ hash: id }: Command<"see-session">, view: View, stamp: Stamp): { done: true } {
  const session = view.get(keys.session(id));
  if (session) view.put(keys.session(id), { ...session, seenAt: stamp.at });
  return done;
}

export function endSession({ hash: id }: Command<"end-session">, view: View): { done: true } {
  if (view.get(keys.session(id))) view.delete(keys.session(id));
  return done;
}

export function addScreen(command: Command<"add-screen">, view: View, stamp: Stamp): { done: true } | Refusal {
  const { hash: id, terminal } = command;
  if (!view.get(keys.terminal(terminal))) return refuse("no-such-thing", { kind: "terminal", name: terminal });
  view.put(keys.screen(id), { id, terminal, createdAt: stamp.at });
  audit(view, command, "screen added", terminal);
  return done;
}

export function removeScreen(command: Command<"remove-screen">, view: View): { done: true } {
  const screen = view.get(keys.screen(command.hash));
  if (!screen) return done;
  view.delete(keys.screen(command.hash));
  audit(view, command, "screen removed", screen.terminal);
  return done;
}

export function addQueueToken(command: Command<"add-queue-token">, view: View, stamp: Stamp): { done: true } | Refusal {
  const user = openUser(view, command.user);
  if ("refused" in user) return user;
  view.put(keys.token(command.hash), { user: user.id, createdAt: stamp.at });
  audit(view, command, "personal queue made", user.login);
  return done;
}

export function removeQueueToken(command: Command<"remove-queue-token">, view: View): { done: true } | Refusal {
  const token = view.get(keys.token(command.hash));
  if (!token) return refuse("no-such-thing", { kind: "personal queue", name: "" });
  view.delete(keys.token(command.hash));
  audit(view, command, "personal queue revoked", token.user);
  return done;
}
