// Waiting jobs their owner just deleted: they go some seconds later, so that it can be undone, whatever becomes of the page.
import type { JobId } from "../domain/ids.ts";
import type { Clock } from "../runtime/clock.ts";

/** Never rejects. */
type Act = () => Promise<void>;

/** In memory only: a job that is not deleted after all waits on, and expires like any other. */
export class Deletions {
  readonly #clock: Pick<Clock, "after">;
  readonly #waiting = new Map<JobId, { readonly stop: () => void; readonly act: Act }>();

  constructor(clock: Pick<Clock, "after">) {
    this.#clock = clock;
  }

  /** Calls `act` after `ms`. Asked again it goes on from where it is. */
  begin(job: JobId, ms: number, act: Act): void {
    if (this.#waiting.has(job)) return;
    const end = (): void => {
      this.#waiting.delete(job);
      void act();
    };
    this.#waiting.set(job, { stop: this.#clock.after(ms, end), act });
  }

  has(job: JobId): boolean {
    return this.#waiting.has(job);
  }

  /** Whether there was something to undo. */
  undo(job: JobId): boolean {
    this.#waiting.get(job)?.stop();
    return this.#waiting.delete(job);
  }

  /** The box goes: what was said is done now. */
  async finish(): Promise<void> {
    const acts = [...this.#waiting.values()];
    this.#waiting.clear();
    await Promise.all(
      acts.map(({ stop, act }) => {
        stop();
        return act();
      }),
    );
  }
}
