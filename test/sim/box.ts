// One life of a box in the simulator: the production accounting, arrivals, releases, delivery and recovery on simulated time, disk,
// store and printer. When it crashes every step it was at never ends, and a new life starts on what was durable.
import { createExecutor } from "../../cluster/index.ts";
import { BoxAccounting } from "../../daemon/accounting.ts";
import type { BoxId, JobId, ReservationId } from "../../daemon/domain/ids.ts";
import type { Job } from "../../daemon/domain/job.ts";
import { Arrivals } from "../../daemon/printing/arrivals.ts";
import { createDelivery } from "../../daemon/printing/delivery.ts";
import { createIntake, type Intake } from "../../daemon/printing/intake.ts";
import { Recovery } from "../../daemon/printing/recovery.ts";
import { Releases } from "../../daemon/printing/release.ts";
import type { Log } from "../../daemon/runtime/log.ts";
import { clockOf, type Life, type SimTime } from "./clock.ts";
import { type CommitStep, type DurableKeys, SimStore } from "./store.ts";
import type { SimPrinter } from "./printer.ts";
import { decideOnKeys } from "../../daemon/state/decide/on-keys.ts";

/** What survives a crash. */
export interface Disk {
  readonly keys: DurableKeys;
  readonly spool: Map<JobId, { readonly job: Job; readonly pages: number }>;
  readonly deliveries: Map<JobId, { reservation: ReservationId; handle?: string }>;
}

/** Stands at every write and every exchange: may name a fault, or never return. */
export type Step = (name: string) => Promise<"go" | "unavailable" | "ambiguous">;

/** A bug put in on purpose, which the auditor must find. */
export type Plant = "sending-not-durable" | "ends-forgotten" | "recovery-voids-all";

export const simBox = "box-1" as BoxId;

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, room: () => silent };

export class SimBox {
  readonly life: Life = { alive: true };
  readonly accounting: BoxAccounting;
  readonly releases: Releases;
  readonly arrivals: Arrivals;
  readonly #intake: Intake;
  readonly #recovery: Recovery;
  readonly #plant: Plant | undefined;
  readonly #disk: Disk;
  readonly #step: Step;

  constructor(disk: Disk, time: SimTime, printer: SimPrinter, step: Step, plant?: Plant) {
    this.#disk = disk;
    this.#plant = plant;
    const clock = clockOf(time, this.life);
    this.#step = async (name) => {
      if (!this.life.alive) await never();
      const answer = await step(name);
      if (!this.life.alive) await never();
      return answer;
    };
    const commitStep: CommitStep = (when) => this.#step(`commit-${when}`);
    const store = new SimStore(disk.keys, commitStep);
    const executor = createExecutor({
      store,
      projection: store.projection,
      decide: decideOnKeys,
      stamp: (order) => ({ at: clock.now(), box: simBox, order }),
    });
    this.accounting = new BoxAccounting({ store, projection: store.projection, executor });
    const device = printer.device(this.life, async (name) => void (await this.#step(name)));
    const spool = this.#spool(plant);
    const delivery = createDelivery({
      clock,
      log: silent,
      addressOf: () => "ipp://hall/ipp/print",
      deviceFor: () => device,
      record: { sending: spool.sending, handle: spool.handle },
    });
    this.releases = new Releases({ accounting: this.accounting, spool, deliver: delivery.deliver, clock, log: silent, box: simBox });
    this.arrivals = new Arrivals({
      accounting: this.accounting,
      spool,
      inspect: async () => ({ refused: "document-unreadable" }),
      releases: this.releases,
      answers: () => true,
      recorded: (id) => this.#intake.settled(id),
      clock,
      log: silent,
      box: simBox,
    });
    this.#intake = createIntake({
      spool,
      clock,
      random: { bytes: (length) => new Uint8Array(length) },
      box: simBox,
      log: silent,
      accepted: (job) => this.arrivals.accepted(job),
    });
    this.#recovery = new Recovery({
      accounting: this.accounting,
      spool,
      releases: this.releases,
      clock,
      log: silent,
      box: simBox,
      recall: delivery.recall,
    });
  }

  /** What box.ts does at start and on its schedule. */
  async start(clockTick: (act: () => void) => void): Promise<void> {
    await this.#intake.recover((id) => {
      if (this.accounting.ask({ name: "job", id })) return "live";
      const rows = this.#disk.keys.keys.keys().filter((key) => key.startsWith(`/k/row/job.${id}/`));
      return this.#plant !== "ends-forgotten" && rows.next().value !== undefined ? "ended" : "unknown";
    });
    this.arrivals.resume();
    const pass = async (): Promise<void> => {
      if (!this.life.alive) return;
      await this.#recovery.pass();
      this.arrivals.round();
      clockTick(() => void pass());
    };
    void pass();
  }

  crash(): void {
    this.life.alive = false;
  }

  #spool(plant: Plant | undefined) {
    const { spool, deliveries } = this.#disk;
    const step = this.#step;
    return {
      ids: async () => [...spool.keys()],
      header: async (id: JobId) => {
        const kept = spool.get(id);
        return kept && { job: kept.job, ...(kept.job.document ? { document: kept.job.document } : {}) };
      },
      destroy: async (id: JobId): Promise<void> => {
        await step("destroy-before");
        spool.delete(id);
        deliveries.delete(id);
      },
      nextNumber: unused,
      create: unused,
      createDurable: unused,
      read: async function* (id: JobId): AsyncGenerator<Uint8Array> {
        for (let page = 0; page < (spool.get(id)?.pages ?? 0); page++) yield new Uint8Array(1);
      },
      sending: async (job: JobId, record: { reservation: ReservationId }): Promise<void> => {
        await step("sending-before");
        if (plant !== "sending-not-durable") deliveries.set(job, { reservation: record.reservation });
        await step("sending-after");
      },
      handle: async (job: JobId, handle: string): Promise<void> => {
        await step("handle-before");
        const record = deliveries.get(job);
        if (record) record.handle = handle;
        await step("handle-after");
      },
      deliveryOf: async (job: JobId) => (plant === "recovery-voids-all" ? undefined : deliveries.get(job)),
      clearDelivery: async (job: JobId): Promise<void> => {
        await step("clear-before");
        deliveries.delete(job);
        await step("clear-after");
      },
    };
  }
}

/** The simulator's clients put their jobs on disk themselves. */
const unused = (): never => {
  throw new Error("not asked in the simulator");
};

const never = (): Promise<never> => new Promise(() => {});
