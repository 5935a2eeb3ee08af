// Copies rows from the store's outbox into the books, then lets the store forget them: never before they are on the disk here.
import type { Row } from "../domain/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { BooksFile } from "./books.ts";

/** The part of Accounting a keeper needs. */
export interface Outbox {
  rows(limit: number): readonly { readonly row: Row; readonly revision: number; readonly index: number }[];
  trimRows(revision: number): Promise<void>;
  follow(tell: (fact: { readonly kind: string }) => void): () => void;
}

export interface KeeperOptions {
  readonly books: BooksFile;
  readonly outbox: Outbox;
  /** Of the store: revisions of another one mean nothing here. */
  readonly incarnation: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rows in one SQLite transaction: about 20 ms of the box's thread, and one flush. */
const rowsAtOnce = 1_000;
/** Rows are safe in the outbox: gathering them spares a flush, and the thread that waits for it, for each. Nobody sees a statement this fast. */
const gatherMs = 50;
/** After a fault, such as a full disk: the rows wait safely in the outbox meanwhile. */
const retryAfterMs = 5_000;

export class Keeper {
  readonly #options: KeeperOptions;
  readonly #unfollow: () => void;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #cancelTimer: (() => void) | undefined;

  /** Begins at once with what an earlier life left. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#unfollow = options.outbox.follow((fact) => {
      if (fact.kind === "rows") this.#wakeAfter(gatherMs);
    });
    this.wake();
  }

  /** Rows that are not in the books yet; at most one more than a transaction takes. */
  get behind(): number {
    return this.#options.outbox.rows(rowsAtOnce + 1).length;
  }

  wake(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#running ??= this.#run();
  }

  /** Resolves when the books hold all that the outbox holds now, or a fault has put it off. */
  async settled(): Promise<void> {
    this.wake();
    while (this.#running) await this.#running;
  }

  /** Finishes the step it is at. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unfollow();
    this.#cancelTimer?.();
    while (this.#running) await this.#running;
  }

  /** A timer that runs already, a retry's too, is soon enough. */
  #wakeAfter(ms: number): void {
    if (this.#closed || this.#cancelTimer !== undefined) return;
    this.#cancelTimer = this.#options.clock.after(ms, () => this.wake());
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        while (!this.#closed && (await keepSome(this.#options))) {
          /* more */
        }
      }
    } catch (error) {
      this.#options.log.error("the books could not be written", { error });
      if (!isFault(error) || error.retry !== "never") this.#wakeAfter(retryAfterMs);
    } finally {
      this.#running = undefined;
    }
  }
}

/** One transaction's worth. False: the outbox was empty. */
export async function keepSome({ books, outbox, incarnation }: Pick<KeeperOptions, "books" | "outbox" | "incarnation">): Promise<boolean> {
  const rows = wholeRevisions(outbox);
  const last = rows.at(-1);
  if (last === undefined) return false;
  books.append(
    rows.map(({ row }) => row),
    { incarnation, revision: last.revision },
  );
  // From here on the rows are in the books; killed before the trim, they are read, found there and trimmed the next time.
  await outbox.trimRows(last.revision);
  return true;
}

/** The oldest rows, never a part of a revision: trimming counts in revisions. */
function wholeRevisions(outbox: Outbox): ReturnType<Outbox["rows"]> {
  const rows = outbox.rows(rowsAtOnce);
  const last = rows.at(-1);
  if (last === undefined || rows.length < rowsAtOnce) return rows;
  const whole = rows.filter(({ revision }) => revision < last.revision);
  // A single revision fills it all: take that one to its end. A transaction writes 512 keys at most, so this is little more.
  return whole.length > 0 ? whole : outbox.rows(Number.POSITIVE_INFINITY).filter(({ revision }) => revision === last.revision);
}
