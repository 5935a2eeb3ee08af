// A data directory that cannot be made is told in a sentence, and asked for once only.
import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { makeDirectory } from "../../../daemon/runtime/files.ts";
import { quoin } from "../cli/quoin.ts";

test("a directory is made with those above it, for its owner alone, and may be there already", async (t) => {
  const root = await mkdtemp(join(tmpdir(), "quoin-files-"));
  t.after(() => rm(root, { recursive: true }));
  const path = join(root, "a", "b", "c");
  for (let time = 0; time < 2; time++) await makeDirectory(path);
  assert.equal((await stat(join(root, "a"))).mode & 0o777, 0o700);
  await writeFile(join(root, "file"), "");
  for (const taken of [join(root, "file"), join(root, "file", "below")])
    await assert.rejects(makeDirectory(taken), (error) => isFault(error, "config-invalid") && error.message.includes(taken));
});

for (const data of ["/proc/nix", "/proc/nix/below", "/proc"]) {
  test(`quoin run --data ${data} ends with a sentence and 3`, { timeout: 30_000 }, async () => {
    const ran = await quoin(["run", "--data", data, "--http", "127.0.0.1:0", "--ipp", "127.0.0.1:0"]);
    assert.equal(ran.code, 3);
    const sentences = [
      /The directory \/proc\S+ cannot be made \(.*\)\. Name another with --data/,
      /Nothing can be written in \/proc: name another directory/,
    ];
    assert.match(ran.stderr, new RegExp(`^quoin: (${sentences.map(({ source }) => source).join("|")})$`, "m"));
  });
}
