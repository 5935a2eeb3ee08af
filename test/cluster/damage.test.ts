// A damaged data file is named, never served: flipped bytes, cuts, swaps, old copies. Random places, and the worst ones on purpose.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { Damaged, openEmbeddedStore, type StateStore } from "../../cluster/index.ts";

const value = (key: number, round: number): string => JSON.stringify({ key, round, text: "x".repeat((key * 37) % 700) });

/** Several rounds of writes and deletes: the file holds old pages, a free list, overflow pages and history. */
async function fill(store: StateStore, keys: number): Promise<void> {
  for (let round = 0; round < 4; round++) {
    for (let first = 0; first < keys; first += 100) {
      const writes = Array.from({ length: Math.min(100, keys - first) }, (_, i) => ({
        key: `/q/user/${first + i}`,
        value: value(first + i, round),
      }));
      await store.commit({ compares: [], writes });
    }
  }
  await store.commit({ compares: [], writes: [{ key: "/q/large", value: "L".repeat(30_000) }] });
  await store.commit({ compares: [], writes: Array.from({ length: 100 }, (_, i) => ({ key: `/q/user/${i * 2}`, value: undefined })) });
}

describe("a damaged data file", () => {
  const root = mkdtempSync(join(tmpdir(), "quoin-damage-"));
  const sound = join(root, "sound");
  let expected: string;
  let revision: number;
  before(async () => {
    const store = await openEmbeddedStore({ directory: sound, keepRevisions: 20 });
    await fill(store, 600);
    expected = JSON.stringify((await store.range("")).items);
    revision = (await store.status()).revision;
    await store.close();
  });
  after(() => rmSync(root, { recursive: true }));

  /** Opens a copy that `harm` has changed. Answers whether it was named damaged; otherwise every key must be right and writable. */
  async function survives(name: string, harm: (file: string, directory: string) => void): Promise<"damaged" | "right"> {
    const directory = join(root, name);
    const made = await openEmbeddedStore({ directory }); // makes the directory
    await made.close();
    for (const file of ["store.lmdb", "store.witness"]) copyFileSync(join(sound, file), join(directory, file));
    harm(join(directory, "store.lmdb"), directory);
    try {
      const store = await openEmbeddedStore({ directory, keepRevisions: 20 });
      try {
        assert.equal(JSON.stringify((await store.range("")).items), expected, "keys are as they were");
        assert.equal((await store.status()).revision, revision);
        for (let i = 0; i < 600; i += 100)
          await store.commit({
            compares: [],
            writes: Array.from({ length: 100 }, (_, j) => ({ key: `/q/user/${i + j}`, value: value(i + j, 9) })),
          });
        for (let i = 0; i < 600; i++) assert.equal((await store.get(`/q/user/${i}`))?.value, value(i, 9), "keys can be found and written");
        return "right";
      } finally {
        await store.close();
      }
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      assert.match(error.message, /quoin restore/);
      return "damaged";
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  const flip = (file: string, places: readonly number[], mask: () => number): void => {
    const bytes = readFileSync(file);
    for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ mask();
    writeFileSync(file, bytes);
  };

  test("untouched, it opens", async () => {
    assert.equal(await survives("untouched", () => undefined), "right");
  });

  test("16 flipped bytes anywhere are named or harmless", { timeout: 60_000 }, async () => {
    const runs = 16;
    let named = 0;
    const places = fc.array(
      fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), mask: fc.integer({ min: 1, max: 255 }) }),
      { minLength: 16, maxLength: 16 },
    );
    await fc.assert(
      fc.asyncProperty(fc.noShrink(places), async (flips) => {
        const result = await survives("flipped", (file) => {
          const masks = flips.map(({ mask }) => mask);
          flip(
            file,
            flips.map(({ place }) => Math.floor(place * statSync(file).size)),
            () => masks.pop() ?? 1,
          );
        });
        if (result === "damaged") named++;
      }),
      { numRuns: runs },
    );
    assert.ok(named > runs / 2, `only ${named} of ${runs} were named: the file is mostly live pages, so more must be`);
  });

  test("each byte of the two head pages that LMDB reads is named or harmless", { timeout: 60_000 }, async () => {
    for (let place = 0; place < 168; place += 11) {
      await survives(`head-${place}`, (file) => flip(file, [place, 4096 + place + 1], () => 1 << (place % 8)));
    }
  });

  test("a head page that claims to be the older one cannot bring back the past", async () => {
    const result = await survives("back", (file) => {
      const bytes = readFileSync(file);
      const transactions = [0, 1].map((page) => bytes.readBigUInt64LE(page * 4096 + 152));
      const newest = (transactions[0] ?? 0n) > (transactions[1] ?? 0n) ? 0 : 1;
      bytes.writeBigUInt64LE((transactions[newest] ?? 0n) - 2n, newest * 4096 + 152);
      writeFileSync(file, bytes);
    });
    assert.equal(result, "damaged");
  });

  test("an older copy put in its place is named", async () => {
    const older = join(root, "older");
    const store = await openEmbeddedStore({ directory: older });
    await store.commit({ compares: [], writes: [{ key: "/q/user/1", value: "old" }] });
    await store.close();
    assert.equal(await survives("restored-by-hand", (file) => copyFileSync(join(older, "store.lmdb"), file)), "damaged");
  });

  test("cut off anywhere, it is named or whole", async () => {
    for (const part of [0, 0.01, 0.3, 0.7, 0.99]) {
      const result = await survives(`cut-${part}`, (file) => truncateSync(file, Math.floor(statSync(file).size * part)));
      if (part < 0.9) assert.equal(result, "damaged", `cut to ${part}`);
    }
  });

  test("two pages swapped are named", async () => {
    const result = await survives("swapped", (file) => {
      const bytes = readFileSync(file);
      const leaves = Array.from({ length: bytes.length / 4096 }, (_, page) => page).filter(
        (page) => page > 1 && bytes.readUInt16LE(page * 4096 + 18) === 0x02,
      );
      const [a = 0, b = 0] = leaves.slice(-2);
      const copy = Buffer.from(bytes.subarray(a * 4096, a * 4096 + 4096));
      bytes.copy(bytes, a * 4096, b * 4096, b * 4096 + 4096);
      copy.copy(bytes, b * 4096);
      writeFileSync(file, bytes);
    });
    assert.equal(result, "damaged");
  });

  test("it is moved aside with the reason, and the box stays down until someone restores: an empty store would lie", async () => {
    const directory = join(root, "aside");
    const store = await openEmbeddedStore({ directory });
    await fill(store, 200);
    await store.close();
    const file = join(directory, "store.lmdb");
    flip(
      file,
      Array.from({ length: statSync(file).size / 4096 }, (_, page) => page * 4096 + 3000),
      () => 0x55,
    );
    await assert.rejects(
      openEmbeddedStore({ directory }),
      (error: unknown) => error instanceof Damaged && /quarantine-1/.test(error.message),
    );
    assert.deepEqual(readdirSync(join(directory, "quarantine-1")).sort(), ["store.lmdb", "store.witness", "why.txt"]);
    assert.equal(existsSync(file), false);
    await assert.rejects(openEmbeddedStore({ directory }), Damaged);
    const fresh = await openEmbeddedStore({ directory, restoring: true });
    await fresh.commit({ compares: [], writes: [{ key: "a", value: "restored" }] });
    await fresh.close();
    const again = await openEmbeddedStore({ directory });
    assert.equal((await again.get("a"))?.value, "restored");
    await again.close();
  });

  test("a data file that is gone is missed", async () => {
    const directory = join(root, "gone");
    const store = await openEmbeddedStore({ directory });
    await store.commit({ compares: [], writes: [{ key: "a", value: "1" }] });
    await store.close();
    rmSync(join(directory, "store.lmdb"));
    await assert.rejects(openEmbeddedStore({ directory }), Damaged);
  });
});
