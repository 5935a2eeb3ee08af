// One transaction in the making: an overlay of what its commands write, and the keys below it that they read.
import { checkKey, checkWrite } from "./draft.ts";
import { type Revision, storeLimits, type Transaction } from "./store.ts";

type Read = (key: string) => { readonly value: string; readonly revision: Revision } | undefined;

/** etcd takes requests below 1.5 MB; keys and framing stand beside the values. In UTF-16 units; ours are JSON, mostly ASCII. */
const mostValueLength = 1_000_000;
/** The revision of a value that is written earlier in this batch. */
const inThisBatch: Revision = -1;

export class Batch {
  /** The last write of each key: one final operation per key. */
  readonly writes = new Map<string, string | undefined>();
  readonly #compares = new Map<string, Revision>();
  readonly #below: Read;
  #length = 0;

  constructor(below: Read) {
    this.#below = below;
  }

  readonly read: Read = (key) => {
    if (this.writes.size === 0 || !this.writes.has(key)) return this.#below(key);
    const value = this.writes.get(key);
    return value === undefined ? undefined : { value, revision: inThisBatch };
  };

  /** False, and nothing added, when the transaction would grow beyond what a store takes. Throws TypeError for what no store takes. */
  add(reads: ReadonlyMap<string, Revision>, writes: ReadonlyMap<string, string | undefined>): boolean {
    // Told to the one command: in the store it would refuse the whole batch, and with it everybody else's.
    for (const key of reads.keys()) checkKey(key);
    for (const [key, value] of writes) checkWrite(key, value);
    if (!this.#fits(reads, writes)) return false;
    for (const [key, revision] of reads) {
      // A key that this batch writes was read from the overlay: whoever wrote it answers for what stood below.
      if (!this.writes.has(key)) this.#compares.set(key, revision);
    }
    for (const [key, value] of writes) this.writes.set(key, value);
    return true;
  }

  transaction(): Transaction {
    const compares = Array.from(this.#compares, ([key, revision]) => ({ key, revision }));
    return { compares, writes: Array.from(this.writes, ([key, value]) => ({ key, value })), otherwise: this.compared() };
  }

  compared(): readonly string[] {
    return [...this.#compares.keys()];
  }

  #fits(reads: ReadonlyMap<string, Revision>, writes: ReadonlyMap<string, string | undefined>): boolean {
    let length = this.#length;
    for (const value of writes.values()) length += value?.length ?? 0;
    // The sizes of the union are bounded by their sum; only when that is too much are the keys looked at.
    const fits =
      length <= mostValueLength &&
      (this.#compares.size + reads.size <= storeLimits.operations || union(this.#compares, reads) <= storeLimits.operations) &&
      (this.writes.size + writes.size <= storeLimits.operations || union(this.writes, writes) <= storeLimits.operations);
    if (fits) this.#length = length;
    return fits;
  }
}

function union(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): number {
  let size = a.size;
  for (const key of b.keys()) if (!a.has(key)) size++;
  return size;
}
