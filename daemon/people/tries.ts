// Wrong tries, counted before the answer leaves (PR16). A try under way counts as a wrong one until it is known to be right, so a hundred
// guesses at once are no more than a hundred in a row.
import type { Accounting } from "../accounting.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import { lockedUntil, type TryLimit } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";

export interface Subject {
  readonly subject: string;
  readonly limit: TryLimit;
}

/** More than this many waiting for others' tries to end is an attack, not a queue of people. */
const mostWaiting = 256;

export class Tries {
  readonly #accounting: Pick<Accounting, "propose" | "ask">;
  readonly #clock: Clock;
  readonly #by: Actor;
  readonly #underWay = new Map<string, number>();
  /** Wrong tries the store could not take: they count here until the box restarts, or guessing would be free while it is away. */
  readonly #uncounted = new Map<string, number[]>();
  #waiting: (() => void)[] = [];

  constructor(accounting: Pick<Accounting, "propose" | "ask">, clock: Clock, by: Actor) {
    this.#accounting = accounting;
    this.#clock = clock;
    this.#by = by;
  }

  /** Runs `check` unless a subject is locked. What it answers undefined to is a wrong try, counted durably before `sign-in-failed` is told. */
  async attempt<T>(subjects: readonly Subject[], check: () => Promise<T | undefined> | T | undefined): Promise<T | Refusal> {
    const refused = await this.#enter(subjects);
    if (refused) return refused;
    try {
      const found = await check();
      if (found !== undefined) return found;
      await this.#count(subjects);
      return refuse("sign-in-failed");
    } finally {
      this.#leave(subjects);
    }
  }

  /** Until when the first locked subject is, or undefined. */
  locked(subjects: readonly Subject[]): number | undefined {
    return this.#lockedUntil(subjects, false);
  }

  /** The right PIN or password ends the counting for this person; places and the box go on. Failing to is no reason to refuse the person. */
  async forgive(subject: string): Promise<void> {
    this.#uncounted.delete(subject);
    if (this.#accounting.ask({ name: "locked-until", subject }).length === 0) return;
    try {
      await this.#accounting.propose({ name: "forgive-tries", subject, by: this.#by });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  /** Waits while others' tries, should they be wrong, would lock a subject. */
  async #enter(subjects: readonly Subject[]): Promise<Refusal | undefined> {
    for (;;) {
      const until = this.#lockedUntil(subjects, false);
      if (until !== undefined) return refuse("locked", { until });
      if (this.#lockedUntil(subjects, true) === undefined) break;
      if (this.#waiting.length >= mostWaiting) throw new Fault("overloaded", "too many sign-ins at once", { retry: "later" });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    for (const { subject } of subjects) this.#underWay.set(subject, (this.#underWay.get(subject) ?? 0) + 1);
    return undefined;
  }

  #leave(subjects: readonly Subject[]): void {
    for (const { subject } of subjects) {
      const left = (this.#underWay.get(subject) ?? 0) - 1;
      if (left > 0) this.#underWay.set(subject, left);
      else this.#underWay.delete(subject);
    }
    for (const go of this.#waiting.splice(0)) go();
  }

  #lockedUntil(subjects: readonly Subject[], withUnderWay: boolean): number | undefined {
    const now = this.#clock.now();
    for (const { subject, limit } of subjects) {
      const known = [...this.#accounting.ask({ name: "locked-until", subject }), ...(this.#uncounted.get(subject) ?? [])].sort(
        (a, b) => a - b,
      );
      const underWay = withUnderWay ? Array.from({ length: this.#underWay.get(subject) ?? 0 }, () => now) : [];
      const until = lockedUntil({ tries: [...known, ...underWay] }, limit, now);
      if (until !== undefined) return until;
    }
    return undefined;
  }

  async #count(subjects: readonly Subject[]): Promise<void> {
    try {
      const counted = await this.#accounting.propose({ name: "count-wrong-try", subjects, by: this.#by });
      if (!isRefusal(counted)) return;
    } catch (error) {
      this.#countHere(subjects);
      throw error;
    }
    this.#countHere(subjects);
  }

  #countHere(subjects: readonly Subject[]): void {
    const now = this.#clock.now();
    for (const { subject, limit } of subjects) {
      const recent = (this.#uncounted.get(subject) ?? []).filter((at) => at > now - limit.withinMs);
      this.#uncounted.set(subject, [...recent, now].slice(-limit.most));
    }
  }
}
