// Copies rows from the store's outbox into the books, then lets the store forget them: never before they are on the disk here.
import type { Row } from "../domain/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { BooksFile } from "./books.ts";

/** Rows of one revision stand in one batch, never apart. */
interface WaitingRow {
  readonly row: Row;
  readonly revision: number;
}

/** The part of Accounting a keeper needs. */
export interface Outbox {
  readonly rowsWaiting: number;
  outbox(atOnce: number, breathe: () => Promise<void>): AsyncIterable<readonly WaitingRow[]>;
  trimRows(rows: readonly WaitingRow[]): Promise<void>;
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
  #problem: string | undefined;
  #cancelTimer: (() => void) | undefined;

  /** Begins at once with what an earlier life left. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#unfollow = options.outbox.follow((fact) => {
      if (fact.kind === "rows") this.#wakeAfter(gatherMs);
    });
    this.wake();
  }

  /** Rows that are not in the books yet. */
  get behind(): number {
    return this.#options.outbox.rowsWaiting;
  }

  /** Why the last try to write the books failed; undefined: it did not. */
  get problem(): string | undefined {
    return this.#problem;
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
        await this.#drain();
      }
      this.#problem = undefined;
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#options.log.error("the books could not be written", { error });
      if (!isFault(error) || error.retry !== "never") this.#wakeAfter(retryAfterMs);
    } finally {
      this.#running = undefined;
    }
  }
  /** Everything that waits now, a transaction's worth at a time. */
  async #drain(): Promise<void> {
    const { books, outbox, incarnation, clock } = this.#options;
    for await (const rows of outbox.outbox(rowsAtOnce, () => clock.sleep(0))) {
      const last = rows.at(-1);
      if (last === undefined) continue;
      books.append(
        rows.map(({ row }) => row),
        { incarnation, revision: last.revision },
      );
      // From here on the rows are in the books; killed before the trim, they are read, found there and trimmed the next time.
      await outbox.trimRows(rows);
      if (this.#closed) return;
    }
  }
}
