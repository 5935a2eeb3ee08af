// What delivery asks of a printer, whatever it speaks. A driver reports what the device said; it decides nothing about money.
import type { DocumentFormat, Ticket } from "../../domain/document.ts";
import type { Evidence, Expected } from "../../domain/evidence.ts";
import type { ReservationId } from "../../domain/ids.ts";
import type { Capabilities } from "../../domain/printing.ts";

export interface PrinterStatus {
  readonly state: "idle" | "processing" | "stopped";
  /** The device's own reasons, such as media-empty or media-jam. */
  readonly reasons: readonly string[];
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
  readonly state: "sending" | "printing" | "stopped";
  /** Impressions the device says are out so far. */
  readonly impressions?: number;
  readonly reasons?: readonly string[];
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
  /** After a restart: what became of a job that was being sent. `handle` is undefined when the device never answered with one. `final: "unknown"` when it cannot tell. */
  recall(reference: ReservationId, handle: string | undefined, signal: AbortSignal): Promise<Evidence>;
}
