// What the store need not remember any longer: answers that the books give as well, and tries that lock nobody. Without this it grows for ever.
import type { BoxAccounting } from "./accounting.ts";
import type { Books } from "./books/index.ts";
import type { CommandId } from "./domain/ids.ts";

const hourMs = 60 * 60_000;
/** Whoever never heard an answer asks again within minutes: those find it in the store, with no look into the books. */
export const receiptKeptMs = 24 * hourMs;
/** No window is longer than an hour; two days, so that a clock set forward by one and back again forgives nobody's tries (PR12). */
export const triesKeptMs = 48 * hourMs;

export interface TrimmingParts {
  readonly accounting: Pick<BoxAccounting, "trim">;
  readonly books: Pick<Books, "findCommand">;
}

/**
 * Trimming by a wrong clock does no harm: a receipt goes only when the books hold what its command did, and they are asked before
 * anything is done. A receipt whose command left no row of its own stays, because nothing else would know of it.
 */
export async function trimStore({ accounting, books }: TrimmingParts, now: number): Promise<{ receipts: number; locks: number }> {
  // From the future is old as well: it was made by a clock that has been set back since.
  const isOld = (at: number, keptMs: number): boolean => Math.abs(now - at) >= keptMs;
  const receipts = await accounting.trim(
    "/k/receipt/",
    ({ at }, id) => isOld(at, receiptKeptMs) && books.findCommand(id as CommandId).length > 0,
  );
  const locks = await accounting.trim("/q/lock/", ({ tries }) => tries.every((at) => isOld(at, triesKeptMs)));
  return { receipts, locks };
}
