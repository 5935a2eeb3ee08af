// The books: every row for ever. Opened here; written by the keeper alone.
import type { AccountId, BoxId, CommandId, JobId, UserId } from "../domain/ids.ts";
import type { JobRow, MoneyRow, Row } from "../domain/ledger.ts";
import { BooksFile } from "./books.ts";
import { type Takings, takings } from "./days.ts";
import { type EntriesAsked, type Entry, entries } from "./entries.ts";
import {
  type AccountSum,
  balances,
  hasMoney,
  hashOf,
  dump,
  type EndedJobs,
  type EndedJobsAsked,
  endedJobs,
  type Use,
  use,
  findCommand,
  findJob,
  findJobByNumber,
  highestNumber,
  statement,
  storedRows,
  type StatementOptions,
} from "./queries.ts";
import { parseRow } from "./rows.ts";
import { type Breathe, type Verification, type Verified, verify, verifyGently } from "./verify.ts";

export { Keeper, type Outbox } from "./keeper.ts";
export { Verifier } from "./verifier.ts";
export type { AccountSum, StatementOptions, Verification };

export interface Books {
  readonly rows: number;
  /** One JSON row a line, oldest first, with `seq` and `hash`, up to and with row `last`; flat memory. */
  dump(last?: number): Iterable<string>;
  verify(): Verification;
  /** Lets others work between slices, which `breathe` waits for. */
  verifyGently(breathe: Breathe): Promise<Verified>;
  /** Of row `seq`, in hexadecimal; it is of every row before it, too. undefined: there is no such row. */
  hashOf(seq: number): string | undefined;
  /** Rows after row `seq`, oldest first. */
  rowsAfter(seq: number): Iterable<Row>;
  /** Newest first. */
  statement(account: AccountId, options: StatementOptions): readonly MoneyRow[];
  balances(): readonly AccountSum[];
  /** Whether any amount ever stood in them. */
  hasMoney(): boolean;
  endedJobs(asked: EndedJobsAsked): EndedJobs;
  use(user: UserId, since: number): Use;
  takings(from: number, to: number): Takings;
  /** Newest first; undefined: time for others. */
  entries(asked: EntriesAsked): Iterable<Entry | undefined>;
  /** The rows a command left, for ever. */
  findCommand(id: CommandId): readonly Row[];
  /** IPP's job-id, among the last jobs of a box; 0 without any. */
  highestNumber(box: BoxId, among: number): number;
  findJob(id: JobId): JobRow | undefined;
  findJobByNumber(number: number): JobRow | undefined;
  /** For the keeper. */
  readonly file: BooksFile;
  close(): void;
}

/** Throws Fault data-damaged with a sentence. `readOnly` looks into the books of a stopped box. */
export function openBooks(path: string, options: { readonly readOnly?: boolean } = {}): Books {
  const file = new BooksFile(path, options);
  return {
    get rows() {
      return file.rows;
    },
    dump: (last) => dump(file, last),
    verify: () => verify(file),
    verifyGently: (breathe) => verifyGently(file, breathe),
    hashOf: (seq) => hashOf(file, seq),
    *rowsAfter(seq) {
      for (const { json } of storedRows(file, seq + 1)) yield parseRow(json);
    },
    statement: (account, how) => statement(file, account, how),
    balances: () => balances(file),
    hasMoney: () => hasMoney(file),
    endedJobs: (asked) => endedJobs(file, asked),
    use: (user, since) => use(file, user, since),
    takings: (from, to) => takings(file, from, to),
    entries: (asked) => entries(file, asked),
    findCommand: (id) => findCommand(file, id),
    highestNumber: (box, among) => highestNumber(file, box, among),
    findJob: (id) => findJob(file, id),
    findJobByNumber: (number) => findJobByNumber(file, number),
    file,
    close: () => file.close(),
  };
}
