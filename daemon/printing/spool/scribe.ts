// Writes small documents, durably, in a thread of its own: one hand-over for what otherwise are four (open, write, sync, close), and what
// came meanwhile is synced together. Node's own pool wakes a thread for each call, which took a quarter of the time a one-page job takes.
import { Worker } from "node:worker_threads";
import { Fault } from "../../runtime/faults.ts";
import type { Written } from "./scribe-thread.ts";

interface Page {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class Scribe {
  #thread: Worker | undefined;
  #waiting: Page[] = [];
  /** With the thread now. */
  #handed: Page[] = [];
  #closed = false;

  /** Its start takes longer than a job: the first one should not wait for it. */
  constructor() {
    this.#start();
  }

  /** Makes a new file of these bytes; resolves once they are durable. A file of that name is an error. What fails may leave a file. */
  write(path: string, pieces: readonly Buffer[]): Promise<void> {
    // The bytes move to the thread: they need memory of their own, which nothing else looks at.
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ path, bytes, resolve, reject });
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
    const pages = this.#handed.map(({ path, bytes }) => ({ path, bytes }));
    const thread = this.#start();
    thread.ref();
    thread.postMessage(
      pages,
      pages.map(({ bytes }) => bytes.buffer),
    );
  }

  #start(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(new URL("scribe-thread.ts", import.meta.url), { resourceLimits });
    thread.on("message", (written: Written[]) => {
      for (const [i, { resolve, reject }] of this.#handed.entries()) {
        const failed = written[i];
        if (failed) reject(Object.assign(new Error(failed.message), { code: failed.code }));
        else resolve();
      }
      this.#handed = [];
      thread.unref();
      this.#handOver();
    });
    thread.on("error", (error) => this.#lost(thread, error));
    thread.on("exit", () => this.#lost(thread));
    // An open spool is no reason to go on living.
    thread.unref();
    this.#thread = thread;
    return thread;
  }

  /** Nobody knows what it had written: its clients hear of a failure, and the next document begins with a new thread. */
  #lost(thread: Worker, cause?: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    const lost = this.#handed;
    this.#handed = [];
    for (const { reject } of lost) reject(new Fault("data-damaged", "the spool's writer ended", { retry: "later", cause }));
    if (!this.#closed) this.#handOver();
  }
}

/** It holds nothing but the documents on their way through, which count outside. */
const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };
