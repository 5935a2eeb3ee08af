// etcd beside the daemon: started again whatever ends it, its disk's failures told as such, and never two of one directory.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isNewEnough, mirrorOf } from "../../cluster/etcd-binary.ts";
import { Unavailable } from "../../cluster/index.ts";
import { runEtcd } from "../../cluster/etcd-process.ts";
import { systemClock as clock } from "../../daemon/runtime/clock.ts";
import { killed, startEtcd } from "../fakes/etcd.ts";
import { needs, toolPath } from "../setup/tools.ts";
import { put, write } from "./conformance/engine.ts";

const skip = needs("etcd");
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const endAt = clock.monotonic() + 20_000;
  while (!(await look())) {
    assert.ok(clock.monotonic() < endAt, `waited for ${what}`);
    await clock.sleep(20);
  }
}

const pidOf = async (directory: string): Promise<number> => Number(await readFile(join(directory, "etcd.pid"), "utf8"));

test("killed, it is started again on the same data; its directory is closed to others", { skip, timeout: 60_000 }, async (t) => {
  const etcd = await startEtcd();
  t.after(() => etcd.stop());
  const store = await etcd.open();
  await write(store, put("a", "1"));
  assert.equal((await stat(etcd.member.directory)).mode & 0o777, 0o700);
  process.kill(await pidOf(etcd.member.directory), "SIGKILL");
  await until("a second start", () => etcd.process.state().starts === 2);
  assert.equal(etcd.process.state().ended?.why, "other");
  const again = await etcd.open();
  assert.equal((await again.get("a"))?.value, "1");
  await Promise.all([store.close(), again.close()]);
});

test("one that outlived its daemon is ended before another starts", { skip, timeout: 60_000 }, async (t) => {
  const etcd = await startEtcd();
  t.after(() => etcd.stop());
  await (await etcd.open()).close();
  const orphan = await pidOf(etcd.member.directory);
  // A second daemon on the same directory, as after a kill of the first.
  await assertEnds(orphan, async () => {
    const second = runEtcd({ binary: `/proc/${orphan}/exe`, member: etcd.member, kill: killed, clock, log: quiet });
    t.after(() => second.stop());
  });
});

async function assertEnds(pid: number, act: () => Promise<void>): Promise<void> {
  await act();
  await until(
    "the end of the orphan",
    async () => !(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes("--data-dir"),
  );
}

test("a disk that does not keep what it was given ends it, and is told as the reason", {
  skip: skip || needs("strace"),
  timeout: 60_000,
}, async (t) => {
  const etcd = await startEtcd();
  t.after(() => etcd.stop());
  const store = await etcd.open();
  await write(store, put("a", "1"));
  const pid = await pidOf(etcd.member.directory);
  const strace = spawn(
    toolPath("strace") ?? "strace",
    ["-f", "-qq", "-p", `${pid}`, "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO"],
    { stdio: "ignore" },
  );
  const gone = once(strace, "exit");
  await until("the disk's failure", async () => {
    await write(store, put("b", "2")).catch(() => undefined);
    return etcd.process.state().ended?.why === "disk";
  });
  await gone;
  const again = await etcd.open();
  assert.equal((await again.get("a"))?.value, "1", "what was acknowledged stands");
  await Promise.all([store.close(), again.close()]);
});

test("a program that is none, or too old, is refused with a sentence", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "quoin-etcd-"));
  t.after(() => rm(directory, { recursive: true }));
  const old = join(directory, "etcd");
  await writeFile(old, "#!/bin/sh\necho 'etcd Version: 3.4.23'\n");
  await chmod(old, 0o755);
  const peer = { listen: "http://127.0.0.1:1", advertised: "http://127.0.0.1:1" };
  const member = { name: "a", directory, client: "http://127.0.0.1:2", peer, members: {}, joins: false, token: "t" };
  for (const [binary, says] of [
    [old, /is etcd 3\.4\.23; Quoin needs 3\.5\.13 or later/],
    [join(directory, "none"), /is not etcd, or does not run here/],
  ] as const)
    assert.throws(
      () => runEtcd({ binary, member, kill: killed, clock, log: quiet }),
      (error) => error instanceof Unavailable && says.test(error.message),
    );
});

test("versions are compared by their numbers", () => {
  assert.deepEqual(["3.5.13", "3.5.16", "3.6.0", "4.0.0", "3.5.9", "3.4.23", "2.9.99", "0"].map(isNewEnough), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("the mirror is the one this machine's apt uses for its own Debian", () => {
  const targets =
    "http://one.example/debian bookworm-updates main\nhttp://two.example/debian bookworm contrib\nhttp://three.example/debian bookworm main\n";
  assert.equal(mirrorOf(targets, "bookworm"), "http://three.example/debian");
  assert.equal(mirrorOf(targets, "sid"), undefined);
});
