// One seeded life: people pay, send and release while the box crashes, its store falters and its printer jams; then everything heals,
// and the auditor's books must agree.
import type { BoxId, CommandId, JobId, PriceName, PrinterName, QueueName, UserId } from "../../daemon/domain/ids.ts";
import { pack, plainTicket } from "../../daemon/domain/document.ts";
import type { Job } from "../../daemon/domain/job.ts";
import type { Row } from "../../daemon/domain/ledger.ts";
import { money } from "../../daemon/domain/money.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import { Auditor, recordsUnder } from "./auditor.ts";
import { type Disk, type Plant, SimBox, simBox, type Step } from "./box.ts";
import { SimTime } from "./clock.ts";
import { type Quirk, SimPrinter } from "./printer.ts";
import { Chance } from "./random.ts";
import { emptyKeys } from "./store.ts";

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly crashes: number;
  readonly releases: number;
  readonly sides: number;
  /** Steps at which a box crashed, by name. */
  readonly crashedAt: ReadonlyMap<string, number>;
}

const hall = "hall" as PrinterName;
const users = ["u-ann", "u-bob"] as UserId[];
const sidePrice = 500;
const recoverEveryMs = 5_000;

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
  readonly #time = new SimTime();
  readonly #printer: SimPrinter;
  readonly #disk: Disk = { keys: emptyKeys(), spool: new Map(), deliveries: new Map() };
  readonly #auditor = new Auditor(sidePrice);
  readonly #rows: Row[] = [];
  readonly #violations: string[] = [];
  readonly #crashedAt = new Map<string, number>();
  readonly #options: LifeOptions;
  #box: SimBox;
  #steps = 0;
  #calm = true;
  #setUpDone = false;
  #crashes = 0;
  #releases = 0;
  #serial = 0;

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#chance = new Chance(options.seed);
    this.#printer = new SimPrinter(
      this.#time,
      this.#chance,
      options.quirk ?? this.#chance.pick(["honest", "honest", "honest", "silent", "zero-at-completed", "forgets"] as const),
    );
    this.#box = this.#born();
  }

  get steps(): number {
    return this.#steps;
  }

  async run(): Promise<Outcome> {
    await this.#setUp();
    this.#calm = this.#options.crashAtStep !== undefined;
    for (let i = 0; i < (this.#options.deeds ?? 24); i++) {
      this.#deed();
      await this.#time.pass(this.#chance.below(4_000));
      this.#collect();
      this.#check(this.#auditor.always(this.#disk.keys, this.#rows, this.#printer));
      if (this.#violations.length > 0) break;
    }
    await this.#heal();
    return {
      seed: this.#options.seed,
      violations: this.#violations,
      crashes: this.#crashes,
      releases: this.#releases,
      crashedAt: this.#crashedAt,
      sides: [...this.#printer.jobs.values()].reduce((sum, job) => sum + job.out, 0),
    };
  }

  async #setUp(): Promise<void> {
    const by = { kind: "operator", name: "sim" } as const;
    const { accounting } = this.#box;
    void accounting.propose({ name: "init-box", by, box: simBox as BoxId, boxName: "sim", incarnation: "i", currency: "EUR" });
    void accounting.propose({
      name: "set-price",
      by,
      profile: { name: "default" as PriceName, mono: money(sidePrice), color: money(2000), sizes: {} },
    });
    void accounting.propose({ name: "set-printer", by, printer: hall, uri: "sim:hall" });
    const calibrated = { perCopy: false, countsBlankBacks: false, calibratedAt: 1 };
    if (this.#chance.is(0.7)) void accounting.propose({ name: "report-printer", by, printer: hall, evidence: calibrated });
    const mode = this.#chance.pick(["pull", "pull", "direct"] as const);
    void accounting.propose({
      name: "set-queue",
      by,
      makeDefault: true,
      queue: { name: "q" as QueueName, mode, printers: [hall], leastStrength: "named", tell: "auto" },
    });
    for (const user of users)
      void accounting.propose({ name: "add-user", by, user, login: user.slice(2), displayName: user, limited: true });
    await this.#time.pass(100);
    this.#steps = 0;
    this.#setUpDone = true;
  }

  #born(): SimBox {
    const step: Step = async (name) => {
      this.#steps += 1;
      if ((this.#setUpDone && this.#options.crashAtStep === this.#steps) || (!this.#calm && this.#chance.is(0.02))) this.#crash(name);
      if (!this.#calm && name === "commit-before" && this.#chance.is(0.02)) return this.#chance.pick(["unavailable", "ambiguous"] as const);
      if (!this.#calm && name === "commit-after" && this.#chance.is(0.01)) return "ambiguous";
      return "go";
    };
    const box = new SimBox(this.#disk, this.#time, this.#printer, step, this.#options.plant);
    box.accounting.follow(() => this.#collect());
    void box.start((act) => this.#time.at(recoverEveryMs, () => box.life.alive && act()));
    return box;
  }

  #crash(name: string): void {
    this.#crashes += 1;
    this.#crashedAt.set(name, (this.#crashedAt.get(name) ?? 0) + 1);
    this.#box.crash();
    this.#time.at(1_000 + this.#chance.below(60_000), () => {
      this.#box = this.#born();
    });
  }

  /** The books of this world: every row ever committed, by id. */
  #collect(): void {
    const known = new Set(this.#rows.map((row) => row.id));
    for (const { value } of recordsUnder(this.#disk.keys, "/k/row/")) if (!known.has((value as Row).id)) this.#rows.push(value as Row);
  }

  #deed(): void {
    if (!this.#box.life.alive) return;
    const chance = this.#chance.next();
    if (chance < 0.25) this.#pay();
    else if (chance < 0.5) this.#send();
    else if (chance < 0.85) void this.#release();
    else if (chance < 0.9) this.#printer.online = !this.#printer.online;
    else if (chance < 0.95) this.#printer.clearJams();
    else this.#stopOne();
  }

  #pay(): void {
    const id = `c-${this.#serial++}` as CommandId;
    const payment = {
      user: this.#chance.pick(users),
      amount: 500 * (1 + this.#chance.below(20)),
      fate: "unknown" as "unknown" | "paid" | "refused",
    };
    this.#auditor.payments.set(id, payment);
    const once = (): Promise<unknown> =>
      this.#box.accounting
        .propose({
          name: "top-up",
          by: { kind: "operator", name: "sim" },
          id,
          user: payment.user,
          amount: money(payment.amount),
          reason: "cash",
        })
        .then(
          (answer) => {
            payment.fate = isRefusal(answer) ? "refused" : "paid";
          },
          () => {},
        );
    void once();
    // An impatient cashier presses twice: the same id, perhaps after a crash.
    if (this.#chance.is(0.5)) this.#time.at(this.#chance.below(90_000), () => void once());
  }

  #send(): void {
    const pages = 1 + this.#chance.below(6);
    const serial = this.#serial++;
    const job: Job = {
      id: `j${serial}` as JobId,
      number: serial + 1,
      queue: "q" as QueueName,
      title: "t",
      state: "pending-held",
      reasons: ["job-release-wait"],
      sender: {
        strength: this.#chance.pick(["named", "proven"] as const),
        user: this.#chance.pick(users),
        named: "x",
        address: "192.0.2.1",
      },
      ticket: plainTicket,
      spoolBox: simBox,
      attempt: 0,
      resolved: [],
      createdAt: this.#time.now,
      heldByClient: false,
      document: {
        format: "application/pdf",
        bytes: pages,
        hash: "00",
        facts: pack({
          pages: Array.from({ length: pages }, () => ({ color: false, size: "a4" as const })),
          copiesInside: 1,
          engine: "sim",
        }),
      },
    };
    this.#disk.spool.set(job.id, { job, pages });
    if (job.sender.strength === "proven") this.#auditor.asked.set(job.id, 1); // a direct queue may print it by itself, once
    this.#box.arrivals.accepted(job);
  }

  async #release(): Promise<void> {
    const held = this.#box.accounting.ask({ name: "jobs", held: true });
    if (held.length === 0) return;
    const job = this.#chance.pick(held);
    this.#auditor.asked.set(job.id, (this.#auditor.asked.get(job.id) ?? 0) + 1);
    this.#releases += 1;
    const again = this.#chance.is(0.2); // two cards at once
    for (let i = 0; i < (again ? 2 : 1); i++) {
      this.#box.releases
        .release({ job: job.id, printer: hall, ticket: plainTicket, by: { kind: "operator", name: "sim" } })
        .catch(() => {});
    }
  }

  #stopOne(): void {
    for (const reservation of this.#box.accounting.ask({ name: "reservations" })) this.#box.releases.running(reservation.job)?.stop();
  }

  async #heal(): Promise<void> {
    this.#calm = true;
    // A printer that never answers again: a quarter of an hour after the restart nothing may stay reserved for it.
    this.#printer.online = !this.#chance.is(0.25);
    await this.#time.pass(120_000);
    if (!this.#printer.online) {
      await this.#time.pass(17 * 60_000);
      this.#check(this.#auditor.nothingReserved(this.#disk.keys));
      this.#printer.online = true;
    }
    this.#printer.clearJams();
    await this.#time.pass(25 * 60_000);
    this.#printer.clearJams();
    await this.#time.pass(10 * 60_000);
    this.#collect();
    this.#check(this.#auditor.atRest(this.#disk.keys, this.#rows, this.#printer, users));
  }

  #check(breaches: Iterable<string>): void {
    for (const breach of breaches) this.#violations.push(breach);
  }
}
