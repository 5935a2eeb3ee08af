// Compares and writes: one transaction, one revision, all or nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { storeLimits, Unavailable } from "../../../cluster/index.ts";
import { at, put, type Using, watched, write } from "./engine.ts";

export function transactions(using: Using): void {
  test(
    "a new store is at revision 0 and holds nothing",
    using(async (store) => {
      const { revision, keys } = await store.status();
      assert.deepEqual({ revision, keys }, { revision: 0, keys: 0 });
      assert.equal(await store.get("a"), undefined);
    }),
  );

  test(
    "each transaction that changes something is one revision, and keys carry the one of their last change",
    using(async (store) => {
      assert.equal(await write(store, put("a", "1"), put("b", "1")), 1);
      assert.equal(await write(store, put("b", "2")), 2);
      assert.deepEqual(await store.get("a"), { key: "a", value: "1", revision: 1 });
      assert.deepEqual(await store.get("b"), { key: "b", value: "2", revision: 2 });
    }),
  );

  test(
    "writing the same value again is a change",
    using(async (store) => {
      await write(store, put("a", "1"));
      assert.equal(await write(store, put("a", "1")), 2);
      assert.equal((await store.get("a"))?.revision, 2);
    }),
  );

  test(
    "deleting what is not there changes nothing",
    using(async (store) => {
      await write(store, put("a", "1"));
      assert.equal(await write(store, put("gone", undefined)), 1);
      assert.equal(await write(store, put("gone", undefined), put("a", "2")), 2);
      assert.deepEqual(await watched(store, "", 2, 1), [{ revision: 2, changes: [put("a", "2")] }]);
    }),
  );

  test(
    "a compare with revision 0 holds only while the key is absent, before it was ever there and after it was deleted",
    using(async (store) => {
      const claim = () => store.commit({ compares: [at("a", 0)], writes: [put("a", "mine")] });
      assert.equal((await claim()).committed, true);
      assert.equal((await claim()).committed, false);
      await write(store, put("a", undefined));
      assert.equal((await claim()).committed, true);
    }),
  );

  test(
    "a compare with a revision holds until the key changes, is deleted, or is deleted and made again",
    using(async (store) => {
      await write(store, put("a", "1"));
      const cas = (revision: number, value: string | undefined) =>
        store.commit({ compares: [at("a", revision)], writes: [put("a", value)] });
      assert.equal((await cas(1, "2")).committed, true);
      assert.equal((await cas(1, "3")).committed, false);
      assert.equal((await cas(2, undefined)).committed, true);
      assert.equal((await cas(2, "4")).committed, false);
      await write(store, put("a", "2"));
      assert.equal((await cas(2, "5")).committed, false, "the same value at another revision is another state");
    }),
  );

  test(
    "one failing compare among many keeps every write out",
    using(async (store) => {
      await write(store, put("a", "1"), put("b", "1"));
      const answer = await store.commit({
        compares: [at("a", 1), at("b", 7), at("c", 0)],
        writes: [put("a", "2"), put("b", "2"), put("c", "2")],
      });
      assert.deepEqual(answer, { committed: false, revision: 1, found: [] });
      assert.deepEqual((await store.range("")).items, [
        { key: "a", value: "1", revision: 1 },
        { key: "b", value: "1", revision: 1 },
      ]);
    }),
  );

  test(
    "a failed compare answers the keys asked for, in their order, absent ones as undefined",
    using(async (store) => {
      await write(store, put("a", "1"));
      await write(store, put("b", "2"));
      const answer = await store.commit({ compares: [at("a", 0)], writes: [put("a", "x")], otherwise: ["b", "none", "a"] });
      assert.deepEqual(answer, {
        committed: false,
        revision: 2,
        found: [{ key: "b", value: "2", revision: 2 }, undefined, { key: "a", value: "1", revision: 1 }],
      });
    }),
  );

  test(
    "compares alone answer without a new revision",
    using(async (store) => {
      await write(store, put("a", "1"));
      assert.deepEqual(await store.commit({ compares: [at("a", 1), at("b", 0)], writes: [] }), { committed: true, revision: 1 });
      assert.equal((await store.commit({ compares: [at("a", 2)], writes: [] })).committed, false);
      assert.equal((await store.status()).revision, 1);
    }),
  );

  test(
    "of many who claim the same key at once exactly one gets it",
    using(async (store) => {
      const claims = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          store.commit({ compares: [at("lock", 0)], writes: [put("lock", `${i}`)], otherwise: ["lock"] }),
        ),
      );
      const winners = claims.flatMap((claim, i) => (claim.committed ? [i] : []));
      assert.equal(winners.length, 1);
      for (const claim of claims) if (!claim.committed) assert.equal(claim.found[0]?.value, `${winners[0]}`, "losers see the winner");
    }),
  );

  test(
    "no increment is lost among concurrent writers that retry",
    using(async (store) => {
      await write(store, put("counter", "0"));
      const increment = async (): Promise<void> => {
        for (;;) {
          const now = await store.get("counter");
          const next = await store.commit({
            compares: [at("counter", now?.revision ?? 0)],
            writes: [put("counter", String(Number(now?.value) + 1))],
          });
          if (next.committed) return;
        }
      };
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let i = 0; i < 10; i++) await increment();
        }),
      );
      assert.equal((await store.get("counter"))?.value, "80");
    }),
  );

  test(
    "keys and values come back as they were, whatever the text",
    using(async (store) => {
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
          fc.string({ unit: "binary", maxLength: 300 }),
          async (key, value) => {
            await write(store, put(key, value));
            assert.equal((await store.get(key))?.value, value);
            assert.ok((await store.range(key)).items.some((item) => item.key === key && item.value === value));
          },
        ),
        { numRuns: 60 },
      );
    }),
  );

  test(
    "values up to the limit are kept whole",
    using(async (store) => {
      const values = [1, 4000, 4097, 20_000, storeLimits.valueLength].map((length) => "é".repeat(length));
      await write(store, ...values.map((value, i) => put(`v${i}`, value)));
      for (const [i, value] of values.entries()) assert.equal((await store.get(`v${i}`))?.value, value);
    }),
  );

  test(
    "what no engine takes is a TypeError, and nothing is written",
    using(async (store) => {
      const bad = [
        [put("a", "1"), put("a", "2")],
        [put("", "1")],
        [put("k".repeat(storeLimits.keyBytes + 1), "1")],
        [put("é".repeat(600), "1")],
        [put("a", "v".repeat(storeLimits.valueLength + 1))],
        [put("a", "\ud800")],
        [put("\udc00", "1")],
        Array.from({ length: storeLimits.operations + 1 }, (_, i) => put(`${i}`, "1")),
      ];
      for (const writes of bad) await assert.rejects(store.commit({ compares: [], writes }), TypeError);
      assert.equal((await store.status()).revision, 0);
    }),
  );

  test(
    "a full transaction goes through",
    using(async (store) => {
      const keys = Array.from({ length: storeLimits.operations }, (_, i) => `key${i}`);
      assert.equal(
        (await store.commit({ compares: keys.map((key) => at(key, 0)), writes: keys.map((key) => put(key, "1")) })).committed,
        true,
      );
      assert.equal((await store.status()).keys, storeLimits.operations);
    }),
  );

  test(
    "a closed store refuses",
    using(async (store) => {
      await store.close();
      await assert.rejects(store.commit({ compares: [], writes: [put("a", "1")] }), Unavailable);
    }),
  );
}
