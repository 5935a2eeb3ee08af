// Books for tests of the API: read from the rows a state in memory left, without a file.
import type { Deps } from "../../daemon/api/deps.ts";
import { isMoneyRow, type JobRow, type MoneyRow, type Row, unbalanced } from "../../daemon/domain/ledger.ts";
import type { World } from "../daemon/state/world.ts";

export function fakeBooks(world: World): Deps["books"] {
  const jobRows = (): JobRow[] => world.rows.filter((row): row is JobRow => row.kind === "job");
  return {
    *dump() {
      for (const row of world.rows) yield JSON.stringify(row);
    },
    verify: () => {
      const broken = world.rows.find((row: Row) => isMoneyRow(row) && unbalanced(row.legs) !== undefined);
      return broken ? { ok: false, sentence: `Row ${broken.id} does not sum to zero.` } : { ok: true, rows: world.rows.length };
    },
    verification: () => ({}),
    statement: (account, { limit }) =>
      world.rows
        .filter((row): row is MoneyRow => isMoneyRow(row) && row.legs.some((leg) => leg.account === account))
        .toReversed()
        .slice(0, limit),
    endedJobs: ({ user, review, since = 0, printed, before, limit }) => {
      const found = jobRows().filter(
        (row) =>
          row.at >= since &&
          (user ?? row.user) === row.user &&
          (!review || row.review !== undefined) &&
          (printed ?? row.impressions > 0) === row.impressions > 0,
      );
      const newest = found.toReversed();
      const from = before === undefined ? 0 : newest.findIndex(({ id }) => id === before) + 1;
      return { jobs: newest.slice(from, from + limit), total: found.length };
    },
    *entries({ from = 0, to = Number.MAX_SAFE_INTEGER, kind, before = Number.MAX_SAFE_INTEGER }) {
      for (const [i, row] of [...world.rows.entries()].reverse())
        if (isMoneyRow(row) && row.at >= from && row.at < to && i + 1 < before && (kind ?? row.kind) === row.kind)
          yield { seq: i + 1, row };
    },
    takings: (from, to) => {
      const within = world.rows.filter(({ at }) => at >= from && at < to);
      const jobs = within.filter((row): row is JobRow => row.kind === "job" && row.impressions > 0);
      const sum = (of: (row: JobRow) => number): number => jobs.reduce((total, row) => total + of(row), 0);
      const color = sum((row) => row.impressionsColor);
      const paidIn = within.reduce((total, row) => total + (row.kind === "top-up" ? (row.legs[0]?.amount ?? 0) : 0), 0);
      return { jobs: jobs.length, mono: sum((row) => row.impressions) - color, color, charged: sum((row) => row.charged), paidIn };
    },
    use: (user, since) => {
      const rows = jobRows().filter((row) => row.user === user && row.at >= since && row.impressions > 0);
      const sum = (of: (row: JobRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
      const color = sum((row) => row.impressionsColor);
      return {
        jobs: rows.length,
        mono: sum((row) => row.impressions) - color,
        color,
        services: { copy: 0, print: sum((row) => row.impressions), scan: 0, fax: 0 },
        sheets: sum((row) => row.sheets),
        charged: sum((row) => row.charged),
      };
    },
    charge: (reservation) => world.rows.filter(isMoneyRow).find((row) => row.reservation === reservation),
    endedJob: (ref) => jobRows().findLast((row) => ("id" in ref ? row.job === ref.id : row.number === ref.number)),
  };
}
