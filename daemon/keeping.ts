// What a running box does to its books and its store beside everything else: copies, verifies, forgets.
import type { BoxAccounting } from "./accounting.ts";
import { type Books, Keeper, Verifier } from "./books/index.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Log } from "./runtime/log.ts";
import { every } from "./runtime/schedule.ts";
import type { Shutdown } from "./runtime/shutdown.ts";
import { trimStore } from "./trimming.ts";

/** A small SD card reads its books in a second; nobody edits them between two looks. */
const verifyEveryMs = 60 * 60_000;

/** What is kept for a day may stand some minutes longer. */
const trimEveryMs = 10 * 60_000;

interface KeepingParts {
  readonly books: Books;
  readonly accounting: BoxAccounting;
  readonly incarnation: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

/** The store keeps what is not in the books yet under `incarnation`. */
export function keepBooks({ books, accounting, incarnation, clock, log, shutdown }: KeepingParts): { keeper: Keeper; verifier: Verifier } {
  const keeper = new Keeper({ books: books.file, outbox: accounting, incarnation, clock, log: log.room("books") });
  shutdown.add("keeper", () => keeper.close());
  const verifier = new Verifier(books, accounting, clock);
  const verify = every(
    verifyEveryMs,
    "verify the books",
    async () => {
      const verified = await verifier.run();
      if (!verified.ok) log.error("the books do not verify", { sentence: verified.sentence });
    },
    { clock, log },
  );
  void verify.soon(); // beside the work of starting: books take a second for each hundred thousand rows
  shutdown.add("verification", () => verify.stop());
  const trim = every(trimEveryMs, "trim the store", async () => void (await trimStore({ accounting, books, clock })), { clock, log });
  shutdown.add("trimming", () => trim.stop());
  void accounting.learnPeople(() => clock.sleep(0));
  return { keeper, verifier };
}
