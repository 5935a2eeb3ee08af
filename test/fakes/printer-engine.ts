// The paper side of the fake printer: takes jobs one after another, puts sides on sheets, and writes down what really came out. What it
// *says* it printed is another thing: see counterOf.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { systemClock } from "../../daemon/runtime/clock.ts";
import type { JobState } from "../../daemon/domain/job.ts";

/** One side of one sheet that lies in the tray. */
export interface PaperEntry {
  readonly job: number;
  readonly name: string;
  readonly user: string;
  readonly impression: number;
  readonly copy: number;
  /** Pages of the document on this side. */
  readonly pages: readonly number[];
  readonly side: "front" | "back";
  readonly sheet: number;
  readonly monochrome: boolean;
}

export interface FakeTicket {
  readonly copies: number;
  readonly duplex: boolean;
  readonly numberUp: number;
  readonly ranges: readonly (readonly [number, number])[];
  readonly monochrome: boolean;
}

export interface FakeJob {
  readonly id: number;
  readonly name: string;
  readonly user: string;
  readonly ticket: FakeTicket;
  state: JobState;
  reasons: string[];
  bytes: number;
  pages: number;
  out: number;
  sheets: number;
  /** Monotonic ms at which it ended. */
  endedAt?: number;
}

/** How this printer counts and tells. Every quirk was seen in a real device or stands in PROMISES.md. */
export interface Quirks {
  /** `copy`: one copy only; `sheets`: sheets where impressions were asked; `none`: no counter. */
  counts?: "total" | "copy" | "sheets" | "none";
  countsBlankBacks?: boolean;
  /** Says 0 when the job is over. */
  zeroAtEnd?: boolean;
  /** Says more than came out. */
  overcount?: number;
  /** The counter is this much late, at the end too. */
  lagMs?: number;
  /** Shows this much more while it prints than at the end. */
  goesBack?: number;
  /** Where a jam shows: the job's state, the job's reasons, the printer's state only, or nowhere. */
  tellsJam?: "job" | "reasons" | "printer" | "nowhere";
}

const perCopy = (job: FakeJob): number => Math.ceil(chosen(job).length / job.ticket.numberUp);

function chosen(job: FakeJob): number[] {
  const all = Array.from({ length: job.pages }, (_, i) => i + 1);
  const { ranges } = job.ticket;
  return ranges.length === 0 ? all : all.filter((page) => ranges.some(([from, to]) => page >= from && page <= to));
}

export const isOver = (job: FakeJob): boolean => job.state === "completed" || job.state === "aborted" || job.state === "canceled";

/** What the printer says, which may be a lie. */
export function counterOf(job: FakeJob, quirks: Quirks, now: number): number | undefined {
  const over = isOver(job);
  const late = quirks.lagMs !== undefined && !(over && now - (job.endedAt ?? now) >= quirks.lagMs);
  const out = late ? Math.max(0, job.out - 2) : job.out;
  if (quirks.counts === "none") return undefined;
  if (quirks.zeroAtEnd && over) return 0;
  const copy = Math.max(1, perCopy(job));
  const blanks = quirks.countsBlankBacks && job.ticket.duplex && copy % 2 === 1 ? 1 : 0;
  const extra = (over ? (quirks.overcount ?? 0) : (quirks.goesBack ?? 0)) + 0;
  if (quirks.counts === "sheets") return job.sheets + extra;
  if (quirks.counts === "copy") return Math.min(out, copy) + (out >= copy ? blanks : 0) + extra;
  return out + Math.floor(out / copy) * blanks + extra;
}

export interface Engine {
  readonly paper: PaperEntry[];
  /** Stops before the next side once a job has so many out. */
  jamAfter: number | undefined;
  jammed: boolean;
  readonly jobs: Map<number, FakeJob>;
  /** Called when a job has so many sides out. */
  onImpression: ((job: FakeJob) => void) | undefined;
  start(job: FakeJob): void;
  resume(): void;
  cancel(job: FakeJob): void;
  stop(): void;
}

export function createEngine(options: { pageMs: number; quirks: Quirks; paperFile?: string; busyForMs?: number }): Engine {
  const waiting: FakeJob[] = [];
  let running = false;
  let stopped = false;
  let wake: (() => void) | undefined;
  const file = options.paperFile === undefined ? undefined : openSync(options.paperFile, "a");

  const putOut = (entry: PaperEntry): void => {
    if (file !== undefined) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
    }
    engine.paper.push(entry);
  };

  const end = (job: FakeJob, state: JobState, reasons: string[]): void => {
    job.state = state;
    job.reasons = reasons;
    job.endedAt = systemClock.monotonic();
  };

  const jam = async (job: FakeJob): Promise<void> => {
    const tells = options.quirks.tellsJam ?? "job";
    engine.jammed = true;
    if (tells === "job") Object.assign(job, { state: "processing-stopped", reasons: ["printer-stopped", "resources-are-not-ready"] });
    if (tells === "reasons") job.reasons = ["printer-stopped"];
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    engine.jammed = false;
    engine.jamAfter = undefined;
    if (!isOver(job)) Object.assign(job, { state: "processing", reasons: ["job-printing"] });
  };

  const printOne = async (job: FakeJob): Promise<void> => {
    Object.assign(job, { state: "processing", reasons: ["job-printing"] });
    const [pages, copy] = [chosen(job), perCopy(job)];
    for (let i = 0; i < copy * job.ticket.copies && !stopped; i++) {
      if (engine.jamAfter !== undefined && job.out >= engine.jamAfter) await jam(job);
      if (options.pageMs > 0) await systemClock.sleep(options.pageMs);
      if (isOver(job) || stopped) return;
      const [copyAt, side] = [Math.floor(i / copy), i % copy];
      const back = job.ticket.duplex && side % 2 === 1;
      if (!back) job.sheets += 1;
      job.out += 1;
      putOut({
        job: job.id,
        name: job.name,
        user: job.user,
        impression: job.out,
        copy: copyAt + 1,
        pages: pages.slice(side * job.ticket.numberUp, (side + 1) * job.ticket.numberUp),
        side: back ? "back" : "front",
        sheet: job.sheets,
        monochrome: job.ticket.monochrome,
      });
      engine.onImpression?.(job);
    }
    if (!isOver(job)) end(job, "completed", ["job-completed-successfully"]);
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let job = waiting.shift(); job !== undefined && !stopped; job = waiting.shift()) if (!isOver(job)) await printOne(job);
    running = false;
  };

  const engine: Engine = {
    paper: [],
    jobs: new Map(),
    jamAfter: undefined,
    jammed: false,
    onImpression: undefined,
    start(job) {
      Object.assign(job, { state: "pending", reasons: ["none"] });
      waiting.push(job);
      void run();
    },
    resume() {
      engine.jamAfter = undefined;
      wake?.();
    },
    cancel(job) {
      if (isOver(job)) return;
      end(job, "canceled", ["job-canceled-by-user"]);
      wake?.();
    },
    stop() {
      stopped = true;
      wake?.();
      if (file !== undefined) closeSync(file);
    },
  };
  return engine;
}
