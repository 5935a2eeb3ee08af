// What a session asks of the desk, asked: questions with their answers, releases with their progress. Every answer is an input again.
import { unreachable } from "../domain/bug.ts";
import type { Actor } from "../domain/ledger.ts";
import type { JobId } from "../domain/ids.ts";
import type { Terminal } from "../domain/printing.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { AlreadyOver } from "../printing/release.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { TerminalDesk } from "./desk.ts";
import type { Effect, Input, Problem } from "./states.ts";
import type { Ask, Elsewhere, Person, Priced } from "./visit.ts";

/** Effects that are the desk's; the others are the terminal's own. */
export type Errand = Exclude<Effect, { name: "signed-in" | "signed-out" | "wake" }>;

export interface ErrandParts {
  readonly terminal: Terminal;
  readonly desk: TerminalDesk;
  readonly log: Pick<Log, "error" | "warn">;
}

type Release = Exclude<Awaited<ReturnType<TerminalDesk["release"]>>, { refused: unknown }>;

export class Errands {
  readonly #parts: ErrandParts;
  readonly #hear: (input: Input) => void;
  /** Short questions still open: sign-in, PIN, deletion. */
  readonly #open = new Set<Promise<void>>();
  /** Releases by the id of their effect: under way, or to be left or stopped as soon as they are. */
  readonly #releases = new Map<number, Release | "leave" | "stop">();

  constructor(parts: ErrandParts, hear: (input: Input) => void) {
    this.#parts = parts;
    this.#hear = hear;
  }

  /** Resolves when no short question is open. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }

  run(effect: Errand): void {
    const { desk, terminal } = this.#parts;
    switch (effect.name) {
      case "sign-in-by-card":
        return this.#ask(effect.id, () => desk.signInByCard(effect.number, terminal.name), known);
      case "sign-in-by-code":
        return this.#ask(effect.id, () => desk.signInByCode(effect.code, terminal.name), known);
      case "sign-in-by-login":
        return this.#ask(effect.id, () => desk.signInByLogin(effect.login, effect.secret, terminal.name), known);
      case "check-pin":
        return this.#ask(
          effect.id,
          () => desk.checkPin(effect.user, effect.pin, terminal.name),
          (id) => ({ name: "pin-right", id }),
        );
      case "delete":
        return this.#ask(
          effect.id,
          () => desk.deleteJob(effect.job, actor(effect.person)),
          (id) => ({ name: "deleted", id }),
        );
      case "confirm":
        return this.#ask(
          effect.id,
          () => desk.confirmMessage(effect.person.id, effect.message, actor(effect.person)),
          (id) => ({ name: "confirmed", id }),
        );
      case "list":
        return this.#read(effect.id, (id) => {
          const purse = desk.purse(effect.user);
          const messages = desk.messages(effect.user);
          return { name: "listed", id, jobs: desk.jobs(effect.user, terminal), messages, ...(purse ? { purse } : {}) };
        });
      case "price":
        return this.#read(effect.id, (id) => ({ name: "priced", id, ...pricesOf(desk, effect.asks, terminal) }));
      case "release":
        return void this.#release(effect);
      case "stop":
      case "leave":
        return this.#tell(effect.release, effect.name);
      default:
        return unreachable(effect);
    }
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
      const running = await this.#parts.desk.release({
        job,
        printer,
        ticket,
        by: actor(person),
        ...(shown === undefined ? {} : { shown }),
      });
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
}

/** What the printers here ask, and where a job could go that none of them prints now. */
function pricesOf(
  desk: TerminalDesk,
  asks: readonly Ask[],
  { printers }: Terminal,
): { prices: readonly Priced[]; elsewhere: ReadonlyMap<JobId, Elsewhere> } {
  const prices = asks.map((ask): Priced => {
    const { job, printer, ticket } = ask;
    return { ...ask, answer: desk.quote(job, printer, ticket), ...desk.outlook(job, printer, ticket) };
  });
  const elsewhere = new Map<JobId, Elsewhere>();
  for (const [job, offers] of Map.groupBy(prices, (priced) => priced.job)) {
    const ticket = offers[0]?.ticket;
    if (!ticket || offers.some(({ answer, stopped }) => !isRefusal(answer) && !stopped)) continue;
    const other = desk.elsewhere(job, ticket, printers);
    if (other) elsewhere.set(job, other);
  }
  return { prices, elsewhere };
}

const actor = ({ login }: Person): Actor => ({ kind: "user", name: login });

const known = (id: number, user: User): Input => ({
  name: "known",
  id,
  person: { id: user.id, login: user.login, name: user.name, hasPin: user.pin !== undefined, release: user.release },
});
