// The program of an inspector process. It has no network, no files but its own code, little memory, and is killed without ceremony; it reads
// one document after the other from its input and says what it found.
import { Socket } from "node:net";
import { setPriority } from "node:os";
import type { DocumentFacts, DocumentFormat } from "../../domain/document.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts";
import { memoryBytes } from "../../runtime/memory.ts";
import { niceness } from "../../runtime/sandbox.ts";
import type { Answer } from "./answer.ts";
import { createFrameReader, type Frame, frameHeader, jsonFrame, kinds, mostPayloadBytes } from "./frames.ts";
import { hasMemoryFiles, type HeldDocument, holdDocument, memoryFiles } from "./held-document.ts";
import { inspectJpeg } from "./jpeg.ts";
import { inspectPdf } from "./pdf.ts";
import type { PdfEngineName } from "./pdf-engine.ts";
import { loadPdfium, type Pdfium } from "./pdf-pdfium.ts";
import type { Poppler } from "./pdf-poppler.ts";
import { createPwgDecoder } from "./pwg.ts";
import type { RasterDecoder } from "./raster.ts";
import type { InspectSettings } from "./settings.ts";
import { createUrfDecoder } from "./urf.ts";

/** The first frame. */
export interface Hello {
  readonly settings: InspectSettings;
  readonly poppler?: Poppler;
}

/** Begins a document. */
export interface Begin {
  readonly format: DocumentFormat;
  readonly avoid?: PdfEngineName;
  /** Nothing is looked for: this page of a PDF, from 1, is drawn. */
  readonly picture?: number;
}

/** Answers leave here: engines print their complaints on the standard output. */
export const answerDescriptor = 3;

class Aborted extends Error {}

class InspectorProcess {
  readonly #frames: AsyncGenerator<Frame>;
  readonly #out = new Socket({ fd: answerDescriptor, readable: false, writable: true });
  #hello: Hello | undefined;
  #pdfium: Promise<Pdfium> | undefined;
  #spent = false;

  constructor(input: AsyncIterable<Uint8Array>) {
    this.#frames = framesOf(input);
  }

  async run(): Promise<void> {
    for (let frame = await this.#next(); frame !== undefined; frame = await this.#next()) {
      if (frame.kind === kinds.hello) this.#hello = JSON.parse(text(frame)) as Hello;
      else if (frame.kind === kinds.begin && this.#hello) await this.#document(JSON.parse(text(frame)) as Begin, this.#hello);
    }
  }

  async #next(): Promise<Frame | undefined> {
    const { value, done } = await this.#frames.next();
    return done ? undefined : value;
  }

  async #document(begin: Begin, hello: Hello): Promise<void> {
    const bytes = new Incoming(() => this.#next());
    let found: DocumentFacts | Refusal;
    try {
      found = await this.#look(begin, hello, bytes);
      await bytes.drain();
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
      found = refuse("document-damaged"); // nobody reads it: the daemon has its own reason
    }
    const answer: Answer = { found, spent: this.#spent, resident: memoryBytes() };
    this.#out.write(jsonFrame(kinds.answer, answer));
  }

  async #look(begin: Begin, { settings, poppler }: Hello, bytes: Incoming): Promise<DocumentFacts | Refusal> {
    switch (begin.format) {
      case "image/pwg-raster":
        return decodeRaster(createPwgDecoder(settings), bytes);
      case "image/urf":
        return decodeRaster(createUrfDecoder(settings), bytes);
      case "image/jpeg":
      case "application/pdf":
        return this.#held(begin, settings, poppler, bytes);
      default:
        return refuse("document-format-not-supported");
    }
  }

  async #held(begin: Begin, settings: InspectSettings, poppler: Poppler | undefined, bytes: Incoming): Promise<DocumentFacts | Refusal> {
    const directory = hasMemoryFiles(memoryFiles) ? memoryFiles : undefined;
    const document = await holdDocument(bytes.chunks(), { mostBytes: settings.mostBytes, directory });
    if (isRefusal(document)) return document;
    try {
      if (begin.picture !== undefined) return await this.#picture(document, settings, begin.picture);
      if (begin.format === "image/jpeg") return inspectJpeg(document.slice(0, document.length), settings);
      return await inspectPdf(document, {
        settings,
        poppler: directory === undefined ? undefined : poppler,
        pdfium: () => this.#engine(),
        avoid: begin.avoid,
        trying: (engine) => this.#out.write(jsonFrame(kinds.trying, engine)),
      });
    } finally {
      document.close();
    }
  }

  /** Answers with what is always refused: the picture, where there is one, went before it. */
  async #picture(document: HeldDocument, settings: InspectSettings, page: number): Promise<Refusal> {
    const png = (await this.#engine()).picture(document, settings, page);
    if (png && png.length <= mostPayloadBytes) this.#out.write(Buffer.concat([frameHeader(kinds.picture, png.length), png]));
    return refuse("document-unreadable");
  }

  async #engine(): Promise<Pdfium> {
    this.#pdfium ??= loadPdfium();
    const engine = await this.#pdfium;
    return {
      draw: (...args) => {
        const drawing = engine.draw(...args);
        this.#spent = engine.spent;
        return drawing;
      },
      picture: (...args) => {
        const png = engine.picture(...args);
        this.#spent = engine.spent;
        return png;
      },
      spent: engine.spent,
    };
  }
}

/** The bytes of one document among the frames. */
class Incoming {
  readonly #next: () => Promise<Frame | undefined>;
  #over = false;

  constructor(next: () => Promise<Frame | undefined>) {
    this.#next = next;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.#chunk(); chunk !== undefined; chunk = await this.#chunk()) yield chunk;
  }

  /** Takes what nobody wanted any more. */
  async drain(): Promise<void> {
    while ((await this.#chunk()) !== undefined);
  }

  async #chunk(): Promise<Uint8Array | undefined> {
    if (this.#over) return undefined;
    const frame = await this.#next();
    if (frame?.kind === kinds.bytes) return frame.payload;
    this.#over = true;
    if (frame?.kind !== kinds.end) throw new Aborted();
    return undefined;
  }
}

async function decodeRaster(decoder: RasterDecoder, bytes: Incoming): Promise<DocumentFacts | Refusal> {
  for await (const chunk of bytes.chunks()) {
    if (!decoder.push(chunk)) break;
  }
  return decoder.finish();
}

async function* framesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const reader = createFrameReader();
  for await (const chunk of input) yield* reader.push(chunk);
}

const text = (frame: Frame): string => new TextDecoder().decode(frame.payload);

if (import.meta.main) {
  setPriority(niceness); // the wrappers of the sandbox may have been quicker than the daemon's own call
  await new InspectorProcess(process.stdin).run();
  process.exit(0);
}
