// Printers, queues and terminals as the operator set them up.
import type { DocumentFormat } from "./document.ts";
import type { EvidenceProfile } from "./evidence.ts";
import type { PriceName, PrinterName, QueueName, TerminalName } from "./ids.ts";
import type { Strength } from "./job.ts";

/** What a printer said it can do, when it was last asked. Never trusted: what is sent is checked against it, what comes back is judged. */
export interface Capabilities {
  readonly makeModel: string;
  readonly formats: readonly string[];
  readonly color: boolean;
  readonly duplex: boolean;
  readonly copies: number;
  readonly media: readonly string[];
  /** print-color-mode-supported; absent: none announced, so the printer's own choice cannot be overruled. */
  readonly colorModes?: readonly string[];
  /** number-up-supported; absent: 1 only. */
  readonly numberUp?: readonly number[];
  /** Absent: the printer prints every page it is sent. */
  readonly pageRanges?: boolean;
  readonly askedAt: number;
}

export interface Printer {
  readonly name: PrinterName;
  /** `ipp:`, `ipps:` or `folder:`. */
  readonly uri: string;
  readonly price: PriceName;
  readonly capabilities?: Capabilities;
  readonly evidence?: EvidenceProfile;
}

/** direct: prints at once; pull: waits for a card at any of its printers; tracked: recorded, never held. */
export type QueueMode = "direct" | "pull" | "tracked";

export interface Queue {
  readonly name: QueueName;
  readonly mode: QueueMode;
  /** One for direct and tracked; one or more for pull. */
  readonly printers: readonly PrinterName[];
  /** Below this a job is unclaimed. */
  readonly leastStrength: Strength;
  /** What a client hears once its job waits: as it is, or `completed` for clients that block on it. `auto`: by User-Agent. */
  readonly tell: "auto" | "held" | "completed";
}

export interface Terminal {
  readonly name: TerminalName;
  /** Printers that stand beside it. */
  readonly printers: readonly PrinterName[];
}

/** Whether a printer can take a format as it is. A printer not yet asked takes PDF only. */
export const takes = (printer: Printer, format: DocumentFormat): boolean =>
  (printer.capabilities?.formats ?? ["application/pdf"]).includes(format);
