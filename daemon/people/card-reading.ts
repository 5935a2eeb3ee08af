// A person asks at a page for the next unknown card of one terminal: what is read there is theirs once they say so.
import type { TerminalName, UserId } from "../domain/ids.ts";
import type { Clock } from "../runtime/clock.ts";

/** From the page to the reader, on foot. */
const waitMs = 90_000;
/** Back to the page. */
const keepMs = 120_000;

interface Waiting {
  readonly user: UserId;
  readonly until: number;
  readonly number?: string;
}

/** In memory only: a number nobody confirmed is nobody's. */
export class CardReading {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #waiting = new Map<TerminalName, Waiting>();

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** false: somebody else waits at that reader. */
  begin(user: UserId, terminal: TerminalName): boolean {
    const before = this.#at(terminal);
    if (before && before.user !== user) return false;
    this.end(user);
    this.#waiting.set(terminal, { user, until: this.#clock.monotonic() + waitMs });
    return true;
  }

  /** A card nobody has was read; whether somebody waits for it. The first one counts: whoever comes next is not taken for it. */
  seen(terminal: TerminalName, number: string): boolean {
    const waiting = this.#at(terminal);
    if (!waiting || (waiting.number ?? number) !== number) return false;
    this.#waiting.set(terminal, { ...waiting, number, until: this.#clock.monotonic() + keepMs });
    return true;
  }

  /** Where this person waits, and what was read there. */
  of(user: UserId): { readonly terminal: TerminalName; readonly number?: string } | undefined {
    for (const terminal of [...this.#waiting.keys()]) {
      const waiting = this.#at(terminal);
      if (waiting?.user === user) return { terminal, ...(waiting.number === undefined ? {} : { number: waiting.number }) };
    }
    return undefined;
  }

  end(user: UserId): void {
    for (const [terminal, waiting] of this.#waiting) if (waiting.user === user) this.#waiting.delete(terminal);
  }

  #at(terminal: TerminalName): Waiting | undefined {
    const waiting = this.#waiting.get(terminal);
    if (waiting && waiting.until > this.#clock.monotonic()) return waiting;
    this.#waiting.delete(terminal);
    return undefined;
  }
}
