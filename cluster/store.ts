// The StateStore contract: what Quoin asks of an engine that keeps keys. One box runs it on LMDB, a cluster on etcd; one conformance suite.

/** 0 before anything was written; grows by one with each transaction that changes something. */
export type Revision = number;

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** The revision of the last change to this key. */
  readonly revision: Revision;
}

/** Holds when the key's last change is `revision`; 0: when the key is absent. */
export interface Compare {
  readonly key: string;
  readonly revision: Revision;
}

/** `value` undefined deletes. A key stands at most once in a transaction. */
export interface Write {
  readonly key: string;
  readonly value: string | undefined;
}

export interface Transaction {
  readonly compares: readonly Compare[];
  readonly writes: readonly Write[];
  /** Keys read and answered when a compare does not hold. */
  readonly otherwise?: readonly string[];
}

export type Committed =
  | { readonly committed: true; readonly revision: Revision }
  | { readonly committed: false; readonly revision: Revision; readonly found: readonly (KeyValue | undefined)[] };

export interface Change {
  readonly key: string;
  /** undefined: deleted. */
  readonly value: string | undefined;
}

/** All changes of one revision, never a part of one. */
export interface RevisionChanges {
  readonly revision: Revision;
  readonly changes: readonly Change[];
}

export interface StoreStatus {
  readonly engine: "embedded" | "etcd";
  readonly revision: Revision;
  /** The oldest revision that can still be ranged over or watched from. */
  readonly compacted: Revision;
  readonly keys: number;
  readonly bytes: number;
}

export interface StateStore {
  /** Resolves once durable. Throws {@link Unavailable} when surely not applied, {@link Ambiguous} when nobody knows. */
  commit(transaction: Transaction): Promise<Committed>;
  /** Keys that start with `prefix`, in byte order, as of `at` (default: now). Throws {@link Compacted} when that is gone. */
  range(
    prefix: string,
    options?: { at?: Revision; limit?: number; after?: string },
  ): Promise<{ revision: Revision; items: readonly KeyValue[] }>;
  get(key: string): Promise<KeyValue | undefined>;
  /** Each revision from `from` on that touched `prefix`, whole and in order; ends when `signal` aborts. Throws {@link Compacted}. */
  watch(prefix: string, from: Revision, signal: AbortSignal): AsyncIterable<RevisionChanges>;
  /** Forgets versions older than `revision`. */
  compact(revision: Revision): Promise<void>;
  status(): Promise<StoreStatus>;
  close(): Promise<void>;
}

/** Nothing was written. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** Written or not: ask again under the same compares, never assume. */
export class Ambiguous extends Error {
  override readonly name = "Ambiguous";
}

export class Compacted extends Error {
  override readonly name = "Compacted";
  readonly compacted: Revision;
  constructor(compacted: Revision) {
    super(`versions before ${compacted} are gone`);
    this.compacted = compacted;
  }
}

/** A value does not match its checksum, or the file cannot be opened. */
export class Damaged extends Error {
  override readonly name = "Damaged";
}

/** Another process holds the data directory. */
export class InUse extends Error {
  override readonly name = "InUse";
}

/** What every engine takes: etcd's own bounds (--max-txn-ops, a request below 1.5 MB), kept on one box too, so that nothing passes there that a cluster refuses. */
export const storeLimits = {
  /** UTF-8 bytes. LMDB's keys end at 1978 bytes. */
  keyBytes: 1024,
  /** UTF-16 units: records are small; documents never enter the store (DESIGN.md decision 9). */
  valueLength: 65_536,
  /** Compares, and writes, of one transaction. */
  operations: 512,
} as const;

/** Reads that never wait: the box's own copy of the keys. Deciding and asking both stand on it. */
export interface Projection {
  get(key: string): { readonly value: string; readonly revision: Revision } | undefined;
  /** In byte order. */
  scan(prefix: string, options?: { after?: string; limit?: number }): Iterable<KeyValue>;
  readonly revision: Revision;
}
