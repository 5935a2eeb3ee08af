// What the office sees first: the last days, each with its pages and its money.
import { z } from "zod";
import { routes } from "./route.ts";
import { count, moneyOut, time } from "./shapes.ts";

const day = z
  .object({
    /** As the place's own clock has it: 2026-11-26. */
    day: z.string(),
    from: time,
    jobs: z.int(),
    mono: z.int(),
    color: z.int(),
    charged: moneyOut,
    paidIn: moneyOut,
  })
  .meta({ id: "Day" });
export type DayView = z.output<typeof day>;

export const overviewRoutes = routes({
  "GET /api/v1/overview": {
    who: "operator",
    summary: "What the last days came to, oldest first, today last; days are the place's own",
    query: z.strictObject({ days: count(92).default(30) }),
    answer: z.object({ zone: z.string(), days: z.array(day) }),
  },
});
