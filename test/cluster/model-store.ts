// A StateStore as simple as can be: every revision's whole state in an array. What an engine is compared with.
import {
  Compacted,
  type Committed,
  type KeyValue,
  type RevisionChanges,
  type StateStore,
  type StoreStatus,
  type Transaction,
} from "../../cluster/index.ts";

type State = ReadonlyMap<string, KeyValue>;

export class ModelStore implements StateStore {
  readonly history: RevisionChanges[] = [];
  readonly #states: State[] = [new Map()];
  #compacted = 0;

  async commit({ compares, writes, otherwise = [] }: Transaction): Promise<Committed> {
    const now = this.#now();
    if (compares.some(({ key, revision }) => (now.get(key)?.revision ?? 0) !== revision)) {
      return { committed: false, revision: this.#revision(), found: otherwise.map((key) => now.get(key)) };
    }
    const revision = this.#revision() + 1;
    const changes = writes.filter(({ key, value }) => value !== undefined || now.has(key)).map(({ key, value }) => ({ key, value }));
    if (changes.length === 0) return { committed: true, revision: revision - 1 };
    const next = new Map(now);
    for (const { key, value } of changes) {
      if (value === undefined) next.delete(key);
      else next.set(key, { key, value, revision });
    }
    this.#states.push(next);
    this.history.push({ revision, changes });
    return { committed: true, revision };
  }

  async get(key: string): Promise<KeyValue | undefined> {
    return this.#now().get(key);
  }

  async range(prefix: string, { at, limit, after }: { at?: number; limit?: number; after?: string } = {}) {
    const revision = at ?? this.#revision();
    if (revision > this.#revision()) throw new RangeError("to come");
    if (revision < this.#compacted) throw new Compacted(this.#compacted);
    const bytes = (text: string) => Buffer.from(text);
    const items = [...(this.#states[revision] ?? new Map<string, KeyValue>()).values()]
      .filter(({ key }) => key.startsWith(prefix) && (after === undefined || Buffer.compare(bytes(key), bytes(after)) > 0))
      .sort((a, b) => Buffer.compare(bytes(a.key), bytes(b.key)));
    return { revision, items: items.slice(0, limit) };
  }

  async *watch(): AsyncGenerator<RevisionChanges> {
    yield* this.history;
  }

  async compact(revision: number): Promise<void> {
    if (revision > this.#revision()) throw new RangeError("to come");
    this.#compacted = Math.max(this.#compacted, revision);
  }

  async status(): Promise<StoreStatus> {
    return { engine: "embedded", revision: this.#revision(), compacted: this.#compacted, keys: this.#now().size, bytes: 0 };
  }

  async close(): Promise<void> {}

  #revision(): number {
    return this.#states.length - 1;
  }

  #now(): State {
    return this.#states.at(-1) ?? new Map();
  }
}
