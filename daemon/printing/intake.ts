// Taking jobs: bytes stream to the spool, and once they are durable there is a job, held. Nothing here knows money or printers.
//
// A job accepted here is *fresh* until its replicated record is committed (`settled`): clients already see it, and a restart finds it in
// the spool (`recover`).
import type { DocumentFormat } from "../domain/document.ts";
import type { BoxId, JobId } from "../domain/ids.ts";
import { fillsFor, type Job, type JobDocument, type Sender } from "../domain/job.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { type DocumentStream, peek, pour } from "./document-stream.ts";
import { FreshJobs } from "./fresh-jobs.ts";
import { defaultLimits, type IntakeLimits } from "./intake-limits.ts";
import { Places } from "./places.ts";
import type { Spool, SpoolFile } from "./spool.ts";
import { heldReasons, isIncoming, jobOf, type Submission } from "./submission.ts";

export type { Submission } from "./submission.ts";

export interface IntakeParts {
  readonly spool: Pick<Spool, "nextNumber" | "create" | "createDurable" | "header" | "ids" | "destroy">;
  readonly clock: Clock;
  readonly random: Random;
  readonly box: BoxId;
  readonly log: Log;
  readonly limits?: Partial<IntakeLimits>;
  /** Told of each job once its bytes are durable, or were found so at a start. Must not throw and must not wait. */
  readonly accepted: (job: Job, why: "sent" | "found") => void;
}

/** A commit takes milliseconds; a client that cancels waits no longer than for a store that elects a new leader. */
const settleWaitMs = 5_000;

/** live: in the state; ended: a row in the outbox or the books says so; unknown: its acceptance never reached the state. */
export type Fate = "live" | "ended" | "unknown";

export interface Recovered {
  readonly accepted: number;
  readonly reopened: number;
  readonly removed: number;
}

interface OpenJob {
  readonly job: Job;
  readonly file: SpoolFile;
  document?: JobDocument;
  /** A Send-Document is under way. */
  receiving: boolean;
  stopTimer: () => void;
}

export const createIntake = (parts: IntakeParts): Intake => new Intake(parts);

