// The etcd engine against the contract, unchanged, on a real etcd; and what it says when there is none that will do.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { Unavailable } from "../../cluster/index.ts";
import { openEtcdStore } from "../../cluster/etcd-store.ts";
import { systemClock as clock } from "../../daemon/runtime/clock.ts";
import { type Etcd, startEtcd } from "../fakes/etcd.ts";
import { freePort } from "../fakes/free-port.ts";
import { needs } from "../setup/tools.ts";
import { write, put } from "./conformance/engine.ts";
import { conformance } from "./store-conformance.ts";

const skip = needs("etcd");

if (!skip)
  conformance("etcd store", async () => {
    const etcd = await startEtcd();
    let store = await etcd.open();
    return {
      store,
      reopen: async () => {
        await store.close();
        await etcd.restart();
        store = await etcd.open();
        return store;
      },
      destroy: async () => {
        await store.close();
        await etcd.stop();
      },
    };
  });

const withEtcd = (act: (etcd: Etcd) => Promise<void>) => async () => {
  const etcd = await startEtcd();
  try {
    await act(etcd);
  } finally {
    await etcd.stop();
  }
};

test(
  "it says which engine it is, and what it holds",
  { skip },
  withEtcd(async (etcd) => {
    const store = await etcd.open();
    await write(store, put("/q/a", "1"));
    const { engine, revision, keys, compacted, bytes } = await store.status();
    assert.deepEqual({ engine, revision, keys, compacted }, { engine: "etcd", revision: 1, keys: 1, compacted: 0 });
    assert.ok(bytes > 0);
    await store.close();
  }),
);

test(
  "a watch whose server goes is told; asked for from the next revision, nothing is missing and nothing comes twice",
  { skip },
  withEtcd(async (etcd) => {
    const store = await etcd.open();
    const seen: number[] = [];
    const follow = async (from: number, upTo: number): Promise<void> => {
      const stop = new AbortController();
      for await (const { revision } of store.watch("", from, stop.signal)) if (seen.push(revision) === upTo) stop.abort();
    };
    const first = assert.rejects(follow(1, 60), Unavailable);
    for (let i = 1; i <= 20; i++) await write(store, put("a", `${i}`));
    await etcd.restart();
    await first;
    const other = await etcd.open();
    for (let i = 21; i <= 60; i++) await write(other, put("a", `${i}`));
    await follow(seen.length + 1, 60);
    assert.deepEqual(
      seen,
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    await Promise.all([store.close(), other.close()]);
  }),
);

test(
  "a range longer than one answer is of one revision, whatever is written meanwhile",
  { skip },
  withEtcd(async (etcd) => {
    const store = await etcd.open();
    for (let part = 0; part < 5; part++) await write(store, ...Array.from({ length: 500 }, (_, i) => put(`k${part}-${i}`, "first")));
    const [ranged] = await Promise.all([store.range("k"), write(store, put("k0-0", "second"), put("k4-499", undefined))]);
    assert.equal(ranged.items.length, ranged.revision === 5 ? 2500 : 2499);
    assert.equal((await store.range("k", { at: 5 })).items.length, 2500);
    await store.close();
  }),
);

test("nobody at the address: told as surely not written", async () => {
  const address = `127.0.0.1:${await freePort()}`;
  await assert.rejects(openEtcdStore({ address, clock, timeoutMs: 2_000 }), Unavailable);
});

test("what answers but is no etcd is told, and never takes longer than the limit", { timeout: 10_000 }, async () => {
  const server = createServer((socket) => void socket.on("error", () => undefined).write("SSH-2.0-nonsense\r\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await assert.rejects(openEtcdStore({ address: `127.0.0.1:${port}`, clock, timeoutMs: 1_000 }), Unavailable);
  server.close();
});
