// The books: dumped, verified, one person's statement.
import { type AccountId, type RowId, userAccount } from "../domain/ids.ts";
import type { MoneyRow } from "../domain/ledger.ts";
import type { StatementRow, ledgerRoutes } from "./contract/box.ts";
import type { Handlers } from "./handler.ts";
import { withAnybody } from "./users.ts";

export const ledgerHandlers: Handlers<typeof ledgerRoutes> = {
  "GET /api/v1/ledger/rows": (deps) => deps.books.dump(),

  "GET /api/v1/ledger/verification": async (deps) => await deps.books.verify(),

  "POST /api/v1/ledger/verification": ({ books, log }) => {
    void (async () => books.verify())().catch((error: unknown) => log.error("the books could not be verified", { error }));
    return books.verification();
  },

  "GET /api/v1/ledger/verification/progress": ({ books }) => books.verification(),

  "GET /api/v1/ledger/statements/{login}": (deps, { params, query }) =>
    withAnybody(deps, params.login, (user) => {
      const account = userAccount(user.id);
      const { after, limit } = query;
      const before = after === undefined ? {} : { before: after as RowId };
      const rows = deps.books.statement(account, { limit: limit + 1, ...before }); // one more than asked tells of a next page
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { login: user.login, rows: statementRows(page, account), ...(rows.length > limit && last ? { next: last.id } : {}) };
    }),
};

/** What each row did to one account. */
export const statementRows = (rows: readonly MoneyRow[], account: AccountId): StatementRow[] =>
  rows.flatMap((row) =>
    row.legs
      .filter((leg) => leg.account === account && leg.currency === "money")
      .map((leg) => ({
        id: row.id,
        at: row.at,
        kind: row.kind,
        amount: leg.amount,
        balance: leg.balance ?? 0,
        n: leg.n ?? 0,
        by: row.by.name,
        ...(row.reason === undefined ? {} : { reason: row.reason }),
        ...(row.job === undefined ? {} : { job: row.job }),
      })),
  );
