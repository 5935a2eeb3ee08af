// What is read from the books: rows in order, statements, sums, an act by its id for ever.
import type { AccountId, BoxId, CommandId, JobId, RowId, UserId } from "../domain/ids.ts";
import type { Currency, JobRow, MoneyRow, Row, Service } from "../domain/ledger.ts";
import type { BooksFile } from "./books.ts";
import { dumpLine, parseRow, type StoredRow } from "./rows.ts";

export interface StatementOptions {
  /** ms since 1970, both included. */
  readonly from?: number;
  readonly to?: number;
  /** Only rows older than this one. */
  readonly before?: RowId;
  readonly limit: number;
}

/** The place of a row that is known by its id; of one that is not there: after all others. */
const place = "coalesce((SELECT seq FROM row WHERE id = ?), 9e15)";

export interface AccountSum {
  readonly account: AccountId;
  readonly currency: Currency;
  readonly balance: number;
  readonly legs: number;
}

/** Rows read at once: no cursor stays open while a slow reader takes its time, so the keeper is never in its way. */
const page = 500;

/** All rows in order, from row `first` on. */
export function* storedRows(books: BooksFile, first = 1): Generator<StoredRow> {
  const select = books.guard(() => books.database.prepare("SELECT seq, id, hash, json FROM row WHERE seq >= ? ORDER BY seq LIMIT ?"));
  for (let next = first; ; ) {
    const rows = books.guard(() => select.all(next, page)) as unknown as StoredRow[];
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    next = last.seq + 1;
  }
}

/** Up to and with row `last`: a backup cuts the books where it cut the state. */
export function* dump(books: BooksFile, last = Number.POSITIVE_INFINITY): Generator<string> {
  for (const row of storedRows(books)) {
    if (row.seq > last) return;
    yield dumpLine(row);
  }
}

export function hashOf(books: BooksFile, seq: number): string | undefined {
  const row = books.guard(() => books.database.prepare("SELECT hash FROM row WHERE seq = ?").get(seq));
  return row && Buffer.from(row.hash as Uint8Array).toString("hex");
}

/** An account's rows, newest first; the customer's legs carry the balance after each. */
export function statement(
  books: BooksFile,
  account: AccountId,
  { from = 0, to = Number.MAX_SAFE_INTEGER, before = "" as RowId, limit }: StatementOptions,
): MoneyRow[] {
  const found = books.guard(() =>
    books.database
      .prepare(
        `SELECT row.json FROM leg JOIN row ON row.seq = leg.seq
         WHERE account = ? AND currency = 'money' AND at BETWEEN ? AND ? AND leg.seq < ${place}
         GROUP BY leg.seq ORDER BY leg.seq DESC LIMIT ?`,
      )
      .all(account, from, to, before, limit),
  );
  return found.map(({ json }) => parseRow(String(json)) as MoneyRow);
}

export const hasMoney = (books: BooksFile): boolean =>
  books.guard(() => books.database.prepare("SELECT 1 FROM leg LIMIT 1").get()) !== undefined;

export function balances(books: BooksFile): AccountSum[] {
  const found = books.guard(() =>
    books.database.prepare("SELECT account, currency, sum(amount) AS balance, count(*) AS legs FROM leg GROUP BY account, currency").all(),
  );
  return found.map((row) => ({
    account: row.account as AccountId,
    currency: row.currency as Currency,
    balance: Number(row.balance),
    legs: Number(row.legs),
  }));
}

export interface EndedJobsAsked {
  readonly user?: UserId;
  /** Only those a person should look at. */
  readonly review?: boolean;
  /** Ended at this time or later, ms since 1970. */
  readonly since?: number;
  /** Whether something came out. */
  readonly printed?: boolean;
  /** Part of the title or of the printer's name. */
  readonly search?: string;
  /** Only those whose row is older than this one. */
  readonly before?: RowId;
  readonly limit: number;
}

export interface EndedJobs {
  /** Newest first. */
  readonly jobs: readonly JobRow[];
  /** How many there are, beyond the limit too. */
  readonly total: number;
}

