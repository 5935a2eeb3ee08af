// What happens to a job after its client was answered: its record is replicated, its document looked into, and where the queue prints
// without a card it is released. Everything here can be done again after a restart.
import type { Accounting } from "../accounting.ts";
import { type DocumentFacts, pack } from "../domain/document.ts";
import type { BoxId, JobId, PrinterName } from "../domain/ids.ts";
import { isHeld, type Job, type JobDocument } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { QueueMode } from "../domain/printing.ts";
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
  /** false for a printer that was silent when it was last asked. */
  readonly answers: (printer: PrinterName) => boolean;
  /** The replicated record is there: intake may forget its own. */
  readonly recorded: (job: JobId) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly box: BoxId;
}

/** A store that cannot commit is asked again this often. */
const againMs = 1_000;

/** On a direct queue a job this young goes on by itself, after a restart or a try in vain: its sender still stands there. An older one waits
 * for a card, so that nothing prints into an empty corridor. On a tracked queue, where no card is shown, every job goes on. */
const resumeWithinMs = 10 * 60_000;

/** After a try in vain: soon, for a sender waits; then ever rarer, for each try leaves a key, and a job is tried 200 times at most. */
const [firstAgainMs, lastAgainMs] = [10_000, 10 * 60_000];

/** An engine that gave up was perhaps a busy machine's: the document is looked into so often more, in each life of the box. */
const looksAgain = 2;

/** Records of jobs that arrive together are committed together: each commit costs the disk two flushes, which the next jobs wait for. A
 * client that asks meanwhile is answered from intake. */
const gatherMs = 50;

/** Documents handed to inspection at once; the others wait here, for as long as the spool has room for them. */
const lookingAtOnce = 32;

/** Why a job is followed: its client sent it or let it go just now, a start found it in the spool or in the state, or a round tries it again. */
type Why = "sent" | "let go" | "found" | "resumed" | "once more";

export class Arrivals {
  readonly #deps: ArrivalsDeps;
  readonly #by: Actor;
  readonly #looking: BoundedQueue;
  readonly #busy = new Map<JobId, Promise<void>>();
  /** Jobs that were tried in vain here: how often, and when the next try is due (monotonic ms). */
  #tried = new Map<JobId, { readonly times: number; readonly at: number }>();
  #gathering: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
    this.#by = { kind: "box", name: deps.box };
    const waiting = { mostWaiting: Number.POSITIVE_INFINITY, patienceMs: 0 };
    this.#looking = createBoundedQueue({ name: "documents", clock: deps.clock, mostRunning: lookingAtOnce, ...waiting });
  }

  /** Called by intake when a job, or its document, is durable here, or is found so at a start. Steps of one job follow each other. */
  accepted(job: Job, why: "sent" | "found" = "sent"): void {
    this.#next(job, why);
  }

  /** Its client let go of a job of the state, which goes on from where it stands: accepting it once more would bring back one that was
   * canceled meanwhile. */
  again(job: Job): void {
    this.#next(job, "let go");
  }

  #next(job: Job, why: Why): void {
    const before = this.#busy.get(job.id) ?? Promise.resolve();
    const since = this.#deps.clock.monotonic();
    const now = before.then(() => this.#follow(job, why, since)).catch((error: unknown) => this.#left(job, error));
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
    for (const job of this.#waiting()) {
      const unseen = job.document && !job.document.facts && !job.document.problem;
      if (unseen || this.#goesOnAlone(job)) this.#next(job, "resumed");
    }
  }

  /** Run every few seconds: tries again what was tried in vain. Where the printer is silent, its patience begins when it answers. */
  round(): void {
    const [before, now] = [this.#tried, this.#deps.clock.monotonic()];
    this.#tried = new Map();
    for (const job of this.#waiting()) {
      const unread = mayReadBetter(job);
      if (!unread && !(job.unsent && this.#goesOnAlone(job) && this.#answers(job))) continue;
      const tried = before.get(job.id) ?? { times: 0, at: now + firstAgainMs };
      const due = tried.at <= now && !this.#busy.has(job.id) && !(unread && tried.times >= looksAgain);
      const times = tried.times + 1;
      this.#tried.set(job.id, due ? { times, at: now + Math.min(lastAgainMs, firstAgainMs * 2 ** times) } : tried);
      if (due) this.#next(job, "once more");
    }
  }

  #waiting(): Job[] {
    return this.#deps.accounting.ask({ name: "jobs" }).filter((job) => job.spoolBox === this.#deps.box && isHeld(job));
  }

  /** Resolves when every job that came in so far has been followed to its wait, or its release. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  close(): void {
    this.#stopped = true;
  }

  async #follow(arrived: Job, why: Why, since: number): Promise<void> {
    const isNew = why === "sent" || why === "found";
    const accepted = isNew ? await this.#record(arrived) : this.#deps.accounting.ask({ name: "job", id: arrived.id });
    if (!accepted || isRefusal(accepted) || !arrived.document) return;
    const known = accepted.document?.facts || (accepted.document?.problem && !(why === "once more" && mayReadBetter(accepted)));
    const described = known ? accepted : await this.#describe(arrived.id, arrived.document);
    if (isRefusal(described)) return;
    // A disk that was full for hours is outwaited above; a person is not kept by it.
    const standsThere = (why === "sent" || why === "let go") && this.#deps.clock.monotonic() - since < resumeWithinMs;
    if (standsThere ? this.#printsAlone(described) : this.#goesOnAlone(described)) await this.#releaseAlone(described, standsThere);
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

  /** Never once a byte of it may have left: then only a person sends it again (PR7). */
  #printsAlone(job: Job): boolean {
    const mode = this.#modeOf(job);
    const untried = job.attempt === 0 || job.unsent === true;
    return (mode === "direct" || mode === "tracked") && isHeld(job) && !job.heldByClient && untried && job.document?.facts !== undefined;
  }

  /** Where nobody has just sent it, or let it go. */
  #goesOnAlone(job: Job): boolean {
    const young = this.#deps.clock.now() - job.createdAt < resumeWithinMs;
    return this.#printsAlone(job) && (young || this.#modeOf(job) === "tracked");
  }

  #modeOf(job: Job): QueueMode | undefined {
    return this.#deps.accounting.ask({ name: "queue", queue: job.queue })?.mode;
  }

  #printerOf(job: Job): PrinterName | undefined {
    return this.#deps.accounting.ask({ name: "queue", queue: job.queue })?.printers[0];
  }

  #answers(job: Job): boolean {
    const printer = this.#printerOf(job);
    return printer !== undefined && this.#deps.answers(printer);
  }

  /** A refusal leaves the job held, where its owner sees why; a merely named job on a direct queue is refused here too. */
  async #releaseAlone(job: Job, standsThere: boolean): Promise<void> {
    const printer = this.#printerOf(job);
    if (printer === undefined) return;
    const running = await this.#surely(() => this.#deps.releases.release({ job: job.id, printer, ticket: job.ticket, by: this.#by }));
    if (!isRefusal(running)) return;
    this.#deps.log.info("held", { job: job.id, refused: running.refused });
    const user = job.sender.user;
    if (user === undefined || !standsThere) return;
    const { title } = job;
    await this.#surely(() => this.#deps.accounting.propose({ name: "tell-refusal", user, title, refusal: running, by: this.#by }));
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

const mayReadBetter = ({ document }: Job): boolean => document?.problem === "document-unreadable" && !document.facts;
