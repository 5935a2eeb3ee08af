// Runs `npm run -s demo -- --once --json` in a checkout, and looks for what it left behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";

/** The demo itself waits 30 s for each thing it waits for. */
export const demoTimeoutMs = 180_000;

export interface Told {
  readonly job: string;
  readonly impressions: number;
  readonly color: number;
  readonly charged: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly file: string;
}

/** Everything the demo starts inherits its TMPDIR, so what still has it in its environment was left behind. */
export async function leftBehind(directory: string): Promise<string[]> {
  const left: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""); // ended meanwhile, or somebody else's
    if (environment.split("\0").includes(`TMPDIR=${directory}`)) left.push(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => pid));
  }
  return left;
}

/** Its temporary files, and what it prints, go to `directory`. `under`: command words before npm. */
export async function runDemo(
  checkout: string,
  directory: string,
  under: readonly string[] = [],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const [program = "npm", ...args] = [...under, "npm", "run", "-s", "demo", "--", "--once", "--json"];
  const child = spawn(program, args, { cwd: checkout, env: { ...env, TMPDIR: directory }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...said };
}
