// The place a box stands in: its language, its currency, its time zone.
import { z } from "zod";
import { routes } from "./route.ts";

const operator = { who: "operator" as const };

const placeView = z
  .object({
    language: z.enum(["fr", "en"]),
    currency: z.string(),
    zone: z.string(),
    /** Money has moved: amounts would be relabelled, so the currency stays. */
    currencyFixed: z.boolean(),
  })
  .meta({ id: "Place" });
export type PlaceView = z.output<typeof placeView>;

export const placeRoutes = routes({
  "GET /api/v1/place": { ...operator, summary: "Language, currency and time zone of the place", answer: placeView },
  "PUT /api/v1/place": {
    ...operator,
    summary: "Change them. `restarts`: the box starts again with it. The currency is fixed once money has moved",
    body: z.strictObject({
      language: z.enum(["fr", "en"]),
      currency: z.string().regex(/^[A-Z]{3}$/),
      zone: z.string().min(1).max(64),
    }),
    answer: z.object({ restarts: z.boolean() }),
  },
});
