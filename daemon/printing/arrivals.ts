// What happens to a job after its client was answered: its record is replicated, its document looked into, and where the queue prints
// without a card it is released. Everything here can be done again after a restart.
import type { Accounting } from "../accounting.ts";
import { type DocumentFacts, pack } from "../domain/document.ts";
import type { BoxId, JobId } from "../domain/ids.ts";
import { isHeld, type Job, type JobDocument } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import { type BoundedQueue, createBoundedQueue } from "../runtime/bounded-queue.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { Releases } from "./release.ts";

export interface ArrivalsDeps {
  readonly accounting: Pick<Accounting, "propose" | "ask">;
  readonly spool: { read(id: JobId): AsyncIterable<Uint8Array> };
  readonly inspect: (
    format: JobDocument["format"],
    open: () => AsyncIterable<Uint8Array>,
    bytes: number,
  ) => Promise<DocumentFacts | Refusal>;
  readonly releases: Pick<Releases, "release">;
  /** The replicated record is there: intake may forget its own. */
  readonly recorded: (job: JobId) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly box: BoxId;
}

/** A store that cannot commit is asked again this often. */
const againMs = 1_000;

/** A job this young goes on by itself after a restart; its sender still stands there. An older one waits for a card, so that nothing
 * prints into an empty corridor. */
const resumeWithinMs = 10 * 60_000;

/** Records of jobs that arrive together are committed together: each commit costs the disk two flushes, which the next jobs wait for. A
 * client that asks meanwhile is answered from intake. */
const gatherMs = 50;

/** Documents handed to inspection at once; the others wait here, for as long as the spool has room for them. */
const lookingAtOnce = 32;

export class Arrivals {
  readonly #deps: ArrivalsDeps;
  readonly #by: Actor;
  readonly #looking: BoundedQueue;
  readonly #busy = new Map<JobId, Promise<void>>();
  #gathering: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
    this.#by = { kind: "box", name: deps.box };
    const waiting = { mostWaiting: Number.POSITIVE_INFINITY, patienceMs: 0 };
    this.#looking = createBoundedQueue({ name: "documents", clock: deps.clock, mostRunning: lookingAtOnce, ...waiting });
  }

  /** Called by intake when a job, or its document, is durable here. Steps of one job follow each other. */
  accepted(job: Job): void {
    this.#next(job, false);
  }

  /** A job of the state goes on from where it stands: accepting it once more would bring back one that was canceled meanwhile. */
  again(job: Job): void {
    this.#next(job, true);
  }

  #next(job: Job, recorded: boolean): void {
    const before = this.#busy.get(job.id) ?? Promise.resolve();
    const now = before.then(() => this.#follow(job, recorded)).catch((error: unknown) => this.#left(job, error));
    this.#busy.set(job.id, now);
    void now.then(() => {
      if (this.#busy.get(job.id) === now) this.#busy.delete(job.id);
    });
  }

  /** A box that stops leaves what it was at to its next start; anything else that ends a job's way here is worth a line. */
  #left(job: Job, error: unknown): void {
    if (!this.#stopped) this.#deps.log.error("job left for the next start", { error, job: job.id });
  }

  /** After a restart: documents nobody looked into yet, and jobs that were about to print. What never reached the state, intake brings again. */
  resume(): void {
    for (const job of this.#deps.accounting.ask({ name: "jobs" })) {
      const unseen = job.document && !job.document.facts && !job.document.problem;
      const unfinished = unseen || (this.#printsAlone(job) && this.#deps.clock.now() - job.createdAt < resumeWithinMs);
      if (job.spoolBox === this.#deps.box && isHeld(job) && unfinished) this.again(job);
    }
  }

  /** Resolves when every job that came in so far has been followed to its wait, or its release. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  close(): void {
    this.#stopped = true;
  }

  async #follow(arrived: Job, recorded: boolean): Promise<void> {
    const accepted = recorded ? this.#deps.accounting.ask({ name: "job", id: arrived.id }) : await this.#record(arrived);
    if (!accepted || isRefusal(accepted) || !arrived.document) return;
    const described =
      accepted.document?.facts || accepted.document?.problem ? accepted : await this.#describe(arrived.id, arrived.document);
    if (!isRefusal(described) && this.#printsAlone(described)) await this.#releaseAlone(described);
  }

  async #record(arrived: Job): Promise<Job | Refusal> {
    await this.#gathered();
    const accepted = await this.#surely(() => this.#deps.accounting.propose({ name: "accept-job", job: arrived, by: this.#by }));
    this.#deps.recorded(arrived.id);
    return accepted;
  }

  async #describe(job: JobId, document: JobDocument): Promise<Job | Refusal> {
    const found = await this.#looking.run(() => this.#look(job, document));
    await this.#gathered();
    const told = isRefusal(found) ? { ...document, problem: found.refused } : { ...document, facts: pack(found) };
    return this.#surely(() => this.#deps.accounting.propose({ name: "describe-document", job, document: told, by: this.#by }));
  }

  async #look(job: JobId, document: JobDocument): Promise<DocumentFacts | Refusal> {
    for (;;) {
      try {
        return await this.#deps.inspect(document.format, () => this.#deps.spool.read(job), document.bytes);
      } catch (error) {
        const passing = isFault(error) && error.retry !== "never";
        if (passing && !this.#stopped) await this.#deps.clock.sleep(againMs);
        else if (isFault(error, "data-damaged")) return { refused: "document-damaged" };
        else throw error;
      }
    }
  }

  #printsAlone(job: Job): boolean {
    const mode = this.#deps.accounting.ask({ name: "queue", queue: job.queue })?.mode;
    return (
      (mode === "direct" || mode === "tracked") &&
      isHeld(job) &&
      !job.heldByClient &&
      job.attempt === 0 &&
      job.document?.facts !== undefined
    );
  }

  /** A refusal leaves the job held, where its owner sees why; a merely named job on a direct queue is refused here too. */
  async #releaseAlone(job: Job): Promise<void> {
    const printer = this.#deps.accounting.ask({ name: "queue", queue: job.queue })?.printers[0];
    if (printer === undefined) return;
    const running = await this.#deps.releases.release({ job: job.id, printer, ticket: job.ticket, by: this.#by });
    if (isRefusal(running)) this.#deps.log.info("held", { job: job.id, refused: running.refused });
  }

  /** Resolves for all who wait at the same moment. */
  #gathered(): Promise<void> {
    this.#gathering ??= this.#deps.clock.sleep(gatherMs).finally(() => {
      this.#gathering = undefined;
    });
    return this.#gathering;
  }

  /** Asks until the store can commit. A job is never dropped for it. */
  async #surely<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isFault(error) || error.retry === "never" || this.#stopped) throw error;
        await this.#deps.clock.sleep(againMs);
      }
    }
  }
}
