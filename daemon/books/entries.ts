// Rows that moved money, newest first, looked through a little at a time: what is searched for may stand years back.
import type { MoneyRow } from "../domain/ledger.ts";
import type { BooksFile } from "./books.ts";
import { parseRow } from "./rows.ts";

export interface EntriesAsked {
  /** ms since 1970; from it on, and before `to`. */
  readonly from?: number;
  readonly to?: number;
  readonly kind?: MoneyRow["kind"];
  /** Only what is older than this row. */
  readonly before?: number;
}

export interface Entry {
  readonly seq: number;
  readonly row: MoneyRow;
}

/** Rows looked at before others get their turn: some 20 ms where all are read. */
const slice = 2_000;

/** undefined: time for others. */
export function* entries(
  books: BooksFile,
  { from = 0, to = Number.MAX_SAFE_INTEGER, kind, before = books.rows + 1 }: EntriesAsked,
): Generator<Entry | undefined> {
  const select = books.guard(() =>
    books.database.prepare(
      `SELECT seq, json FROM row WHERE seq >= ? AND seq < ? AND at >= ? AND at < ?
         AND kind ${kind === undefined ? "IN ('charge', 'refund', 'top-up', 'adjustment')" : "= ?"} ORDER BY seq DESC`,
    ),
  );
  for (let end = before; end > 1; end -= slice) {
    const found = books.guard(() => select.all(end - slice, end, from, to, ...(kind === undefined ? [] : [kind])));
    for (const { seq, json } of found) yield { seq: Number(seq), row: parseRow(String(json)) as MoneyRow };
    yield undefined;
  }
}
