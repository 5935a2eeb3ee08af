// One way of sorting, searching and paging for every list of the API (contract/lists.ts).
import { plain, wordsIn } from "../domain/plain.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";

export interface ListAsked<C extends string> {
  readonly sort: C | `-${C}`;
  readonly search?: string;
  readonly after?: string;
  readonly limit: number;
}

/** Where a page ended: what stood in the sorted column, and in whose row. It stays true when rows come and go meanwhile. */
interface Place {
  readonly at: string | number;
  readonly id: string;
}

interface Asked<C extends string> {
  readonly sort: C;
  readonly down: boolean;
  readonly words: readonly string[];
  readonly after?: Place;
  readonly limit: number;
}

/** What was asked, read; or that its cursor belongs to another list. */
export function asked<C extends string>({ sort, search = "", after, limit }: ListAsked<C>): Asked<C> | Refusal {
  const place = after === undefined ? undefined : placeIn(after, sort);
  if (place && isRefusal(place)) return place;
  return {
    sort: sort.replace(/^-/, "") as C,
    down: sort.startsWith("-"),
    words: wordsIn(search),
    limit,
    ...(place ? { after: place } : {}),
  };
}

export const cursorOf = (sort: string, { at, id }: Place): string => Buffer.from(JSON.stringify([sort, at, id])).toString("base64url");

function placeIn(cursor: string, sort: string): Place | Refusal {
  try {
    const [of, at, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (of === sort && (typeof at === "string" || typeof at === "number") && typeof id === "string") return { at, id };
  } catch {
    // Made by nobody here.
  }
  return refuse("bad-input", { field: "after", detail: "cursor" });
}

export interface Listed<Row, C extends string> {
  readonly id: (row: Row) => string;
  /** What a search looks through. */
  readonly text: (row: Row) => string;
  readonly columns: Readonly<Record<C, (row: Row) => string | number>>;
}

/** A page of rows that are in memory anyway: some ten thousand at most. */
export function pageOf<Row, C extends string>(
  rows: readonly Row[],
  query: ListAsked<C>,
  { id, text, columns }: Listed<Row, C>,
): { readonly rows: readonly Row[]; readonly total: number; readonly next?: string } | Refusal {
  const wanted = asked(query);
  if (isRefusal(wanted)) return wanted;
  const { sort, down, words, after, limit } = wanted;
  const found = rows.flatMap((row) => {
    if (words.length > 0 && !isIn(plain(text(row)), words)) return [];
    const at = columns[sort](row);
    return [{ row, id: id(row), at: typeof at === "string" ? plain(at) : at }];
  });
  found.sort((a, b) => (down ? compare(b, a) : compare(a, b)));
  const start = after ? found.findIndex((one) => (down ? compare(after, one) : compare(one, after)) > 0) : 0;
  const page = start < 0 ? [] : found.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + limit < found.length;
  return { rows: page.map(({ row }) => row), total: found.length, ...(more ? { next: cursorOf(query.sort, last) } : {}) };
}

const isIn = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

function compare(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
