// Decides transactions against what stands in the store, before anything is written. Several transactions go into one draft, each
// a revision of its own, each seeing those before it; the engine then writes the draft in one flush.
import { type Entry, encodeEntry, encodeVersion, type KeyChange, type Summary } from "./records.ts";
import { type Committed, type KeyValue, type Revision, storeLimits, type Transaction } from "./store.ts";

export class Draft {
  /** The last state of every key the draft touched; undefined: deleted. */
  readonly entries = new Map<string, { readonly entry: Entry; readonly record: Buffer } | undefined>();
  readonly versions: { readonly revision: Revision; readonly record: Buffer }[] = [];
  summary: Summary;
  readonly #stored: (key: string) => Entry | undefined;

  constructor(summary: Summary, stored: (key: string) => Entry | undefined) {
    this.summary = summary;
    this.#stored = stored;
  }

  add(transaction: Transaction): Committed {
    for (const { key, revision } of transaction.compares) {
      if ((this.#read(key)?.revision ?? 0) !== revision) return this.#refused(transaction.otherwise ?? []);
    }
    const revision = this.summary.revision + 1;
    const changes: KeyChange[] = [];
    for (const { key, value } of transaction.writes) {
      const before = this.#read(key);
      if (value === undefined && before === undefined) continue;
      changes.push({ key, value, before });
      this.#put(key, value, before, revision);
    }
    // Deleting what is not there changes nothing: no revision, as in etcd.
    if (changes.length === 0) return { committed: true, revision: this.summary.revision };
    const record = encodeVersion(revision, changes);
    this.versions.push({ revision, record });
    const { versions, versionsBytes, versionsDigest } = this.summary;
    this.summary = {
      ...this.summary,
      revision,
      versions: versions + 1,
      versionsBytes: versionsBytes + record.length,
      versionsDigest: (versionsDigest ^ record.readUInt32LE(0)) >>> 0,
    };
    return { committed: true, revision };
  }

  /** Takes a version out of the account; the engine removes it. */
  forget(revision: Revision, size: number, sum: number): void {
    const { versions, versionsBytes, versionsDigest } = this.summary;
    this.summary = {
      ...this.summary,
      compacted: revision + 1,
      versions: versions - 1,
      versionsBytes: versionsBytes - size,
      versionsDigest: (versionsDigest ^ sum) >>> 0,
    };
  }

  #read(key: string): Entry | undefined {
    return this.entries.has(key) ? this.entries.get(key)?.entry : this.#stored(key);
  }

  #put(key: string, value: string | undefined, before: Entry | undefined, revision: Revision): void {
    let { keys, keysDigest } = this.summary;
    if (before !== undefined) {
      keys--;
      keysDigest ^= before.sum;
    }
    if (value === undefined) this.entries.set(key, undefined);
    else {
      const { record, sum } = encodeEntry(key, value, revision);
      this.entries.set(key, { entry: { value, revision, sum }, record });
      keys++;
      keysDigest ^= sum;
    }
    this.summary = { ...this.summary, keys, keysDigest: keysDigest >>> 0 };
  }

  #refused(otherwise: readonly string[]): Committed {
    const found = otherwise.map((key): KeyValue | undefined => {
      const entry = this.#read(key);
      return entry && { key, value: entry.value, revision: entry.revision };
    });
    return { committed: false, revision: this.summary.revision, found };
  }
}

/** Throws a TypeError for what no engine would take: a mistake of the caller, found before anything waits. */
export function checkTransaction({ compares, writes, otherwise }: Transaction): void {
  for (const list of [compares, writes, otherwise ?? []]) {
    if (list.length > storeLimits.operations)
      throw new TypeError(`${list.length} operations in one transaction; at most ${storeLimits.operations}`);
  }
  const written = new Set<string>();
  for (const { key, value } of writes) {
    if (written.has(key)) throw new TypeError(`key written twice in one transaction: ${key}`);
    written.add(key);
    checkWrite(key, value);
  }
  for (const { key } of compares) checkKey(key);
}

export function checkWrite(key: string, value: string | undefined): void {
  checkKey(key);
  if (value === undefined) return;
  if (value.length > storeLimits.valueLength)
    throw new TypeError(`value of ${key} has ${value.length} characters; at most ${storeLimits.valueLength}`);
  if (!value.isWellFormed()) throw new TypeError(`value of ${key} is not well-formed Unicode and would not come back as it is`);
}

/** UTF-16 units that are surely few enough bytes: most keys are counted no further. */
const surelyShort = storeLimits.keyBytes / 3;

export function checkKey(key: string): void {
  if (key === "" || !key.isWellFormed()) throw new TypeError("a key is well-formed Unicode and not empty");
  if (key.length > surelyShort && Buffer.byteLength(key) > storeLimits.keyBytes)
    throw new TypeError(`a key has at most ${storeLimits.keyBytes} bytes: ${key.slice(0, 80)}…`);
}
