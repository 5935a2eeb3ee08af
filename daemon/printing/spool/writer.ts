// One document on its way into the spool: sealed while it streams, durable when `finish` resolves, nothing left when it fails.
//
// A document that fits the buffer is handed over whole (scribe.ts). A larger one is written as it comes and synced at intervals, so that
// nobody else's sync waits for gigabytes.
import { createHash, type KeyObject } from "node:crypto";
import { constants } from "node:fs";
import { assert } from "../../domain/bug.ts";
import type { DocumentFormat } from "../../domain/document.ts";
import type { JobId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts";
import { closeSynced, datasync, type Descriptor, destroyFile, type DirectorySync, diskFault, isFull, open, writeAll } from "./disk.ts";
import { ChunkSeal, sealEnd, sealHeader } from "./format.ts";
import { blocks, type Room } from "./room.ts";
import type { Scribe } from "./scribe.ts";

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
  readonly slot: Buffer;
  readonly key: KeyObject;
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
  private readonly hash = createHash("sha256");
  private file: Descriptor | undefined;
  /** There is, or may be, a file to remove. */
  private begun = false;
  private chunk: ChunkSeal | undefined;
  private chunks = 0;
  private sealed: Buffer[] = [];
  private sealedBytes = 0;
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
    this.push(parts.slot);
    this.push(sealHeader(parts.key, parts.job));
    this.take(blocks(this.sealedBytes));
  }

  /** Puts the header on the disk before any document: a Create-Job that was answered is found again after a crash. */
  async startDurable(): Promise<Refusal | undefined> {
    return this.attempt("creating a spool file", () => this.flushDurably());
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
    this.hash.update(chunk);
    this.seal(chunk);
    if (this.sealedBytes < bufferBytes) return undefined;
    return this.attempt("writing a document", async () => {
      await room.refresh();
      await this.flush();
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
    if (this.chunk) this.push(this.chunk.end());
    const document = { bytes: this.bytes, hash: this.hash.digest("hex") };
    this.push(sealEnd(this.parts.key, { format, ...document }));
    const failed = await this.attempt("writing a document", () => (this.file === undefined ? this.handOver() : this.flushDurably()));
    if (isRefusal(failed)) return failed;
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
    this.sealed = [];
    this.close();
    this.settleTaken(0);
    // On a disk that just failed this may fail too: what is left has no end, was never acknowledged, and goes at the next start.
    if (this.begun) await destroyFile(this.parts.path).catch(() => false);
    this.parts.ended(this.parts.job.id, undefined);
  }

  private seal(plain: Uint8Array): void {
    for (let rest = plain; rest.length > 0; ) {
      this.chunk ??= new ChunkSeal(this.parts.key, this.chunks++);
      const fits = rest.subarray(0, this.chunk.left);
      this.push(this.chunk.add(fits));
      rest = rest.subarray(fits.length);
      if (this.chunk.left > 0) continue;
      this.push(this.chunk.end());
      this.chunk = undefined;
    }
  }

  private push(piece: Buffer): void {
    this.sealed.push(piece);
    this.sealedBytes += piece.length;
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

  private async flush(): Promise<void> {
    const file = await this.open();
    await this.drain(file);
    if (this.written - this.synced < syncEveryBytes) return;
    this.synced = this.written;
    await datasync(file);
  }

  private async flushDurably(): Promise<void> {
    const file = await this.open();
    await this.drain(file);
    await datasync(file);
    if (!this.entryDurable) await this.parts.directory.entered();
    this.entryDurable = true;
  }

  private async handOver(): Promise<void> {
    this.begun = true;
    const pieces = this.sealed;
    this.sealed = [];
    await this.parts.scribe.write(this.parts.path, pieces);
    this.written = this.sealedBytes;
    await this.parts.directory.entered();
  }

  private async drain(file: Descriptor): Promise<void> {
    const pieces = this.sealed;
    this.sealed = [];
    this.sealedBytes = 0;
    this.written += await writeAll(file, pieces, this.written);
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
