// Verifies the books beside the accounts, again and again or when asked, and remembers what came out for those who look after the box.
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import { type Standing, type Verifiable, verifyBeside } from "./agreement.ts";
import type { Verification } from "./verify.ts";

/** What came out, and when it did. */
export type Verdict = { readonly at: number } & Verification;

export interface Progress {
  readonly rows: number;
  readonly of: number;
}

export class Verifier {
  readonly #books: Verifiable;
  readonly #standing: Standing;
  readonly #clock: Clock;
  #last: Verdict | undefined;
  #running: { readonly done: Promise<Verification>; rows: number; readonly of: number } | undefined;

  constructor(books: Verifiable, standing: Standing, clock: Clock) {
    this.#books = books;
    this.#standing = standing;
    this.#clock = clock;
  }

  /** undefined: none has ended yet. */
  get last(): Verdict | undefined {
    return this.#last;
  }

  /** How many rows the one under way has read again, of how many there were when it began; undefined: none is. */
  get running(): Progress | undefined {
    return this.#running && { rows: this.#running.rows, of: this.#running.of };
  }

  /** Lets others work in between. One at a time: who asks while one is under way hears what comes out of that. */
  run(): Promise<Verification> {
    this.#running ??= { rows: 0, of: this.#books.rows, done: this.#verify().finally(() => (this.#running = undefined)) };
    return this.#running.done;
  }

  /** Books that cannot be read are a verdict too. */
  async #verify(): Promise<Verification> {
    const breathe = (rows: number): Promise<void> => {
      if (this.#running) this.#running.rows = rows;
      return this.#clock.sleep(0);
    };
    // The first slice has somewhere to write how far it is.
    await Promise.resolve();
    const verdict = await verifyBeside(this.#books, this.#standing, breathe).catch((error: unknown): Verification => {
      if (isFault(error, "data-damaged")) return { ok: false, sentence: error.message };
      throw error;
    });
    this.#last = { at: this.#clock.now(), ...verdict };
    return verdict;
  }
}
