// The spool through kill −9, a power cut, a full disk and a disk that fails: what was acknowledged is whole, what was not leaves nothing.
import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, rmdir, statfs, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import type { BoxId, JobId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { createIntake } from "../../../daemon/printing/intake.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { aDocument, aJob, openSpool, put, quiet, readAll, sha256, taken, temporary } from "./spool-fixture.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const childScript = join(import.meta.dirname, "submitting-child.ts");

interface Told {
  readonly acknowledged: Map<JobId, string>;
  readonly numbers: number[];
  readonly opened: Set<JobId>;
  readonly lines: string[];
}

/** Listens until `enough` says so. */
async function listen(child: ChildProcess, told: Told, enough: () => boolean): Promise<void> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) {
    told.lines.push(line);
    const [word, id = "", hash = "", number] = line.split(" ");
    if (word === "opened") told.opened.add(id as JobId);
    if (word === "ok") {
      told.acknowledged.set(id as JobId, hash);
      told.numbers.push(Number(number));
    }
    if (enough()) return;
  }
}

const nothingTold = (): Told => ({ acknowledged: new Map(), numbers: [], opened: new Set(), lines: [] });

/** After the crash every acknowledged job is there, whole, and no number comes again. */
async function examine(t: TestContext, directory: string, told: Told): Promise<void> {
  const spool = await openSpool(t, directory);
  const accepted = new Map<JobId, Job>();
  const intake = createIntake({
    spool,
    clock: systemClock,
    random: systemRandom,
    box: "box-1" as BoxId,
    log: quiet,
    accepted: (job) => void accepted.set(job.id, job),
  });
  await intake.recover(() => "unknown");
  for (const [id, hash] of told.acknowledged) {
    assert.equal(accepted.get(id)?.document?.hash, hash, `acknowledged job ${id} came back`);
    assert.deepEqual(accepted.get(id)?.reasons, ["job-release-wait"]);
    assert.equal(sha256(await readAll(spool.read(id))), hash);
  }
  for (const [id, job] of accepted)
    assert.equal(sha256(await readAll(spool.read(id))), job.document?.hash, `job ${id}, told or not, is whole`);
  for (const id of told.opened) assert.ok(accepted.has(id) || intake.fresh(id)?.state === "pending-held", `open job ${id} is still open`);
  assert.ok(!told.numbers.includes(await spool.nextNumber()));
  assert.equal((await readdir(directory)).length - 1, (await spool.ids()).length);
  intake.stop();
  await spool.close();
}

test("kill −9 amid submissions: every acknowledged job is readable and whole, every answered Create-Job still open", async (t) => {
  const directory = join(await temporary(t), "spool");
  const told = nothingTold();
  for (let life = 1; life <= 3; life++) {
    const child = spawn(process.execPath, [childScript, directory], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    await listen(child, told, () => told.acknowledged.size >= 60 * life);
    child.kill("SIGKILL");
    await exited;
  }
  assert.equal(new Set(told.numbers).size, told.numbers.length);
  await examine(t, directory, told);
});

test("power cut on a real file system: what was acknowledged survives what was never synced", {
  skip: !isRoot || !existsSync("/usr/sbin/xfs_io"),
}, async (t) => {
  const base = await mkdtemp(join(tmpdir(), "quoin-cut-"));
  const mount = join(base, "mount");
  await mkdir(mount);
  const mounted = (image: string): Promise<unknown> => run("mount", ["-o", "loop", image, mount]);
  const unmount = (): Promise<unknown> => run("umount", ["-l", mount]);
  t.after(async () => {
    await unmount().catch(() => {});
    await rm(base, { recursive: true });
  });
  for (let cut = 1; cut <= 3; cut++) {
    const [image, after] = [join(base, `image-${cut}`), join(base, `after-${cut}`)];
    await run("truncate", ["-s", "256M", image]);
    await run("mkfs.ext4", ["-q", "-F", image]);
    await mounted(image);
    const directory = join(mount, "spool");
    const told = nothingTold();
    const child = spawn(process.execPath, [childScript, directory], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    await listen(child, told, () => told.acknowledged.size >= 40);
    await run("xfs_io", ["-x", "-c", "shutdown", mount]);
    child.kill("SIGKILL");
    await exited;
    await unmount();
    // A copy, because whoever took over our mounts in a sandbox of its own keeps the cut file system alive, and a second mount would be it.
    await run("cp", ["--sparse=always", image, after]);
    await mounted(after);
    await examine(t, directory, told);
    await unmount();
  }
});

async function smallDisk(t: TestContext): Promise<string> {
  const mount = await mkdtemp(join(tmpdir(), "quoin-small-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]);
  t.after(async () => {
    await run("umount", ["-l", mount]);
    await rmdir(mount);
  });
  return mount;
}

test("a full disk: refused in one word, nothing acknowledged, nothing left, and room again once something is destroyed", {
  skip: !isRoot,
}, async (t) => {
  const mount = await smallDisk(t);
  const directory = join(mount, "spool");
  // The disk is asked for free space once a second: a clock that stands still makes the disk itself say no.
  const spool = await openSpool(t, directory, { clock: { ...systemClock, monotonic: () => 0 } });
  const kept = aJob();
  await put(spool, kept, aDocument(1_000_000));
  for (const size of [100_000, 3_500_000]) {
    const [job, document] = [aJob(), aDocument(size)];
    const filler = join(mount, "filler");
    const { bavail, bsize } = await statfs(mount);
    await writeFile(filler, Buffer.alloc(bavail * bsize - 40_960));
    const file = taken(await spool.create(job));
    let said = await file.write(document);
    if (!said) {
      const finished = await file.finish({ format: "application/pdf" });
      said = "refused" in finished ? finished : undefined;
    }
    assert.deepEqual(said, { refused: "spool-full" });
    assert.deepEqual((await readdir(directory)).sort(), [`${kept.id}.job`, "numbers"].sort());
    await unlink(filler);
  }
  const later = aJob();
  await put(spool, later, aDocument(2_000_000));
  assert.equal((await readAll(spool.read(kept.id))).length, 1_000_000);
  assert.equal(spool.usage().files, 2);
});

test("keepFree is kept: refused before the disk is full, and the free space is asked again", { skip: !isRoot }, async (t) => {
  const mount = await smallDisk(t);
  const limits = { documentBytes: 1e9, personBytes: 1e9, totalBytes: 1e9, personJobs: 1e6, totalJobs: 1e6, keepFreeBytes: 2_000_000 };
  const spool = await openSpool(t, join(mount, "spool"), { limits });
  await put(spool, aJob(), aDocument(1_500_000));
  const file = taken(await spool.create(aJob()));
  assert.deepEqual(await file.write(aDocument(1_000_000)), { refused: "spool-full" });
  assert.deepEqual(await spool.create(aJob(), 1_000_000), { refused: "spool-full" });
  assert.equal(spool.usage().files, 1);
});

test("a sync fails with EIO: a fault, never an acknowledgement", { skip: !existsSync("/usr/bin/strace") }, async (t) => {
  const directory = join(await temporary(t), "spool");
  const told = nothingTold();
  const inject = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=6+4"];
  const child = spawn("strace", [...inject, process.execPath, childScript, directory], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const exited = once(child, "exit");
  await listen(child, told, () => told.acknowledged.size >= 20 && told.lines.filter((line) => line === "fault data-damaged").length >= 5);
  assert.ok(child.pid);
  process.kill(-child.pid, "SIGKILL");
  await exited;
  assert.ok(told.lines.includes("fault data-damaged"), "the injection was met");
  const faults = told.lines.filter((line) => line.startsWith("fault"));
  assert.deepEqual([...new Set(faults)], ["fault data-damaged"]);
  await examine(t, directory, { ...told, opened: new Set() });
});

test("a disk that cannot be written at start is a fault that says so", async (t) => {
  const file = join(await temporary(t), "file");
  await writeFile(file, "");
  await assert.rejects(openSpool(t, join(file, "spool")), (error) => isFault(error, "data-damaged"));
});
