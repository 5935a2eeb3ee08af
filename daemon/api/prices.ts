// Price profiles.
import type { PriceProfile } from "../domain/price.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { PriceView, priceRoutes } from "./contract/printing.ts";
import type { Handlers } from "./handler.ts";

export const priceHandlers: Handlers<typeof priceRoutes> = {
  "GET /api/v1/prices": (deps) => ({ prices: deps.accounting.ask({ name: "prices" }).map(priceView) }),

  "PUT /api/v1/prices/{price}": async (deps, { params, body, by }) => {
    const { version, ...change } = body;
    const seen = version === undefined ? {} : { version };
    const outcome = await deps.accounting.propose({ name: "set-price", by, profile: { name: params.price, ...change }, ...seen });
    return isRefusal(outcome) ? outcome : priceView(outcome);
  },

  "DELETE /api/v1/prices/{price}": (deps, { params, by }) => {
    const printers = deps.accounting.ask({ name: "printers" }).filter(({ price }) => price === params.price);
    return deps.accounting.propose({ name: "remove-price", by, price: params.price, usedBy: printers.map(({ name }) => name) });
  },
};

const priceView = (profile: PriceProfile): PriceView => ({
  name: profile.name,
  mono: profile.mono,
  color: profile.color,
  sizes: { ...profile.sizes },
  version: profile.version ?? 1,
});
