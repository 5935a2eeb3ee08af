// How long documents stay: jobs nobody fetched are canceled, and the bytes of jobs that ended are destroyed within a minute (PR14).
import type { JobId } from "../domain/ids.ts";
import { isHeld, type Job } from "../domain/job.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { every, type Scheduled } from "../runtime/schedule.ts";
import type { Spool } from "./spool.ts";

/** Held jobs that have waited longer than `holdMs`, oldest first. Being printed is not waiting. */
export const overdue = (jobs: readonly Job[], holdMs: number, now: number): Job[] =>
  jobs.filter((job) => isHeld(job) && now - job.createdAt > holdMs).sort((a, b) => a.createdAt - b.createdAt);

/** Files nobody needs now and nobody needed at the last look. Once is not enough: a file may stand a moment before its job is told of. */
export const unneeded = (
  ids: readonly JobId[],
  needed: (id: JobId) => boolean,
  before: ReadonlySet<JobId>,
): { destroy: JobId[]; watch: Set<JobId> } => {
  const idle = ids.filter((id) => !needed(id));
  return { destroy: idle.filter((id) => before.has(id)), watch: new Set(idle.filter((id) => !before.has(id))) };
};

/** Two looks make 40 s at most; with the work itself that is within the minute promised. */
const lookEveryMs = 20_000;
/** Jobs canceled in one look: each is a commit, and a thousand forgotten ones need not go at once. */
const mostCanceledAtOnce = 100;

export interface RetentionParts {
  readonly spool: Pick<Spool, "ids" | "isBeingWritten" | "destroy">;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a job waits for its owner. Asked at each look: a setting. */
  readonly holdMs: () => number;
  /** Jobs whose bytes are in this box. */
  readonly jobs: () => readonly Job[];
  /** Whether the state, intake or a release under way still needs a job's bytes. */
  readonly needed: (id: JobId) => boolean;
  /** Proposes cancel-job. What it refuses is asked again at the next look. */
  readonly cancel: (job: JobId, reason: "retention") => Promise<unknown>;
}

export interface Retention {
  /** Looks now. */
  look(): Promise<void>;
  /** A job has ended: its bytes go at once. */
  ended(id: JobId): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function createRetention(parts: RetentionParts): Retention {
  const { spool, clock, log } = parts;
  const wallAtStart = clock.now() - clock.monotonic();
  let watched: ReadonlySet<JobId> = new Set();
  let schedule: Scheduled | undefined;

  /** How far the wall clock went ahead of the time that passed: a box that learns the date after its start, or is set wrong (PR12). */
  const steppedMs = (): number => Math.max(0, clock.now() - clock.monotonic() - wallAtStart);

  const cancelOverdue = async (): Promise<void> => {
    const late = overdue(parts.jobs(), parts.holdMs() + steppedMs(), clock.now()).slice(0, mostCanceledAtOnce);
    for (const job of late) {
      await attempt("job not canceled", job.id, () => parts.cancel(job.id, "retention"));
    }
    if (late.length > 0) log.info("jobs nobody fetched canceled", { jobs: late.length });
  };

  /** What still arrives belongs to no job yet, however slow its line: intake ends it, not its age. */
  const needed = (id: JobId): boolean => spool.isBeingWritten(id) || parts.needed(id);

  const destroyUnneeded = async (): Promise<void> => {
    const { destroy, watch } = unneeded(await spool.ids(), needed, watched);
    watched = watch;
    for (const id of destroy) await destroyOne(id);
  };

  const destroyOne = (id: JobId): Promise<void> => attempt("document not destroyed yet", id, () => spool.destroy(id));

  /** One job that cannot be dealt with does not keep the others: it is met again at the next look. */
  const attempt = async (otherwise: string, job: JobId, act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      log.warn(otherwise, { job, error });
    }
  };

  const look = async (): Promise<void> => {
    await cancelOverdue();
    await destroyUnneeded();
  };

  return {
    look,
    ended: destroyOne,
    start: () => {
      schedule = every(lookEveryMs, "retention", look, { clock, log });
    },
    stop: async () => schedule?.stop(),
  };
}
