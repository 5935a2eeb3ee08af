// Jobs the state does not know: whole ones whose record is being committed, and ones that ended without ever being accepted. Clients that
// ask hear of both.
import type { JobId } from "../domain/ids.ts";
import { isEnded, type Job } from "../domain/job.ts";

/** Kept so that a client hears why its job is gone; the oldest are forgotten first. */
const mostEnded = 200;

export class FreshJobs {
  readonly #jobs = new Map<JobId, Job>();
  readonly #numbers = new Map<number, JobId>();
  readonly #ended = new Set<JobId>();
  readonly #gone = new Map<JobId, (() => void)[]>();

  /** Remembers, or replaces, a job. */
  set(job: Job): void {
    this.#jobs.set(job.id, job);
    this.#numbers.set(job.number, job.id);
    if (!isEnded(job.state)) return;
    this.#ended.add(job.id);
    for (const oldest of this.#ended) {
      if (this.#ended.size <= mostEnded) break;
      this.delete(oldest);
    }
  }

  delete(id: JobId): void {
    const job = this.#jobs.get(id);
    if (job) this.#numbers.delete(job.number);
    this.#jobs.delete(id);
    this.#ended.delete(id);
    for (const tell of this.#gone.get(id) ?? []) tell();
    this.#gone.delete(id);
  }

  /** Calls once, when the job is no longer here; the answer stops that. */
  onceGone(id: JobId, tell: () => void): () => void {
    if (!this.#jobs.has(id)) tell();
    else this.#gone.set(id, [...(this.#gone.get(id) ?? []), tell]);
    return () => {
      const left = (this.#gone.get(id) ?? []).filter((other) => other !== tell);
      if (left.length > 0) this.#gone.set(id, left);
      else this.#gone.delete(id);
    };
  }

  get(which: JobId | number): Job | undefined {
    const id = typeof which === "number" ? this.#numbers.get(which) : which;
    return id === undefined ? undefined : this.#jobs.get(id);
  }

  /** Those not ended, oldest first. */
  live(): Job[] {
    return [...this.#jobs.values()].filter((job) => !isEnded(job.state)).sort((a, b) => a.number - b.number);
  }
}
