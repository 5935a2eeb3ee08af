// A person's own cards in the portal.
import { isRefusal, refuse } from "../domain/refusal.ts";
import type { myCardRoutes } from "./contract/my-cards.ts";
import type { Handlers } from "./handler.ts";
import { cardOf } from "./users.ts";

export const myCardHandlers: Handlers<typeof myCardRoutes> = {
  "GET /api/v1/me/cards": (deps, { me }) => {
    const reading = deps.cardReading.of(me.id);
    const ends = reading?.number === undefined ? {} : { ends: cardOf(deps, reading.number).ends };
    return {
      cards: [...deps.accounting.ask({ name: "cards", user: me.id })],
      terminals: deps.accounting.ask({ name: "terminals" }).map(({ name }) => name),
      ...(reading ? { reading: { terminal: reading.terminal, ...ends } } : {}),
    };
  },

  "POST /api/v1/me/cards": async (deps, { me, body, by }) => {
    const number = body.number ?? deps.cardReading.of(me.id)?.number;
    if (number === undefined) return refuse("no-such-thing", { kind: "card", name: me.login });
    const user = await deps.accounting.propose({ name: "add-card", by, user: me.id, ...cardOf(deps, number) });
    if (isRefusal(user)) return user;
    deps.cardReading.end(me.id);
    return { done: true };
  },

  "DELETE /api/v1/me/cards/{card}": async (deps, { me, params, by }) => {
    const user = await deps.accounting.propose({ name: "remove-card", by, user: me.id, index: params.card });
    return isRefusal(user) ? user : { done: true };
  },

  "POST /api/v1/me/cards/reading": (deps, { me, body }) => {
    const { terminal } = body;
    if (!deps.accounting.ask({ name: "terminal", terminal })) return refuse("no-such-thing", { kind: "terminal", name: terminal });
    return deps.cardReading.begin(me.id, terminal) ? { done: true } : refuse("still-in-use", { kind: "terminal", name: terminal });
  },

  "DELETE /api/v1/me/cards/reading": (deps, { me }) => {
    deps.cardReading.end(me.id);
    return { done: true };
  },
};
