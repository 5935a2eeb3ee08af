// One release from the reservation to the settlement. The order is the promise: committed before a sheet moves, SENDING on disk before
// byte one (delivery does that), settled by the same reservation id whatever happens between (DESIGN.md §4, PROMISES.md).
import type { Accounting } from "../accounting.ts";
import { copiesOf, sidesOf, type Ticket } from "../domain/document.ts";
import { type Evidence, stoppedByPerson } from "../domain/evidence.ts";
import type { BoxId, CommandId, JobId, PrinterName } from "../domain/ids.ts";
import type { Job, JobDocument } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Money } from "../domain/money.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Reservation, Reserved } from "../domain/reservation.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import type { Settled } from "../state/commands.ts";
import type { PrintOrder, Progress } from "./printer/contract.ts";

export interface ReleaseRequest {
  readonly job: JobId;
  readonly printer: PrinterName;
  readonly ticket: Ticket;
  /** The price the person saw; undefined where nobody was shown one. */
  readonly shown?: Money;
  readonly by: Actor;
}

/** A release by someone who may lose the answer: printed as the job stands, once under its id. */
export type OnceRequest = Omit<ReleaseRequest, "ticket"> & { readonly id: CommandId };

export interface Running {
  readonly reservation: Reservation;
  readonly job: Job;
  /** What came of it, once committed. */
  readonly done: Promise<Settled>;
  /** Tells the progress so far, then every further one. The answer ends it. */
  follow(tell: (progress: Progress) => void): () => void;
  /** The person went away from the terminal: a printer that stands still is not waited for as long. */
  leave(): void;
  /** Asks the printer to stop; what came out is settled. */
  stop(): void;
}

/** Sends one job to a printer and answers with what came out (delivery.ts). */
export type Deliver = (
  order: PrintOrder,
  job: Job,
  reservation: Reservation,
  following: { progress: (progress: Progress) => void; signal: AbortSignal; left: AbortSignal },
) => Promise<Evidence>;

export interface ReleaseSpool {
  read(id: JobId): AsyncIterable<Uint8Array>;
  clearDelivery(id: JobId): Promise<void>;
}

export interface ReleaseDeps {
  readonly accounting: Pick<Accounting, "propose" | "ask">;
  readonly spool: ReleaseSpool;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
  readonly box: BoxId;
}

/** A store that cannot commit is asked again this often; the evidence waits in memory and, by its delivery record, on disk. */
const settleAgainMs = 1_000;

