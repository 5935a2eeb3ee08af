// The StateStore contract on etcd, for the boxes that vote: revisions, keys and values as etcd keeps them.
// An etcd that holds nothing is at its revision 1; ours is 0 there, so the two differ by one, for ever.
import { isNewEnough, oldestVersion } from "./etcd-binary.ts";
import { EtcdClient, type EtcdClientOptions, Gone, type WatchAnswer, type WireKeyValue, type WireRange } from "./etcd-client.ts";
import { checkTransaction } from "./draft.ts";
import {
  type Change,
  type Committed,
  Compacted,
  type KeyValue,
  type Revision,
  type RevisionChanges,
  type StateStore,
  type StoreStatus,
  type Transaction,
  Unavailable,
} from "./store.ts";

/** Keys of one answer while a range is read; a longer one is asked for in parts of the same revision. */
const keysAtOnce = 1_000;

const toWire = (revision: Revision): number => revision + 1;
const fromWire = (revision: string): Revision => Math.max(0, Number(revision) - 1);

/** etcd's numbers (rpc.proto, Compare). */
const wire = { equal: 0, modRevision: 2, deleted: 1 } as const;

/** Connects and makes sure that both sides mean the same. Throws {@link Unavailable}: nobody there, too old, or it misunderstands us. */
export async function openEtcdStore(options: EtcdClientOptions): Promise<StateStore> {
  const client = new EtcdClient(options);
  try {
    await refuseOld(client);
    await refuseMisunderstanding(client);
  } catch (error) {
    client.close();
    throw error;
  }
  return new EtcdStore(client);
}

async function refuseOld(client: EtcdClient): Promise<void> {
  const { version } = await client.status();
  if (!isNewEnough(version))
    throw new Unavailable(`this etcd is version ${version}; Quoin needs ${oldestVersion} or later, because older ones lose changes`);
}

/** A compare that holds and one that does not, of a key that nobody writes: an encoder that lost a field would answer alike. */
async function refuseMisunderstanding(client: EtcdClient): Promise<void> {
  const holds = async (mod_revision: number): Promise<boolean> => {
    const compare = [{ key: Buffer.from("\0quoin"), target: wire.modRevision, result: wire.equal, mod_revision }];
    return (await client.transact({ compare, success: [], failure: [] })).succeeded;
  };
  if (!(await holds(0)) || (await holds(1))) throw new Unavailable("this etcd does not compare revisions as Quoin asks it to");
}

class EtcdStore implements StateStore {
  readonly #client: EtcdClient;
  readonly #closed = new AbortController();

  constructor(client: EtcdClient) {
    this.#client = client;
  }

