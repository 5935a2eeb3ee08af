// Seals and writes small documents, durably, in a thread of its own: one hand-over for what otherwise are four calls (open, write, sync,
// close), and what came meanwhile is synced together. Node's own pool wakes a thread for each call; that and the sealing took half of the
// time in which the box's thread takes a one-page job.
import { Worker } from "node:worker_threads";
import { Fault } from "../../runtime/faults.ts";
import type { SpoolKeys } from "./format.ts";
import type { NewFile, Written } from "./scribe-thread.ts";

export type Durable = Extract<Written, { hash: string }>;

interface Page {
  readonly file: NewFile;
  readonly resolve: (written: Durable) => void;
  readonly reject: (error: Error) => void;
}

export class Scribe {
  readonly #keys: SpoolKeys;
  #thread: Worker | undefined;
  #waiting: Page[] = [];
  /** With the thread now. */
  #handed: Page[] = [];
  #closed = false;

  /** The thread begins with the first document: a box that takes none is spared its memory, some 20 MB. */
  constructor(keys: SpoolKeys) {
    this.#keys = keys;
  }

  /** Makes a new file; resolves once it is durable. A file of that name is an error. What fails may leave a file. */
  write(cover: Omit<NewFile, "document">, chunks: readonly Uint8Array[]): Promise<Durable> {
    // The bytes move to the thread: they need memory of their own, which nothing else looks at.
    const document = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      document.set(chunk, at);
      at += chunk.length;
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ file: { ...cover, document }, resolve, reject });
      if (this.#handed.length === 0) this.#handOver();
    });
  }

  /** Nothing may be waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.terminate();
  }

  #handOver(): void {
    if (this.#waiting.length === 0) return;
    this.#handed = this.#waiting;
    this.#waiting = [];
    try {
      const thread = this.#start();
      thread.ref();
      const files = this.#handed.map(({ file }) => file);
      thread.postMessage(
        files,
        files.map(({ document }) => document.buffer as ArrayBuffer),
      );
    } catch (error) {
      this.#giveUp(error); // no thread could be started
    }
  }

  #start(): Worker {
    if (this.#thread) return this.#thread;
    const { wrap } = this.#keys;
    const thread = new Worker(new URL("scribe-thread.ts", import.meta.url), { resourceLimits, workerData: { wrap } });
    thread.on("message", (written: readonly Written[]) => this.#told(thread, written));
    thread.on("error", (error) => this.#lost(thread, error));
    thread.on("exit", () => this.#lost(thread));
    // An open spool is no reason to go on living.
    thread.unref();
    this.#thread = thread;
    return thread;
  }

  #told(thread: Worker, written: readonly Written[]): void {
    for (const [i, { resolve, reject }] of this.#handed.entries()) {
      const one = written[i];
      if (one && "hash" in one) resolve(one);
      else reject(Object.assign(new Error(one?.message), { code: one?.code }));
    }
    this.#handed = [];
    thread.unref();
    this.#handOver();
  }

  /** Nobody knows what it had written: its clients hear of a failure, and the next document begins with a new thread. */
  #lost(thread: Worker, cause?: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#giveUp(cause);
    if (!this.#closed) this.#handOver();
  }

  #giveUp(cause: unknown): void {
    const lost = this.#handed;
    this.#handed = [];
    for (const { reject } of lost) reject(new Fault("data-damaged", "the spool's writer ended", { retry: "later", cause }));
  }
}

/** It holds nothing but the documents on their way through, which count outside. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };
