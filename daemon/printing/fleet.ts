// The printers of this box: the driver behind each address, what each was last heard to be, and asking them again.
import type { Accounting } from "../accounting.ts";
import type { EvidenceProfile } from "../domain/evidence.ts";
import type { BoxId, PrinterName, ReservationId } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Capabilities, Printer, Supply } from "../domain/printing.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import { authorityOf } from "../ipp/client.ts";
import { Fault, isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { calibrate } from "./calibration.ts";
import type { Delivery } from "./delivery.ts";
import type { PrinterDevice, Progress } from "./printer/contract.ts";
import { openPrinter } from "./printer/registry.ts";
import type { SimulatedPrinters } from "./printer/simulated.ts";
import type { CertificateTrust } from "./printer/trust.ts";

export interface PrinterCondition {
  readonly name: PrinterName;
  readonly state: "idle" | "processing" | "stopped" | "unreachable" | "unknown";
  readonly reasons: readonly string[];
  /** As they were when it last told of them; absent: it never did. */
  readonly supplies?: readonly Supply[];
}

export interface FleetParts {
  readonly accounting: Pick<Accounting, "ask" | "propose">;
  readonly trust: CertificateTrust;
  readonly simulated?: SimulatedPrinters;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly box: BoxId;
}

/** Someone waits at a screen or a shell for the answer. */
const probeMs = 5_000;
/** Three pages, both sides, twice, on the slowest printer still in use. */
const calibrateMs = 3 * 60_000;
/** What a printer can do changes with a module or its firmware, and jobs are priced by it. */
const probeAgainMs = 60 * 60_000;
/** Asked at once: a school's printers answer in a second, a dead one holds a place for {@link probeMs}. */
const askedAtOnce = 4;

export class Fleet {
  readonly #parts: FleetParts;
  readonly #devices = new Map<PrinterName, { readonly uri: string; readonly device: PrinterDevice }>();
  readonly #conditions = new Map<PrinterName, PrinterCondition>();
  readonly #followers = new Set<() => void>();
  /** When each was last asked in this life what it can do (monotonic ms). */
  readonly #probedAt = new Map<PrinterName, number>();

  constructor(parts: FleetParts) {
    this.#parts = parts;
  }

  /** Throws Fault printer-failed for a printer that is not set up. */
  addressOf(name: PrinterName): string {
    const printer = this.#parts.accounting.ask({ name: "printer", printer: name });
    if (!printer) throw new Fault("printer-failed", `printer ${name} is not set up`, { retry: "never" });
    return printer.uri;
  }

  /** The one at its address, or at the one it had. Throws Fault printer-failed where there is none, or no driver takes it. */
  deviceFor(name: PrinterName, uri = this.addressOf(name)): PrinterDevice {
    const known = this.#devices.get(name);
    if (known?.uri === uri) return known.device;
    const device = openPrinter(uri, this.#parts);
    if (isRefusal(device)) throw new Fault("printer-failed", `no driver takes the address of ${name}`, { retry: "never" });
    this.#devices.set(name, { uri, device });
    return device;
  }

  /** Whether a driver takes this address; said before it is stored. */
  refuses(uri: string): Refusal | undefined {
    const device = openPrinter(uri, this.#parts);
    return isRefusal(device) ? device : undefined;
  }

  /**
   * As `probe`, after the operator set the printer, for the first time or again: the certificate it shows now is its own, also when it was
   * replaced or made itself a new one.
   */
  async probeAnew(name: PrinterName): Promise<Capabilities | Refusal> {
    const authority = authorityOf(this.addressOf(name));
    if (authority !== undefined) await this.#parts.trust.forget(authority);
    return this.probe(name);
  }

  /** Asks what it can do and writes that down. Throws Fault printer-failed. */
  async probe(name: PrinterName): Promise<Capabilities | Refusal> {
    const signal = this.#parts.clock.timeout(probeMs);
    try {
      const capabilities = await this.deviceFor(name).capabilities(signal);
      await this.#look(name, signal);
      const before = this.#parts.accounting.ask({ name: "printer", printer: name })?.capabilities;
      const told = await this.#report({ printer: name, capabilities }, !sameAs(before, capabilities));
      this.#probedAt.set(name, this.#parts.clock.monotonic());
      return told ?? capabilities;
    } catch (error) {
      this.#stands(unreachable(name, error));
      throw error;
    }
  }

  /** Prints the calibration pages while the printer is left alone. */
  async calibrate(name: PrinterName, delivery: Pick<Delivery, "alone">): Promise<EvidenceProfile | Refusal> {
    const { clock, random } = this.#parts;
    const signal = clock.timeout(calibrateMs);
    const reference = (): ReservationId => `calibration.${uuidv7(clock.now(), random)}` as ReservationId;
    const refused = (reason: string): Refusal => refuse("printer-not-calibrated", { name, reason });
    const result = await delivery
      .alone(name, signal, (device) => calibrate({ device, clock, reference }, { progress: () => {}, signal }))
      .catch((error: unknown) => {
        if (!isFault(error) || error.trouble === undefined) throw error;
        this.#parts.log.warn("printer not calibrated", { printer: name, error });
        return refused(error.trouble);
      });
    if (isRefusal(result)) return result;
    if (result.lacks) return refused(result.lacks.includes("document-format") ? "calibration-no-pdf" : "printer-cannot");
    if (!result.profile) return refused(`calibration-${result.why ?? "not-finished"}`);
    return (await this.#report({ printer: name, evidence: result.profile }, true)) ?? result.profile;
  }

  conditions(): readonly PrinterCondition[] {
    return this.#parts.accounting.ask({ name: "printers" }).map(({ name }) => this.condition(name));
  }

  condition(name: PrinterName): PrinterCondition {
    return this.#conditions.get(name) ?? { name, state: "unknown", reasons: [] };
  }

  /** Calls `changed` whenever a printer is not as it was; the answer stops it. */
  follow(changed: () => void): () => void {
    this.#followers.add(changed);
    return () => this.#followers.delete(changed);
  }

  /** A job's news, and silence, say nothing of its toner: what was heard of that stays. */
  #stands(told: PrinterCondition): void {
    const before = this.condition(told.name);
    const now = { ...(before.supplies ? { supplies: before.supplies } : {}), ...told };
    this.#conditions.set(told.name, now);
    const sameSupplies = JSON.stringify(now.supplies) === JSON.stringify(before.supplies);
    if (now.state === before.state && now.reasons.join() === before.reasons.join() && sameSupplies) return;
    for (const changed of this.#followers) changed();
  }

  /** A job knows sooner how its printer is than the next round does; at its end the printer is asked. */
  heard(name: PrinterName, progress: Progress | undefined): void {
    if (progress === undefined) void this.again(name);
    else if (progress.state === "stopped") this.#stands({ name, state: "stopped", reasons: progress.reasons ?? [] });
    else if (progress.state !== "waiting") this.#stands({ name, state: "processing", reasons: [] });
  }

  /** Asks one printer how it is, now. */
  async again(name: PrinterName): Promise<void> {
    const printer = this.#parts.accounting.ask({ name: "printer", printer: name });
    if (printer) await this.#visit(printer);
  }

  /** Those that stood still when they were last asked: somebody is mending them. */
  async stopped(): Promise<void> {
    for (const { name, state } of this.conditions()) if (state === "stopped") await this.again(name);
  }

  /** One round: every printer's state, and what it can do where that is not known or was asked long ago. A silent printer is noted, not waited for. */
  async round(): Promise<void> {
    const printers = [...this.#parts.accounting.ask({ name: "printers" })].values();
    const asker = async (): Promise<void> => {
      for (const printer of printers) await this.#visit(printer);
    };
    await Promise.all(Array.from({ length: askedAtOnce }, asker));
  }

  async #visit({ name, capabilities }: Printer): Promise<void> {
    try {
      const probedAt = this.#probedAt.get(name) ?? Number.NEGATIVE_INFINITY;
      if (capabilities && this.#parts.clock.monotonic() - probedAt < probeAgainMs)
        await this.#look(name, this.#parts.clock.timeout(probeMs));
      else await this.probe(name);
    } catch (error) {
      if (this.#conditions.get(name)?.state !== "unreachable") this.#parts.log.warn("printer does not answer", { printer: name, error });
      this.#stands(unreachable(name, error));
    }
  }

  async #look(name: PrinterName, signal: AbortSignal): Promise<void> {
    this.#stands({ name, ...(await this.deviceFor(name).status(signal)) });
  }

  /** What is already known is not written again: a round must not grow the store. */
  async #report(
    told: { printer: PrinterName; capabilities?: Capabilities; evidence?: EvidenceProfile },
    changed: boolean,
  ): Promise<Refusal | undefined> {
    if (!changed) return undefined;
    const by: Actor = { kind: "box", name: this.#parts.box };
    const outcome = await this.#parts.accounting.propose({ name: "report-printer", by, ...told });
    return isRefusal(outcome) ? outcome : undefined;
  }
}

/** With what it did instead of answering, where that is known. */
const unreachable = (name: PrinterName, error: unknown): PrinterCondition => ({
  name,
  state: "unreachable",
  reasons: isFault(error) && error.trouble !== undefined && error.trouble !== "printer-unreachable" ? [error.trouble] : [],
});

const sameAs = (before: Capabilities | undefined, now: Capabilities): boolean =>
  before !== undefined && JSON.stringify({ ...before, askedAt: 0 }) === JSON.stringify({ ...now, askedAt: 0 });
