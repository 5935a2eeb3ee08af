// The thin shell around a session: cards and keys in, effects out to the desk, one timer, one screen. It decides nothing.
import type { Actor } from "../domain/ledger.ts";
import type { Terminal } from "../domain/printing.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { AlreadyOver } from "../printing/release.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { TerminalDesk } from "./desk.ts";
import { type Screen, screenOf } from "./screen.ts";
import { newSession, step } from "./session.ts";
import type { Effect, Input, Problem, Session, TerminalKey } from "./states.ts";
import type { Person } from "./visit.ts";

export interface TerminalHandle {
  /** A card was read. Resolves once the session has moved as far as it can without anybody: signed in or refused, list and prices there. */
  card(number: string): Promise<void>;
  key(key: TerminalKey): Promise<void>;
  screen(): Screen;
  /** How many times a two-line display has turned the page since the screen changed. */
  page(): number;
  /** Calls `changed` whenever the screen is another or its page turns. The answer ends it. */
  follow(changed: () => void): () => void;
  close(): void;
}

export interface TerminalParts {
  readonly terminal: Terminal;
  readonly desk: TerminalDesk;
  readonly clock: Clock;
  readonly log: Pick<Log, "error" | "warn">;
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

type Release = Exclude<Awaited<ReturnType<TerminalDesk["release"]>>, { refused: unknown }>;

class Shell implements TerminalHandle {
  readonly #parts: TerminalParts;
  readonly #inbox: Input[] = [];
  readonly #followers = new Set<() => void>();
  /** Short questions still open: sign-in, PIN, deletion. */
  readonly #open = new Set<Promise<void>>();
  /** Releases by the id of their effect: under way, or to be left or stopped as soon as they are. */
  readonly #releases = new Map<number, Release | "leave" | "stop">();
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
    this.#session = newSession(parts.terminal.name, parts.terminal.printers);
    this.#shown = JSON.stringify(this.screen());
    this.#shownAt = parts.clock.monotonic();
  }

  async card(number: string): Promise<void> {
    this.#hear({ name: "card", number });
    await this.#settled();
  }

  async key(key: TerminalKey): Promise<void> {
    this.#hear({ name: "key", key });
    await this.#settled();
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

  async #settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
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
    const { desk, terminal } = this.#parts;
    switch (effect.name) {
      case "sign-in-by-card": return this.#ask(effect.id, () => desk.signInByCard(effect.number, terminal.name), known);
      case "sign-in-by-code": return this.#ask(effect.id, () => desk.signInByCode(effect.code, terminal.name), known);
      case "check-pin": return this.#ask(effect.id, () => desk.checkPin(effect.user, effect.pin, terminal.name), (id) => ({ name: "pin-right", id }));
      case "delete": return this.#ask(effect.id, () => desk.deleteJob(effect.job, actor(effect.person)), (id) => ({ name: "deleted", id }));
      case "list": return this.#read(effect.id, (id) => {
        const purse = desk.purse(effect.user);
        return { name: "listed", id, jobs: desk.jobs(effect.user, terminal), ...(purse ? { purse } : {}) };
      });
      case "price": return this.#read(effect.id, (id) => ({
        name: "priced", id, prices: effect.asks.map((ask) => ({ ...ask, answer: desk.quote(ask.job, ask.printer, ask.ticket) })),
      }));
      case "release": {
        void this.#release(effect);
        return;
      }
      case "stop": case "leave": return this.#tell(effect.release, effect.name);
      case "signed-in": {
        this.#unfollow = desk.follow(effect.user, () => {
          this.#cancelChange ??= this.#parts.clock.after(togetherMs, () => {
            this.#cancelChange = undefined;
            this.#hear({ name: "changed", user: effect.user });
          });
        });
        return;
      }
      case "signed-out": return this.#forget();
      case "wake": {
        this.#cancelWake();
        if (effect.at !== undefined) {
          this.#cancelWake = this.#parts.clock.after(Math.max(0, effect.at - this.#parts.clock.monotonic()), () => this.#hear({ name: "tick" }));
        }
      }
    }
  }

  #forget(): void {
    this.#unfollow();
    this.#unfollow = () => undefined;
    this.#cancelChange?.();
    this.#cancelChange = undefined;
  }

  #read(id: number, look: (id: number) => Input): void {
    try {
      this.#hear(look(id));
    } catch (error) {
      this.#hear({ name: "failed", id, problem: this.#problem(error) });
    }
  }

  #ask<T>(id: number, question: () => Promise<T>, answer: (id: number, value: Exclude<T, { refused: unknown }>) => Input): void {
    const asked = (async (): Promise<void> => {
      try {
        const value = await question();
        this.#hear(isRefusal(value) ? { name: "failed", id, problem: value } : answer(id, value as Exclude<T, { refused: unknown }>));
      } catch (error) {
        this.#hear({ name: "failed", id, problem: this.#problem(error) });
      }
    })();
    this.#open.add(asked);
    void asked.finally(() => this.#open.delete(asked));
  }

  async #release({ id, order, person }: Extract<Effect, { name: "release" }>): Promise<void> {
    const { job, printer, ticket, shown } = order;
    try {
      const running = await this.#parts.desk.release({ job, printer, ticket, by: actor(person), ...(shown === undefined ? {} : { shown }) });
      if (isRefusal(running)) return this.#hear({ name: "failed", id, problem: running });
      const before = this.#releases.get(id);
      this.#releases.set(id, running);
      if (typeof before === "string") running[before]();
      const unfollow = running.follow((progress) => this.#hear({ name: "progress", id, progress }));
      const settled = await running.done.finally(unfollow);
      this.#hear({ name: "ended", id, settled });
    } catch (error) {
      this.#hear({ name: "failed", id, problem: this.#problem(error) });
    } finally {
      this.#releases.delete(id);
    }
  }

  /** The person may stop or leave before the reservation is even committed. */
  #tell(id: number, what: "stop" | "leave"): void {
    const release = this.#releases.get(id);
    if (typeof release === "object") release[what]();
    else if (release !== "stop") this.#releases.set(id, what);
  }

  #problem(error: unknown): Problem {
    if (error instanceof AlreadyOver) return error.refusal;
    if (isFault(error)) {
      this.#parts.log.warn("the desk failed", { error, terminal: this.#parts.terminal.name });
      return { fault: error.code };
    }
    this.#parts.log.error("the desk broke", { error, terminal: this.#parts.terminal.name });
    return { fault: "bug" };
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
    if (this.#followers.size === 0 || this.#closed || this.#session.state.name === "idle") return;
    const left = pageMs - ((this.#parts.clock.monotonic() - this.#shownAt) % pageMs);
    this.#cancelPage = this.#parts.clock.after(left, () => {
      for (const changed of this.#followers) changed();
      this.#turnPages();
    });
  }
}

const actor = ({ login }: Person): Actor => ({ kind: "user", name: login });

const known = (id: number, user: User): Input => ({
  name: "known", id, person: { id: user.id, login: user.login, name: user.name, hasPin: user.pin !== undefined, release: user.release },
});
