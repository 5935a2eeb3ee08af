// What every engine of the StateStore contract must do. Each engine's test calls this with a way to open a fresh, empty store.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Compacted, type KeyValue, type RevisionChanges, type StateStore, storeLimits, Unavailable } from "../../cluster/index.ts";
import { ModelStore } from "./model-store.ts";

export interface Opened {
  readonly store: StateStore;
  /** Closes and opens again on the same data. */
  reopen(): Promise<StateStore>;
  destroy(): Promise<void>;
}

const put = (key: string, value: string | undefined) => ({ key, value });
const at = (key: string, revision: number) => ({ key, revision });

/** Commits that must succeed; answers the revision. */
export async function write(store: StateStore, ...writes: { key: string; value: string | undefined }[]): Promise<number> {
  const answer = await store.commit({ compares: [], writes });
  assert.equal(answer.committed, true);
  return answer.revision;
}

/** The first `count` revisions a watch answers. */
export async function watched(store: StateStore, prefix: string, from: number, count: number): Promise<RevisionChanges[]> {
  const stop = new AbortController();
  const seen: RevisionChanges[] = [];
  for await (const changes of store.watch(prefix, from, stop.signal)) {
    seen.push(changes);
    if (seen.length >= count) break;
  }
  stop.abort();
  return seen;
}

const keysOf = (items: readonly KeyValue[]): string[] => items.map(({ key }) => key);

export function conformance(name: string, open: () => Promise<Opened>): void {
  const using = (act: (store: StateStore, opened: Opened) => Promise<void>) => async (): Promise<void> => {
    const opened = await open();
    try {
      await act(opened.store, opened);
    } finally {
      await opened.destroy();
    }
  };
  describe(`${name}: transactions`, () => transactions(using));
  describe(`${name}: ranges`, () => ranges(using));
  describe(`${name}: watching`, () => watching(using));
  describe(`${name}: compaction`, () => compaction(using));
  describe(`${name}: as a whole`, () => whole(using));
}

type Using = (act: (store: StateStore, opened: Opened) => Promise<void>) => () => Promise<void>;

