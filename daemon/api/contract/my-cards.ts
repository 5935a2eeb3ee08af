// A person's own cards: those they have, one by its number, one shown at a reader.
import { z } from "zod";
import { routes } from "./route.ts";
import { cardNumber, done, terminalName, time } from "./shapes.ts";

const person = { who: "person" as const };

export const myCardRoutes = routes({
  "GET /api/v1/me/cards": {
    ...person,
    summary: "My cards, and where the box waits for another to be shown",
    answer: z.object({
      cards: z.array(z.object({ id: z.string(), ends: z.string().exactOptional(), addedAt: time.exactOptional() })),
      terminals: z.array(z.string()),
      /** `ends`: of the card that was read there, and is mine once I say so. */
      reading: z.object({ terminal: z.string(), ends: z.string().exactOptional() }).exactOptional(),
    }),
  },
  "POST /api/v1/me/cards": {
    ...person,
    summary: "Add a card by its number; without one: the card that was just read",
    body: z.strictObject({ number: cardNumber.exactOptional() }),
    answer: done,
  },
  "DELETE /api/v1/me/cards/{card}": {
    ...person,
    summary: "Remove a card of mine: from now on it opens nothing",
    params: z.object({ card: z.string().max(200) }),
    answer: done,
  },
  "POST /api/v1/me/cards/reading": {
    ...person,
    summary: "Wait for my new card at a reader",
    body: z.strictObject({ terminal: terminalName }),
    answer: done,
  },
  "DELETE /api/v1/me/cards/reading": { ...person, summary: "Wait no longer; what was read is forgotten", answer: done },
});
