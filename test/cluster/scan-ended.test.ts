// The check of the data file may be ended from outside while a box starts. That says nothing about the file.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { Damaged, openEmbeddedStore, Unavailable } from "../../cluster/index.ts";

/** The fields of /proc/<pid>/stat after the program's name: state, parent, process group. */
function processStat(pid: string): { parent: number; group: number; line: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(parent), group: Number(group), line: readFileSync(`/proc/${pid}/cmdline`, "utf8") };
  } catch {
    return undefined; // gone meanwhile
  }
}

async function checking(file: string): Promise<{ pid: number; group: number }> {
  for (;;) {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const found = processStat(pid);
      if (found?.parent === process.pid && found.line.includes(file)) return { pid: Number(pid), group: found.group };
    }
    await systemClock.sleep(1);
  }
}

describe("a check that is ended before it has seen the file", () => {
  const root = mkdtempSync(join(tmpdir(), "quoin-scan-"));
  after(() => rmSync(root, { recursive: true }));

  async function openWhileEnding(name: string, signal: NodeJS.Signals): Promise<{ directory: string; error: unknown; group: number }> {
    const directory = join(root, name);
    const store = await openEmbeddedStore({ directory });
    await store.commit({ compares: [], writes: [{ key: "a", value: "1" }] });
    await store.close();
    const opening = openEmbeddedStore({ directory }).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    const { pid, group } = await checking(join(directory, "store.lmdb"));
    process.kill(pid, signal);
    return { directory, error: await opening, group };
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    test(`by ${signal}: the start fails, nothing is moved, and the next start finds everything`, { timeout: 30_000 }, async () => {
      const { directory, error } = await openWhileEnding(signal, signal);
      assert.ok(error instanceof Unavailable, String(error));
      assert.match(error.message, /Nothing was changed/);
      assert.equal(existsSync(join(directory, "quarantine-1")), false);
      const again = await openEmbeddedStore({ directory });
      assert.equal((await again.get("a"))?.value, "1");
      await again.close();
    });
  }

  test("by the file itself, SIGBUS: that is proof, and it is moved aside", { timeout: 30_000 }, async () => {
    const { directory, error } = await openWhileEnding("bus", "SIGBUS");
    assert.ok(error instanceof Damaged, String(error));
    assert.equal(existsSync(join(directory, "quarantine-1", "store.lmdb")), true);
  });

  test("it stands in a process group of its own, which the terminal's Ctrl-C does not reach", { timeout: 30_000 }, async () => {
    const { group } = await openWhileEnding("group", "SIGKILL");
    assert.notEqual(group, processStat("self")?.group);
  });
});