export class Releases {
  readonly #deps: ReleaseDeps;
  readonly #running = new Map<JobId, Running>();
  /** Jobs whose reservation is being asked for, or ended for recovery, until that is known: two cards at two terminals, one job. */
  readonly #deciding = new Map<JobId, Promise<void>>();
  readonly #settling = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(deps: ReleaseDeps) {
    this.#deps = deps;
  }

  running(job: JobId): Running | undefined {
    return this.#running.get(job);
  }

  /** Whether this process knows what becomes of the job's reservation; recovery looks after the others. */
  knows(job: JobId): boolean {
    return this.#running.has(job) || this.#deciding.has(job);
  }

  /** Answers once the money is set aside; printing goes on after that, whoever leaves. Throws Fault store-*. */
  async release(request: ReleaseRequest): Promise<Running | Refusal> {
    const { job: id } = request;
    // Somebody else who is just being answered is waited for: the box itself asks, too, and may be refused where a person is not.
    return this.#alone(id, async () => {
      if (this.#stopped || this.#running.has(id)) return refuse("job-not-possible");
      const reserved = await this.#reserve(request);
      if (isRefusal(reserved)) return reserved;
      const job = this.#deps.accounting.ask({ name: "job", id });
      const reservation = this.#deps.accounting.ask({ name: "reservation", id: reserved.id });
      return job && reservation ? this.#start(job, reservation) : refuse("job-not-found");
    });
  }

  /**
   * Happens once under its id: asked again, also after a restart or the job's end, it answers the same and starts nothing. Refused where
   * nothing came of it: only another id releases the job again.
   */
  async releaseOnce(request: OnceRequest): Promise<Reserved | Refusal> {
    const { job: id } = request;
    const { accounting } = this.#deps;
    return this.#alone(id, async () => {
      await this.#cleared(id);
      if (this.#stopped) return refuse("job-not-possible");
      const before = accounting.ask({ name: "job", id });
      const reserved = await this.#reserve(request);
      if (isRefusal(reserved)) return reserved;
      if (accounting.ask({ name: "resolution", id: reserved.id })) return refuse("job-not-possible", { reservation: reserved.id });
      const job = accounting.ask({ name: "job", id });
      // A reservation of an earlier asking is this process's already, or recovery's, or over.
      const made = before?.reservation !== reserved.id && job?.reservation === reserved.id;
      const reservation = accounting.ask({ name: "reservation", id: reserved.id });
      if (made && reservation) {
        await this.#cleared(id); // the attempt before may have ended only while this one was being reserved
        this.#start(job, reservation);
      }
      return reserved;
    });
  }

  /** An attempt that is over still clears up behind itself. The next one begins after that, or its delivery record would be cleared too. */
  async #cleared(id: JobId): Promise<void> {
    const running = this.#running.get(id);
    if (!running || running.reservation.id === this.#deps.accounting.ask({ name: "job", id })?.reservation) return;
    await running.done.catch(() => undefined);
  }

  async #alone<T>(job: JobId, act: () => Promise<T>): Promise<T> {
    while (this.#deciding.has(job)) await this.#deciding.get(job);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#deciding.set(job, promise);
    try {
      return await act();
    } finally {
      this.#deciding.delete(job);
      resolve();
    }
  }

  #reserve(request: ReleaseRequest | OnceRequest): Promise<Reserved | Refusal> {
    return this.#deps.accounting.propose({ name: "reserve", settler: this.#deps.box, ...request });
  }

  #start(job: Job, reservation: Reservation): Running {
    const followers = new Set<(progress: Progress) => void>();
    const [stop, left] = [new AbortController(), new AbortController()];
    let latest: Progress = { state: "sending" };
    const progress = (now: Progress): void => {
      latest = now;
      for (const tell of followers) tell(now);
    };
    const done = this.#print(job, reservation, { progress, signal: stop.signal, left: left.signal }).finally(() => {
      if (this.#running.get(job.id) === running) this.#running.delete(job.id);
      this.#settling.delete(done);
    });
    const running: Running = {
      reservation,
      job,
      done,
      follow: (tell) => {
        followers.add(tell);
        tell(latest);
        return () => followers.delete(tell);
      },
      leave: () => left.abort(),
      stop: () => stop.abort(),
    };
    this.#running.set(job.id, running);
    this.#settling.add(done);
    done.catch((error: unknown) => this.#deps.log.error("release left to recovery", { error, job: job.id }));
    return running;
  }

  async #print(job: Job, reservation: Reservation, following: Parameters<Deliver>[3]): Promise<Settled> {
    let evidence: Evidence;
    let spoiled = false;
    const document = readNoting(
      () => this.#deps.spool.read(job.id),
      () => (spoiled = true),
    );
    try {
      evidence = await this.#deps.deliver(orderFor(job, reservation, document), job, reservation, following);
    } catch (error) {
      // Delivery throws only while nothing was sent (delivery.ts): nothing can have come out.
      this.#deps.log.warn("nothing sent", { error, job: job.id, printer: reservation.printer });
      evidence = { source: "quote", final: "aborted", sent: false, reasons: [following.signal.aborted ? stoppedByPerson : whyOf(error)] };
    }
    const settled = await this.#settle(job.id, reservation, evidence);
    if (spoiled && settled.heldAgain && job.document) await this.#tellSpoiled(job.id, job.document);
    return settled;
  }

  /** Its owner reads why from now on, and it is not tried again in vain. */
  async #tellSpoiled(job: JobId, { format, bytes, hash }: JobDocument): Promise<void> {
    const by: Actor = { kind: "box", name: this.#deps.box };
    const document: JobDocument = { format, bytes, hash, problem: "document-damaged" };
    try {
      await this.#deps.accounting.propose({ name: "describe-document", job, document, by });
    } catch (error) {
      this.#deps.log.warn("a damaged document is told of at its next release", { error, job });
    }
  }

  /** For recovery. No release of the job begins until the delivery is forgotten: it would be forgotten, too. */
  settle(job: JobId, reservation: Pick<Reservation, "id" | "by">, evidence: Evidence): Promise<Settled> {
    return this.#alone(job, () => this.#settle(job, reservation, evidence));
  }

  /** Commits the end of a reservation, asking until the store can answer, and forgets the delivery. */
  async #settle(job: JobId, reservation: Pick<Reservation, "id" | "by">, evidence: Evidence): Promise<Settled> {
    const settled = await this.#committed(reservation, evidence);
    // A job that ended takes its spool file, delivery record included, with it; one held again should not look half sent. A record that
    // stays names a reservation that is over, and the next attempt replaces it.
    if (settled.heldAgain)
      await this.#deps.spool
        .clearDelivery(job)
        .catch((error: unknown) => this.#deps.log.warn("delivery record not cleared", { error, job }));
    return settled;
  }

  async #committed(reservation: Pick<Reservation, "id" | "by">, evidence: Evidence): Promise<Settled> {
    for (;;) {
      try {
        const settled = await this.#deps.accounting.propose({ name: "settle", reservation: reservation.id, evidence, by: reservation.by });
        if (isRefusal(settled)) throw new AlreadyOver(settled);
        return settled;
      } catch (error) {
        if (!isFault(error) || error.retry === "never" || this.#stopped) throw error;
        await this.#deps.clock.sleep(settleAgainMs);
      }
    }
  }

  /** Resolves when every running release has been settled. */
  async idle(): Promise<void> {
    while (this.#settling.size > 0) await Promise.allSettled(this.#settling);
  }

  /** No new releases; those running are left to their printers and, after a restart, to recovery. */
  close(): void {
    this.#stopped = true;
  }
}

const whyOf = (error: unknown): string => (isFault(error) ? (error.trouble ?? error.code) : "bug");

/** Somebody settled or voided it before: the books have the answer. */
export class AlreadyOver extends Error {
  override readonly name = "AlreadyOver";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** Says when the spool gave out a document that is not what it took in, or no longer has it. A disk that may yet answer is another matter. */
const readNoting = (read: () => AsyncIterable<Uint8Array>, spoiled: () => void) =>
  async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* read();
    } catch (error) {
      if (isFault(error, "data-damaged") && error.retry === "never") spoiled();
      throw error;
    }
  };

function orderFor(job: Job, reservation: Reservation, document: () => AsyncIterable<Uint8Array>): PrintOrder {
  const { facts, ticket, quote } = reservation;
  return {
    reference: reservation.id,
    title: job.title,
    user: job.sender.named,
    format: job.document?.format ?? "application/octet-stream",
    ticket,
    bytes: job.document?.bytes ?? 0,
    document,
    expected: { impressions: quote.impressions, copies: copiesOf(facts, ticket), duplex: sidesOf(facts, ticket) !== "one-sided" },
  };
}
