// Money on one hot account through the executor and three etcds of this machine, beside the same batches sent straight to etcd.
import { createExecutor, type Projection, type StateStore, type Transaction } from "../../cluster/index.ts";
import { startEtcds } from "../fakes/etcd.ts";
import { etcdBinary } from "../setup/etcd.ts";
import { during } from "./during.ts";
import type { Figure } from "./figure.ts";

/** Both take turns, so that what else the machine does falls on both. */
const rounds = 6;
const roundMs = 1_000;
/** People at readers at the same moment, all of one department. */
const atOnce = 64;
/** Of an account, a reservation, a row. */
const record = "x".repeat(300);
/** What is asked of a cluster: transactions a second. */
const asked = 600;

export async function benches(): Promise<Figure[]> {
  if (etcdBinary() === undefined) return [];
  const etcds = await startEtcds(3);
  const [first] = etcds;
  if (!first) return [];
  const store = await first.open();
  try {
    return await hotAccount(store);
  } finally {
    await store.close();
    await Promise.all(etcds.map((etcd) => etcd.stop()));
  }
}

async function hotAccount(store: StateStore): Promise<Figure[]> {
  const copy = new Copy();
  const batches: Transaction[] = [];
  const propose = hotCommands(store, copy, batches);
  let [money, straight] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    batches.length = 0;
    const decided = await during(roundMs, atOnce, propose);
    const perBatch = (decided * roundMs) / 1_000 / Math.max(1, batches.length);
    // The same writes, without a compare, one batch after the other, as the executor sends them.
    const sent = await during(roundMs, 1, async (n) => {
      const { writes } = batches[n % batches.length] as Transaction;
      copy.apply((await store.commit({ compares: [], writes })).revision, new Map(writes.map(({ key, value }) => [key, value])));
    });
    money += decided;
    straight += sent * perBatch;
  }
  const [value, bound] = [Math.round(money / rounds), Math.round(straight / rounds)];
  const name = "money on one hot account, three etcds, 64 at once";
  return [
    { name, value, unit: "transactions/s", bound, ratio: value / bound, note: "bound: the same batches straight to etcd; 0.5 is asked" },
    { name: `${name}, beside what is asked`, value, unit: "transactions/s", bound: asked, ratio: value / asked, note: "at least" },
  ];
}

/** As much of a projection as deciding needs. */
class Copy implements Projection {
  readonly #entries = new Map<string, { value: string; revision: number }>();
  revision = 0;

  get(key: string): { value: string; revision: number } | undefined {
    return this.#entries.get(key);
  }

  *scan(): Generator<never> {}

  apply(revision: number, writes: ReadonlyMap<string, string | undefined>): void {
    this.revision = revision;
    for (const [key, value] of writes) if (value !== undefined) this.#entries.set(key, { value, revision });
  }
}

/** Each reads and writes the department's account and the person's, and leaves a reservation and a row. */
function hotCommands(store: StateStore, projection: Copy, batches: Transaction[]): () => Promise<number> {
  let serial = 0;
  const executor = createExecutor<number, number, number>({
    store: {
      commit: (transaction) => {
        batches.push(transaction);
        return store.commit(transaction);
      },
    },
    projection,
    stamp: (order) => order,
    decide: (n, read) => {
      const keys = ["/q/account/department", `/q/account/u-${n % 500}`, `/q/reservation/${n}`];
      const reads = new Map(keys.map((key) => [key, read(key)?.revision ?? 0]));
      return { outcome: n, reads, writes: new Map([...keys, `/k/row/${n}`].map((key) => [key, record])) };
    },
    committed: (revision, writes) => projection.apply(revision, writes),
  });
  return () => executor.propose(serial++);
}
