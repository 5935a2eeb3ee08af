// One life of a box in the simulator: the production accounting, intake, arrivals, releases, delivery and recovery on simulated time,
// disk, store and printer. When it crashes every step it was at never ends, and a new life starts on what was durable.
import { createExecutor, type StateStore } from "../../cluster/index.ts";
import { BoxAccounting } from "../../daemon/accounting.ts";
import { type DocumentFacts, plainTicket } from "../../daemon/domain/document.ts";
import type { BoxId, JobId } from "../../daemon/domain/ids.ts";
import { Arrivals } from "../../daemon/printing/arrivals.ts";
import { createDelivery } from "../../daemon/printing/delivery.ts";
import { createIntake, type Fate, type Intake, type Submission } from "../../daemon/printing/intake.ts";
import type { PrinterDevice } from "../../daemon/printing/printer/contract.ts";
import { Recovery, type RecoveryDeps } from "../../daemon/printing/recovery.ts";
import { Releases } from "../../daemon/printing/release.ts";
import type { Clock } from "../../daemon/runtime/clock.ts";
import type { Log } from "../../daemon/runtime/log.ts";
import { decideOnKeys } from "../../daemon/state/decide/on-keys.ts";
import { recordsUnder } from "./auditor.ts";
import { clockOf, type Life, type SimTime } from "./clock.ts";
import { bugOf, type Pay, type Plant, type Soil } from "./plants.ts";
import type { SimPrinter } from "./printer.ts";
import type { Chance } from "./random.ts";
import { type Disk, simSpool } from "./spool.ts";
import type { Step } from "./steps.ts";
import { SimStore } from "./store.ts";

export const simBox = "box-1" as BoxId;

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, room: () => silent };
const recoverEveryMs = 5_000;

export interface SimBoxParts {
  readonly disk: Disk;
  readonly time: SimTime;
  readonly printer: SimPrinter;
  /** Draws the ids of jobs. */
  readonly chance: Chance;
  readonly step: Step;
  readonly plant?: Plant | undefined;
}

export class SimBox {
  readonly life: Life = { alive: true };
  readonly accounting: BoxAccounting;
  readonly releases: Releases;
  readonly release: Releases["release"];
  readonly pay: Pay;
  readonly #arrivals: Arrivals;
  readonly #intake: Intake;
  readonly #recovery: Recovery;
  readonly #disk: Disk;
  readonly #fate: (id: JobId) => Fate;
  readonly #clock: Clock;
  readonly #resume: () => void;

  constructor({ disk, time, printer, chance, step: at, plant }: SimBoxParts) {
    const bug = bugOf(plant);
    const clock = clockOf(time, this.life);
    const step = this.#whileAlive(at);
    this.#disk = disk;
    this.#clock = clock;
    const device = printer.device(this.life, async (name) => void (await step(name)));
    const soil: Soil = { disk, clock, sendAgain: again(device, disk) };
    const bend = <T>(bent: ((part: T, soil: Soil) => T) | undefined, part: T): T => bent?.(part, soil) ?? part;
    const store = new SimStore(disk.keys, (when) => step(`commit-${when}`));
    const commit = bend(bug.commit, store.commit.bind(store));
    const decide = bend(bug.decide, decideOnKeys);
    const executor = () => executorOn({ commit }, store, decide, clock);
    this.accounting = new BoxAccounting({ store, projection: store.projection, executor: executor() });
    // The cash desk has an executor of its own: two at once must cost nothing but time.
    const desk = executor();
    this.pay = bend(bug.pay, (command) => desk.propose(command));
    this.#fate = bend(bug.fate, (id) => this.#fateOf(id));

    const { accounting } = this;
    const spool = bend(bug.spool, simSpool(disk, step));
    const record = { sending: spool.sending, handle: spool.handle };
    const delivery = createDelivery({ clock, log: silent, addressOf: () => "ipp://hall/ipp/print", deviceFor: () => device, record });
    this.releases = new Releases({ accounting, spool, deliver: delivery.deliver, clock, log: silent, box: simBox });
    this.release = bend(bug.release, (request) => this.releases.release(request));
    this.#arrivals = new Arrivals({
      accounting,
      spool,
      inspect: (_format, open) => inspect(open()),
      releases: { release: this.release },
      answers: () => true,
      recorded: (id) => this.#intake.settled(id),
      clock,
      log: silent,
      box: simBox,
    });
    this.#resume = bend(bug.resume, () => this.#arrivals.resume());
    const random = { bytes: (length: number) => Uint8Array.from({ length }, () => chance.below(256)) };
    const accepted: Arrivals["accepted"] = (job, why) => this.#arrivals.accepted(job, why);
    this.#intake = createIntake({ spool, clock, random, box: simBox, log: silent, accepted });
    const recall = bend(bug.recall, delivery.recall);
    this.#recovery = new Recovery({ accounting, spool, releases: this.releases, clock, log: silent, box: simBox, recall });
    accounting.follow((fact) => void (fact.kind === "job" && fact.ended && spool.destroy(fact.job.id)));
  }

  /** What box.ts does at start and on its schedule. */
  async start(): Promise<void> {
    await this.#intake.recover(this.#fate);
    this.#resume();
    const pass = (): void => {
      void this.#recovery.pass().then(() => this.#arrivals.round());
      this.#clock.after(recoverEveryMs, pass);
    };
    pass();
  }

  submit(submission: Submission, pages: readonly boolean[]): ReturnType<Intake["submit"]> {
    const document = (async function* () {
      for (const color of pages) yield Uint8Array.of(color ? 1 : 0);
    })();
    return this.#intake.submit(submission, "application/pdf", document);
  }

  crash(): void {
    this.life.alive = false;
    for (const takeBack of this.#disk.unsynced.splice(0).reverse()) takeBack();
  }

  #whileAlive(step: Step): Step {
    return async (name) => {
      if (!this.life.alive) await never();
      const answer = await step(name);
      if (!this.life.alive) await never();
      return answer;
    };
  }

  #fateOf(id: JobId): Fate {
    if (this.accounting.ask({ name: "job", id })) return "live";
    return recordsUnder(this.#disk.keys, `/k/row/job.${id}/`).next().value ? "ended" : "unknown";
  }
}

const executorOn = (store: Pick<StateStore, "commit">, { projection }: SimStore, decide: typeof decideOnKeys, clock: Clock) =>
  createExecutor({ store, projection, decide, stamp: (order) => ({ at: clock.now(), box: simBox, order }) });

/** A byte a page. */
async function inspect(document: AsyncIterable<Uint8Array>): Promise<DocumentFacts> {
  const pages: { color: boolean; size: "a4" }[] = [];
  for await (const [color] of document) pages.push({ color: color === 1, size: "a4" });
  return { pages, copiesInside: 1, engine: "sim" };
}

/** What recovery must never do. */
const again =
  (device: PrinterDevice, { spool }: Disk): RecoveryDeps["recall"] =>
  ({ id, job, quote }) => {
    const expected = { impressions: quote.impressions, copies: 1, duplex: false };
    const title = spool.get(job)?.job.title ?? "";
    const document = async function* () {
      yield* spool.get(job)?.content ?? [];
    };
    const order = {
      reference: id,
      title,
      user: "",
      format: "application/pdf",
      ticket: plainTicket,
      bytes: 0,
      document,
      expected,
    } as const;
    const signal = new AbortController().signal;
    return device.print(order, { started: async () => {}, progress: () => {}, signal });
  };

const never = (): Promise<never> => new Promise(() => {});
