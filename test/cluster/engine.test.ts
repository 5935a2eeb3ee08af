// What the embedded engine promises beyond the contract: acknowledged is durable, one opener, a full disk, bounded history.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { walkPages } from "../../cluster/lmdb-pages.ts";
import { InUse, openEmbeddedStore, Unavailable } from "../../cluster/index.ts";
import { watched, write } from "./conformance/engine.ts";

const writerScript = fileURLToPath(new URL("./writer-child.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "quoin-engine-"));
after(() => rmSync(root, { recursive: true }));

/** A writer of its own process, and the lines it said. */
async function startWriter(
  directory: string,
): Promise<{ acknowledged: string[]; kill: () => Promise<void>; heard: (lines: number) => Promise<void> }> {
  const child = spawn(process.execPath, [writerScript, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const closed = once(lines, "close");
  const opened = once(lines, "line");
  lines.on("line", (line) => line !== "ready" && acknowledged.push(line));
  await opened;
  return {
    acknowledged,
    heard: async (count) => {
      while (acknowledged.length < count) await once(lines, "line");
    },
    kill: async () => {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

describe("killed with −9 while it writes", () => {
  test("every acknowledged commit is there after reopening, whole, and the lock is free", { timeout: 60_000 }, async () => {
    const directory = join(root, "killed");
    for (const lines of [1, 40, 300, 7]) {
      const writer = await startWriter(directory);
      await writer.heard(lines);
      await assert.rejects(openEmbeddedStore({ directory }), InUse, "it holds the directory while it lives");
      await writer.kill();
      const store = await openEmbeddedStore({ directory });
      for (const line of writer.acknowledged) {
        const [revision, key = ""] = line.split(" ");
        assert.equal((await store.get(key))?.revision, Number(revision), `${key} was acknowledged`);
      }
      // Both halves of each transaction, or none: the last key of each client names one that is there.
      for (const { value, revision } of (await store.range("last/")).items) assert.equal((await store.get(value))?.revision, revision);
      await store.commit({
        compares: [],
        writes: (await store.range("client")).items.slice(0, 500).map(({ key }) => ({ key, value: undefined })),
      });
      for (;;) {
        const { items } = await store.range("client", { limit: 500 });
        if (items.length === 0) break;
        await store.commit({ compares: [], writes: items.map(({ key }) => ({ key, value: undefined })) });
      }
      await store.close();
    }
  });
});

const strace = spawnSync("strace", ["-V"]).status === 0;

describe("a disk that fails", { skip: strace ? false : "needs strace to make calls fail: apt-get install strace" }, () => {
  for (const call of ["fdatasync", "pwrite64", "writev"]) {
    test(`under ${call}: told, nothing more is accepted, and what was acknowledged is there after a restart`, {
      timeout: 60_000,
    }, async () => {
      for (const nth of [4, 11]) {
        const directory = join(root, `${call}-${nth}`);
        await openEmbeddedStore({ directory }).then((store) => store.close());
        const inject = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:error=EIO:when=${nth}+`];
        const { stdout } = spawnSync("strace", [...inject, process.execPath, writerScript, directory], {
          encoding: "utf8",
          timeout: 40_000,
        });
        const lines = stdout.split("\n").filter((line) => line !== "" && line !== "ready");
        const acknowledged = lines.filter((line) => /^\d/.test(line));
        assert.deepEqual(
          lines.slice(-3).filter((line) => !/^\d/.test(line)).length,
          3,
          `${call} failed at ${nth}: ${lines.slice(-4).join(" | ")}`,
        );
        assert.equal(lines.at(-3), "disk failed");
        assert.match(lines.at(-2) ?? "", /^failed (Unavailable|Ambiguous)$/);
        assert.equal(lines.at(-1), "then Unavailable");
        const store = await openEmbeddedStore({ directory });
        for (const line of acknowledged) {
          const [revision, key = ""] = line.split(" ");
          assert.equal((await store.get(key))?.revision, Number(revision), `${key} was acknowledged`);
        }
        assert.equal(await store.get("more"), undefined);
        if (lines.at(-2) === "failed Unavailable") {
          const { revision } = await store.status();
          assert.equal(
            revision,
            Math.max(0, ...acknowledged.map((line) => Number.parseInt(line, 10))),
            "surely not written means not written",
          );
        }
        await store.close();
      }
    });
  }
});

describe("one opener", () => {
  test("the second is refused in this process too, and may open once the first has closed", async () => {
    const directory = join(root, "twice");
    const first = await openEmbeddedStore({ directory });
    await assert.rejects(openEmbeddedStore({ directory }), InUse);
    await write(first, { key: "a", value: "1" });
    await first.close();
    const second = await openEmbeddedStore({ directory });
    assert.equal((await second.get("a"))?.value, "1");
    await second.close();
  });

  test("a lock file full of rubbish does not keep the box down", async () => {
    const directory = join(root, "rubbish");
    mkdirSync(directory);
    writeFileSync(join(directory, "lock"), "rubbish".repeat(1000));
    writeFileSync(join(directory, "store.lmdb-lock"), "rubbish".repeat(1000));
    const store = await openEmbeddedStore({ directory });
    assert.equal(await write(store, { key: "a", value: "1" }), 1);
    await store.close();
  });
});

describe("a full disk", { skip: process.getuid?.() === 0 ? false : "needs root to mount a small disk" }, () => {
  test("refuses as Unavailable, applies nothing, acknowledges nothing, and goes on when there is room", { timeout: 60_000 }, async () => {
    const mount = join(root, "small");
    mkdirSync(mount);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", mount]);
    try {
      const directory = join(mount, "data");
      const store = await openEmbeddedStore({ directory, keepRevisions: 10 });
      const ballast = join(mount, "ballast");
      writeFileSync(ballast, Buffer.alloc(1_000_000));
      let acknowledged = 0;
      const full = async (): Promise<void> => {
        for (;;) {
          await write(store, ...Array.from({ length: 10 }, (_, i) => ({ key: `k${acknowledged}/${i}`, value: "x".repeat(2000) })));
          acknowledged++;
        }
      };
      await assert.rejects(full(), Unavailable);
      assert.ok(acknowledged > 3);
      // Somebody else takes what was left.
      const rest = join(mount, "rest");
      assert.throws(() => writeFileSync(rest, Buffer.alloc(3_000_000)), { code: "ENOSPC" });
      await assert.rejects(write(store, { key: "more", value: "x".repeat(60_000) }), Unavailable, "and again");
      assert.equal((await store.status()).revision, acknowledged);
      assert.equal((await store.range("k")).items.length, acknowledged * 10);
      assert.equal(await store.get("more"), undefined);
      rmSync(ballast);
      rmSync(rest);
      assert.equal(await write(store, { key: "more", value: "there is room" }), acknowledged + 1);
      await store.close();
      const again = await openEmbeddedStore({ directory });
      assert.equal((await again.get("more"))?.value, "there is room");
      assert.equal((await again.range("k")).items.length, acknowledged * 10);
      await again.close();
    } finally {
      execFileSync("umount", ["-l", mount]);
    }
  });
});

describe("history", () => {
  test("is bounded: old revisions are forgotten as new ones come, and the file stops growing", async () => {
    const directory = join(root, "bounded");
    const store = await openEmbeddedStore({ directory, keepRevisions: 50 });
    const round = () => Promise.all(Array.from({ length: 300 }, (_, i) => write(store, { key: `k${i % 20}`, value: "x".repeat(500) })));
    for (let i = 0; i < 10; i++) await round();
    const { revision, compacted, bytes } = await store.status();
    assert.equal(revision, 3000);
    assert.ok(revision - compacted <= 50 + 600, `${revision - compacted} revisions are kept`);
    for (let i = 0; i < 10; i++) await round();
    assert.ok((await store.status()).bytes <= bytes * 1.5, "pages are used again");
    await write(store, { key: "a", value: "1" });
    for (let i = 0; i < 20; i++) await write(store, { key: "a", value: `${i}` });
    const now = await store.status();
    assert.ok(now.revision - now.compacted < 60);
    assert.equal((await watched(store, "", now.compacted, 5)).length, 5);
    await store.close();
  });
});

describe("the page walk", () => {
  test("sees exactly the records that LMDB answers, through splits, merges, long values and reuse of pages", async () => {
    const directory = join(root, "pages");
    const store = await openEmbeddedStore({ directory, keepRevisions: 30 });
    for (let round = 0; round < 30; round++) {
      const writes = Array.from({ length: 200 }, (_, i) => ({
        key: `k${(i * 7919 + round * 31) % 1500}`,
        value: (i + round) % 3 === 0 ? undefined : "x".repeat((i * round * 13) % 9000),
      }));
      await store.commit({ compares: [], writes: [...new Map(writes.map((one) => [one.key, one])).values()] });
      const seen: string[] = [];
      walkPages(join(directory, "store.lmdb"), (name) => {
        if (name[0] === 0x6b) seen.push(name.toString("utf8", 1));
      });
      assert.deepEqual(
        seen,
        (await store.range("")).items.map(({ key }) => key),
      );
    }
    assert.ok(statSync(join(directory, "store.lmdb")).size > 1_000_000);
    await store.close();
  });
});

describe("the projection", () => {
  test("reads what is durable, at once, also while it is walked in many pages", async () => {
    const store = await openEmbeddedStore({ directory: join(root, "projection") });
    const before = store.commit({
      compares: [],
      writes: Array.from({ length: 512 }, (_, i) => ({ key: `k/${String(i).padStart(4, "0")}`, value: `${i}` })),
    });
    assert.equal(store.projection.get("k/0000"), undefined, "nothing is seen before it is durable");
    await before;
    await write(store, ...Array.from({ length: 300 }, (_, i) => ({ key: `k/${String(512 + i).padStart(4, "0")}`, value: `${512 + i}` })));
    assert.equal(store.projection.revision, 2);
    assert.deepEqual(
      [...store.projection.scan("k/")].map(({ value }) => Number(value)),
      Array.from({ length: 812 }, (_, i) => i),
    );
    assert.deepEqual(
      [...store.projection.scan("k/", { after: "k/0100", limit: 3 })].map(({ value }) => value),
      ["101", "102", "103"],
    );
    await store.close();
  });
});
