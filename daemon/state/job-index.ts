// The live jobs, by owner and number, and how the last few ended. Derived from the keys, kept in memory so that a list at a terminal
// costs no parsing, rebuilt at start.
import type { JobId, UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { JobRow } from "../domain/ledger.ts";
import type { EndedJob } from "./queries.ts";

/** Enough for clients that ask how their job ended; the books have the rest. */
const endedKept = 500;

export class JobIndex {
  /** In order of arrival here. */
  readonly #live = new Map<JobId, Job>();
  readonly #byUser = new Map<UserId, Set<JobId>>();
  readonly #byNumber = new Map<number, JobId>();
  /** In order of ending, oldest first. */
  readonly #ended = new Map<JobId, EndedJob>();
  readonly #endedByNumber = new Map<number, JobId>();

  /** Answers whose it was, where it changes hands. */
  put(job: Job): UserId | undefined {
    const owner = job.sender.user;
    const before = this.#live.get(job.id)?.sender.user;
    if (before !== owner) this.#leave(before, job.id);
    this.#live.set(job.id, job);
    this.#byNumber.set(job.number, job.id);
    const jobs = owner && this.#byUser.get(owner);
    if (jobs) jobs.add(job.id);
    else if (owner !== undefined) this.#byUser.set(owner, new Set([job.id]));
    return before === owner ? undefined : before;
  }

  /** The job is gone; `row` says how it ended. Answers its last record. */
  end(id: JobId, row: JobRow | undefined): Job | undefined {
    const last = this.#live.get(id);
    if (!last) return undefined;
    this.#live.delete(id);
    // Numbers may have been given again while nobody remembered the first ones.
    if (this.#byNumber.get(last.number) === id) this.#byNumber.delete(last.number);
    this.#leave(last.sender.user, id);
    if (row) this.#remember(last, row);
    return last;
  }

  #remember(last: Job, row: JobRow): void {
    const { ended, at, impressions, charged, review } = row;
    this.#ended.set(last.id, { job: last, state: ended, endedAt: at, impressions, charged, ...(review ? { review } : {}) });
    this.#endedByNumber.set(last.number, last.id);
    for (const [id, { job }] of this.#ended) {
      if (this.#ended.size <= endedKept) break;
      this.#ended.delete(id);
      if (this.#endedByNumber.get(job.number) === id) this.#endedByNumber.delete(job.number);
    }
  }

  job(id: JobId): Job | undefined {
    return this.#live.get(id);
  }

  *jobsOf(user: UserId): Iterable<Job> {
    for (const id of this.#byUser.get(user) ?? []) {
      const job = this.#live.get(id);
      if (job) yield job;
    }
  }

  all(): Iterable<Job> {
    return this.#live.values();
  }

  byNumber(number: number): Job | undefined {
    const id = this.#byNumber.get(number);
    return id === undefined ? undefined : this.#live.get(id);
  }

  ended({ id, number }: { id?: JobId; number?: number }): EndedJob | undefined {
    const wanted = id ?? (number === undefined ? undefined : this.#endedByNumber.get(number));
    return wanted === undefined ? undefined : this.#ended.get(wanted);
  }

  /** Newest first. */
  allEnded(): readonly EndedJob[] {
    return [...this.#ended.values()].reverse();
  }

  #leave(user: UserId | undefined, job: JobId): void {
    if (user === undefined) return;
    const jobs = this.#byUser.get(user);
    jobs?.delete(job);
    if (jobs?.size === 0) this.#byUser.delete(user);
  }
}