function transactions(using: Using): void {
  test("a new store is at revision 0 and holds nothing", using(async (store) => {
    const { revision, keys } = await store.status();
    assert.deepEqual({ revision, keys }, { revision: 0, keys: 0 });
    assert.equal(await store.get("a"), undefined);
  }));

  test("each transaction that changes something is one revision, and keys carry the one of their last change", using(async (store) => {
    assert.equal(await write(store, put("a", "1"), put("b", "1")), 1);
    assert.equal(await write(store, put("b", "2")), 2);
    assert.deepEqual(await store.get("a"), { key: "a", value: "1", revision: 1 });
    assert.deepEqual(await store.get("b"), { key: "b", value: "2", revision: 2 });
  }));

  test("writing the same value again is a change", using(async (store) => {
    await write(store, put("a", "1"));
    assert.equal(await write(store, put("a", "1")), 2);
    assert.equal((await store.get("a"))?.revision, 2);
  }));

  test("deleting what is not there changes nothing", using(async (store) => {
    await write(store, put("a", "1"));
    assert.equal(await write(store, put("gone", undefined)), 1);
    assert.equal(await write(store, put("gone", undefined), put("a", "2")), 2);
    assert.deepEqual(await watched(store, "", 2, 1), [{ revision: 2, changes: [put("a", "2")] }]);
  }));

  test("a compare with revision 0 holds only while the key is absent, before it was ever there and after it was deleted", using(async (store) => {
    const claim = () => store.commit({ compares: [at("a", 0)], writes: [put("a", "mine")] });
    assert.equal((await claim()).committed, true);
    assert.equal((await claim()).committed, false);
    await write(store, put("a", undefined));
    assert.equal((await claim()).committed, true);
  }));

  test("a compare with a revision holds until the key changes, is deleted, or is deleted and made again", using(async (store) => {
    await write(store, put("a", "1"));
    const cas = (revision: number, value: string | undefined) => store.commit({ compares: [at("a", revision)], writes: [put("a", value)] });
    assert.equal((await cas(1, "2")).committed, true);
    assert.equal((await cas(1, "3")).committed, false);
    assert.equal((await cas(2, undefined)).committed, true);
    assert.equal((await cas(2, "4")).committed, false);
    await write(store, put("a", "2"));
    assert.equal((await cas(2, "5")).committed, false, "the same value at another revision is another state");
  }));

  test("one failing compare among many keeps every write out", using(async (store) => {
    await write(store, put("a", "1"), put("b", "1"));
    const answer = await store.commit({ compares: [at("a", 1), at("b", 7), at("c", 0)], writes: [put("a", "2"), put("b", "2"), put("c", "2")] });
    assert.deepEqual(answer, { committed: false, revision: 1, found: [] });
    assert.deepEqual((await store.range("")).items, [{ key: "a", value: "1", revision: 1 }, { key: "b", value: "1", revision: 1 }]);
  }));

  test("a failed compare answers the keys asked for, in their order, absent ones as undefined", using(async (store) => {
    await write(store, put("a", "1"));
    await write(store, put("b", "2"));
    const answer = await store.commit({ compares: [at("a", 0)], writes: [put("a", "x")], otherwise: ["b", "none", "a"] });
    assert.deepEqual(answer, {
      committed: false, revision: 2, found: [{ key: "b", value: "2", revision: 2 }, undefined, { key: "a", value: "1", revision: 1 }],
    });
  }));

  test("compares alone answer without a new revision", using(async (store) => {
    await write(store, put("a", "1"));
    assert.deepEqual(await store.commit({ compares: [at("a", 1), at("b", 0)], writes: [] }), { committed: true, revision: 1 });
    assert.equal((await store.commit({ compares: [at("a", 2)], writes: [] })).committed, false);
    assert.equal((await store.status()).revision, 1);
  }));

  test("of many who claim the same key at once exactly one gets it", using(async (store) => {
    const claims = await Promise.all(Array.from({ length: 100 }, (_, i) => store.commit({ compares: [at("lock", 0)], writes: [put("lock", `${i}`)], otherwise: ["lock"] })));
    const winners = claims.flatMap((claim, i) => (claim.committed ? [i] : []));
    assert.equal(winners.length, 1);
    for (const claim of claims) if (!claim.committed) assert.equal(claim.found[0]?.value, `${winners[0]}`, "losers see the winner");
  }));

  test("no increment is lost among concurrent writers that retry", using(async (store) => {
    await write(store, put("counter", "0"));
    const increment = async (): Promise<void> => {
      for (;;) {
        const now = await store.get("counter");
        const next = await store.commit({ compares: [at("counter", now?.revision ?? 0)], writes: [put("counter", String(Number(now?.value) + 1))] });
        if (next.committed) return;
      }
    };
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 10; i++) await increment();
    }));
    assert.equal((await store.get("counter"))?.value, "80");
  }));

  test("keys and values come back as they were, whatever the text", using(async (store) => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), fc.string({ unit: "binary", maxLength: 300 }), async (key, value) => {
      await write(store, put(key, value));
      assert.equal((await store.get(key))?.value, value);
      assert.ok((await store.range(key)).items.some((item) => item.key === key && item.value === value));
    }), { numRuns: 60 });
  }));

  test("values up to the limit are kept whole", using(async (store) => {
    const values = [1, 4000, 4097, 20_000, storeLimits.valueLength].map((length) => "é".repeat(length));
    await write(store, ...values.map((value, i) => put(`v${i}`, value)));
    for (const [i, value] of values.entries()) assert.equal((await store.get(`v${i}`))?.value, value);
  }));

  test("what no engine takes is a TypeError, and nothing is written", using(async (store) => {
    const bad = [
      [put("a", "1"), put("a", "2")], [put("", "1")], [put("k".repeat(storeLimits.keyBytes + 1), "1")], [put("é".repeat(600), "1")],
      [put("a", "v".repeat(storeLimits.valueLength + 1))], [put("a", "\ud800")], [put("\udc00", "1")],
      Array.from({ length: storeLimits.operations + 1 }, (_, i) => put(`${i}`, "1")),
    ];
    for (const writes of bad) await assert.rejects(store.commit({ compares: [], writes }), TypeError);
    assert.equal((await store.status()).revision, 0);
  }));

  test("a full transaction goes through", using(async (store) => {
    const keys = Array.from({ length: storeLimits.operations }, (_, i) => `key${i}`);
    assert.equal((await store.commit({ compares: keys.map((key) => at(key, 0)), writes: keys.map((key) => put(key, "1")) })).committed, true);
    assert.equal((await store.status()).keys, storeLimits.operations);
  }));

  test("a closed store refuses", using(async (store) => {
    await store.close();
    await assert.rejects(store.commit({ compares: [], writes: [put("a", "1")] }), Unavailable);
  }));
}

