// Seals and writes small documents, durably, in a thread of its own: one hand-over for what otherwise are four calls (open, write, sync,
// close), and for what came meanwhile. Node's own pool wakes a thread for each call; that and the sealing took half of the time in which the
// box's thread takes a one-page job.
import { Worker } from "node:worker_threads";
import { assert } from "../../domain/bug.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Fault } from "../../runtime/faults.ts";
import type { SpoolKeys } from "./format.ts";
import type { Durable, NewFile, Tools, Written } from "./scribe-thread.ts";

interface Page {
  readonly cover: Omit<NewFile, "at" | "length">;
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
  readonly resolve: (written: Durable) => void;
  readonly reject: (error: Error) => void;
}

/** What one hand-over holds: two of the largest small documents, or some fifteen of the usual ones. */
export const deskBytes = 512 * 1024;
/** A disk that syncs a file in less is quicker one file after the other: to wake a thread for each, and be woken, takes as long. */
const usualQuickSyncMs = 2;
/** A box at rest does without the thread's memory. It ends after once or twice this time without a document. */
export const restMs = 120_000;

export class Scribe {
  readonly #keys: SpoolKeys;
  readonly #clock: Clock;
  readonly #quickSyncMs: number;
  #thread: Thread | undefined;
  #waiting: Page[] = [];
  /** With the thread now. */
  #handed: readonly Page[] = [];
  #used = false;
  #closed = false;

  /** The thread, some 20 MB of memory, begins with a document, and ends when none comes any more. */
  constructor(keys: SpoolKeys, clock: Clock, quickSyncMs: number = usualQuickSyncMs) {
    this.#keys = keys;
    this.#clock = clock;
    this.#quickSyncMs = quickSyncMs;
  }

  /** Makes a new file of at most `deskBytes`; resolves once it is durable. A file of that name is an error. What fails may leave a file. */
  write(cover: Page["cover"], chunks: readonly Uint8Array[]): Promise<Durable> {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    assert(length <= deskBytes, "only small documents are handed over");
    return new Promise((resolve, reject) => {
      this.#waiting.push({ cover, chunks, length, resolve, reject });
      this.#handOver();
    });
  }

  /** Its thread lives. */
  get awake(): boolean {
    return this.#thread !== undefined;
  }

  /** Nothing may be waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    thread?.stopTimer();
    await thread?.worker.terminate();
  }

  /** As many as the desk holds, once the thread is done with those before. */
  #handOver(): void {
    if (this.#handed.length > 0 || this.#waiting.length === 0) return;
    let bytes = 0;
    const more = this.#waiting.findIndex(({ length }) => (bytes += length) > deskBytes);
    this.#handed = this.#waiting.splice(0, more === -1 ? this.#waiting.length : more);
    this.#used = true;
    try {
      const { worker, desk } = this.#start();
      worker.ref();
      let at = 0;
      const files = this.#handed.map(({ cover, chunks, length }): NewFile => {
        const file = { ...cover, at, length };
        for (const chunk of chunks) {
          desk.set(chunk, at);
          at += chunk.length;
        }
        return file;
      });
      worker.postMessage(files);
    } catch (error) {
      this.#giveUp(error); // no thread could be started
      this.#handOver();
    }
  }

  #start(): Thread {
    if (this.#thread) return this.#thread;
    const { wrap } = this.#keys;
    const desk = new Uint8Array(new SharedArrayBuffer(deskBytes));
    const workerData: Tools = { wrap, desk, quickSyncMs: this.#quickSyncMs };
    const worker = new Worker(new URL("scribe-thread.ts", import.meta.url), { resourceLimits, workerData });
    worker.on("message", (written: readonly Written[]) => this.#told(worker, written));
    worker.on("error", (error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker));
    // An open spool is no reason to go on living.
    worker.unref();
    this.#thread = { worker, desk, stopTimer: () => {} };
    this.#awaitRest(this.#thread);
    return this.#thread;
  }

  #awaitRest(thread: Thread): void {
    this.#used = false;
    thread.stopTimer = this.#clock.after(restMs, () => {
      if (this.#used || this.#handed.length > 0) this.#awaitRest(thread);
      else void this.#end();
    });
  }

  #told(worker: Worker, written: readonly Written[]): void {
    for (const [i, { resolve, reject }] of this.#takeBack().entries()) {
      const one = written[i];
      if (one && "hash" in one) resolve(one);
      else reject(Object.assign(new Error(one?.message), { code: one?.code }));
    }
    worker.unref();
    this.#handOver();
  }

  /** Nobody knows what it had written: its clients hear of a failure, and the next document begins with a new thread. */
  #lost(worker: Worker, cause?: unknown): void {
    if (this.#thread?.worker !== worker) return;
    this.#thread.stopTimer();
    this.#thread = undefined;
    this.#giveUp(cause);
    if (!this.#closed) this.#handOver();
  }

  #takeBack(): readonly Page[] {
    const pages = this.#handed;
    this.#handed = [];
    return pages;
  }

  #giveUp(cause: unknown): void {
    for (const { reject } of this.#takeBack()) reject(new Fault("data-damaged", "the spool's writer ended", { retry: "later", cause }));
  }
}

interface Thread {
  readonly worker: Worker;
  /** Where it finds what it is handed: shared memory costs no collector anything. */
  readonly desk: Uint8Array;
  stopTimer: () => void;
}

/** It holds nothing but the documents on their way through, which count outside. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };
