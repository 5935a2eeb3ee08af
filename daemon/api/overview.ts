// The last days, read from the books one at a time, so that a year's rows hold nobody up.
import type { DayView, overviewRoutes } from "./contract/overview.ts";
import { lastDays } from "./days.ts";
import type { Deps } from "./deps.ts";
import type { Takings } from "./deps-books.ts";
import type { Handlers } from "./handler.ts";

/** A day that is over changes no more, but for rows that came late: it is read again this often. */
const keptMs = 5 * 60_000;

const kept = new WeakMap<Deps["books"], Map<number, { readonly at: number; readonly takings: Takings }>>();

export const overviewHandlers: Handlers<typeof overviewRoutes> = {
  "GET /api/v1/overview": async (deps, { query }) => {
    const now = deps.clock.now();
    const days: DayView[] = [];
    for (const { day, from, to } of lastDays(now, query.days, deps.zone)) {
      days.push({ day, from, ...(to > now ? deps.books.takings(from, to) : await over(deps, from, to)) });
    }
    return { zone: deps.zone, days };
  },
};

async function over({ books, clock }: Deps, from: number, to: number): Promise<Takings> {
  const known = kept.get(books) ?? new Map<number, { at: number; takings: Takings }>();
  kept.set(books, known);
  const before = known.get(from);
  if (before && Math.abs(clock.monotonic() - before.at) < keptMs) return before.takings;
  await clock.sleep(0);
  const takings = books.takings(from, to);
  known.set(from, { at: clock.monotonic(), takings });
  return takings;
}
