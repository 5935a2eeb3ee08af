// A box that tops up and keeps books until it is killed: argv = directory, prefix of command ids. One line for each top-up it was told of.
import { writeSync } from "node:fs";
import { Keeper } from "../../../daemon/books/index.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { incarnation, openPlace } from "./keeping.ts";

const [directory = "", prefix = ""] = process.argv.slice(2);
const { accounting, books, topUp } = await openPlace(directory);
const keeper = new Keeper({ books: books.file, outbox: accounting, incarnation, clock: systemClock, log: createLog({ level: "warn" }) });

async function client(name: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${name}-${n}`;
    await topUp(id, 100);
    writeSync(1, `${id}\n`);
    // Keeping and topping up at once, so that the kill falls between any two steps of either.
    if (n % 3 === 0) await keeper.settled();
  }
}

await Promise.all([0, 1, 2, 3].map(client));
