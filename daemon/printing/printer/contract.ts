// What delivery asks of a printer, whatever it speaks. A driver reports what the device said; it decides nothing about money.
import type { DocumentFormat, Ticket } from "../../domain/document.ts";
import type { Evidence, Expected } from "../../domain/evidence.ts";
import type { ReservationId } from "../../domain/ids.ts";
import type { Capabilities, Supply } from "../../domain/printing.ts";

export interface PrinterStatus {
  readonly state: "idle" | "processing" | "stopped";
  /** The device's own reasons, such as media-empty or media-jam. */
  readonly reasons: readonly string[];
  /** Absent where it tells of none. */
  readonly supplies?: readonly Supply[];
}

export interface PrintOrder {
  /** Identity of this attempt; also written into the device's job name where it can be searched for after a crash. */
  readonly reference: ReservationId;
  readonly title: string;
  /** Shown on the device as the job's owner. */
  readonly user: string;
  readonly format: DocumentFormat;
  readonly ticket: Ticket;
  readonly bytes: number;
  readonly expected: Expected;
  readonly document: () => AsyncIterable<Uint8Array>;
}

export interface Progress {
  /** `waiting`: another job has this printer. */
  readonly state: "waiting" | "sending" | "printing" | "stopped";
  /** Impressions the device says are out so far. */
  readonly impressions?: number;
  /** Why the printer stands still: for this job, or for the one before it while it waits. */
  readonly reasons?: readonly string[];
  /** Jobs before this one at this box, while it waits; absent: the printer has a job of someone else. */
  readonly ahead?: number;
  /** Said by delivery once a printer has stood still for long: the person may wait, or stop and be refunded. */
  readonly mayStop?: boolean;
}

export interface Following {
  /** Called once, before the first byte of the document, with what finds the job again after a restart; waited for (it is fsynced). */
  readonly started: (handle: string) => Promise<void>;
  readonly progress: (progress: Progress) => void;
  /** Aborting asks the device to cancel, confirms it, and still answers with the evidence. */
  readonly signal: AbortSignal;
}

export interface PrinterDevice {
  capabilities(signal: AbortSignal): Promise<Capabilities>;
  status(signal: AbortSignal): Promise<PrinterStatus>;
  /** Sends and watches to the final state. Never throws after the first byte: what went wrong is in the evidence. Throws Fault printer-failed before it. */
  print(order: PrintOrder, following: Following): Promise<Evidence>;
  /**
   * After a restart: what became of a job that was being sent, watched to its end if it still prints. Never sends; a job whose document had
   * not arrived in full is canceled, and so is one still printing when the signal aborts. `handle` is undefined when `started` was never
   * answered: then no byte left, and `sent` is false. `final: "unknown"` when the device answers and cannot tell, or was lost again while it
   * printed. Throws Fault printer-failed while the device cannot be reached at all: ask again.
   */
  recall(reference: ReservationId, handle: string | undefined, following: Pick<Following, "progress" | "signal">): Promise<Evidence>;
}
