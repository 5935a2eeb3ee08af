// How fast the store commits beside the disk it stands on, and how fast the executor decides where no disk is in the way.
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  type Committed,
  createExecutor,
  openEmbeddedStore,
  type Projection,
  type StateStore,
  type Transaction,
} from "../../cluster/index.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { during } from "./during.ts";
import type { Figure } from "./figure.ts";

/** Store and disk take turns, so that what else the machine does falls on both. */
const rounds = 6;
const roundMs = 400;
/** A small record, such as an account. */
const record = "x".repeat(300);
const sync = promisify(fdatasync);

export async function benches(): Promise<Figure[]> {
  return [...(await commits()), await decisions()];
}

async function commits(): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), "quoin-bench-"));
  const store = await openEmbeddedStore({ directory: join(directory, "store") });
  const fd = openSync(join(directory, "plain"), "a");
  try {
    const results: Figure[] = [];
    for (const inFlight of [1, 64]) {
      let ours = 0;
      let plain = 0;
      for (let round = 0; round < rounds; round++) {
        ours += await during(roundMs, inFlight, (n) =>
          store.commit({ compares: [], writes: [{ key: `/q/account/${n % 1000}`, value: record }] }),
        );
        plain += inFlight * (await during(roundMs, 1, () => append(fd, inFlight)));
      }
      const note = inFlight === 1 ? "bound: append + fdatasync of the same record" : "bound: 64 appends sharing one fdatasync";
      results.push({ ...rated(`store commits, ${inFlight} in flight`, ours / rounds, "commits/s", plain / rounds), note });
    }
    return results;
  } finally {
    await store.close();
    closeSync(fd);
    rmSync(directory, { recursive: true });
  }
}

async function append(fd: number, records: number): Promise<void> {
  for (let i = 0; i < records; i++) writeSync(fd, record);
  await sync(fd);
}

/** The issue's own figure. */
const decisionsBound = 100_000;

async function decisions(): Promise<Figure> {
  const { store, projection } = memory();
  const executor = createExecutor<string, number, number>({
    store,
    projection,
    stamp: (order) => order,
    decide: (key, read) => {
      const found = read(key);
      const next = Number(found?.value ?? 0) + 1;
      return { outcome: next, reads: new Map([[key, found?.revision ?? 0]]), writes: new Map([[key, String(next)]]) };
    },
  });
  let n = 0;
  const start = systemClock.monotonic();
  while (systemClock.monotonic() - start < rounds * roundMs) {
    const wave: Promise<number>[] = [];
    for (let i = 0; i < 2_000; i++) wave.push(executor.propose(`/q/account/${n++ % 5_000}`));
    await Promise.all(wave);
  }
  return {
    ...rated("commands through the executor, no disk", (n * 1000) / (systemClock.monotonic() - start), "commands/s", decisionsBound),
    note: "one key read, compared and written each; bound: the issue's",
  };
}

/** As much of a store as deciding needs; it remembers, and that is all. */
function memory(): { store: StateStore; projection: Projection } {
  const entries = new Map<string, { value: string; revision: number }>();
  let revision = 0;
  const commit = async ({ compares, writes }: Transaction): Promise<Committed> => {
    for (const compare of compares)
      if ((entries.get(compare.key)?.revision ?? 0) !== compare.revision) return { committed: false, revision, found: [] };
    revision++;
    for (const { key, value } of writes) if (value !== undefined) entries.set(key, { value, revision });
    return { committed: true, revision };
  };
  const projection: Projection = {
    get: (key) => entries.get(key),
    scan: () => [],
    get revision() {
      return revision;
    },
  };
  return { store: { commit } as unknown as StateStore, projection };
}

const rated = (name: string, value: number, unit: string, bound: number): Figure => ({
  name,
  value: Math.round(value),
  unit,
  bound: Math.round(bound),
  ratio: Math.round((value / bound) * 100) / 100,
});
