// What the box tells a person by itself, in their words, and which of it they want.
import { isFresh, type Message, noticeEvents } from "../domain/message.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { type Language, say } from "../words/index.ts";
import { messageSentence } from "../words/messages.ts";
import type { myMessageRoutes } from "./contract/my-messages.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const myMessageHandlers: Handlers<typeof myMessageRoutes> = {
  "GET /api/v1/me/messages": (deps, { me, language }) => {
    const messages = deps.accounting.ask({ name: "messages", user: me.id }).filter((message) => isFresh(message, deps.clock.now()));
    return { messages: messages.map((message) => ({ ...message, sentence: told(deps, language, message) })) };
  },

  "DELETE /api/v1/me/messages/{message}": (deps, { me, params, by }) =>
    deps.accounting.propose({ name: "confirm-message", by, user: me.id, message: params.message }),

  "GET /api/v1/me/notices": (deps, { me }) => noticesOf(deps, me),

  "PUT /api/v1/me/notices": async (deps, { me, body: { event, notice }, by }) => {
    const user = await deps.accounting.propose({
      name: "choose-notice",
      by,
      user: me.id,
      event,
      ...(notice === "usual" ? {} : { notice }),
    });
    return isRefusal(user) ? user : noticesOf(deps, user);
  },
};

function noticesOf({ accounting }: Deps, { notices = {} }: User) {
  const usual = accounting.ask({ name: "notices" })?.events ?? {};
  return {
    events: noticeEvents.map((event) => ({
      event,
      notice: notices[event] ?? usual[event] ?? ("none" as const),
      usual: usual[event] ?? ("none" as const),
      own: notices[event] !== undefined,
    })),
  };
}

/** A name that was written from right to left leaves the sentence its direction. */
const isolated = (title: string): string => `\u2068${title.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;

const told = ({ currency }: Deps, language: Language, message: Message): string =>
  messageSentence(language, message, currency, isolated(message.title || say(language, "portal.untitled")));