export function endedJobs(books: BooksFile, asked: EndedJobsAsked): EndedJobs {
  const { user, review = false, since = 0, printed, search, before, limit } = asked;
  const where = ["kind = 'job'", "at >= ?"];
  const values: (string | number)[] = [since];
  if (review) where.push("json_extract(json, '$.review') IS NOT NULL");
  if (printed !== undefined) where.push(`json_extract(json, '$.impressions') ${printed ? ">" : "="} 0`);
  const narrow = (condition: string, ...given: string[]): void => {
    where.push(condition);
    values.push(...given);
  };
  if (user !== undefined) narrow("json_extract(json, '$.user') = ?", user);
  if (search !== undefined) {
    const like = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
    narrow("(json_extract(json, '$.title') LIKE ? ESCAPE '\\' OR json_extract(json, '$.printer') LIKE ? ESCAPE '\\')", like, like);
  }
  const select = (what: string, ...more: string[]): string => `SELECT ${what} FROM row WHERE ${[...where, ...more].join(" AND ")}`;
  return books.guard(() => ({
    jobs: books.database
      .prepare(`${select("json", `seq < ${place}`)} ORDER BY seq DESC LIMIT ?`)
      .all(...values, before ?? "", limit)
      .map(({ json }) => parseRow(String(json)) as JobRow),
    total: Number(books.database.prepare(select("count(*) AS total")).get(...values)?.total),
  }));
}

export interface Use {
  readonly jobs: number;
  /** Impressions. */
  readonly mono: number;
  readonly color: number;
  /** The same by what the machine was used for. */
  readonly services: Readonly<Record<Service, number>>;
  readonly sheets: number;
  readonly charged: number;
}

/** What a person printed since then, ms since 1970. */
export function use(books: BooksFile, user: UserId, since: number): Use {
  const sum = (field: string): string => `coalesce(sum(json_extract(json, '$.${field}')), 0)`;
  const found = books.guard(() =>
    books.database
      .prepare(
        `SELECT coalesce(json_extract(json, '$.service'), 'print') AS service, count(*) AS jobs, ${sum("impressions")} AS impressions,
           ${sum("impressionsColor")} AS color, ${sum("sheets")} AS sheets, ${sum("charged")} AS charged
         FROM row WHERE kind = 'job' AND at >= ? AND json_extract(json, '$.user') = ? AND json_extract(json, '$.impressions') > 0
         GROUP BY service`,
      )
      .all(since, user),
  );
  const number = (name: string, rows = found): number => rows.reduce((all, row) => all + Number(row[name]), 0);
  const of = (service: Service): number =>
    number(
      "impressions",
      found.filter((row) => row["service"] === service),
    );
  return {
    jobs: number("jobs"),
    mono: number("impressions") - number("color"),
    color: number("color"),
    services: { copy: of("copy"), print: of("print"), scan: of("scan"), fax: of("fax") },
    sheets: number("sheets"),
    charged: number("charged"),
  };
}

/** How the job of this number ended; the last of them, where a box began to count anew. */
export function findJobByNumber(books: BooksFile, number: number): JobRow | undefined {
  const found = books.guard(() =>
    books.database
      .prepare("SELECT json FROM row WHERE kind = 'job' AND json_extract(json, '$.number') = ? ORDER BY seq DESC LIMIT 1")
      .get(number),
  );
  return found && (parseRow(String(found.json)) as JobRow);
}

/** The rows an act left, in their order; none: it never happened, or is still in the outbox. */
export function rowsOf(books: BooksFile, act: string): Row[] {
  // Ids are `<act>/<place>`; "0" is the character after "/". An act may hold a "/" itself: `a/b` is none of the acts of `a`.
  const found = books.guard(() =>
    books.database
      .prepare("SELECT json FROM row WHERE id >= ? AND id < ? AND substr(id, ?) NOT GLOB '*[^0-9]*' ORDER BY seq")
      .all(`${act}/`, `${act}0`, act.length + 2),
  );
  return found.map(({ json }) => parseRow(String(json)));
}

export const findCommand = (books: BooksFile, id: CommandId): Row[] => rowsOf(books, id);

/** Of the jobs of a box that ended last: a higher one cannot have ended long before all these. */
export function highestNumber(books: BooksFile, box: BoxId, among: number): number {
  const found = books.guard(() =>
    books.database
      .prepare(
        `SELECT max(json_extract(json, '$.number')) AS number
         FROM (SELECT json FROM row WHERE kind = 'job' ORDER BY seq DESC LIMIT ?) WHERE json_extract(json, '$.box') = ?`,
      )
      .get(among, box),
  );
  return Number(found?.number ?? 0);
}

/** How a job ended. */
export const findJob = (books: BooksFile, id: JobId): JobRow | undefined =>
  rowsOf(books, `job.${id}`).find((row): row is JobRow => row.kind === "job");
