// Language, currency and time zone of the place.
import { isRefusal } from "../domain/refusal.ts";
import type { placeRoutes } from "./contract/place.ts";
import type { Handlers } from "./handler.ts";

export const placeHandlers: Handlers<typeof placeRoutes> = {
  "GET /api/v1/place": (deps) => ({
    language: deps.language,
    currency: deps.currency,
    zone: deps.zone,
    currencyFixed: deps.place.moneyMoved(),
  }),

  "PUT /api/v1/place": async (deps, { body, by }) => {
    const changed = await deps.place.change(body, by.name);
    return isRefusal(changed) ? changed : { restarts: changed.restarts };
  },
};
