// The embedded engine against the contract.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openEmbeddedStore } from "../../cluster/index.ts";
import { conformance } from "./store-conformance.ts";

conformance("embedded store", async () => {
  const directory = await mkdtemp(join(tmpdir(), "quoin-store-"));
  let store = await openEmbeddedStore({ directory });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openEmbeddedStore({ directory });
      return store;
    },
    destroy: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});

test("it says which engine it is, and what it holds", async () => {
  const directory = await mkdtemp(join(tmpdir(), "quoin-store-"));
  const store = await openEmbeddedStore({ directory });
  await store.commit({ compares: [], writes: [{ key: "/q/a", value: "1" }] });
  const { engine, revision, keys } = await store.status();
  assert.deepEqual({ engine, revision, keys }, { engine: "embedded", revision: 1, keys: 1 });
  await store.close();
  await rm(directory, { recursive: true });
});
