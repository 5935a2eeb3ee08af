// Looks into the data directory of a box that does not run: whether its state contradicts itself.
import { join } from "node:path";
import { openEmbeddedStore } from "../../cluster/index.ts";
import { breaches } from "../../daemon/state/invariants.ts";
import type { Records } from "../../daemon/state/keys.ts";

/** Every breach as a sentence; none when all is well. Throws where the store is damaged or in use. */
export async function contradictions(data: string): Promise<string[]> {
  const store = await openEmbeddedStore({ directory: join(data, "store") });
  try {
    const { projection } = store;
    return [
      ...breaches({
        get: (key) => {
          const found = projection.get(key);
          return found && JSON.parse(found.value);
        },
        *scan<P extends keyof Records>(prefix: P): Iterable<Records[P]> {
          for (const { value } of projection.scan(prefix)) yield JSON.parse(value);
        },
      }),
    ];
  } finally {
    await store.close();
  }
}
