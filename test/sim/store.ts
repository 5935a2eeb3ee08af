// A store in memory that survives the box, with the faults a disk has: refused, lost, or applied without an answer.
import {
  Ambiguous,
  type Committed,
  type KeyValue,
  type Projection,
  type RevisionChanges,
  type StateStore,
  type Transaction,
  Unavailable,
} from "../../cluster/index.ts";

export interface DurableKeys {
  readonly keys: Map<string, { value: string; revision: number }>;
  revision: number;
}

export const emptyKeys = (): DurableKeys => ({ keys: new Map(), revision: 0 });

/** Called before and after each commit; may never return (the box crashed) or name a fault. */
export type CommitStep = (when: "before" | "after") => Promise<"go" | "unavailable" | "ambiguous">;

export class SimStore implements Pick<StateStore, "commit" | "watch"> {
  readonly projection: Projection;
  readonly #durable: DurableKeys;
  readonly #step: CommitStep;
  readonly #changes: RevisionChanges[] = [];
  #wake: (() => void)[] = [];

  constructor(durable: DurableKeys, step: CommitStep) {
    this.#durable = durable;
    this.#step = step;
    this.projection = projectionOf(durable);
  }

  async commit({ compares, writes, otherwise = [] }: Transaction): Promise<Committed> {
    const before = await this.#step("before");
    if (before === "unavailable") throw new Unavailable("simulated");
    if (before === "ambiguous") throw new Ambiguous("simulated, not applied");
    const { projection } = this;
    const found = (key: string): KeyValue | undefined => {
      const entry = projection.get(key);
      return entry && { key, ...entry };
    };
    if (compares.some(({ key, revision }) => (projection.get(key)?.revision ?? 0) !== revision)) {
      return { committed: false, revision: projection.revision, found: otherwise.map(found) };
    }
    if (writes.length > 0) apply(this.#durable, writes);
    const { revision } = this.#durable;
    const after = await this.#step("after");
    if (writes.length > 0) this.#changes.push({ revision, changes: writes });
    for (const wake of this.#wake.splice(0)) wake();
    if (after !== "go") throw new Ambiguous("simulated, applied");
    return { committed: true, revision };
  }

  async *watch(_prefix: string, _from: number, signal: AbortSignal): AsyncGenerator<RevisionChanges> {
    let seen = 0;
    while (!signal.aborted) {
      for (; seen < this.#changes.length; seen++) yield this.#changes[seen] as RevisionChanges;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }
}

function apply(durable: DurableKeys, writes: Transaction["writes"]): void {
  durable.revision += 1;
  for (const { key, value } of writes) {
    if (value === undefined) durable.keys.delete(key);
    else durable.keys.set(key, { value, revision: durable.revision });
  }
}

export const projectionOf = (durable: DurableKeys): Projection => ({
  get: (key) => durable.keys.get(key),
  *scan(prefix, options = {}) {
    const names = [...durable.keys.keys()]
      .filter((key) => key.startsWith(prefix) && (options.after === undefined || key > options.after))
      .sort();
    for (const key of names.slice(0, options.limit)) yield { key, ...(durable.keys.get(key) as { value: string; revision: number }) };
  },
  get revision() {
    return durable.revision;
  },
});
