// The archive for whoever helps is one that the world's own tar unpacks, to the byte.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { tarOf } from "../../../daemon/api/tar.ts";
import { needs } from "../../setup/tools.ts";

const run = promisify(execFile);

test("tar lists it, unpacks it, and finds nothing to complain of", { skip: needs("tar") }, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "quoin-tar-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const files = {
    "empty.json": "",
    "short.txt": "é\u2028ü\n",
    "block.txt": "b".repeat(512),
    "more.txt": "m".repeat(513),
    "log.ndjson": `${"x".repeat(99)}\n`.repeat(40_000),
    [`${"n".repeat(95)}.json`]: "{}",
  };
  const at = 1_764_200_000;
  const archive = join(directory, "it.tar");
  await writeFile(archive, tarOf(files, at));
  const listed = await run("tar", ["-tf", archive]);
  assert.deepEqual(listed.stdout.trim().split("\n"), Object.keys(files));
  const { stderr } = await run("tar", ["-xf", archive, "-C", directory]);
  assert.equal(listed.stderr + stderr, "");
  for (const [name, text] of Object.entries(files)) {
    assert.equal(await readFile(join(directory, name), "utf8"), text, name);
    const { mtimeMs, mode } = await stat(join(directory, name));
    assert.deepEqual([mtimeMs, mode & 0o777], [at * 1000, 0o600], name);
  }
  const wrong = tarOf(files, at);
  wrong.write("Z", 0);
  await writeFile(archive, wrong);
  await assert.rejects(run("tar", ["-tf", archive]), /checksum|tar archive/i, "a head that was changed is told by its sum");
});
