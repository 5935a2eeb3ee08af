// Helper programs really are confined: memory, processor, files and network, and they end with whoever started them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
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

const found = await findSandbox();
const { bubblewrap, ...plain } = found;

/** With the files hidden, where this machine can, and without. */
const variants: readonly (readonly [string, Sandbox])[] = [["wrappers", plain], ...(bubblewrap ? [["bubblewrap", found] as const] : [])];

async function run(
  sandbox: Sandbox,
  script: string,
  more: { seen?: string } = {},
): Promise<{ ended: number | string | null; out: string }> {
  const sees = more.seen === undefined ? [] : [more.seen];
  const child = startConfined(sandbox, "/bin/sh", ["-c", script], { limits, stdio: ["ignore", "pipe", "ignore"], sees });
  const out = child.stdout ? text(child.stdout) : Promise.resolve("");
  const [code, signal] = await once(child, "exit");
  return { ended: signal ?? code, out: await out };
}

test("doctor hears of each part, whether it works or not", () => {
  for (const sandbox of [found, {}]) {
    const parts = describeSandbox(sandbox);
    assert.deepEqual(
      parts.map(({ part }) => part),
      ["limits", "ends-with-the-daemon", "no-network", "no-files"],
    );
    assert.ok(parts.every(({ sentence }) => sentence.endsWith(".")));
  }
  assert.ok(describeSandbox({}).every(({ works }) => !works));
});

test("without anything installed the program is started as it is", () => {
  assert.deepEqual(confine({}, "/bin/true", ["a"], { limits }), ["/bin/true", "a"]);
});

for (const [name, sandbox] of variants) {
  test(`${name}: memory and processor are limited`, { skip: sandbox.prlimit === undefined }, async () => {
    const memory = await run(sandbox, "head -c 300000000 /dev/zero | tail -c 300000000 >/dev/null; echo $?");
    assert.notEqual(memory.out.trim(), "0", "tail holds 300 MB in 200 MB of addresses");
    const processor = await run(sandbox, "while :; do :; done");
    // bubblewrap tells a signal as a shell does: 128 + SIGXCPU or SIGKILL.
    assert.ok(["SIGKILL", "SIGXCPU", 152, 137].includes(processor.ended ?? ""), `ended by ${processor.ended}`);
  });

  test(`${name}: the files it writes are limited`, { skip: sandbox.prlimit === undefined }, async () => {
    const { out } = await run(sandbox, "cd /dev/shm && f=quoin-sandbox-$$ && (head -c 5000 /dev/zero > $f; wc -c < $f; rm $f)");
    assert.equal(out.trim(), "1000");
  });

  test(`${name}: nothing of our environment reaches it`, async () => {
    const { out } = await run(sandbox, "env");
    const names = out.split("\n").map((line) => line.split("=")[0]);
    assert.deepEqual(
      names.filter((one) => one && !["PATH", "LANG", "HOME", "PWD", "OLDPWD", "SHLVL", "_"].includes(one)),
      [],
    );
  });

  test(`${name}: it sees no network`, { skip: !sandbox.network && !sandbox.bubblewrap }, async () => {
    const { out } = await run(sandbox, "cat /proc/net/dev");
    const devices = out
      .split("\n")
      .slice(2)
      .map((line) => line.split(":")[0]?.trim());
    assert.deepEqual(devices.filter(Boolean), ["lo"]);
  });

  test(`${name}: it sees the files it is given, and with bubblewrap no others, and can change none`, async () => {
    const directory = mkdtempSync(join(tmpdir(), "quoin-sandbox-"));
    try {
      for (const file of ["given", "kept"]) writeFileSync(join(directory, file), file);
      const { out } = await run(sandbox, `cd ${directory}; cat given kept; echo x >> given`, { seen: join(directory, "given") });
      assert.equal(out, sandbox.bubblewrap ? "given" : "givenkept");
      if (sandbox.bubblewrap) assert.equal(readFileSync(join(directory, "given"), "utf8"), "given");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test(`${name}: killing takes what it started with it`, async () => {
    const word = unique();
    const child = startConfined(sandbox, "/bin/sh", ["-c", `sleep ${word} & wait`], { limits, stdio: "ignore" });
    await eventually(() => running(`sleep ${word}`).length > 0);
    killGroup(child);
    await once(child, "exit");
    await eventually(() => running(word).length === 0);
  });

  test(`${name}: it ends when the one who started it is killed`, { skip: sandbox.setpriv === undefined }, async () => {
    const word = unique();
    const starter = `
      import { startConfined } from ${JSON.stringify(new URL("../../../daemon/runtime/sandbox.ts", import.meta.url).href)};
      startConfined(${JSON.stringify(sandbox)}, "/bin/sleep", ["${word}"], { limits: ${JSON.stringify(limits)}, stdio: "ignore" });
    `;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", starter], { stdio: "ignore" });
    await eventually(() => running(`/bin/sleep ${word}`, "starts").length > 0);
    parent.kill("SIGKILL");
    await eventually(() => running(word).length === 0);
  });
}

test("a program that is not installed is not found", async () => {
  assert.equal(await findProgram("quoin-no-such-program"), undefined);
  assert.match((await findProgram("sh")) ?? "", /^\/.*\/sh$/);
});

let words = 0;
/** A number of seconds that nobody else sleeps. */
const unique = (): string => `3000.${process.pid}${++words}`;

/** Command lines with that text, of processes that are not zombies. */
function running(part: string, where: "starts" | "anywhere" = "anywhere"): string[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${entry}/cmdline`, "latin1").replaceAll("\0", " ");
      return (where === "starts" ? command.startsWith(part) : command.includes(part)) ? [command] : [];
    } catch {
      return []; // ended meanwhile
    }
  });
}

async function eventually(ask: () => boolean): Promise<void> {
  while (!ask()) await new Promise((resolve) => setImmediate(resolve));
}
