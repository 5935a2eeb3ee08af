// Ranges now and at a revision; watches through the past and the present; what compaction leaves of both.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Compacted, type StateStore } from "../../../cluster/index.ts";
import { keysOf, put, type Using, watched, write } from "./engine.ts";

export function ranges(using: Using): void {
  const fill = (store: StateStore) => write(store, ...["b/2", "a", "b/1", "b", "b0", "b/10", "c"].map((key) => put(key, key)));

  test(
    "answers the keys under a prefix in byte order",
    using(async (store) => {
      await fill(store);
      assert.deepEqual(keysOf((await store.range("b/")).items), ["b/1", "b/10", "b/2"]);
      assert.deepEqual(keysOf((await store.range("")).items), ["a", "b", "b/1", "b/10", "b/2", "b0", "c"]);
      assert.deepEqual(keysOf((await store.range("nothing")).items), []);
    }),
  );

  test(
    "byte order is that of UTF-8, not of UTF-16",
    using(async (store) => {
      await write(store, put("\u{1f600}", ""), put("\uffee", ""), put("z", ""), put("é", ""));
      assert.deepEqual(keysOf((await store.range("")).items), ["z", "é", "\uffee", "\u{1f600}"]);
    }),
  );

  test(
    "limit and after walk through in pages without a gap",
    using(async (store) => {
      await fill(store);
      const walked: string[] = [];
      for (let after: string | undefined; ; ) {
        const { items } = await store.range("b", { limit: 2, ...(after === undefined ? {} : { after }) });
        walked.push(...keysOf(items));
        if (items.length < 2) break;
        after = items[1]?.key;
      }
      assert.deepEqual(walked, ["b", "b/1", "b/10", "b/2", "b0"]);
    }),
  );

  test(
    "after may be a key that is not there, before the prefix or behind it",
    using(async (store) => {
      await fill(store);
      assert.deepEqual(keysOf((await store.range("b/", { after: "b/11" })).items), ["b/2"]);
      assert.deepEqual(keysOf((await store.range("b/", { after: "a" })).items), ["b/1", "b/10", "b/2"]);
      assert.deepEqual(keysOf((await store.range("b/", { after: "bz" })).items), []);
    }),
  );

  test(
    "answers any revision as it was then: changed, deleted and later keys included, in pages too",
    using(async (store) => {
      await write(store, put("a", "1"), put("b", "1"), put("c", "1"));
      await write(store, put("b", undefined), put("a", "2"));
      await write(store, put("d", "3"), put("a", undefined));
      const value = async (revision: number, options: object = {}) => {
        const answer = await store.range("", { at: revision, ...options });
        assert.equal(answer.revision, revision);
        return answer.items.map((item) => `${item.key}${item.value}@${item.revision}`).join(" ");
      };
      assert.equal(await value(0), "");
      assert.equal(await value(1), "a1@1 b1@1 c1@1");
      assert.equal(await value(2), "a2@2 c1@1");
      assert.equal(await value(3), "c1@1 d3@3");
      assert.equal(await value(1, { limit: 2 }), "a1@1 b1@1");
      assert.equal(await value(1, { limit: 2, after: "b" }), "c1@1");
    }),
  );

  test(
    "a revision that is not yet written cannot be read",
    using(async (store) => {
      await assert.rejects(store.range("", { at: 1 }), RangeError);
    }),
  );
}

