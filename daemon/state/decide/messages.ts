// Messages to people, left in the transaction of what they tell of: none is lost, none comes twice.
import { type Message, type NoticeEvent, withMessage } from "../../domain/message.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { User } from "../../domain/user.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";

const done = { done: true } as const;

export function setNotices({ notices }: Command<"set-notices">, view: View): { done: true } {
  if (JSON.stringify(view.get(keys.notices)) !== JSON.stringify(notices)) view.put(keys.notices, notices);
  return done;
}

export function chooseNotice({ user: id, event, notice }: Command<"choose-notice">, view: View): User | Refusal {
  const user = view.get(keys.user(id));
  if (!user || user.closed) return refuse("no-such-thing", { kind: "user", name: id });
  const { [event]: _before, ...others } = user.notices ?? {};
  const changed: User = { ...user, notices: notice === undefined ? others : { ...others, [event]: notice } };
  view.put(keys.user(id), changed);
  return changed;
}

/** One that is not there was confirmed on another device. */
export function confirmMessage({ user, message }: Command<"confirm-message">, view: View): { done: true } {
  const messages = view.get(keys.messages(user)) ?? [];
  if (messages.some(({ id }) => id === message))
    view.put(
      keys.messages(user),
      messages.filter(({ id }) => id !== message),
    );
  return done;
}

/** A client that tries again at once means the same job: it is told once a minute. */
const againMs = 60_000;

export function tellRefusal({ user: id, title, refusal }: Command<"tell-refusal">, view: View): { done: true } {
  const user = view.get(keys.user(id));
  const { refused: problem, with: facts } = refusal;
  const minute = Math.floor(view.at / againMs);
  const told = { id: `${problem} ${minute} ${title.slice(0, 80)}`, title, problem, ...(facts ? { facts } : {}) };
  if (user && !user.closed && !view.get(keys.messages(id))?.some((message) => message.id === told.id)) tell(view, user, "refused", told);
  return done;
}

export function tell(view: View, user: User, event: NoticeEvent, facts: Omit<Message, "at" | "event" | "notice">): void {
  const notice = user.notices?.[event] ?? view.get(keys.notices)?.events[event] ?? "none";
  if (notice === "none") return;
  const message: Message = { ...facts, event, notice, at: view.at };
  view.put(keys.messages(user.id), withMessage(view.get(keys.messages(user.id)) ?? [], message, view.at));
}
