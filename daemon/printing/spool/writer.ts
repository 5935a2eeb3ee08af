// One document on its way into the spool: sealed while it streams, durable when `finish` resolves, nothing left when it fails.
//
// A document that fits the buffer is handed over whole (scribe.ts). A larger one is written as it comes and synced at intervals, so that
// nobody else's sync waits for gigabytes.
import { constants } from "node:fs";
import { assert } from "../../domain/bug.ts";
import type { DocumentFormat } from "../../domain/document.ts";
import type { JobId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Random } from "../../runtime/random.ts";
import { closeSynced, datasync, type Descriptor, destroyFile, type DirectorySync, diskFault, isFull, open, writeAll } from "./disk.ts";
import type { SpoolKeys } from "./format.ts";
import { blocks, type Room } from "./room.ts";
import type { Scribe } from "./scribe.ts";
import { type Cover, Sealing } from "./sealing.ts";

export interface SpoolFile {
  /** Takes the next bytes. After a refusal the file is gone. Waits while the disk is behind. */
  write(chunk: Uint8Array): Promise<Refusal | undefined>;
  /** Resolves once the document and its directory entry are durable. */
  finish(end: { format: DocumentFormat }): Promise<{ bytes: number; hash: string } | Refusal>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

export interface SpoolWriterParts {
  readonly path: string;
  readonly job: Job;
  readonly keys: SpoolKeys;
  readonly random: Random;
  readonly person: string;
  readonly room: Room;
  readonly directory: DirectorySync;
  readonly scribe: Pick<Scribe, "write">;
  /** Told once, when the file is whole or gone (`bytes` undefined). */
  readonly ended: (id: JobId, bytes: number | undefined) => void;
}

/** Up to here a document waits in memory: most one-page jobs become one write. */
const bufferBytes = 256 * 1024;
/** A slow card (10 MB/s) needs 1.6 s for this: the longest anybody's sync waits for somebody else's large document. */
const syncEveryBytes = 16 * 1024 * 1024;

export class SpoolWriter implements SpoolFile {
  private readonly parts: SpoolWriterParts;
  /** A document that may turn out to be a small one, as it came. */
  private plain: Uint8Array[] = [];
  /** Of one that is not. */
  private sealing: Sealing | undefined;
  private file: Descriptor | undefined;
  /** There is, or may be, a file to remove. */
  private begun = false;
  private bytes = 0;
  private written = 0;
  private synced = 0;
  private taken = 0;
  private entryDurable = false;
  private over: Refusal | undefined;
  private ended = false;
  private step: Promise<void> | undefined;

  constructor(parts: SpoolWriterParts) {
    this.parts = parts;
    this.take(blocks(0));
  }

  /** Puts the header on the disk before any document: a Create-Job that was answered is found again after a crash. */
  async startDurable(): Promise<Refusal | undefined> {
    return this.attempt("creating a spool file", () => this.flushDurably(this.seal()));
  }

  async write(chunk: Uint8Array): Promise<Refusal | undefined> {
    if (this.over) return this.over;
    assert(!this.ended, "a spool file is written before it ends");
    const { room, person } = this.parts;
    const refused = room.refuses(person, this.bytes, chunk.length);
    if (refused) {
      this.over = refused;
      await this.discard();
      return refused;
    }
    this.take(chunk.length);
    this.bytes += chunk.length;
    if (this.sealing) this.sealing.add(chunk);
    else this.plain.push(chunk);
    if (this.bytes < bufferBytes) return undefined;
    const sealing = this.seal();
    if (sealing.waitingBytes < bufferBytes) return undefined;
    return this.attempt("writing a document", async () => {
      await room.refresh();
      await this.flush(sealing);
    });
  }

  async finish({ format }: { format: DocumentFormat }): Promise<{ bytes: number; hash: string } | Refusal> {
    if (this.over) return this.over;
    assert(!this.ended, "a spool file ends once");
    if (this.bytes === 0) {
      this.over = refuse("document-empty");
      await this.discard();
      return this.over;
    }
    let document: { bytes: number; hash: string } | undefined;
    const failed = await this.attempt("writing a document", async () => {
      document = this.sealing ? await this.finishSealing(this.sealing, format) : await this.handOver(format);
    });
    if (failed) return failed;
    assert(document, "a step without a failure has its result");
    this.ended = true;
    this.close();
    this.settleTaken(blocks(this.written));
    this.parts.ended(this.parts.job.id, blocks(this.written));
    return document;
  }

