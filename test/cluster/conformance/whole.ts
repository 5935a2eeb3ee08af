// The engine as a whole: opened again, and against a simple model under random operations.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Compacted, type StateStore } from "../../../cluster/index.ts";
import { ModelStore } from "../model-store.ts";
import { at, keysOf, put, type Using, watched, write } from "./engine.ts";

export function whole(using: Using): void {
  test(
    "closed and opened again, everything stands: keys, revision, history",
    using(async (store, { reopen }) => {
      await write(store, put("a", "1"), put("b", "1"));
      await write(store, put("a", "2"), put("b", undefined));
      const again = await reopen();
      assert.equal((await again.status()).revision, 2);
      assert.deepEqual((await again.range("")).items, [{ key: "a", value: "2", revision: 2 }]);
      assert.deepEqual(keysOf((await again.range("", { at: 1 })).items), ["a", "b"]);
      assert.equal(await write(again, put("c", "3")), 3);
      assert.deepEqual(
        (await watched(again, "", 1, 3)).map(({ revision }) => revision),
        [1, 2, 3],
      );
    }),
  );

  test("does what a simple model does, whatever is asked of it", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), (operations) =>
        using(async (store, { reopen }) => {
          const model = new ModelStore();
          let now = store;
          for (const one of operations) {
            if (one.do === "reopen") now = await reopen();
            else assert.deepEqual(await outcome(one, now), await outcome(one, model), JSON.stringify(one));
          }
          const stop = new AbortController();
          const { revision, compacted } = await model.status();
          const from = Math.max(compacted + 1, 1);
          const expected = model.history.filter((changes) => changes.revision >= from);
          assert.deepEqual(expected.length > 0 ? await watched(now, "", from, expected.length) : [], expected);
          stop.abort();
          assert.equal((await now.status()).revision, revision);
        })(),
      ),
      { numRuns: 25 },
    );
  });
}

const key = fc.constantFrom("a", "b", "b/1", "b/2", "é", "\u{1f600}");
const revision = fc.nat({ max: 30 });
type Operation =
  | {
      readonly do: "commit";
      readonly compares: { key: string; revision: number }[];
      readonly writes: { key: string; value: string | undefined }[];
      readonly otherwise: string[];
    }
  | { readonly do: "swap"; readonly key: string; readonly value: string | undefined }
  | { readonly do: "range"; readonly prefix: string; readonly options: { at?: number; limit?: number; after?: string } }
  | { readonly do: "compact"; readonly revision: number }
  | { readonly do: "reopen" };

const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("commit" as const),
      compares: fc.uniqueArray(fc.record({ key, revision: fc.oneof(fc.constant(0), revision) }), {
        maxLength: 2,
        selector: (compare) => compare.key,
      }),
      writes: fc.uniqueArray(fc.record({ key, value: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }) }), {
        maxLength: 4,
        selector: (write) => write.key,
      }),
      otherwise: fc.array(key, { maxLength: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("swap" as const), key, value: fc.option(fc.string({ maxLength: 5000 }), { nil: undefined }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("range" as const),
      prefix: fc.constantFrom("", "b", "b/"),
      options: fc
        .tuple(maybe("at", revision), maybe("limit", fc.integer({ min: 1, max: 4 })), maybe("after", key))
        .map((parts) => Object.assign({}, ...parts) as object),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("compact" as const), revision }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const) }) },
);

/** What an operation answered, or the name of what it threw. */
async function outcome(one: Exclude<Operation, { do: "reopen" }>, store: StateStore): Promise<unknown> {
  try {
    switch (one.do) {
      case "commit":
        return await store.commit(one);
      case "swap": {
        const now = await store.get(one.key);
        return await store.commit({ compares: [at(one.key, now?.revision ?? 0)], writes: [put(one.key, one.value)] });
      }
      case "range":
        return await store.range(one.prefix, one.options);
      case "compact":
        return await store.compact(one.revision);
    }
  } catch (error) {
    if (error instanceof Compacted || error instanceof RangeError) return error.name;
    throw error;
  }
}
