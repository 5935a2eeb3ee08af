// The embedded engine against the contract.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
