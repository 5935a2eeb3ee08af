// `npm test`, and its parts: check, unit, e2e, seeds. Ends with one closing line that says what ran, or what failed first.
import { join } from "node:path";
import { systemClock } from "../daemon/runtime/clock.ts";
import { check } from "./runner/check.ts";
import { run } from "./runner/child.ts";
import { closingLines, type Step } from "./runner/closing.ts";
import { runTests, testFiles } from "./runner/node-tests.ts";
import { bringDebianPackages } from "./setup/debian.ts";
import { bringEtcd } from "./setup/etcd.ts";

/** At least as many in every run. */
const seeds = 2000;

const root = join(import.meta.dirname, "..");
const start = systemClock.monotonic();

const show = (chunk: Buffer): void => void process.stdout.write(chunk);
const steps = { check: checkStep, unit: unitStep, e2e: e2eStep, seeds: seedsStep };
type StepName = keyof typeof steps;
const isStep = (name: string): name is StepName => Object.hasOwn(steps, name);

process.exitCode = await main(process.argv.slice(2));

async function main([asked, ...filters]: readonly string[]): Promise<number> {
  if (asked !== undefined && !isStep(asked)) {
    console.error(
      `There is no step "${asked}". Steps: ${Object.keys(steps).join(", ")}; none: all of them. \`npm run unit -- PATH…\` runs the files that contain PATH.`,
    );
    return 2;
  }
  const names = asked === undefined ? (Object.keys(steps) as StepName[]) : [asked];
  if (names.includes("unit") || names.includes("e2e")) bringPeers();
  const done: Step[] = [];
  for (const name of names) done.push(await steps[name](filters)); // all of them, even after a failure: one run tells everything
  for (const line of closingLines(done, systemClock.monotonic() - start)) console.log(line);
  return done.some((step) => step.failed > 0) ? 1 : 0;
}

/** What they cannot bring is said, and the tests that need it are counted as skipped. */
function bringPeers(): void {
  bringDebianPackages();
  const lacking = bringEtcd((line) => console.log(line));
  if (lacking !== undefined) console.log(`left out and counted as skipped: the tests that need etcd (${lacking})`);
}

async function checkStep(): Promise<Step> {
  const checked = await check(root);
  for (const { name, problems, ms } of checked) {
    console.log(`${problems === "" ? "✔" : "✖"} ${name} (${(ms / 1000).toFixed(1)} s)`);
    if (problems !== "") console.log(problems);
  }
  const failures = checked.filter(({ problems }) => problems !== "");
  const first = failures[0];
  const failure = first === undefined ? {} : { firstFailure: `${first.name}: ${first.problems.split("\n")[0]}` };
  return { name: "check", passed: checked.length - failures.length, failed: failures.length, skipped: 0, ...failure };
}

async function unitStep(filters: readonly string[]): Promise<Step> {
  return { name: "unit", ...(await runTests(root, testFiles(root, "test/**/*.test.ts", "test/e2e/", filters), show)) };
}

async function e2eStep(filters: readonly string[]): Promise<Step> {
  return { name: "e2e", ...(await runTests(root, testFiles(root, "test/e2e/**/*.test.ts", undefined, filters), show)) };
}

/** The simulator ends its output with {"seeds":N}; when a life violates a rule, with the seed that replays it and another exit code. */
async function seedsStep(): Promise<Step> {
  const { code, output } = await run(process.execPath, ["test/sim/run.ts", "--seeds", String(seeds)], { cwd: root, show });
  const lines = output.trim().split("\n");
  const last = /^\{"seeds":(\d+)\}$/.exec(lines.at(-1) ?? "");
  if (code === 0 && last !== null && Number(last[1]) > 0) return { name: "seeds", passed: Number(last[1]), failed: 0, skipped: 0 };
  const firstFailure = lines.find((line) => /violation|seed/i.test(line)) ?? lines.at(-1) ?? "";
  return { name: "seeds", passed: 0, failed: 1, skipped: 0, firstFailure: firstFailure || `it ended with code ${code}` };
}
