// What a person printed and paid, out of the books, with how each charge came about.
import { type JobId, type ReservationId, userAccount } from "../domain/ids.ts";
import type { Service } from "../domain/ledger.ts";
import type { PriceLine } from "../domain/price.ts";
import { percentages } from "../domain/shares.ts";
import { dateOf } from "../runtime/clock.ts";
import type { MyStatementRow, myHistoryRoutes } from "./contract/my-history.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { endedView } from "./jobs.ts";
import { statementRows } from "./ledger.ts";

const dayMs = 24 * 60 * 60_000;
const services: readonly Service[] = ["copy", "print", "scan", "fax"];

export const myHistoryHandlers: Handlers<typeof myHistoryRoutes> = {
  "GET /api/v1/me/history": (deps, { me, query: { before, ...asked } }) => {
    const seen = before === undefined ? undefined : deps.books.endedJob({ id: before });
    const { jobs, total } = deps.books.endedJobs({ user: me.id, ...asked, ...(seen ? { before: seen.id } : {}) });
    return {
      jobs: jobs.map((job) => ({
        ...endedView(job),
        lines: linesOf(deps, job.reservation),
        ...(job.refunded === undefined ? {} : { refunded: job.refunded }),
      })),
      total,
    };
  },

  "GET /api/v1/me/statement": (deps, { me, query }) => {
    const rows = deps.books.statement(userAccount(me.id), query);
    const lines = new Map(rows.map((row) => [row.id as string, row.lines ?? []]));
    return {
      rows: statementRows(rows, userAccount(me.id)).map((row) => ({ ...row, lines: viewed(lines.get(row.id)), ...ofJob(deps, row) })),
    };
  },

  "GET /api/v1/me/use": (deps, { me, query }) => {
    const since = begin(query.period, deps.clock.now());
    const { services: used, ...use } = deps.books.use(me.id, since);
    const percents = percentages(services.map((service) => used[service]));
    const share = (service: Service) => ({ impressions: used[service], percent: percents[services.indexOf(service)] ?? 0 });
    const { sheetsPerTree, source } = deps.paper;
    return {
      since,
      ...use,
      services: { copy: share("copy"), print: share("print"), scan: share("scan"), fax: share("fax") },
      spared: Math.max(0, use.mono + use.color - use.sheets),
      paper: { trees: use.sheets / sheetsPerTree, sheetsPerTree, source },
    };
  },
};

const linesOf = (deps: Deps, reservation: ReservationId | undefined): PriceLine[] =>
  viewed(reservation === undefined ? undefined : deps.books.charge(reservation)?.lines);

const viewed = (lines: readonly PriceLine[] = []): PriceLine[] => [...lines];

/** A charge is known by what was printed. */
function ofJob(deps: Deps, { job: id }: { readonly job?: string }): Partial<MyStatementRow> {
  const job = id === undefined ? undefined : deps.books.endedJob({ id: id as JobId });
  if (!job) return {};
  return {
    title: job.title,
    ...(job.printer === undefined ? {} : { printer: job.printer }),
    ...(job.refunded === undefined ? {} : { refunded: job.refunded }),
  };
}

/** The first moment of a period, ms since 1970; a month begins as the box's own zone has it. */
function begin(period: "month" | "days" | "year", now: number): number {
  if (period === "days") return now - 30 * dayMs;
  if (period === "year") return now - 365 * dayMs;
  const first = dateOf(now);
  first.setHours(0, 0, 0, 0);
  return first.setDate(1);
}
