// One seeded life: people pay, send, release and cancel while the box crashes, its store falters and its printer jams; then everything
// heals, the auditor's books must agree, and whoever pays must get their paper.
import type { BoxId, PriceName } from "../../daemon/domain/ids.ts";
import type { Row } from "../../daemon/domain/ledger.ts";
import { money } from "../../daemon/domain/money.ts";
import { Auditor, type Evidence } from "./auditor.ts";
import { SimBox, simBox } from "./box.ts";
import { SimTime } from "./clock.ts";
import type { Plant } from "./plants.ts";
import { type Quirk, SimPrinter } from "./printer.ts";
import { Chance } from "./random.ts";
import { priceList, printsAlone, queueName, queues } from "./sent.ts";
import type { Disk } from "./spool.ts";
import type { Step, StepName } from "./steps.ts";
import { emptyKeys } from "./store.ts";
import { hall, users, Workload } from "./workload.ts";

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly crashes: number;
  readonly releases: number;
  readonly sides: number;
  /** Steps at which a box crashed, by name. */
  readonly crashedAt: ReadonlyMap<StepName, number>;
}

/** A box that crashed is back within this time. */
const rebirthMs = { least: 1_000, more: 60_000 };
/** A quarter of an hour after the restart, and some: PROMISES.md, "Settling a job". */
const silentMs = 17 * 60_000;
/** A payment is in the books, a job has its price. */
const shortlyMs = 2_000;
/** More than all the sides of a life take, one after the other. */
const allPrintedMs = 3 * 60_000;
/** A commit takes so long at most, and another may come between. */
const commitMs = 20;

export interface LifeOptions {
  readonly seed: number;
  readonly deeds?: number;
  /** Crash at exactly this step of the whole life, once; the rest is chance's. */
  readonly crashAtStep?: number;
  readonly quirk?: Quirk;
  readonly plant?: Plant;
}

export class SimLife {
  readonly #chance: Chance;
  /** Ids are drawn apart, so that one more of them changes nothing else. */
  readonly #ids: Chance;
  readonly #time = new SimTime();
  readonly #printer: SimPrinter;
  readonly #disk: Disk = { keys: emptyKeys(), spool: new Map(), deliveries: new Map(), lastNumber: 0, unsynced: [] };
  readonly #auditor = new Auditor();
  readonly #workload: Workload;
  readonly #rows: Row[] = [];
  readonly #collected = new Set<string>();
  readonly #violations: string[] = [];
  readonly #crashedAt = new Map<StepName, number>();
  readonly #options: LifeOptions;
  #box: SimBox;
  #bornAt = 0;
  #steps = 0;
  #calm = true;
  /** Nothing crashes outside of it. */
  #inDanger = false;
  #crashes = 0;

