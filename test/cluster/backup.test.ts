// A store as lines and back. What is cut, altered, doubled or of another kind is refused.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Damaged, dump, type EmbeddedStore, load, openEmbeddedStore } from "../../cluster/index.ts";

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe("a backup", () => {
  const root = mkdtempSync(join(tmpdir(), "quoin-backup-"));
  let source: EmbeddedStore;
  let lines: string[];
  let opened = 0;
  const fresh = () => openEmbeddedStore({ directory: join(root, `fresh-${opened++}`) });
  before(async () => {
    source = await fresh();
    for (let i = 0; i < 3; i++)
      await source.commit({
        compares: [],
        writes: Array.from({ length: 500 }, (_, j) => ({ key: `/q/user/${i}-${j}`, value: `é\n"${j}"` })),
      });
    lines = await collect(dump(source));
  });
  after(async () => {
    await source.close();
    rmSync(root, { recursive: true });
  });

  test("holds every key, and brings them back in an empty store", async () => {
    assert.equal(lines.length, 1502);
    const store = await fresh();
    assert.deepEqual(await load(store, lines), { keys: 1500, revision: 3 });
    const contents = async (of: EmbeddedStore) => (await of.range("")).items.map(({ key, value }) => `${key}=${value}`);
    assert.deepEqual(await contents(store), await contents(source));
    assert.deepEqual((await collect(dump(store))).slice(1, -1), lines.slice(1, -1));
    await store.close();
  });

  test("is one moment, whatever is written while it is made", async () => {
    const store = await fresh();
    await load(store, lines);
    const making = dump(store);
    const made = [(await making.next()).value as string, (await making.next()).value as string];
    await store.commit({
      compares: [],
      writes: [
        { key: "/q/user/9-9", value: "new" },
        { key: "/q/user/2-499", value: undefined },
        { key: "/q/user/1-1", value: "changed" },
      ],
    });
    for await (const line of making) made.push(line);
    assert.deepEqual(made.slice(1), lines.slice(1));
    await store.close();
  });

  test("is refused by a store that holds something", async () => {
    await assert.rejects(load(source, lines), TypeError);
  });

  const broken: [string, (lines: readonly string[]) => string[]][] = [
    ["cut off", (all) => all.slice(0, 700)],
    ["one line missing", (all) => all.toSpliced(5, 1)],
    ["one character changed", (all) => all.with(9, all[9]?.replace("user", "User") ?? "")],
    ["going on after its end", (all) => [...all, all[1] ?? ""]],
    ["not a backup", () => ["hello"]],
    ["empty", () => []],
    ["without its head", (all) => all.slice(1)],
  ];
  for (const [what, change] of broken) {
    test(`${what}, it is refused`, async () => {
      const store = await fresh();
      await assert.rejects(load(store, change(lines)), Damaged);
      await store.close();
    });
  }
});