  async abort(): Promise<void> {
    this.over ??= refuse("job-not-possible");
    // A step under way may be about to make the file.
    await this.step?.catch(() => {});
    await this.discard();
  }

  /** Closes without removing a file whose header is durable: the next start finds an open job. */
  async leave(): Promise<void> {
    if (!this.entryDurable) return this.abort();
    this.over ??= refuse("job-not-possible");
    await this.step?.catch(() => {});
    this.ended = true;
    this.close();
  }

  private async discard(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.plain = [];
    this.sealing = undefined;
    this.close();
    this.settleTaken(0);
    // On a disk that just failed this may fail too: what is left has no end, was never acknowledged, and goes at the next start.
    if (this.begun) await destroyFile(this.parts.path).catch(() => false);
    this.parts.ended(this.parts.job.id, undefined);
  }

  private get cover(): Cover {
    const { job, person } = this.parts;
    return { id: job.id, person, job: JSON.stringify(job) };
  }

  /** From now on the document is written as it comes. */
  private seal(): Sealing {
    if (this.sealing) return this.sealing;
    this.sealing = new Sealing(this.parts.keys, this.parts.random, this.cover);
    for (const chunk of this.plain) this.sealing.add(chunk);
    this.plain = [];
    return this.sealing;
  }

  /** Runs a step that touches the disk. A full disk is a refusal, anything else a fault; both leave nothing behind. */
  private async attempt(doing: string, act: () => Promise<void>): Promise<Refusal | undefined> {
    this.step = act();
    try {
      await this.step;
      return this.over;
    } catch (error) {
      if (this.over) return this.over;
      this.over = refuse("spool-full");
      await this.discard();
      if (isFull(error)) return this.over;
      throw diskFault(error, doing);
    } finally {
      this.step = undefined;
    }
  }

  private async open(): Promise<Descriptor> {
    this.begun = true;
    this.file ??= await open(this.parts.path, newFile);
    return this.file;
  }

  private async flush(sealing: Sealing): Promise<void> {
    const file = await this.open();
    await this.drain(sealing, file);
    if (this.written - this.synced < syncEveryBytes) return;
    this.synced = this.written;
    await datasync(file);
  }

  private async flushDurably(sealing: Sealing): Promise<void> {
    const file = await this.open();
    await this.drain(sealing, file);
    await datasync(file);
    if (!this.entryDurable) await this.parts.directory.entered();
    this.entryDurable = true;
  }

  private async finishSealing(sealing: Sealing, format: DocumentFormat): Promise<{ bytes: number; hash: string }> {
    const document = sealing.end(format);
    await this.flushDurably(sealing);
    return document;
  }

  private async handOver(format: DocumentFormat): Promise<{ bytes: number; hash: string }> {
    this.begun = true;
    const chunks = this.plain;
    this.plain = [];
    const { bytes, hash, fileBytes } = await this.parts.scribe.write({ ...this.cover, path: this.parts.path, format }, chunks);
    this.written = fileBytes;
    await this.parts.directory.entered();
    return { bytes, hash };
  }

  private async drain(sealing: Sealing, file: Descriptor): Promise<void> {
    this.written += await writeAll(file, sealing.take(), this.written);
  }

  private take(bytes: number): void {
    this.parts.room.take(this.parts.person, bytes);
    this.taken += bytes;
  }

  /** What the file costs in the end, instead of what was counted while it came. */
  private settleTaken(cost: number): void {
    const { room, person } = this.parts;
    if (cost > this.taken) room.take(person, cost - this.taken);
    else room.give(person, this.taken - cost);
    this.taken = cost;
  }

  private close(): void {
    if (this.file !== undefined) closeSynced(this.file);
    this.file = undefined;
  }
}

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
