// Helper programs really are confined: memory, processor, files and network, and they end with whoever started them.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { text } from "node:stream/consumers";
import {
  confine,
  describeSandbox,
  findProgram,
  findSandbox,
  killGroup,
  type Limits,
  type Sandbox,
  startConfined,
} from "../../../daemon/runtime/sandbox.ts";

const limits: Limits = { addressBytes: 200_000_000, cpuSeconds: 1, fileBytes: 1_000, openFiles: 32 };

let sandbox: Sandbox;
before(async () => {
  sandbox = await findSandbox();
});

async function run(script: string, more: Partial<Limits> = {}): Promise<{ code: number | null; signal: string | null; out: string }> {
  const child = startConfined(sandbox, "/bin/sh", ["-c", script], { limits: { ...limits, ...more }, stdio: ["ignore", "pipe", "ignore"] });
  const out = child.stdout ? text(child.stdout) : Promise.resolve("");
  const [code, signal] = await once(child, "exit");
  return { code, signal, out: await out };
}

test("doctor hears of each part, whether it works or not", () => {
  for (const found of [sandbox, {}]) {
    const parts = describeSandbox(found);
    assert.deepEqual(
      parts.map(({ part }) => part),
      ["limits", "ends-with-the-daemon", "no-network"],
    );
    assert.ok(parts.every(({ sentence }) => sentence.endsWith(".")));
  }
  assert.ok(describeSandbox({}).every(({ works }) => !works));
});

test("without anything installed the program is started as it is", () => {
  assert.deepEqual(confine({}, "/bin/true", ["a"], { limits }), ["/bin/true", "a"]);
});

test("memory, processor and files are limited", { skip: !existsSync("/usr/bin/prlimit") }, async () => {
  const memory = await run("head -c 300000000 /dev/zero | tail -c 300000000 >/dev/null; echo $?");
  assert.notEqual(memory.out.trim(), "0", "tail holds 300 MB in 200 MB of addresses");
  const processor = await run("while :; do :; done");
  assert.ok(processor.signal === "SIGKILL" || processor.signal === "SIGXCPU", `ended by ${processor.signal}`);
  const directory = mkdtempSync(join(tmpdir(), "quoin-sandbox-"));
  try {
    const file = await run(`head -c 5000 /dev/zero > ${directory}/f; wc -c < ${directory}/f`);
    assert.equal(file.out.trim(), "1000");
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("nothing of our environment reaches a helper", async () => {
  const { out } = await run("env");
  const names = out.split("\n").map((line) => line.split("=")[0]);
  assert.deepEqual(
    names.filter((name) => name && !["PATH", "LANG", "HOME", "PWD", "OLDPWD", "SHLVL", "_"].includes(name)),
    [],
  );
});

test("a helper sees no network", { skip: (await findSandbox()).network === undefined }, async () => {
  const { out } = await run("cat /proc/net/dev");
  const devices = out
    .split("\n")
    .slice(2)
    .map((line) => line.split(":")[0]?.trim());
  assert.deepEqual(devices.filter(Boolean), ["lo"]);
});

test("killing takes what the helper started with it", async () => {
  const child = startConfined(sandbox, "/bin/sh", ["-c", "sleep 300 & echo $!; wait"], { limits, stdio: ["ignore", "pipe", "ignore"] });
  const pid = Number(String((await once(child.stdout as NodeJS.EventEmitter, "data"))[0]));
  killGroup(child);
  await once(child, "exit");
  await gone(pid);
});

test("a helper ends when the one who started it is killed", { skip: !existsSync("/usr/bin/setpriv") }, async () => {
  const starter = `
    import { findSandbox, startConfined } from ${JSON.stringify(new URL("../../../daemon/runtime/sandbox.ts", import.meta.url).href)};
    const limits = ${JSON.stringify({ ...limits, cpuSeconds: 60 })};
    const child = startConfined(await findSandbox(), "/bin/sleep", ["300"], { limits, stdio: "ignore" });
    console.log(child.pid);
  `;
  const parent: ChildProcess = spawn(process.execPath, ["--input-type=module-typescript", "-e", starter], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = Number(String((await once(parent.stdout as NodeJS.EventEmitter, "data"))[0]));
  assert.ok(isAlive(pid));
  // The wrappers take a moment until the signal is asked for.
  while ((await command(pid)) !== "/bin/sleep") await once(spawn("sleep", ["0.01"]), "exit");
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await gone(pid);
});

test("a program that is not installed is not found", async () => {
  assert.equal(await findProgram("quoin-no-such-program"), undefined);
  assert.match((await findProgram("sh")) ?? "", /^\/.*\/sh$/);
});

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/exe`) || existsSync(`/proc/${pid}`);

async function command(pid: number): Promise<string> {
  const child = spawn("cat", [`/proc/${pid}/cmdline`], { stdio: ["ignore", "pipe", "ignore"] });
  return (await text(child.stdout)).split("\0")[0] ?? "";
}

/** Waits for the process to be gone, or to be a zombie that nobody has collected yet. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const child = spawn("cat", [`/proc/${pid}/stat`], { stdio: ["ignore", "pipe", "ignore"] });
    const state = (await text(child.stdout)).split(") ")[1]?.[0];
    if (state === undefined || state === "Z") return;
  }
}
