// The thin shell around a session: cards and keys in, effects out to the desk, one timer, one screen. It decides nothing.
import type { QueueName } from "../domain/ids.ts";
import type { Clock } from "../runtime/clock.ts";
import { type ErrandParts, Errands } from "./errands.ts";
import type { Screen } from "./screen.ts";
import { screenOf } from "./showing.ts";
import { newSession, step } from "./session.ts";
import type { Effect, Input, Session, TerminalKey } from "./states.ts";

export interface TerminalHandle {
  /** A card was read. Resolves once the session has moved as far as it can without anybody: signed in or refused, list and prices there. */
  card(number: string): Promise<void>;
  key(key: TerminalKey): Promise<void>;
  /** Typed on a screen with letters; as {@link card}. Heard by nobody once somebody is signed in. */
  login(login: string, secret: string): Promise<void>;
  /** Says for some seconds that this queue prints here, if nobody is at it. */
  identify(queue: QueueName): void;
  screen(): Screen;
  /** How many times a two-line display has turned the page since the screen changed. */
  page(): number;
  /** Calls `changed` whenever the screen is another or its page turns. The answer ends it. */
  follow(changed: () => void): () => void;
  close(): void;
}

export interface TerminalParts extends ErrandParts {
  readonly clock: Clock;
}

/** Two lines are read in this time, by someone who reads slowly. */
export const pageMs = 2_500;

/** A change often comes with others, such as a whole run's jobs: they are listed once, well within the second LOOK.md gives. */
const togetherMs = 100;

export const createTerminal = (parts: TerminalParts): TerminalHandle => new Shell(parts);

/** `0` to `9`, `#` or Enter, `*`, Backspace or Escape; undefined: no key of a terminal. */
export function terminalKey(name: string): TerminalKey | undefined {
  if (/^[0-9]$/.test(name)) return name as TerminalKey;
  if (name === "#" || name === "Enter") return "enter";
  return name === "*" || name === "Backspace" || name === "Escape" ? "back" : undefined;
}

class Shell implements TerminalHandle {
  readonly #parts: TerminalParts;
  readonly #inbox: Input[] = [];
  readonly #followers = new Set<() => void>();
  readonly #errands: Errands;
  #session: Session;
  #hearing = false;
  #closed = false;
  #shown: string;
  #shownAt: number;
  #cancelWake: () => void = () => undefined;
  #cancelPage: () => void = () => undefined;
  #cancelChange: (() => void) | undefined;
  #unfollow: () => void = () => undefined;

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.#errands = new Errands(parts, (input) => this.#hear(input));
    this.#session = newSession(parts.terminal.name, parts.terminal.printers);
    this.#shown = JSON.stringify(this.screen());
    this.#shownAt = parts.clock.monotonic();
  }

  async card(number: string): Promise<void> {
    this.#hear({ name: "card", number });
    await this.#errands.settled();
  }

  async key(key: TerminalKey): Promise<void> {
    this.#hear({ name: "key", key });
    await this.#errands.settled();
  }

  async login(login: string, secret: string): Promise<void> {
    this.#hear({ name: "login", login, secret });
    await this.#errands.settled();
  }

  identify(queue: QueueName): void {
    this.#hear({ name: "identify", queue });
  }

  screen(): Screen {
    return screenOf(this.#session, this.#parts.clock.monotonic());
  }

  page(): number {
    return Math.floor((this.#parts.clock.monotonic() - this.#shownAt) / pageMs);
  }

  follow(changed: () => void): () => void {
    this.#followers.add(changed);
    this.#turnPages();
    return () => {
      this.#followers.delete(changed);
      if (this.#followers.size === 0) this.#cancelPage();
    };
  }

  close(): void {
    this.#closed = true;
    this.#cancelWake();
    this.#cancelPage();
    this.#forget();
    this.#followers.clear();
  }

  /** Answers may come while an effect is being done: they wait their turn. */
  #hear(input: Input): void {
    if (this.#closed) return;
    this.#inbox.push(input);
    if (this.#hearing) return;
    this.#hearing = true;
    try {
      for (let next = this.#inbox.shift(); next; next = this.#inbox.shift()) this.#move(next);
    } finally {
      this.#hearing = false;
    }
    this.#show();
  }

  #move(input: Input): void {
    for (const effect of this.#step(input)) this.#perform(effect);
  }

  /** A bug ends the visit it met, never the terminal. */
  #step(input: Input): readonly Effect[] {
    const { clock, log, terminal } = this.#parts;
    try {
      const { session, effects } = step(this.#session, input, clock.monotonic());
      this.#session = session;
      return effects;
    } catch (error) {
      log.error("the session broke", { error, terminal: terminal.name, state: this.#session.state.name });
      const { background, next } = this.#session;
      this.#session = { ...newSession(terminal.name, terminal.printers), background, next };
      this.#forget();
      return [{ name: "wake" }];
    }
  }

  #perform(effect: Effect): void {
    switch (effect.name) {
      case "signed-in": {
        this.#unfollow = this.#parts.desk.follow(effect.user, () => {
          this.#cancelChange ??= this.#parts.clock.after(togetherMs, () => {
            this.#cancelChange = undefined;
            this.#hear({ name: "changed", user: effect.user });
          });
        });
        return;
      }
      case "signed-out":
        return this.#forget();
      case "wake": {
        this.#cancelWake();
        if (effect.at !== undefined) {
          this.#cancelWake = this.#parts.clock.after(Math.max(0, effect.at - this.#parts.clock.monotonic()), () =>
            this.#hear({ name: "tick" }),
          );
        }
        return;
      }
      default:
        return this.#errands.run(effect);
    }
  }

  #forget(): void {
    this.#unfollow();
    this.#unfollow = () => undefined;
    this.#cancelChange?.();
    this.#cancelChange = undefined;
  }

  #show(): void {
    const shown = JSON.stringify(this.screen());
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#shownAt = this.#parts.clock.monotonic();
    this.#turnPages();
    for (const changed of this.#followers) changed();
  }

  /** Pages turn only for someone who watches, and never at rest, where there is one. */
  #turnPages(): void {
    this.#cancelPage();
    const { state, background } = this.#session;
    if (this.#followers.size === 0 || this.#closed || (state.name === "idle" && background.length === 0)) return;
    const left = pageMs - ((this.#parts.clock.monotonic() - this.#shownAt) % pageMs);
    this.#cancelPage = this.#parts.clock.after(left, () => {
      for (const changed of this.#followers) changed();
      this.#turnPages();
    });
  }
}
