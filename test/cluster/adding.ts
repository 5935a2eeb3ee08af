// Commands for an executor to decide: "add n to these keys", because sums show what was lost or doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach } from "node:test";
import {
  type Committed,
  createExecutor,
  type Decision,
  type EmbeddedStore,
  type Executor,
  openEmbeddedStore,
  type Projection,
  type Read,
  type StateStore,
  type Transaction,
} from "../../cluster/index.ts";

export interface Add {
  readonly keys: readonly string[];
  readonly amount: number;
  /** Refused when a sum would go below 0. */
  readonly floor?: boolean;
  readonly fail?: boolean;
}

/** Answers the sums, or "refused". */
function decide(command: Add, read: Read): Decision<number[] | "refused"> {
  const reads = new Map<string, number>();
  const writes = new Map<string, string | undefined>();
  const sums: number[] = [];
  for (const key of command.keys) {
    const found = read(key);
    reads.set(key, found?.revision ?? 0);
    sums.push(Number(found?.value ?? 0) + command.amount);
    writes.set(key, String(sums.at(-1)));
  }
  if (command.fail) throw new Error("a bug in decide");
  if (command.floor && sums.some((sum) => sum < 0)) return { outcome: "refused", reads, writes: new Map() };
  return { outcome: sums, reads, writes };
}

export type Bend = (commit: () => Promise<Committed>, transaction: Transaction, nth: number) => Promise<Committed>;

/** The store, with its commits counted and its answers bent. */
function bent(store: StateStore, bend: Bend): StateStore & { commits: Transaction[] } {
  const commits: Transaction[] = [];
  return Object.assign(Object.create(store) as StateStore, {
    commits,
    get: (key: string) => store.get(key),
    commit: (transaction: Transaction) => {
      commits.push(transaction);
      return bend(() => store.commit(transaction), transaction, commits.length);
    },
  });
}

export const add = (key: string, amount = 1): Add => ({ keys: [key], amount });

export interface Adding {
  readonly store: EmbeddedStore;
  executorOn(on: StateStore, projection?: Projection, more?: object): Executor<Add, number[] | "refused">;
  bent(bend?: Bend): StateStore & { commits: Transaction[] };
  value(key: string): Promise<number>;
}

/** A real store for the tests of this file, empty before each. */
export function addingStore(): Adding {
  const root = mkdtempSync(join(tmpdir(), "quoin-executor-"));
  let store: EmbeddedStore;
  before(async () => {
    store = await openEmbeddedStore({ directory: root });
  });
  after(async () => {
    await store.close();
    rmSync(root, { recursive: true });
  });
  beforeEach(async () => {
    for (;;) {
      const { items } = await store.range("", { limit: 500 });
      if (items.length === 0) return;
      await store.commit({ compares: [], writes: items.map(({ key }) => ({ key, value: undefined })) });
    }
  });
  return {
    get store() {
      return store;
    },
    executorOn: (on, projection = store.projection, more = {}) =>
      createExecutor<Add, number[] | "refused", number>({ store: on, projection, decide, stamp: (order) => order, ...more }),
    bent: (bend = (commit) => commit()) => bent(store, bend),
    value: async (key) => Number((await store.get(key))?.value ?? 0),
  };
}
