// After a power cut: pairs open reservations with delivery records and ends each exactly once (PROMISES.md, "Settling a job").
// No record: nothing was sent, void. A record: never resend; ask the printer, settle what is proven, list the rest for a person.
import type { Accounting } from "../accounting.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { BoxId, JobId, ReservationId } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { Reservation } from "../domain/reservation.ts";
import type { Clock } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import { AlreadyOver, type Releases } from "./release.ts";

export interface DeliveryRecord {
  readonly reservation: ReservationId;
  readonly handle?: string;
  readonly uri?: string;
}

export interface RecoveryDeps {
  readonly accounting: Pick<Accounting, "propose" | "ask">;
  readonly spool: { deliveryOf(id: JobId): Promise<DeliveryRecord | undefined>; clearDelivery(id: JobId): Promise<void> };
  readonly releases: Pick<Releases, "knows" | "settle">;
  /** Asks the printer what became of it: throws while the printer cannot be reached, `unknown` when it answers and cannot tell. */
  readonly recall: (reservation: Reservation, handle: string | undefined, uri: string | undefined) => Promise<Evidence>;
  readonly clock: Clock;
  readonly log: Log;
  readonly box: BoxId;
}

/** How long a printer may stay silent before its job is settled on what is proven, from when it was first asked. */
export const giveUpMs = 15 * 60_000;

/** There was a record, so something may have left; which job it was at the printer, nobody can say any more. */
const unreadable: Evidence = { source: "quote", final: "unknown", sent: true, reasons: ["delivery-record-damaged"] };

export class Recovery {
  readonly #deps: RecoveryDeps;
  readonly #asking = new Set<ReservationId>();
  /** When each printer that has not answered yet was first asked about a reservation. */
  readonly #silentSince = new Map<ReservationId, number>();
  readonly #by: Actor;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
    this.#by = { kind: "box", name: deps.box };
  }

  /** One pass over every open reservation of this box that no running release looks after. Run at start, then every few seconds. */
  async pass(): Promise<void> {
    const mine = this.#deps.accounting.ask({ name: "reservations" }).filter((reservation) => reservation.settler === this.#deps.box);
    await Promise.all(mine.map((reservation) => this.#resolve(reservation)));
  }

  async #resolve(reservation: Reservation): Promise<void> {
    if (this.#deps.releases.knows(reservation.job) || this.#asking.has(reservation.id)) return;
    this.#asking.add(reservation.id);
    try {
      const record = await this.#recordOf(reservation.job);
      if (record === "damaged") await this.#deps.releases.settle(reservation.job, reservation, unreadable);
      else if (record?.reservation === reservation.id) await this.#settle(reservation, record);
      else await this.#void(reservation);
    } catch (error) {
      if (!(error instanceof AlreadyOver))
        this.#deps.log.warn("not resolved yet; tried again shortly", { error, reservation: reservation.id });
    } finally {
      this.#asking.delete(reservation.id);
    }
  }

  async #recordOf(job: JobId): Promise<DeliveryRecord | "damaged" | undefined> {
    try {
      return await this.#deps.spool.deliveryOf(job);
    } catch (error) {
      if (!isFault(error, "data-damaged")) throw error;
      this.#deps.log.error("a delivery record is damaged; what was sent is not known", { error, job });
      return "damaged";
    }
  }

  async #void(reservation: Reservation): Promise<void> {
    const voided = await this.#deps.accounting.propose({
      name: "void",
      reservation: reservation.id,
      job: reservation.job,
      reason: "stopped before anything was sent",
      by: this.#by,
    });
    if (!isRefusal(voided)) this.#deps.log.info("reservation voided, job held again", { job: reservation.job });
  }

  async #settle(reservation: Reservation, record: DeliveryRecord): Promise<void> {
    const evidence = await this.#ask(reservation, record);
    if (evidence) await this.#deps.releases.settle(reservation.job, reservation, evidence);
  }

  /** Evidence, or undefined while the printer is silent and may yet answer. */
  async #ask(reservation: Reservation, { handle, uri }: DeliveryRecord): Promise<Evidence | undefined> {
    const { clock, log, recall } = this.#deps;
    const since = this.#silentSince.get(reservation.id) ?? clock.monotonic();
    try {
      const evidence = await recall(reservation, handle, uri);
      this.#silentSince.delete(reservation.id);
      return evidence;
    } catch (error) {
      this.#silentSince.set(reservation.id, since);
      if (clock.monotonic() - since < giveUpMs) {
        log.warn("printer silent, asked again shortly", { error, reservation: reservation.id, printer: reservation.printer });
        return undefined;
      }
      this.#silentSince.delete(reservation.id);
      return { source: "quote", final: "unknown", sent: true, reasons: ["printer-silent"] };
    }
  }
}
