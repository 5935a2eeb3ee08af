// What every list that can grow takes and gives: a page at a time, sorted by one of its columns, searched for words.
import { z } from "zod";
import { count } from "./shapes.ts";

/** A page in a browser has a hundred, a script takes a thousand at once. */
const mostAtOnce = 1_000;
/** Longer than any sorted value with the id of its row. */
const longestCursor = 1_024;

type Sort<C extends string> = C | `-${C}`;

/** `first`: how it is sorted where nothing else is asked for. */
export function listQuery<const C extends readonly [string, ...string[]]>(columns: C, first: Sort<C[number]>) {
  const sorts = columns.flatMap((column: C[number]): Sort<C[number]>[] => [column, `-${column}`]);
  return {
    sort: z
      .enum(sorts as [Sort<C[number]>, ...Sort<C[number]>[]])
      .default(first as never)
      .meta({ description: "the column to sort by; with a - before it the other way round" }),
    search: z
      .string()
      .max(64)
      .exactOptional()
      .meta({ description: "words that all stand in a row; accents and capitals count for nothing" }),
    after: z
      .string()
      .max(longestCursor)
      .exactOptional()
      .meta({ description: "`next` of the page before, asked with the same sort; nothing else can be read from it" }),
    limit: count(mostAtOnce).default(200),
  };
}

export const pageView = {
  total: z.int().meta({ description: "how many rows there are on all pages" }),
  next: z.string().exactOptional().meta({ description: "absent on the last page" }),
};