function ranges(using: Using): void {
  const fill = (store: StateStore) => write(store, ...["b/2", "a", "b/1", "b", "b0", "b/10", "c"].map((key) => put(key, key)));

  test("answers the keys under a prefix in byte order", using(async (store) => {
    await fill(store);
    assert.deepEqual(keysOf((await store.range("b/")).items), ["b/1", "b/10", "b/2"]);
    assert.deepEqual(keysOf((await store.range("")).items), ["a", "b", "b/1", "b/10", "b/2", "b0", "c"]);
    assert.deepEqual(keysOf((await store.range("nothing")).items), []);
  }));

  test("byte order is that of UTF-8, not of UTF-16", using(async (store) => {
    await write(store, put("\u{1f600}", ""), put("\uffee", ""), put("z", ""), put("é", ""));
    assert.deepEqual(keysOf((await store.range("")).items), ["z", "é", "\uffee", "\u{1f600}"]);
  }));

  test("limit and after walk through in pages without a gap", using(async (store) => {
    await fill(store);
    const walked: string[] = [];
    for (let after: string | undefined; ; ) {
      const { items } = await store.range("b", { limit: 2, ...(after === undefined ? {} : { after }) });
      walked.push(...keysOf(items));
      if (items.length < 2) break;
      after = items[1]?.key;
    }
    assert.deepEqual(walked, ["b", "b/1", "b/10", "b/2", "b0"]);
  }));

  test("after may be a key that is not there, before the prefix or behind it", using(async (store) => {
    await fill(store);
    assert.deepEqual(keysOf((await store.range("b/", { after: "b/11" })).items), ["b/2"]);
    assert.deepEqual(keysOf((await store.range("b/", { after: "a" })).items), ["b/1", "b/10", "b/2"]);
    assert.deepEqual(keysOf((await store.range("b/", { after: "bz" })).items), []);
  }));

  test("answers any revision as it was then: changed, deleted and later keys included, in pages too", using(async (store) => {
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
  }));

  test("a revision that is not yet written cannot be read", using(async (store) => {
    await assert.rejects(store.range("", { at: 1 }), RangeError);
  }));
}

function watching(using: Using): void {
  test("tells the past from the revision asked for, then the present, each revision whole and in order", using(async (store) => {
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
  }));

  test("may start at a revision still to come", using(async (store) => {
    const seen = watched(store, "", 2, 1);
    await write(store, put("a", "1"));
    await write(store, put("a", "2"));
    assert.deepEqual(await seen, [{ revision: 2, changes: [put("a", "2")] }]);
  }));

  test("tells only what is under the prefix, and skips revisions that did not touch it", using(async (store) => {
    await write(store, put("q/a", "1"), put("k/a", "1"));
    await write(store, put("k/b", "2"));
    await write(store, put("q/b", "3"));
    assert.deepEqual(await watched(store, "q/", 1, 2), [{ revision: 1, changes: [put("q/a", "1")] }, { revision: 3, changes: [put("q/b", "3")] }]);
  }));

  test("commits made at once stay separate revisions, none merged, split or missing", using(async (store) => {
    const seen = watched(store, "", 1, 200);
    await Promise.all(Array.from({ length: 200 }, (_, i) => write(store, put(`x${i}`, "1"), put(`y${i}`, "1"))));
    for (const [i, { revision, changes }] of (await seen).entries()) {
      assert.equal(revision, i + 1);
      assert.equal(changes.length, 2);
      assert.equal(changes[0]?.key.slice(1), changes[1]?.key.slice(1), "both halves of one transaction");
    }
  }));

  test("a watcher that looks away misses nothing", using(async (store) => {
    await write(store, put("a", "first"));
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const { revision } of store.watch("", 1, stop.signal)) {
      seen.push(revision);
      if (revision === 1) for (let i = 0; i < 50; i++) await write(store, put("a", `${i}`));
      if (revision === 51) stop.abort();
    }
    assert.deepEqual(seen, Array.from({ length: 51 }, (_, i) => i + 1));
  }));

  test("ends when its signal aborts, while it waits and before it began", using(async (store) => {
    const stop = new AbortController();
    const ended = (async () => {
      for await (const _ of store.watch("", 1, stop.signal)) assert.fail("nothing was written");
    })();
    stop.abort();
    await ended;
    for await (const _ of store.watch("", 1, stop.signal)) assert.fail("already aborted");
  }));

  test("whoever was told of a commit finds it in a watch and in a range", using(async (store) => {
    for (let i = 1; i <= 20; i++) {
      const revision = await write(store, put("a", `${i}`));
      assert.equal((await store.range("")).items[0]?.value, `${i}`);
      assert.deepEqual(await watched(store, "", revision, 1), [{ revision, changes: [put("a", `${i}`)] }]);
    }
  }));
}

