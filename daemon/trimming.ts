// What the store need not remember any longer: answers that the books give as well, tries that lock nobody, browsers signed out by time. Without this it grows for ever.
import type { BoxAccounting } from "./accounting.ts";
import type { Books } from "./books/index.ts";
import type { CommandId } from "./domain/ids.ts";
import { isOver } from "./domain/user.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Command } from "./state/commands.ts";
import type { Receipt } from "./state/keys.ts";

const hourMs = 60 * 60_000;
/** Whoever never heard an answer asks again within minutes: those find it in the store, with no look into the books. */
export const receiptKeptMs = 24 * hourMs;
/** No window is longer than an hour; two days, so that a clock set forward by one and back again forgives nobody's tries (PR12). */
export const triesKeptMs = 48 * hourMs;

export interface TrimmingParts {
  readonly accounting: Pick<BoxAccounting, "trim" | "ask">;
  readonly books: Pick<Books, "findCommand">;
  readonly clock: Pick<Clock, "now" | "sleep">;
}

/**
 * Trimming by a wrong clock does no harm: a receipt goes only when the books hold what its command did, and they are asked before
 * anything is done. A release leaves no row under its own id: its receipt goes when its job has left the state, for what is not there
 * cannot be released once more. Of any other command that left no row nothing else would know: its receipt stays.
 */
export async function trimStore({
  accounting,
  books,
  clock,
}: TrimmingParts): Promise<{ receipts: number; locks: number; sessions: number }> {
  const now = clock.now();
  const breathe = (): Promise<void> => clock.sleep(0);
  // From the future is old as well: it was made by a clock that has been set back since.
  const isOld = (at: number, keptMs: number): boolean => Math.abs(now - at) >= keptMs;
  const isKnownWithout = ({ fingerprint }: Receipt, id: string): boolean => {
    const command = JSON.parse(fingerprint) as Command;
    if (command.name === "reserve") return accounting.ask({ name: "job", id: command.job }) === undefined;
    return books.findCommand(id as CommandId).length > 0;
  };
  const receipts = await accounting.trim(
    "/k/receipt/",
    (receipt, id) => isOld(receipt.at, receiptKeptMs) && isKnownWithout(receipt, id),
    breathe,
  );
  const locks = await accounting.trim("/q/lock/", ({ tries }) => tries.every((at) => isOld(at, triesKeptMs)), breathe);
  const sessions = await accounting.trim("/q/session/", (session) => isOver(session, now), breathe);
  return { receipts, locks, sessions };
}