  constructor(options: LifeOptions) {
    const { seed, quirk } = options;
    this.#options = options;
    this.#chance = new Chance(seed);
    this.#ids = new Chance(-seed);
    const quirks = ["honest", "honest", "honest", "silent", "zero-at-completed", "forgets"] as const;
    this.#printer = new SimPrinter(this.#time, this.#chance, quirk ?? this.#chance.pick(quirks));
    const [chance, time, printer, auditor] = [this.#chance, this.#time, this.#printer, this.#auditor];
    this.#workload = new Workload({ chance, time, printer, auditor, box: () => this.#box });
    this.#box = this.#born();
  }

  get steps(): number {
    return this.#steps;
  }

  async run(): Promise<Outcome> {
    await this.#setUp();
    this.#inDanger = true;
    this.#calm = this.#options.crashAtStep !== undefined;
    for (let i = 0; i < (this.#options.deeds ?? 24) && this.#violations.length === 0; i++) {
      if (this.#box.life.alive) this.#workload.deed();
      await this.#time.pass(this.#chance.below(4_000));
      this.#check(this.#auditor.always(this.#seen()));
    }
    await this.#heal();
    this.#inDanger = false;
    if (this.#violations.length === 0) await this.#everybodyPrints();
    return {
      seed: this.#options.seed,
      violations: this.#violations,
      crashes: this.#crashes,
      releases: this.#workload.releases,
      crashedAt: this.#crashedAt,
      sides: [...this.#printer.jobs.values()].reduce((sum, job) => sum + job.out, 0),
    };
  }

  async #setUp(): Promise<void> {
    const by = { kind: "operator", name: "sim" } as const;
    const { accounting } = this.#box;
    void accounting.propose({ name: "init-box", by, box: simBox as BoxId, boxName: "sim", incarnation: "i", currency: "EUR" });
    const profile = { name: "default" as PriceName, mono: money(priceList.mono), color: money(priceList.color), sizes: {} };
    void accounting.propose({ name: "set-price", by, profile });
    void accounting.propose({ name: "set-printer", by, printer: hall, uri: "sim:hall" });
    const calibrated = { perCopy: false, countsBlankBacks: false, calibratedAt: 1 };
    if (this.#chance.is(0.7)) void accounting.propose({ name: "report-printer", by, printer: hall, evidence: calibrated });
    for (const mode of queues) {
      const queue = { name: queueName(mode), mode, printers: [hall], leastStrength: "named", tell: "auto" } as const;
      void accounting.propose({ name: "set-queue", by, makeDefault: mode === "pull", queue });
    }
    for (const user of users)
      void accounting.propose({ name: "add-user", by, user, login: user.slice(2), displayName: user, limited: true });
    await this.#time.pass(100);
    this.#steps = 0;
  }

  #born(): SimBox {
    const step: Step = async (name) => {
      if (this.#inDanger) this.#steps += 1;
      const chosen = this.#inDanger && this.#options.crashAtStep === this.#steps;
      if (chosen || (!this.#calm && this.#chance.is(0.02))) this.#crash(name);
      if (!this.#calm && name === "commit-before" && this.#chance.is(0.02)) return this.#chance.pick(["unavailable", "ambiguous"] as const);
      if (!this.#calm && name === "commit-after" && this.#chance.is(0.01)) return "ambiguous";
      if (name === "commit-before") await new Promise<void>((resolve) => this.#time.at(this.#chance.below(commitMs), resolve));
      return "go";
    };
    const box = new SimBox({
      disk: this.#disk,
      time: this.#time,
      printer: this.#printer,
      chance: this.#ids,
      step,
      plant: this.#options.plant,
    });
    box.accounting.follow((fact) => void (fact.kind === "rows" && this.#collect()));
    void box.start();
    this.#bornAt = this.#time.now;
    return box;
  }

  #crash(name: StepName): void {
    this.#crashes += 1;
    this.#crashedAt.set(name, (this.#crashedAt.get(name) ?? 0) + 1);
    this.#box.crash();
    this.#time.at(rebirthMs.least + this.#chance.below(rebirthMs.more), () => {
      this.#box = this.#born();
    });
  }

  /** The books of this world: every row ever committed. */
  #collect(): void {
    for (const [key, { value }] of this.#disk.keys.keys) {
      if (!key.startsWith("/k/row/") || this.#collected.has(key)) continue;
      this.#collected.add(key);
      this.#rows.push(JSON.parse(value));
    }
  }

  #seen(): Evidence {
    this.#collect();
    return { durable: this.#disk.keys, rows: this.#rows, printer: this.#printer };
  }

  async #heal(): Promise<void> {
    this.#calm = true;
    // A printer that never answers again: a quarter of an hour after the restart nothing may stay reserved for it.
    this.#printer.online = !this.#chance.is(0.25);
    await this.#time.pass(120_000);
    if (!this.#printer.online) {
      do await this.#time.pass(silentMs);
      while (!this.#box.life.alive || this.#time.now - this.#bornAt < silentMs);
      this.#check(this.#auditor.nothingReserved(this.#disk.keys));
      this.#printer.online = true;
    }
    this.#printer.clearJams();
    await this.#time.pass(25 * 60_000);
    this.#printer.clearJams();
    await this.#time.pass(10 * 60_000);
    this.#check(this.#auditor.atRest(this.#seen(), users));
  }

  /** Everything that waits is released, and one more job goes to each queue: with money and a sound printer all of it comes out. */
  async #everybodyPrints(): Promise<void> {
    this.#printer.sound = true;
    if (!this.#box.life.alive) await this.#time.pass(rebirthMs.least + rebirthMs.more);
    this.#workload.payForAll();
    await this.#time.pass(shortlyMs);
    const waiting = this.#workload.waiting().map(({ title }) => title);
    const fresh = queues.map((mode) => this.#workload.send(mode, "proven"));
    await this.#time.pass(shortlyMs);
    const byCard = [...waiting, ...fresh.filter((sent) => !printsAlone(sent)).map(({ title }) => title)];
    for (const job of this.#workload.priced()) if (byCard.includes(job.title)) this.#workload.release(job);
    await this.#time.pass(allPrintedMs);
    this.#check(this.#auditor.printed([...waiting, ...fresh.map(({ title }) => title)], this.#seen().rows));
    this.#check(this.#auditor.atRest(this.#seen(), users));
  }

  #check(breaches: Iterable<string>): void {
    for (const breach of breaches) this.#violations.push(breach);
  }
}