export function watching(using: Using): void {
  test(
    "tells the past from the revision asked for, then the present, each revision whole and in order",
    using(async (store) => {
      await write(store, put("a", "1"));
      await write(store, put("a", "2"), put("b", "2"));
      const seen = watched(store, "", 2, 3);
      await write(store, put("c", "3"));
      await write(store, put("b", undefined), put("c", "4"));
      assert.deepEqual(await seen, [
        { revision: 2, changes: [put("a", "2"), put("b", "2")] },
        { revision: 3, changes: [put("c", "3")] },
        { revision: 4, changes: [put("b", undefined), put("c", "4")] },
      ]);
    }),
  );

  test(
    "may start at a revision still to come",
    using(async (store) => {
      const seen = watched(store, "", 2, 1);
      await write(store, put("a", "1"));
      await write(store, put("a", "2"));
      assert.deepEqual(await seen, [{ revision: 2, changes: [put("a", "2")] }]);
    }),
  );

  test(
    "tells only what is under the prefix, and skips revisions that did not touch it",
    using(async (store) => {
      await write(store, put("q/a", "1"), put("k/a", "1"));
      await write(store, put("k/b", "2"));
      await write(store, put("q/b", "3"));
      assert.deepEqual(await watched(store, "q/", 1, 2), [
        { revision: 1, changes: [put("q/a", "1")] },
        { revision: 3, changes: [put("q/b", "3")] },
      ]);
    }),
  );

  test(
    "commits made at once stay separate revisions, none merged, split or missing",
    using(async (store) => {
      const seen = watched(store, "", 1, 200);
      await Promise.all(Array.from({ length: 200 }, (_, i) => write(store, put(`x${i}`, "1"), put(`y${i}`, "1"))));
      for (const [i, { revision, changes }] of (await seen).entries()) {
        assert.equal(revision, i + 1);
        assert.equal(changes.length, 2);
        assert.equal(changes[0]?.key.slice(1), changes[1]?.key.slice(1), "both halves of one transaction");
      }
    }),
  );

  test(
    "a watcher that looks away misses nothing",
    using(async (store) => {
      await write(store, put("a", "first"));
      const stop = new AbortController();
      const seen: number[] = [];
      for await (const { revision } of store.watch("", 1, stop.signal)) {
        seen.push(revision);
        if (revision === 1) for (let i = 0; i < 50; i++) await write(store, put("a", `${i}`));
        if (revision === 51) stop.abort();
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 51 }, (_, i) => i + 1),
      );
    }),
  );

  test(
    "ends when its signal aborts, while it waits and before it began",
    using(async (store) => {
      const stop = new AbortController();
      const ended = (async () => {
        for await (const _ of store.watch("", 1, stop.signal)) assert.fail("nothing was written");
      })();
      stop.abort();
      await ended;
      for await (const _ of store.watch("", 1, stop.signal)) assert.fail("already aborted");
    }),
  );

  test(
    "whoever was told of a commit finds it in a watch and in a range",
    using(async (store) => {
      for (let i = 1; i <= 20; i++) {
        const revision = await write(store, put("a", `${i}`));
        assert.equal((await store.range("")).items[0]?.value, `${i}`);
        assert.deepEqual(await watched(store, "", revision, 1), [{ revision, changes: [put("a", `${i}`)] }]);
      }
    }),
  );
}

export function compaction(using: Using): void {
  const five = async (store: StateStore): Promise<void> => {
    for (let i = 1; i <= 5; i++) await write(store, put("a", `${i}`), put(`only${i}`, "x"));
  };

  test(
    "keeps the present and everything from the revision on, forgets what was before",
    using(async (store) => {
      await five(store);
      await store.compact(3);
      assert.equal((await store.status()).compacted, 3);
      assert.equal((await store.get("a"))?.value, "5");
      assert.equal((await store.range("a", { at: 3 })).items[0]?.value, "3");
      await assert.rejects(store.range("", { at: 2 }), (error: unknown) => error instanceof Compacted && error.compacted === 3);
      assert.equal((await watched(store, "a", 4, 2)).length, 2);
      await assert.rejects(watched(store, "a", 2, 1), Compacted);
    }),
  );

  test(
    "again at an older revision changes nothing; at one to come it is refused",
    using(async (store) => {
      await five(store);
      await store.compact(4);
      await store.compact(2);
      assert.equal((await store.status()).compacted, 4);
      await assert.rejects(store.compact(6), RangeError);
    }),
  );

  test(
    "a watcher overtaken by it is told, never left with a hole",
    using(async (store) => {
      await five(store);
      const stop = new AbortController();
      const watch = store.watch("a", 1, stop.signal)[Symbol.asyncIterator]();
      assert.equal((await watch.next()).value.revision, 1);
      await store.compact(5);
      // An engine may have sent some already; it must not skip.
      let last = 1;
      await assert.rejects(async () => {
        for (;;) {
          const { value } = await watch.next();
          assert.equal(value.revision, last + 1);
          last = value.revision;
          if (last === 5) throw new Compacted(5);
        }
      }, Compacted);
      stop.abort();
    }),
  );
}
