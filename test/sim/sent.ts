// What a person knows of a job they sent, and what its sides cost by the list on the wall: the auditor's arithmetic, not the product's.
import type { QueueName, UserId } from "../../daemon/domain/ids.ts";
import type { QueueMode } from "../../daemon/domain/printing.ts";

export const priceList = { mono: 500, color: 2000 };

/** One queue of each kind, named after it. */
export const queues = ["pull", "direct", "tracked"] as const satisfies readonly QueueMode[];
export const queueName = (mode: QueueMode): QueueName => mode as string as QueueName;

export interface Sent {
  /** Names it on paper and in the books; each is given once. */
  readonly title: string;
  readonly user: UserId;
  readonly mode: QueueMode;
  readonly strength: "named" | "proven";
  /** Page by page: has it colour? */
  readonly pages: readonly boolean[];
  /** What the person had surely paid in by then. */
  readonly paidBefore: number;
  /** unknown: the box died before it answered. */
  fate: "unknown" | "taken";
  /** Releases that people asked for. */
  asked: number;
  /** asked: nobody was answered. */
  canceled: "no" | "asked" | "yes";
  /** Somebody else may own it by now, and pay. */
  given?: true;
}

export const costOf = (pages: readonly boolean[], sides = pages.length): number =>
  pages.slice(0, sides).reduce((sum, color) => sum + (color ? priceList.color : priceList.mono), 0);

/** Goes to the printer without a card, once. */
export const printsAlone = ({ mode, strength }: Sent): boolean => mode === "tracked" || (mode === "direct" && strength === "proven");
