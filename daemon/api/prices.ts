// Price profiles.
import type { PriceProfile } from "../domain/price.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { PriceView, priceRoutes } from "./contract/printing.ts";
import type { Handlers } from "./handler.ts";

export const priceHandlers: Handlers<typeof priceRoutes> = {
  "GET /api/v1/prices": (deps) => ({ prices: deps.accounting.ask({ name: "prices" }).map(priceView) }),

  "PUT /api/v1/prices/{price}": async (deps, { params, body, by }) => {
    const outcome = await deps.accounting.propose({ name: "set-price", by, profile: { name: params.price, ...body } });
    return isRefusal(outcome) ? outcome : priceView(outcome);
  },
};

const priceView = (profile: PriceProfile): PriceView => ({
  name: profile.name,
  mono: profile.mono,
  color: profile.color,
  sizes: { ...profile.sizes },
});
