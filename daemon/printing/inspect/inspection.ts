// Looking into documents, as the rest of the daemon sees it: bytes in, facts or a refusal out, later. A small pool of inspector processes
// behind a bounded queue; nothing a document does reaches further than its inspector.
import type { DocumentFacts, DocumentFormat } from "../../domain/document.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { createBoundedQueue } from "../../runtime/bounded-queue.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Fault } from "../../runtime/faults.ts";
import type { Log } from "../../runtime/log.ts";
import { findProgram, findSandbox, type Sandbox } from "../../runtime/sandbox.ts";
import { type Inspector, InspectorLost, startInspector } from "./inspector-process.ts";
import type { PdfEngineName } from "./pdf-engine.ts";
import { type InspectSettings, inspectDefaults } from "./settings.ts";

export interface InspectionParts {
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  readonly settings?: Partial<InspectSettings>;
  /** Default: what this machine offers. */
  readonly sandbox?: Sandbox;
}

export interface Inspection {
  /** `open` may be called twice. Throws Fault overloaded when too many wait, the signal's reason, or what `open`'s stream throws. */
  inspect(
    format: DocumentFormat,
    open: () => AsyncIterable<Uint8Array>,
    size: number,
    signal?: AbortSignal,
  ): Promise<DocumentFacts | Refusal>;
  /** One page of a PDF, from 1, as PNG; undefined where it cannot be drawn. Throws as `inspect` does. */
  picture(open: () => AsyncIterable<Uint8Array>, size: number, page: number): Promise<Uint8Array | undefined>;
  /** Gives way, to intake for instance, until the answer is called. */
  pause(): () => void;
  idle(): Promise<void>;
  /** Ends the inspectors at once: what waits or runs is refused as overloaded, and is looked at after the next start. */
  close(): Promise<void>;
  /** Process ids, for status pages and tests. */
  inspectors(): readonly number[];
}

/** A document whose inspector is lost gets one more, with the other engine where there is one. */
const tries = 2;

interface Machine {
  readonly sandbox: Sandbox;
  readonly pdftoppm: string | undefined;
}

export function createInspection(parts: InspectionParts): Inspection {
  const { clock, log } = parts;
  const settings: InspectSettings = { ...inspectDefaults, ...parts.settings };
  const queue = createBoundedQueue({
    name: "inspection",
    clock,
    mostRunning: settings.inspectors,
    mostWaiting: settings.mostWaiting,
    mostWeight: settings.mostBytesAtOnce,
    patienceMs: settings.patienceMs,
  });
  const living = new Set<Inspector>();
  const resting: { inspector: Inspector; cancel: () => void }[] = [];
  let machine: Promise<Machine> | undefined;
  let closing = false;

  const look = async (): Promise<Machine> => {
    const [sandbox, pdftoppm] = await Promise.all([parts.sandbox ?? findSandbox(), findProgram("pdftoppm")]);
    return { sandbox, pdftoppm };
  };

  const take = async (): Promise<Inspector> => {
    for (let rested = resting.pop(); rested !== undefined; rested = resting.pop()) {
      rested.cancel();
      if (rested.inspector.fit) return rested.inspector;
    }
    machine ??= look();
    const found = await machine;
    if (closing) throw new Fault("overloaded", "inspection is closed", { retry: "later" });
    const inspector = startInspector({ clock, settings, ...found });
    living.add(inspector);
    void inspector.gone.then(() => living.delete(inspector));
    return inspector;
  };

  const rest = (inspector: Inspector): void => {
    if (!inspector.fit) {
      inspector.kill();
      return;
    }
    const cancel = clock.after(settings.idleMs, () => {
      resting.splice(
        resting.findIndex((rested) => rested.inspector === inspector),
        1,
      );
      inspector.kill();
    });
    resting.push({ inspector, cancel });
  };

  const inspect = async (format: DocumentFormat, open: () => AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) => {
    let avoid: PdfEngineName | undefined;
    for (let attempt = 1; attempt <= tries; attempt++) {
      const inspector = await take();
      try {
        return await inspector.look({ format, open, avoid }, signal);
      } catch (error) {
        if (closing) throw new Fault("overloaded", "inspection is closed", { retry: "later", cause: error });
        if (!(error instanceof InspectorLost)) throw error;
        avoid = error.trying;
        log.warn("inspector lost amid a document", { format, attempt, engine: error.trying, inspector: inspector.pid });
      } finally {
        rest(inspector);
      }
    }
    return refuse("document-unreadable");
  };

  const draw = async (open: () => AsyncIterable<Uint8Array>, page: number): Promise<Uint8Array | undefined> => {
    let png: Uint8Array | undefined;
    const inspector = await take();
    try {
      await inspector.look(
        { format: "application/pdf", open, avoid: undefined, picture: { page, take: (drawn) => (png = drawn) } },
        undefined,
      );
      return png;
    } catch (error) {
      if (error instanceof InspectorLost && !closing) return undefined;
      throw error;
    } finally {
      rest(inspector);
    }
  };

  return {
    async picture(open, size, page) {
      if (size > settings.mostBytes) return undefined;
      return queue.run(() => draw(open, page), { weight: size, signal: undefined });
    },
    async inspect(format, open, size, signal) {
      if (isHeldWhole(format) && size > settings.mostBytes) return refuse("document-too-large", { bytes: size });
      return queue.run(() => inspect(format, open, signal), { weight: isHeldWhole(format) ? size : 0, signal });
    },
    pause: queue.pause,
    idle: queue.idle,
    async close() {
      closing = true;
      const closed = queue.close();
      for (const { cancel } of resting.splice(0)) cancel();
      for (const inspector of living) inspector.kill();
      await closed;
      const ending = [...living];
      for (const inspector of ending) inspector.kill();
      await Promise.all(ending.map(({ gone }) => gone));
    },
    inspectors: () => [...living].flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
  };
}

/** Rasters are decoded as they stream. */
const isHeldWhole = (format: DocumentFormat): boolean => format === "application/pdf" || format === "image/jpeg";
