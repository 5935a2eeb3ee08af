// Verifies the books beside the accounts, again and again or when asked, and remembers what came out for those who look after the box.
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import { type Standing, type Verifiable, verifyBeside } from "./agreement.ts";
import type { Verification } from "./verify.ts";

/** What came out, and when it did. */
export type Verdict = { readonly at: number } & Verification;

export class Verifier {
  readonly #books: Verifiable;
  readonly #standing: Standing;
  readonly #clock: Clock;
  #last: Verdict | undefined;

  constructor(books: Verifiable, standing: Standing, clock: Clock) {
    this.#books = books;
    this.#standing = standing;
    this.#clock = clock;
  }

  /** undefined: none has ended yet. */
  get last(): Verdict | undefined {
    return this.#last;
  }

  /** Lets others work in between. Books that cannot be read are a verdict too. */
  async run(): Promise<Verification> {
    const verdict = await verifyBeside(this.#books, this.#standing, () => this.#clock.sleep(0)).catch((error: unknown): Verification => {
      if (isFault(error, "data-damaged")) return { ok: false, sentence: error.message };
      throw error;
    });
    this.#last = { at: this.#clock.now(), ...verdict };
    return verdict;
  }
}
