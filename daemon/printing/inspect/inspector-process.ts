// The daemon's side of one inspector process: starts it confined, feeds it one document at a time, believes nothing it says unchecked, and
// kills it when it takes too long.
import type { ChildProcess } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { DocumentFacts, DocumentFormat } from "../../domain/document.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Clock } from "../../runtime/clock.ts";
import { killGroup, ownNode, type Sandbox, startConfined } from "../../runtime/sandbox.ts";
import { parseAnswer } from "./answer.ts";
import { createFrameReader, type Frame, frameHeader, jsonFrame, kinds } from "./frames.ts";
import { memoryFiles } from "./held-document.ts";
import type { Begin, Hello } from "./inspector-child.ts";
import type { PdfEngineName } from "./pdf-engine.ts";
import type { InspectSettings } from "./settings.ts";

export interface Task {
  readonly format: DocumentFormat;
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly avoid: PdfEngineName | undefined;
  /** Draws this page, from 1, and hands it over as PNG, if it can; what `look` then answers means nothing. */
  readonly picture?: { readonly page: number; readonly take: (png: Uint8Array) => void };
}

export interface Inspector {
  readonly pid: number | undefined;
  /** It may take another document. */
  readonly fit: boolean;
  /** Rejects with InspectorLost when the process is gone, with the source's own error when the source fails, with the signal's reason. */
  look(task: Task, signal: AbortSignal | undefined): Promise<DocumentFacts | Refusal>;
  kill(): void;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
}

export class InspectorLost extends Error {
  /** The engine that was at work. */
  readonly trying: PdfEngineName | undefined;
  constructor(reason: string, trying: PdfEngineName | undefined) {
    super(reason);
    this.trying = trying;
  }
}

export interface InspectorParts {
  readonly clock: Clock;
  readonly sandbox: Sandbox;
  readonly settings: InspectSettings;
  /** Full path of pdftoppm, if installed. */
  readonly pdftoppm: string | undefined;
}

/** PDFium's own memory: a page of 8 million pixels is 32 MB, an image of A4 at 600 dpi in CMYK 140 MB. In pages of 64 KiB. */
const wasmPages = 6144;

/** JavaScript's memory: page trees and cross-references of the largest document we take. */
const heapMegabytes = 256;

/** Both of the above, and what Node sets aside without using it (measured: it starts from 800 MB on). */
const dataBytes = 1536 * 1024 * 1024;

/** A day's documents; one that loops is ended by the clock long before. */
const cpuSeconds = 3_600;

const openFiles = 128;

/** An inspector that has grown beyond this is replaced after its document: WebAssembly gives no memory back. */
const mostResidentBytes = 300 * 1024 * 1024;

/** And after so many documents in any case: leaks of an engine stay small. */
const mostDocuments = 2_000;

const program = fileURLToPath(new URL("inspector-child.ts", import.meta.url));
const installed = fileURLToPath(new URL("../../../", import.meta.url));

export function startInspector(parts: InspectorParts): Inspector {
  const { settings, sandbox, pdftoppm } = parts;
  const child = startConfined(sandbox, ownNode, [...nodeFlags, program], {
    limits: { dataBytes, cpuSeconds, fileBytes: settings.mostBytes * 2, openFiles },
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    sees: [ownNode, `${installed}daemon`, `${installed}node_modules`, `${installed}package.json`],
  });
  const hello: Hello = { settings, ...(pdftoppm ? { poppler: { pdftoppm, sandbox } } : {}) };
  return new RunningInspector(child, hello, parts.clock);
}

/** Node's permissions: its own code to read, memory files to write, and pdftoppm to start. */
const nodeFlags = [
  "--permission",
  `--allow-fs-read=${installed}`,
  `--allow-fs-read=${memoryFiles}`,
  `--allow-fs-write=${memoryFiles}`,
  "--allow-child-process",
  "--no-warnings",
  `--max-old-space-size=${heapMegabytes}`,
  `--wasm-max-mem-pages=${wasmPages}`,
];

class RunningInspector implements Inspector {
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #timeoutMs: number;
  readonly #mostPages: number;
  readonly #clock: Clock;
  #hear: ((frame: Frame) => void) | undefined;
  #lost: ((error: Error) => void) | undefined;
  #documents = 0;
  #fit = true;

