// A store, its accounting and its books in one directory, put together as the box does.
import { join } from "node:path";
import { createExecutor, type EmbeddedStore, openEmbeddedStore } from "../../../cluster/index.ts";
import { BoxAccounting } from "../../../daemon/accounting.ts";
import { type Books, openBooks } from "../../../daemon/books/index.ts";
import type { BoxId, CommandId, UserId } from "../../../daemon/domain/ids.ts";
import type { Actor } from "../../../daemon/domain/ledger.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Command, Outcome } from "../../../daemon/state/commands.ts";
import type { Stamp } from "../../../daemon/state/view.ts";
import { decideOnKeys } from "../../../daemon/state/decide/on-keys.ts";

export const incarnation = "i-1";
export const ann = "u-ann" as UserId;
const box = "box" as BoxId;
const by: Actor = { kind: "operator", name: "test" };

export interface Place {
  readonly store: EmbeddedStore;
  readonly accounting: BoxAccounting;
  readonly books: Books;
  topUp(id: string, amount: number): Promise<void>;
  close(): Promise<void>;
}

/** Ann is there from the first opening on. */
export async function openPlace(directory: string): Promise<Place> {
  const store = await openEmbeddedStore({ directory: join(directory, "store") });
  const books = openBooks(join(directory, "books.sqlite"));
  let at = 1_750_000_000_000;
  const executor = createExecutor<Command, Outcome, Stamp>({
    store,
    projection: store.projection,
    decide: (command, read, stamp) => decideOnKeys(command, read, stamp, books.findCommand),
    stamp: (order) => ({ at: at++, box, order }),
  });
  const accounting = new BoxAccounting({ store, projection: store.projection, executor });
  const must = async (command: Command): Promise<void> => {
    const outcome = await accounting.propose(command);
    if (isRefusal(outcome)) throw new Error(`${command.name} was refused: ${outcome.refused}`);
  };
  if (accounting.ask({ name: "user", id: ann }) === undefined) {
    await must({ name: "init-box", by, box, boxName: "box", incarnation, currency: "EUR" });
    // The name holds what some take for the end of a line.
    await must({ name: "add-user", by, user: ann, login: "ann", displayName: "Ann\u2028", limited: true });
  }
  return {
    store,
    accounting,
    books,
    topUp: (id, amount) => must({ name: "top-up", by, id: id as CommandId, user: ann, amount: money(amount), reason: "cash" }),
    close: async () => {
      await accounting.close();
      books.close();
      await store.close();
    },
  };
}
