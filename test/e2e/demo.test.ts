// `npm run demo` as an outside check calls it: one JSON line that is true, a page on disk, and nothing that stays behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { PDFDocument } from "@cantoo/pdf-lib";
import { newDirectory, removeDirectory } from "./box-process.ts";

const root = join(import.meta.dirname, "../..");
/** The demo's own prices, from its command `quoin price set default --mono 0.05 --color 0.20`. */
const prices = { mono: 500, color: 2000 };
/** The demo itself waits 30 s for each thing it waits for. */
const timeout = 180_000;

interface Told {
  readonly job: string;
  readonly impressions: number;
  readonly color: number;
  readonly charged: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly file: string;
}

/** Everything the demo starts inherits its TMPDIR, so what still has it in its environment was left behind. */
async function leftBehind(directory: string): Promise<string[]> {
  const left: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""); // ended meanwhile, or somebody else's
    if (environment.split("\0").includes(`TMPDIR=${directory}`)) left.push(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => pid));
  }
  return left;
}

async function demo(directory: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const child = spawn("npm", ["run", "-s", "demo", "--", "--once", "--json"], {
    cwd: root,
    env: { ...env, TMPDIR: directory },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...said };
}

test("npm run -s demo -- --once --json prints one job, tells it in one line, and leaves nothing running", { timeout }, async (t) => {
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const { code, stdout, stderr } = await demo(directory);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await leftBehind(directory), []);

  assert.match(stdout, /^[^\n]+\n$/, "one line, and nothing else");
  const told = JSON.parse(stdout) as Told;
  assert.deepEqual(Object.keys(told).sort(), ["balanceAfter", "balanceBefore", "charged", "color", "file", "impressions", "job"]);
  const { job, impressions, color, charged, balanceBefore, balanceAfter, file } = told;
  assert.ok(typeof job === "string" && job !== "");
  assert.ok(color > 0 && impressions > color, "pages of both kinds");
  assert.equal(charged, (impressions - color) * prices.mono + color * prices.color);
  assert.deepEqual([balanceBefore, balanceAfter], [50_000, 50_000 - charged]);
  assert.equal((await PDFDocument.load(await readFile(file))).getPageCount(), impressions, "what was charged lies in the tray");
});