  async commit(transaction: Transaction): Promise<Committed> {
    checkTransaction(transaction);
    const { compares, writes, otherwise = [] } = transaction;
    const { header, succeeded, responses } = await this.#client.transact({
      compare: compares.map(({ key, revision }) => ({
        key: Buffer.from(key),
        target: wire.modRevision,
        result: wire.equal,
        mod_revision: revision === 0 ? 0 : toWire(revision),
      })),
      success: writes.map(({ key, value }) =>
        value === undefined
          ? { request_delete_range: { key: Buffer.from(key) } }
          : { request_put: { key: Buffer.from(key), value: Buffer.from(value) } },
      ),
      failure: otherwise.map((key) => ({ request_range: { key: Buffer.from(key) } })),
    });
    const revision = fromWire(header.revision);
    if (succeeded) return { committed: true, revision };
    return { committed: false, revision, found: responses.map(({ response_range }) => response_range?.kvs.map(keyValue)[0]) };
  }

  async get(key: string): Promise<KeyValue | undefined> {
    const { kvs } = await this.#client.range({ key: Buffer.from(key) });
    return kvs.map(keyValue)[0];
  }

  async range(
    prefix: string,
    { at, limit = Number.POSITIVE_INFINITY, after }: { at?: Revision; limit?: number; after?: string } = {},
  ): Promise<{ revision: Revision; items: readonly KeyValue[] }> {
    const under = startingWith(prefix);
    const items: KeyValue[] = [];
    let revision = at;
    let key = after === undefined ? under.key : later(under.key, behind(Buffer.from(after)));
    for (;;) {
      const most = Math.min(limit - items.length, keysAtOnce);
      // Nothing is left under the prefix; the revision is asked for all the same.
      const request = isBefore(key, under) ? { ...under, key, limit: most } : { key: under.key, count_only: true };
      const { header, kvs } = await this.#past(
        () => this.#client.range({ ...request, ...(revision === undefined ? {} : { revision: toWire(revision) }) }),
        at,
      );
      revision ??= fromWire(header.revision);
      for (const kv of kvs) items.push(keyValue(kv));
      if (kvs.length < most || items.length >= limit) return { revision, items };
      key = behind(kvs.at(-1)?.key ?? key);
    }
  }

  /** Throws {@link Unavailable} when its server is lost: whoever follows makes sure that the store is still the same before it goes on. */
  watch(prefix: string, from: Revision, signal: AbortSignal): AsyncIterable<RevisionChanges> {
    const stop = AbortSignal.any([signal, this.#closed.signal]);
    return wholeRevisions(this.#client.watch(startingWith(prefix), toWire(from), stop));
  }

  async compact(revision: Revision): Promise<void> {
    await this.#client.compact(toWire(revision)).catch((error: unknown) => {
      if (!(error instanceof Gone)) throw error; // it was done before
    });
  }

  async status(): Promise<StoreStatus> {
    const { dbSize } = await this.#client.status();
    const { header, count } = await this.#client.range({ ...startingWith(""), count_only: true });
    return {
      engine: "etcd",
      revision: fromWire(header.revision),
      compacted: await this.#compacted(),
      keys: Number(count),
      bytes: Number(dbSize),
    };
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#client.close();
  }

  /** Reads at a revision; throws {@link Compacted} where it is gone. */
  async #past<A>(read: () => Promise<A>, at: Revision | undefined): Promise<A> {
    try {
      return await read();
    } catch (error) {
      throw error instanceof Gone ? new Compacted(await this.#compactedAbove(at ?? 0)) : error;
    }
  }

  async #compacted(): Promise<Revision> {
    try {
      await this.#client.range({ key: Buffer.from("\0"), count_only: true, revision: toWire(0) });
      return 0;
    } catch (error) {
      if (error instanceof Gone) return this.#compactedAbove(0);
      throw error;
    }
  }

  /** Which revision is the oldest: etcd says so only to a watch that asks for what is gone. */
  async #compactedAbove(gone: Revision): Promise<Revision> {
    const stop = new AbortController();
    try {
      for await (const { compact_revision } of this.#client.watch({ key: Buffer.from("\0") }, toWire(gone), stop.signal))
        if (compact_revision !== "0") return fromWire(compact_revision);
      return gone;
    } finally {
      stop.abort();
    }
  }
}

/** Answers are cut where they grow large, also within a revision: one is whole once a later one begins or the answer ends. */
async function* wholeRevisions(answers: AsyncIterable<WatchAnswer>): AsyncGenerator<RevisionChanges> {
  let revision = 0;
  let changes: Change[] = [];
  for await (const { events, fragment, canceled, compact_revision, cancel_reason } of answers) {
    if (compact_revision !== "0") throw new Compacted(fromWire(compact_revision));
    if (canceled) throw new Unavailable(`etcd ended the watch: ${cancel_reason}`);
    for (const { type, kv } of events) {
      const of = fromWire(kv.mod_revision);
      if (of !== revision && changes.length > 0) {
        yield { revision, changes };
        changes = [];
      }
      revision = of;
      changes.push({ key: kv.key.toString(), value: type === wire.deleted ? undefined : kv.value.toString() });
    }
    if (fragment || changes.length === 0) continue;
    yield { revision, changes };
    changes = [];
  }
}

const keyValue = ({ key, value, mod_revision }: WireKeyValue): KeyValue => ({
  key: key.toString(),
  value: value.toString(),
  revision: fromWire(mod_revision),
});

const zero = Buffer.from([0]);

/** UTF-8 has no byte 0xff, so the last one can always grow. */
function startingWith(prefix: string): Required<WireRange> {
  if (prefix === "") return { key: zero, range_end: zero };
  const key = Buffer.from(prefix);
  const end = Buffer.from(key);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return { key, range_end: end };
}

/** The first key after this one. */
const behind = (key: Buffer): Buffer => Buffer.concat([key, zero]);
const later = (a: Buffer, b: Buffer): Buffer => (Buffer.compare(a, b) < 0 ? b : a);
const isBefore = (key: Buffer, { range_end }: Required<WireRange>): boolean => range_end.equals(zero) || Buffer.compare(key, range_end) < 0;
