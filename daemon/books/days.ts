// What a stretch of time came to: jobs, pages, what was charged and what was paid in.
import type { BooksFile } from "./books.ts";

export interface Takings {
  /** That printed something. */
  readonly jobs: number;
  /** Impressions. */
  readonly mono: number;
  readonly color: number;
  readonly charged: number;
  readonly paidIn: number;
}

/** From `from` on, before `to`; ms since 1970. */
export function takings(books: BooksFile, from: number, to: number): Takings {
  const sum = (path: string, kind: string): string => `coalesce(sum(json_extract(json, '${path}')) FILTER (WHERE kind = '${kind}'), 0)`;
  const found = books.guard(() =>
    books.database
      .prepare(
        `SELECT count(*) FILTER (WHERE kind = 'job' AND json_extract(json, '$.impressions') > 0) AS jobs,
           ${sum("$.impressions", "job")} AS impressions, ${sum("$.impressionsColor", "job")} AS color, ${sum("$.charged", "job")} AS charged,
           ${sum("$.legs[0].amount", "top-up")} AS paidIn
         FROM row WHERE at >= ? AND at < ? AND kind IN ('job', 'top-up')`,
      )
      .get(from, to),
  );
  const number = (name: string): number => Number(found?.[name] ?? 0);
  return {
    jobs: number("jobs"),
    mono: number("impressions") - number("color"),
    color: number("color"),
    charged: number("charged"),
    paidIn: number("paidIn"),
  };
}
