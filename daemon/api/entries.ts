// Searches what moved money: by kind, day, amount, and by whom or why.
import type { MoneyRow } from "../domain/ledger.ts";
import { plain } from "../words/index.ts";
import type { EntryView, entryRoutes } from "./contract/entries.ts";
import type { Entry } from "./deps-books.ts";
import type { Handlers } from "./handler.ts";

export const entryHandlers: Handlers<typeof entryRoutes> = {
  "GET /api/v1/ledger/entries": async (deps, { query, signal }) => {
    const { search = "", least = 0, most = Number.MAX_SAFE_INTEGER, limit, ...asked } = query;
    const wanted = plain(search.trim());
    const found: EntryView[] = [];
    for (const entry of deps.books.entries(asked)) {
      if (signal.aborted) break;
      if (entry === undefined) await deps.clock.sleep(0);
      else {
        const moved = Math.abs(entry.row.legs[0]?.amount ?? 0);
        if (moved < least || moved > most || !textOf(entry.row).includes(wanted)) continue;
        if (found.length === limit) return { entries: found, next: found.at(-1)?.seq ?? 0 };
        found.push(entryView(entry));
      }
    }
    return { entries: found };
  },
};

const textOf = ({ login, reason = "", by }: MoneyRow): string => plain(`${login} ${reason} ${by.name}`);

function entryView({ seq, row }: Entry): EntryView {
  const [own] = row.legs;
  return {
    seq,
    id: row.id,
    at: row.at,
    kind: row.kind,
    login: row.login,
    amount: own?.amount ?? 0,
    balance: own?.balance ?? 0,
    by: row.by.name,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.job === undefined ? {} : { job: row.job }),
  };
}