export class Intake {
  readonly #parts: IntakeParts;
  readonly #limits: IntakeLimits;
  readonly #fresh = new FreshJobs();
  readonly #open = new Map<JobId, OpenJob>();
  readonly #openPlaces: Places;
  readonly #incoming: Places;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    const limits = { ...defaultLimits, ...parts.limits };
    this.#limits = limits;
    this.#openPlaces = new Places(limits.mostOpenJobsEach, limits.mostOpenJobs);
    this.#incoming = new Places(limits.mostIncomingEach, limits.mostIncoming);
  }

  /** Print-Job. `announced`: the document's size, where the client said it; refused early when there is no room for it. */
  submit(submission: Submission, format: DocumentFormat, document: DocumentStream, announced?: number): Promise<Job | Refusal> {
    return this.#counted(submission.sender, async () => {
      const job = await this.#newJob(submission, false);
      const file = await this.#parts.spool.create(job, announced);
      if (isRefusal(file)) return file;
      const taken = await take(file, format, document);
      return isRefusal(taken) ? taken : this.#accept(job, taken);
    });
  }

  /** Create-Job. */
  async open(submission: Submission): Promise<Job | Refusal> {
    const filler = fillsFor(submission.sender);
    if (this.#openPlaces.full(filler)) throw new Fault("overloaded", "too many open jobs", { retry: "later" });
    this.#openPlaces.take(filler);
    try {
      const job = await this.#newJob(submission, true);
      const file = await this.#parts.spool.createDurable(job);
      return isRefusal(file) ? file : this.#awaitDocument(job, file);
    } finally {
      // Counted by itself from here on, if it is open.
      this.#openPlaces.give(filler);
    }
  }

  /** Send-Document. One document a job; without bytes it only closes. Answers the job as it is now. */
  async receive(id: JobId, format: DocumentFormat, document: DocumentStream, last: boolean): Promise<Job | Refusal> {
    const job = this.#open.get(id)?.job;
    if (!job) return this.#notOpen(id);
    return this.#counted(job.sender, () => this.#exclusively(id, (open) => this.#receive(open, format, document, last)));
  }

  /** Close-Job. */
  closeJob(id: JobId): Promise<Job | Refusal> {
    return this.#exclusively(id, (open) => this.#closeOrRefuse(open));
  }

  /** Cancel-Job of a job which is still open. */
  async abandon(id: JobId): Promise<Job | Refusal> {
    const open = this.#open.get(id);
    return open ? this.#vanish(open, "canceled", "job-canceled-by-user") : this.#notOpen(id);
  }

  /** A job not in the state: open, accepted but not committed, or ended lately without being accepted (`aborted`, `canceled`). */
  fresh(which: JobId | number): Job | undefined {
    return this.#fresh.get(which);
  }

  /** Those not ended, oldest first. */
  freshJobs(): readonly Job[] {
    return this.#fresh.live();
  }

  /** Its replicated record is committed, and visible to `ask`. */
  settled(id: JobId): void {
    this.#fresh.delete(id);
  }

  /** Waits for {@link settled}, so that a client may cancel or hold the job it sent a moment ago. False: still not committed after `ms`. */
  whenSettled(id: JobId, ms = settleWaitMs): Promise<boolean> {
    return new Promise((resolve) => {
      const stopTimer = this.#parts.clock.after(ms, () => {
        stopWaiting();
        resolve(false);
      });
      const stopWaiting = this.#fresh.onceGone(id, () => {
        stopTimer();
        resolve(true);
      });
    });
  }

  /** After a restart, before anything is taken: what becomes of each spool file, given what the state and the books know of its job. */
  async recover(fate: (id: JobId) => Fate): Promise<Recovered> {
    const counts = { accepted: 0, reopened: 0, removed: 0 };
    for (const id of await this.#parts.spool.ids()) {
      const done = await this.#recoverOne(id, fate(id));
      if (done) counts[done]++;
    }
    this.#parts.log.info("spool recovered", counts);
    return counts;
  }

  /** No timer runs on; open jobs wait in the spool for the next start. */
  stop(): void {
    for (const open of this.#open.values()) open.stopTimer();
    this.#open.clear();
  }

  async #newJob(submission: Submission, incoming: boolean): Promise<Job> {
    const { box, clock, random, spool } = this.#parts;
    const at = clock.now();
    return jobOf(submission, { id: uuidv7(at, random) as JobId, number: await spool.nextNumber(), box, at }, incoming);
  }

  async #counted<T>(sender: Sender, act: () => Promise<T>): Promise<T> {
    const filler = fillsFor(sender);
    if (this.#incoming.full(filler)) throw new Fault("overloaded", "too many documents at once", { retry: "now" });
    this.#incoming.take(filler);
    try {
      return await act();
    } finally {
      this.#incoming.give(filler);
    }
  }

  /** One request at a time works on an open job, and its timer stands still meanwhile. */
  async #exclusively(id: JobId, act: (open: OpenJob) => Promise<Job | Refusal>): Promise<Job | Refusal> {
    const open = this.#open.get(id);
    if (!open) return this.#notOpen(id);
    if (open.receiving) return refuse("job-not-possible", { job: open.job.number });
    open.receiving = true;
    open.stopTimer();
    try {
      return await act(open);
    } finally {
      open.receiving = false;
      if (this.#open.has(id)) this.#startTimer(open);
    }
  }

  async #receive(open: OpenJob, format: DocumentFormat, stream: DocumentStream, last: boolean): Promise<Job | Refusal> {
    const document = await peek(stream);
    if (!this.#open.has(open.job.id)) return this.#notOpen(open.job.id);
    if (!document && last) return this.#closeOrRefuse(open);
    if (!document) return open.document ? open.job : refuse("document-empty");
    if (open.document) return refuse("job-not-possible", { job: open.job.number });
    let taken: JobDocument | Refusal | undefined;
    try {
      taken = await take(open.file, format, document);
    } finally {
      // A file's nonces are used once: what broke is not gone on with, a second try is a second job.
      if ((!taken || isRefusal(taken)) && this.#open.has(open.job.id)) await this.#vanish(open, "aborted", "submission-interrupted");
    }
    if (isRefusal(taken)) return taken;
    open.document = taken;
    return last ? this.#closeOrRefuse(open) : open.job;
  }

  async #closeOrRefuse(open: OpenJob): Promise<Job | Refusal> {
    if (!this.#open.has(open.job.id)) return this.#notOpen(open.job.id);
    if (open.document) return this.#close(open, open.document);
    await this.#vanish(open, "aborted", "submission-interrupted");
    return refuse("document-empty");
  }

  #awaitDocument(job: Job, file: SpoolFile): Job {
    const open: OpenJob = { job, file, receiving: false, stopTimer: () => {} };
    this.#open.set(job.id, open);
    this.#openPlaces.take(fillsFor(job.sender));
    this.#fresh.set(job);
    this.#startTimer(open);
    return job;
  }

  #startTimer(open: OpenJob): void {
    open.stopTimer();
    open.stopTimer = this.#parts.clock.after(this.#limits.openJobMs, () => {
      this.#closeOrRefuse(open).catch((error) => this.#parts.log.error("open job not closed", { job: open.job.id, error }));
    });
  }

  #close(open: OpenJob, document: JobDocument): Job {
    this.#leaveOpen(open);
    return this.#accept(open.job, document);
  }

  #leaveOpen({ job, stopTimer }: OpenJob): void {
    stopTimer();
    if (this.#open.delete(job.id)) this.#openPlaces.give(fillsFor(job.sender));
  }

  #accept(job: Job, document: JobDocument, why: "sent" | "found" = "sent"): Job {
    const accepted: Job = { ...job, reasons: heldReasons(job), document };
    this.#fresh.set(accepted);
    this.#parts.accepted(accepted, why);
    const { bytes, format } = document;
    this.#parts.log.debug("job accepted", { job: job.id, jobNumber: job.number, queue: job.queue, bytes, format });
    return accepted;
  }

  /** Ends a job that never became one of the state. */
  async #vanish(open: OpenJob, state: "aborted" | "canceled", reason: string): Promise<Job> {
    this.#leaveOpen(open);
    const job: Job = { ...open.job, state, reasons: [reason] };
    this.#fresh.set(job);
    this.#parts.log.info("job vanished", { job: job.id, jobNumber: job.number, reason });
    await this.#parts.spool.destroy(job.id);
    return job;
  }

  #notOpen(id: JobId): Refusal {
    return refuse(this.#fresh.get(id) ? "job-not-possible" : "job-not-found");
  }

  async #recoverOne(id: JobId, fate: Fate): Promise<keyof Recovered | undefined> {
    if (fate === "live") return undefined;
    const found = fate === "unknown" ? await this.#parts.spool.header(id) : undefined;
    if (found?.document) {
      this.#accept(found.job, found.document, "found");
      return "accepted";
    }
    await this.#parts.spool.destroy(id);
    const late = !found || this.#parts.clock.now() - found.job.createdAt > this.#limits.openJobMs;
    if (late || !isIncoming(found.job)) return "removed";
    // A new file under a new key: what the old one held of a document is not gone on with.
    const file = await this.#parts.spool.createDurable(found.job);
    if (isRefusal(file)) return "removed";
    this.#awaitDocument(found.job, file);
    return "reopened";
  }
}

/** Reads one document into its file; the file is gone when it did not become whole. */
async function take(file: SpoolFile, format: DocumentFormat, document: DocumentStream): Promise<JobDocument | Refusal> {
  const refused = await pour(document, file);
  if (refused) return refused;
  const whole = await file.finish({ format });
  return isRefusal(whole) ? whole : { format, ...whole };
}
