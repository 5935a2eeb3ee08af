// Everybody's movements of money, searched.
import { z } from "zod";
import { routes } from "./route.ts";
import { count, moneyOut, time } from "./shapes.ts";

const kind = z.enum(["charge", "refund", "top-up", "adjustment"]);

const entry = z
  .object({
    seq: z.int(),
    id: z.string(),
    at: time,
    kind,
    login: z.string(),
    amount: moneyOut,
    balance: moneyOut,
    by: z.string(),
    reason: z.string().exactOptional(),
    job: z.string().exactOptional(),
  })
  .meta({ id: "Entry" });
export type EntryView = z.output<typeof entry>;

const whole = z.coerce.number().int().min(0);

export const entryRoutes = routes({
  "GET /api/v1/ledger/entries": {
    who: "operator",
    summary:
      "Movements of money, newest first: by kind, time, amount whichever way it went, and by part of the login, the reason or who did it",
    query: z.strictObject({
      search: z.string().max(64).exactOptional(),
      kind: kind.exactOptional(),
      from: whole.exactOptional(),
      to: whole.exactOptional(),
      least: whole.exactOptional(),
      most: whole.exactOptional(),
      /** What the page before gave as `next`. */
      before: whole.exactOptional(),
      limit: count(1000).default(100),
    }),
    answer: z.object({ entries: z.array(entry), next: z.int().exactOptional() }),
  },
});
