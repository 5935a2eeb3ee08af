// How much may still be taken: bytes and jobs, per person, in all, and on the disk. Counted in memory; the disk itself is asked once a second at most.
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Places } from "../places.ts";

export interface SpoolLimits {
  /** One document, after decompression. */
  readonly documentBytes: number;
  /** Everything one person, or one address where nobody is proven, has waiting. */
  readonly personBytes: number;
  readonly totalBytes: number;
  /** A job costs a record in the store and a line in every list, however small its document is. */
  readonly personJobs: number;
  readonly totalJobs: number;
  /** Left free on the disk for the store, the books and the logs, which must never fail because somebody prints. */
  readonly keepFreeBytes: number;
}

/** Each file costs whole blocks, and at least one: a hundred thousand empty jobs are not free. */
export const blockBytes = 4096;
export const blocks = (bytes: number): number => Math.max(1, Math.ceil(bytes / blockBytes)) * blockBytes;

const askAgainMs = 1000;
/** A fast network fills this in well under a second: ask the disk again before. */
const askAgainBytes = 64 * 1024 * 1024;

export class Room {
  private readonly limits: SpoolLimits;
  private readonly clock: Clock;
  private readonly askFree: () => Promise<number>;
  private readonly persons = new Map<string, number>();
  private readonly jobs: Places;
  private total = 0;
  private free = Number.POSITIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  private takenSince = 0;
  private asking: Promise<void> | undefined;

  constructor(limits: SpoolLimits, clock: Clock, askFree: () => Promise<number>) {
    this.limits = limits;
    this.clock = clock;
    this.askFree = askFree;
    this.jobs = new Places(limits.personJobs, limits.totalJobs);
  }

  get bytes(): number {
    return this.total;
  }

  /** On the disk, less what was admitted since it was asked. */
  get freeBytes(): number {
    return this.free - this.takenSince;
  }

  /** Waits only when the disk was not asked lately. */
  async refresh(): Promise<void> {
    if (this.clock.monotonic() - this.askedAt < askAgainMs && this.takenSince < askAgainBytes) return;
    this.asking ??= (async () => {
      try {
        const before = this.takenSince;
        this.free = await this.askFree();
        this.takenSince = Math.max(0, this.takenSince - before);
        this.askedAt = this.clock.monotonic();
      } finally {
        this.asking = undefined;
      }
    })();
    await this.asking;
  }

  /** Why `more` bytes cannot be added to a document which has `sofar`; nothing is taken. */
  refuses(person: string, sofar: number, more: number): Refusal | undefined {
    const { documentBytes, personBytes, totalBytes, keepFreeBytes } = this.limits;
    if (sofar + more > documentBytes) return refuse("document-too-large", { limit: documentBytes });
    if ((this.persons.get(person) ?? 0) + more > personBytes) return refuse("spool-quota-reached", { limit: personBytes });
    if (this.total + more > totalBytes || this.freeBytes - more < keepFreeBytes) return refuse("spool-full");
    return undefined;
  }

  /** Why one more job cannot be kept. */
  refusesJob(person: string): Refusal | undefined {
    const full = this.jobs.full(person);
    if (full === undefined) return undefined;
    return full === "each" ? refuse("spool-quota-reached", { jobs: this.limits.personJobs }) : refuse("spool-full");
  }

  enter(person: string): void {
    this.jobs.take(person);
  }

  leave(person: string): void {
    this.jobs.give(person);
  }

  take(person: string, bytes: number): void {
    this.total += bytes;
    this.takenSince += bytes;
    this.persons.set(person, (this.persons.get(person) ?? 0) + bytes);
  }

  give(person: string, bytes: number): void {
    this.total -= bytes;
    const left = (this.persons.get(person) ?? 0) - bytes;
    if (left > 0) this.persons.set(person, left);
    else this.persons.delete(person);
  }
}
