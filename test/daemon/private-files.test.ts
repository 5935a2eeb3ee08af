// What a box writes is its owner's alone, also in a directory that others may enter.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { test } from "node:test";

const main = join(import.meta.dirname, "../../daemon/main.ts");

test("no file of a running box can be read or entered by others", async (t) => {
  const data = await mkdtemp(join(tmpdir(), "quoin-private-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  await chmod(data, 0o755);
  const anyPort = ["--http", "127.0.0.1:0", "--ipp", "127.0.0.1:0"];
  // Under the umask of most distributions, whatever the one that runs this test has.
  const command = ['umask 022; exec "$@"', "sh", process.execPath, main, "run", "--data", data, ...anyPort];
  const box = spawn("sh", ["-c", ...command], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(box, "exit");
  t.after(async () => {
    box.kill();
    await ended;
  });
  const [said] = await Promise.race([once(box.stdout, "data"), ended]);
  assert.match(String(said), /"ready":true/);
  const open: string[] = [];
  for (const entry of await readdir(data, { recursive: true })) {
    const { mode } = await stat(join(data, entry));
    if ((mode & 0o077) !== 0) open.push(`${entry} ${(mode & 0o777).toString(8)}`);
  }
  assert.deepEqual(open, []);
});