function compaction(using: Using): void {
  const five = async (store: StateStore): Promise<void> => {
    for (let i = 1; i <= 5; i++) await write(store, put("a", `${i}`), put(`only${i}`, "x"));
  };

  test("keeps the present and everything from the revision on, forgets what was before", using(async (store) => {
    await five(store);
    await store.compact(3);
    assert.equal((await store.status()).compacted, 3);
    assert.equal((await store.get("a"))?.value, "5");
    assert.equal((await store.range("a", { at: 3 })).items[0]?.value, "3");
    await assert.rejects(store.range("", { at: 2 }), (error: unknown) => error instanceof Compacted && error.compacted === 3);
    assert.equal((await watched(store, "a", 4, 2)).length, 2);
    await assert.rejects(watched(store, "a", 2, 1), Compacted);
  }));

  test("again at an older revision changes nothing; at one to come it is refused", using(async (store) => {
    await five(store);
    await store.compact(4);
    await store.compact(2);
    assert.equal((await store.status()).compacted, 4);
    await assert.rejects(store.compact(6), RangeError);
  }));

  test("a watcher overtaken by it is told, never left with a hole", using(async (store) => {
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
  }));
}

function whole(using: Using): void {
  test("closed and opened again, everything stands: keys, revision, history", using(async (store, { reopen }) => {
    await write(store, put("a", "1"), put("b", "1"));
    await write(store, put("a", "2"), put("b", undefined));
    const again = await reopen();
    assert.equal((await again.status()).revision, 2);
    assert.deepEqual((await again.range("")).items, [{ key: "a", value: "2", revision: 2 }]);
    assert.deepEqual(keysOf((await again.range("", { at: 1 })).items), ["a", "b"]);
    assert.equal(await write(again, put("c", "3")), 3);
    assert.deepEqual((await watched(again, "", 1, 3)).map(({ revision }) => revision), [1, 2, 3]);
  }));

  test("does what a simple model does, whatever is asked of it", { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), (operations) =>
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
      })()), { numRuns: 40 });
  });
}

const key = fc.constantFrom("a", "b", "b/1", "b/2", "é", "\u{1f600}");
const revision = fc.nat({ max: 30 });
type Operation =
  | { readonly do: "commit"; readonly compares: { key: string; revision: number }[]; readonly writes: { key: string; value: string | undefined }[]; readonly otherwise: string[] }
  | { readonly do: "swap"; readonly key: string; readonly value: string | undefined }
  | { readonly do: "range"; readonly prefix: string; readonly options: { at?: number; limit?: number; after?: string } }
  | { readonly do: "compact"; readonly revision: number }
  | { readonly do: "reopen" };

const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({
    do: fc.constant("commit" as const),
    compares: fc.uniqueArray(fc.record({ key, revision: fc.oneof(fc.constant(0), revision) }), { maxLength: 2, selector: (compare) => compare.key }),
    writes: fc.uniqueArray(fc.record({ key, value: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }) }), { maxLength: 4, selector: (write) => write.key }),
    otherwise: fc.array(key, { maxLength: 2 }),
  }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("swap" as const), key, value: fc.option(fc.string({ maxLength: 5000 }), { nil: undefined }) }) },
  { weight: 4, arbitrary: fc.record({
    do: fc.constant("range" as const), prefix: fc.constantFrom("", "b", "b/"),
    options: fc.tuple(maybe("at", revision), maybe("limit", fc.integer({ min: 1, max: 4 })), maybe("after", key)).map((parts) => Object.assign({}, ...parts) as object),
  }) },
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
