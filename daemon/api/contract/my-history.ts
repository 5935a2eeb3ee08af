// What a person printed and paid: job by job, row by row, and in sums.
import { z } from "zod";
import type { JobId, RowId } from "../../domain/ids.ts";
import { statementRow } from "./box.ts";
import { jobView } from "./jobs.ts";
import { routes } from "./route.ts";
import { count, moneyOut, text, time, yes } from "./shapes.ts";

const person = { who: "person" as const };

/** How a charge came about: one line for each kind of page. */
const priceLine = z
  .object({
    color: z.boolean(),
    size: z.string(),
    impressions: z.int(),
    /** Per page of A4, before the size's share. */
    unitPrice: moneyOut,
    permille: z.int(),
    amount: moneyOut,
  })
  .meta({ id: "PriceLine" });
export type PriceLineView = z.output<typeof priceLine>;

const explained = { lines: z.array(priceLine), refunded: moneyOut.exactOptional() };

const myEndedJob = jobView.extend(explained).meta({ id: "MyEndedJob" });
export type MyEndedJobView = z.output<typeof myEndedJob>;

const myStatementRow = statementRow
  .extend({ ...explained, title: z.string().exactOptional(), printer: z.string().exactOptional() })
  .meta({ id: "MyStatementRow" });
export type MyStatementRow = z.output<typeof myStatementRow>;

const shareOf = z.object({ impressions: z.int(), percent: z.int() });

export const myHistoryRoutes = routes({
  "GET /api/v1/me/history": {
    ...person,
    summary: "My jobs that ended, newest first. `before`: the last one I have seen",
    query: z.strictObject({
      search: text.exactOptional(),
      printed: yes.exactOptional(),
      before: z
        .uuid()
        .transform((id) => id as JobId)
        .exactOptional(),
      limit: count(200).default(50),
    }),
    answer: z.object({ jobs: z.array(myEndedJob), total: z.int() }),
  },
  "GET /api/v1/me/statement": {
    ...person,
    summary: "My account, row by row, newest first. `before`: the last one I have seen",
    query: z.strictObject({
      before: z
        .string()
        .max(256)
        .transform((id) => id as RowId)
        .exactOptional(),
      limit: count(200).default(50),
    }),
    answer: z.object({ rows: z.array(myStatementRow) }),
  },
  "GET /api/v1/me/use": {
    ...person,
    summary: "What I printed: this month, in the last 30 days, or in the last year",
    query: z.strictObject({ period: z.enum(["month", "days", "year"]).default("days") }),
    answer: z.object({
      since: time,
      jobs: z.int(),
      mono: z.int(),
      color: z.int(),
      /** Whole percents that sum to 100. */
      services: z.object({ copy: shareOf, print: shareOf, scan: shareOf, fax: shareOf }),
      sheets: z.int(),
      /** Sheets that printing on both sides spared. */
      spared: z.int(),
      charged: moneyOut,
      paper: z.object({ trees: z.number(), sheetsPerTree: z.int(), source: z.string() }),
    }),
  },
});
