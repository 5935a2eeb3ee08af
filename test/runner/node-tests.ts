// Runs files of node:test and counts honestly: a file that holds no test, or ends before its tests do, has failed.
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { run } from "./child.ts";
import type { Recorded } from "./record.ts";

export interface Counted {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** "file: test" */
  readonly firstFailure?: string;
}

/** The box has two cores, and so may the machine that tests it. */
const concurrency = 2;
/** For one test. */
const testTimeoutMs = 60_000;
const leave = new URL("leave.ts", import.meta.url).href;

export function testFiles(root: string, pattern: string, except: string | undefined, filters: readonly string[]): string[] {
  const all = globSync(pattern, { cwd: root }).map((path) => path.split(sep).join("/"));
  const wanted = all.filter((path) => !path.startsWith("test/fixtures/") && (except === undefined || !path.startsWith(except)));
  return wanted.filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter))).sort();
}

/** `show` is given what people read, while it runs. */
export async function runTests(root: string, files: readonly string[], show?: (chunk: Buffer) => void): Promise<Counted> {
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, firstFailure: "no test file was found" };
  const scratch = mkdtempSync(join(tmpdir(), "quoin-tests-"));
  try {
    const recordFile = join(scratch, "record.jsonl");
    const limits = [`--test-concurrency=${concurrency}`, `--test-timeout=${testTimeoutMs}`, `--import=${leave}`];
    const toPeople = [`--test-reporter=${join(import.meta.dirname, "people.ts")}`, "--test-reporter-destination=stdout"];
    const toRecord = [`--test-reporter=${join(import.meta.dirname, "record.ts")}`, `--test-reporter-destination=${recordFile}`];
    const { code, late } = await run(process.execPath, ["--test", ...limits, ...toPeople, ...toRecord, ...files], {
      cwd: root,
      ...(show ? { show } : {}),
    });
    return counted(
      files,
      recordLines(recordFile),
      late ? "the time for this step was over" : code !== 0 ? `node --test ended with code ${code}` : undefined,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function recordLines(file: string): Recorded[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Recorded);
  } catch {
    return []; // it never began; counted() calls every file failed
  }
}

/** `wrong`: the run as a whole ended badly, which must not be lost even if no test says so. */
export function counted(files: readonly string[], lines: readonly Recorded[], wrong?: string): Counted {
  const tests = lines.filter((line) => line.kind === "test");
  // node:test reports a file without tests, or one that exited early with code 0, as a passed test named like the file.
  const real = tests.filter(({ name, file, end }) => end !== "passed" || name !== file);
  const complete = new Set(lines.filter((line) => line.kind === "file").map(({ file }) => file));
  const failures = real.filter(({ end }) => end === "failed").map(({ file, name }) => (file === name ? file : `${file}: ${name}`));
  const failedFiles = new Set(real.filter(({ end }) => end === "failed").map(({ file }) => file));
  for (const file of files) {
    if (failedFiles.has(file)) continue;
    if (!real.some((test) => test.file === file)) failures.push(`${file}: it holds no test, or ended before telling of one`);
    else if (!complete.has(file)) failures.push(`${file}: it ended before its tests did`);
  }
  if (failures.length === 0 && wrong !== undefined) failures.push(wrong);
  const count = (end: string): number => real.filter((test) => test.end === end).length;
  return {
    passed: count("passed"),
    failed: failures.length,
    skipped: count("skipped"),
    ...(failures[0] === undefined ? {} : { firstFailure: failures[0] }),
  };
}
