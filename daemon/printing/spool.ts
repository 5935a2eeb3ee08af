// The spool: one encrypted file per job, durable before anybody is told so, unreadable once its key slot is overwritten.
import { mkdir, readdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { assert } from "../domain/bug.ts";
import type { JobId } from "../domain/ids.ts";
import { fillsFor, type Job } from "../domain/job.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import { type Delivery, readDelivery, removeDelivery, type SendingRecord, writeHandle, writeSending } from "./spool/deliveries.ts";
import { destroyFile, DirectorySync, diskFault, entersWithFile, isMissing, open, readUpTo, sync, withFile } from "./spool/disk.ts";
import { personTag, slotBytes, slotPerson, spoolKeys, type SpoolKeys } from "./spool/format.ts";
import { JobNumbers } from "./spool/numbers.ts";
import { readDocument, readHeader, type SpoolHeader } from "./spool/reader.ts";
import { blocks, Room, type SpoolLimits } from "./spool/room.ts";
import { Scribe } from "./spool/scribe.ts";
import { type SpoolFile, SpoolWriter } from "./spool/writer.ts";

export type { Delivery, SendingRecord } from "./spool/deliveries.ts";
export type { SpoolHeader } from "./spool/reader.ts";
export type { SpoolLimits } from "./spool/room.ts";
export type { SpoolFile } from "./spool/writer.ts";

export interface SpoolParts {
  readonly directory: string;
  /** 32 bytes, of this box alone. */
  readonly boxKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: SpoolLimits;
  readonly log: Log;
}

export interface SpoolUsage {
  readonly files: number;
  readonly bytes: number;
  readonly freeBytes: number;
}

interface Entry {
  readonly person: string;
  /** What the file costs, in whole blocks. */
  readonly cost: number;
}

/** Parallel reads while the spool is counted at start: enough to keep a card busy, few enough to leave threads for jobs. */
const countingReaders = 2;

/** Tags of people kept at hand; making one costs 20 µs. */
const mostTags = 1_000;

export class Spool {
  private readonly directory: string;
  private readonly keys: SpoolKeys;
  private readonly random: Random;
  private readonly log: Log;
  private readonly room: Room;
  private readonly entriesSync: DirectorySync;
  private readonly scribe: Scribe;
  private readonly numbers: JobNumbers;
  /** Files that stood here at start and are not counted yet hold undefined. */
  private readonly entries: Map<JobId, Entry | undefined>;
  private readonly tags = new Map<string, string>();
  private readonly writing = new Map<JobId, SpoolWriter>();
  private closing: Promise<void> | undefined;
  /** Resolves when quotas know every file that stood here at start. Until then they count what was seen so far. */
  readonly counted: Promise<void>;

  private constructor(parts: SpoolParts, directory: DirectorySync, numbers: JobNumbers, ids: readonly JobId[]) {
    this.directory = parts.directory;
    this.keys = spoolKeys(parts.boxKey);
    this.scribe = new Scribe(this.keys, parts.clock);
    this.random = parts.random;
    this.log = parts.log;
    this.entriesSync = directory;
    this.numbers = numbers;
    this.entries = new Map(ids.map((id) => [id, undefined]));
    this.room = new Room(parts.limits, parts.clock, async () => {
      const { bavail, bsize } = await statfs(parts.directory);
      return bavail * bsize;
    });
    this.counted = this.count(ids);
  }

  /** Throws Fault data-damaged or disk-full. Answers before the files that stand here are counted: 20 000 of them take a while on a card. */
  static async open(parts: SpoolParts): Promise<Spool> {
    try {
      if ((await mkdir(parts.directory, { recursive: true, mode: 0o700 })) !== undefined)
        await withFile(dirname(parts.directory), "r", sync);
      const names = await readdir(parts.directory);
      const ids = names.filter((name) => name.endsWith(suffix.job)).map((name) => name.slice(0, -suffix.job.length) as JobId);
      const numbers = await JobNumbers.open(join(parts.directory, "numbers"));
      const { type } = await statfs(parts.directory);
      const directory = new DirectorySync(await open(parts.directory, "r"), entersWithFile(type));
      await directory.sync();
      const spool = new Spool(parts, directory, numbers, ids);
      await spool.room.refresh();
      return spool;
    } catch (error) {
      throw diskFault(error, "opening the spool");
    }
  }

  /** IPP's job-id, never given before. */
  nextNumber(): Promise<number> {
    return this.numbers.take();
  }

  /** Before anything is taken: numbers up to here were given in a life this spool knows nothing of. */
  passOver(highest: number): Promise<void> {
    return this.numbers.passOver(highest);
  }

  /** Begins a job's file; nothing is durable before {@link SpoolFile.finish}. `announced`: the document's size, where the client said it. */
  async create(job: Job, announced = 0): Promise<SpoolFile | Refusal> {
    return this.begin(job, announced);
  }

  /** The same, with the header durable before it answers, for a job whose document comes in a request of its own. */
  async createDurable(job: Job): Promise<SpoolFile | Refusal> {
    const writer = await this.begin(job, 0);
    return isRefusal(writer) ? writer : ((await writer.startDurable()) ?? writer);
  }

  /** Verified while it streams. Throws Fault data-damaged. */
  read(id: JobId): AsyncIterable<Uint8Array> {
    return readDocument(this.path(id, "job"), id, this.keys);
  }

  /** `document` is absent while it is incomplete; undefined: no such file, or one that was never acknowledged. */
  header(id: JobId): Promise<SpoolHeader | undefined> {
    return readHeader(this.path(id, "job"), id, this.keys);
  }

  /** Every file, whole or not. */
  async ids(): Promise<JobId[]> {
    return [...this.entries.keys()];
  }

  /** A document is arriving, or its Create-Job waits for one. */
  isBeingWritten(id: JobId): boolean {
    return this.writing.has(id);
  }

  /** Overwrites the file's key, durably, then removes it: from then on no copy of the bytes can be read. Nothing there is done already. */
  async destroy(id: JobId): Promise<void> {
    await this.writing.get(id)?.abort();
    try {
      const stood = await destroyFile(this.path(id, "job"), () => removeDelivery(this.path(id, "delivery")));
      if (stood) await this.entriesSync.sync();
    } catch (error) {
      throw diskFault(error, "destroying a document");
    }
    const entry = this.entries.get(id);
    this.entries.delete(id);
    if (!entry) return;
    this.room.give(entry.person, entry.cost);
    this.room.leave(entry.person);
  }

  usage(): SpoolUsage {
    return { files: this.entries.size, bytes: this.room.bytes, freeBytes: this.room.freeBytes };
  }

  /** Durable when it resolves: only then may byte one leave. Throws Fault. */
  markSending(id: JobId, record: SendingRecord): Promise<void> {
    return writeSending(this.path(id, "delivery"), record, this.entriesSync);
  }

  addHandle(id: JobId, handle: string): Promise<void> {
    return writeHandle(this.path(id, "delivery"), handle);
  }

  deliveryOf(id: JobId): Promise<Delivery | undefined> {
    return readDelivery(this.path(id, "delivery"), id);
  }

  async clearDelivery(id: JobId): Promise<void> {
    await removeDelivery(this.path(id, "delivery"));
    await this.entriesSync.sync().catch((error) => {
      throw diskFault(error, "clearing a delivery");
    });
  }

  /** Open jobs whose header is durable stay for the next start; half-sent documents without one go. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Once: a descriptor closed twice may be somebody else's by then. */
  private async end(): Promise<void> {
    await Promise.all([...this.writing.values()].map((writer) => writer.leave()));
    await this.counted;
    await this.numbers.close();
    await this.scribe.close();
    await this.entriesSync.close();
  }

  private async begin(job: Job, announced: number): Promise<SpoolWriter | Refusal> {
    assert(!this.entries.has(job.id), `job ${job.id} has a file already`);
    const person = this.tagOf(fillsFor(job.sender));
    await this.room.refresh().catch((error) => {
      throw diskFault(error, "asking for free space");
    });
    const refused = this.room.refusesJob(person) ?? this.room.refuses(person, 0, Math.max(announced, blocks(0)));
    if (refused) return refused;
    const ended = (id: JobId, cost: number | undefined): void => {
      this.writing.delete(id);
      if (cost !== undefined) this.entries.set(id, { person, cost });
      else if (this.entries.delete(id)) this.room.leave(person);
    };
    const parts = {
      path: this.path(job.id, "job"),
      job,
      keys: this.keys,
      random: this.random,
      person,
      room: this.room,
      directory: this.entriesSync,
      scribe: this.scribe,
      ended,
    };
    const writer = new SpoolWriter(parts);
    this.room.enter(person);
    this.entries.set(job.id, undefined);
    this.writing.set(job.id, writer);
    return writer;
  }

  private tagOf(person: string): string {
    const known = this.tags.get(person);
    if (known !== undefined) return known;
    if (this.tags.size >= mostTags) this.tags.clear();
    const tag = personTag(this.keys, person);
    this.tags.set(person, tag);
    return tag;
  }

  /** Tells the quotas what stood here at start: the slot says who, the size how much. */
  private async count(ids: readonly JobId[]): Promise<void> {
    const queue = ids.values();
    const reader = async (): Promise<void> => {
      for (const id of queue) {
        if (this.closing) return;
        const entry = await this.countOne(id);
        if (!entry || !this.entries.has(id)) continue;
        this.entries.set(id, entry);
        this.room.take(entry.person, entry.cost);
        this.room.enter(entry.person);
      }
    };
    await Promise.all(Array.from({ length: countingReaders }, reader));
  }

  private async countOne(id: JobId): Promise<Entry | undefined> {
    try {
      const path = this.path(id, "job");
      const [slot, { size }] = await Promise.all([withFile(path, "r", (file) => readUpTo(file, 0, slotBytes)), stat(path)]);
      return { person: slotPerson(slot) ?? "", cost: blocks(size) };
    } catch (error) {
      if (!isMissing(error)) this.log.warn("spool file not counted", { job: id, error });
      return undefined;
    }
  }

  private path(id: JobId, kind: keyof typeof suffix): string {
    assert(/^[\w-]{1,64}$/.test(id), "a job's id is a file's name");
    return join(this.directory, id + suffix[kind]);
  }
}

const suffix = { job: ".job", delivery: ".delivery" } as const;
