// A printer that outlives the box: it goes on printing what it has while the box is down, and its paper log is the truth.
import type { Evidence } from "../../daemon/domain/evidence.ts";
import type { ReservationId } from "../../daemon/domain/ids.ts";
import type { PrinterDevice, PrintOrder, Progress } from "../../daemon/printing/printer/contract.ts";
import { Fault } from "../../daemon/runtime/faults.ts";
import type { Life, SimTime } from "./clock.ts";
import type { Chance } from "./random.ts";
import type { StepName } from "./steps.ts";

/** How it counts. Only an honest printer's paper must equal the charge. */
export type Quirk = "honest" | "silent" | "zero-at-completed" | "forgets";

interface PrinterJob {
  readonly reference: ReservationId;
  /** On its banner, for whoever takes the paper. */
  readonly title: string;
  readonly wanted: number;
  out: number;
  /** Of its document; before the first of them the box may try again by itself. */
  bytes: number;
  state: "receiving" | "printing" | "stopped" | "completed" | "aborted" | "canceled";
  jamAt: number | undefined;
}

const pageMs = 500;
const pollMs = 250;
/** A job whose bytes stopped coming is given up (IPP's multiple-operation-time-out). */
const receiveMs = 60_000;

export class SimPrinter {
  readonly jobs = new Map<string, PrinterJob>();
  readonly quirk: Quirk;
  online = true;
  /** Jams no more. */
  sound = false;
  readonly #time: SimTime;
  readonly #chance: Chance;

  constructor(time: SimTime, chance: Chance, quirk: Quirk) {
    this.#time = time;
    this.#chance = chance;
    this.quirk = quirk;
  }

  /** Sides that really came out for a reservation. */
  paper(reference: ReservationId): number {
    return [...this.jobs.values()].filter((job) => job.reference === reference).reduce((sum, job) => sum + job.out, 0);
  }

  /** A person clears the jam: half the time the job goes on, half the time it is gone. */
  clearJams(): void {
    for (const job of this.jobs.values()) {
      if (job.state !== "stopped") continue;
      job.jamAt = undefined;
      job.state = this.#chance.is(0.5) ? "printing" : "aborted";
      if (job.state === "printing") this.#page(job);
    }
  }

  /** The device as one life of the box sees it. `step` stands at each exchange with the printer. */
  device(life: Life, step: (name: StepName) => Promise<void>): PrinterDevice {
    return {
      capabilities: async () => {
        throw new Error("not asked in the simulator");
      },
      status: async () => {
        this.#reach();
        return { state: "idle", reasons: [] };
      },
      print: async (order, following) => {
        await step("printer-create");
        this.#reach();
        const handle = String(this.jobs.size + 1);
        this.#receive(handle, order);
        await following.started(handle);
        await step("printer-first-byte");
        for await (const { length } of order.document()) {
          (this.jobs.get(handle) as PrinterJob).bytes += length;
          await step("printer-byte");
        }
        await step("printer-last-byte");
        const job = this.jobs.get(handle) as PrinterJob;
        if (job.state === "receiving") this.#print(job);
        return this.#watch(life, job, following);
      },
      recall: async (reference, handle, following) => {
        await step("printer-recall");
        this.#reach();
        const job = [...this.jobs.entries()].find(([id, job]) => id === handle && job.reference === reference)?.[1];
        if (handle === undefined) return { source: "ipp", final: "unknown", sent: false };
        if (!job || this.quirk === "forgets") return { source: "ipp", final: "unknown", sent: true };
        if (job.state === "receiving") job.state = "aborted";
        return this.#watch(life, job, following);
      },
    };
  }

  #reach(): void {
    if (!this.online) throw new Fault("printer-failed", "no answer", { retry: "later" });
  }

  #receive(handle: string, order: PrintOrder): void {
    const jamAt = !this.sound && this.#chance.is(0.25) ? this.#chance.below(order.expected.impressions + 1) : undefined;
    const { reference, title, expected } = order;
    const job: PrinterJob = { reference, title, wanted: expected.impressions, out: 0, bytes: 0, state: "receiving", jamAt };
    this.jobs.set(handle, job);
    this.#time.at(receiveMs, () => {
      if (job.state === "receiving") job.state = "aborted";
    });
  }

  #print(job: PrinterJob): void {
    job.state = "printing";
    this.#page(job);
  }

  #page(job: PrinterJob): void {
    this.#time.at(pageMs, () => {
      if (job.state !== "printing") return;
      if (job.jamAt === job.out) job.state = "stopped";
      else if (++job.out >= job.wanted) job.state = "completed";
      else this.#page(job);
    });
  }

  /** Asks until the job is at its end; a canceled one stops where it is. A printer that goes silent is asked on. */
  async #watch(life: Life, job: PrinterJob, following: { progress: (progress: Progress) => void; signal: AbortSignal }): Promise<Evidence> {
    let told = "";
    while (job.state === "printing" || job.state === "stopped" || job.state === "receiving") {
      if (following.signal.aborted && this.online) {
        job.state = "canceled";
        break;
      }
      const now = `${job.state}${job.out}`;
      if (now !== told) following.progress({ state: job.state === "stopped" ? "stopped" : "printing", impressions: job.out });
      told = now;
      await new Promise<void>((resolve) => this.#time.at(pollMs, () => life.alive && resolve()));
    }
    return this.#evidence(job);
  }

  #evidence(job: PrinterJob): Evidence {
    const final = job.state === "completed" ? "completed" : job.state === "canceled" ? "canceled" : "aborted";
    if (this.quirk === "silent") return { source: "ipp", final, sent: true };
    if (this.quirk === "zero-at-completed" && final === "completed") return { source: "ipp", final, sent: true, impressions: 0 };
    return { source: "ipp", final, sent: true, impressions: job.out };
  }
}