  constructor(child: ChildProcess, hello: Hello, clock: Clock) {
    this.#child = child;
    this.#clock = clock;
    this.#timeoutMs = hello.settings.timeoutMs;
    this.#mostPages = hello.settings.mostPages;
    this.#input = child.stdin as Writable;
    this.#input.on("error", () => this.kill()); // EPIPE: it is gone or going
    this.gone = new Promise((resolve) => {
      const end = (): void => {
        this.#fit = false;
        this.#lost?.(new Error("ended"));
        resolve();
      };
      child.once("exit", end);
      child.once("error", end);
    });
    const reader = createFrameReader();
    const output = child.stdio[3] as NodeJS.ReadableStream | null;
    output?.on("error", () => this.kill());
    output?.on("data", (chunk: Uint8Array) => {
      try {
        for (const frame of reader.push(chunk)) this.#hear?.(frame);
      } catch {
        this.kill();
      }
    });
    this.#input.write(jsonFrame(kinds.hello, hello));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get fit(): boolean {
    return this.#fit;
  }

  kill(): void {
    this.#fit = false;
    killGroup(this.#child);
  }

  async look(task: Task, signal: AbortSignal | undefined): Promise<DocumentFacts | Refusal> {
    let trying: PdfEngineName | undefined;
    const answered = Promise.withResolvers<void>();
    const stop = (): void => this.kill();
    const cancelTimeout = this.#clock.after(this.#timeoutMs, stop);
    signal?.addEventListener("abort", stop, { once: true });
    const answer = new Promise<DocumentFacts | Refusal>((resolve, reject) => {
      this.#lost = (): void => reject(new InspectorLost("inspector ended amid a document", trying));
      this.#hear = (frame): void => {
        if (frame.kind === kinds.trying) trying = engineName(frame);
        else if (frame.kind === kinds.picture && task.picture) task.picture.take(frame.payload.slice());
        else if (frame.kind === kinds.answer) {
          answered.resolve();
          const found = this.#answer(frame);
          if (found) resolve(found);
          else this.kill();
        } else this.kill();
      };
    });
    answer.catch(() => {}); // while the bytes are still being sent nobody waits for it yet
    if (!this.#fit) this.#lost?.(new Error("ended"));
    try {
      await this.#send(task, answered.promise);
      return await answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      cancelTimeout();
      signal?.removeEventListener("abort", stop);
      this.#hear = undefined;
      this.#lost = undefined;
    }
  }

  #answer(frame: Frame): DocumentFacts | Refusal | undefined {
    const answer = parseAnswer(frame.payload, this.#mostPages);
    if (answer === undefined) return undefined;
    this.#documents += 1;
    if (answer.spent || answer.resident > mostResidentBytes || this.#documents >= mostDocuments) this.#fit = false;
    return answer.found;
  }

  /** Sends the bytes as they come, until they end, an answer is there, or the process is gone: nobody waits for a source that stalls. */
  async #send(task: Task, enough: Promise<void>): Promise<void> {
    const source = task.open()[Symbol.asyncIterator]();
    const { format, avoid, picture } = task;
    const begin: Begin = { format, ...(avoid ? { avoid } : {}), ...(picture ? { picture: picture.page } : {}) };
    this.#input.write(jsonFrame(kinds.begin, begin));
    const over = Promise.race([enough, this.gone]).then((): IteratorResult<Uint8Array> => ({ done: true, value: undefined }));
    try {
      for (;;) {
        const { done, value } = await Promise.race([source.next(), over]);
        if (done) break;
        this.#input.cork();
        this.#input.write(frameHeader(kinds.bytes, value.length));
        const room = this.#input.write(value);
        this.#input.uncork();
        if (!room) await Promise.race([new Promise((resolve) => this.#input.once("drain", resolve)), over]);
      }
    } catch (error) {
      this.kill(); // the source failed: for the inspector this document has no end
      throw error;
    } finally {
      void Promise.resolve(source.return?.()).catch(() => {}); // a stalled source may never answer
    }
    if (this.#fit) this.#input.write(frameHeader(kinds.end, 0));
  }
}

function engineName(frame: Frame): PdfEngineName | undefined {
  const name = new TextDecoder().decode(frame.payload);
  return name === '"poppler"' ? "poppler" : name === '"pdfium"' ? "pdfium" : undefined;
}
