// The runner tells the truth about what ran: it is run here on small files that pass, fail, skip, hold nothing and leave early.
import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { scratchTree } from "../architecture/scratch.ts";
import { run } from "./child.ts";
import { closingLines } from "./closing.ts";
import { counted, runTests, testFiles } from "./node-tests.ts";

const begin = 'import { describe, test } from "node:test";\n';
const files = {
  "test/passes.test.ts": `${begin}test("one", () => {});\ndescribe("two", () => test("inner", () => {}));\n`,
  "test/skips.test.ts": `${begin}test("no tool", { skip: "needs gs" }, () => {});\ndescribe("all", { skip: "needs root" }, () => test("inner", () => {}));\n`,
  "test/fails.test.ts": `${begin}test("good", () => {});\ndescribe("in", () => test("bad", () => { throw new Error("boom"); }));\n`,
  "test/planned.test.ts": `${begin}test("later", { todo: true }, () => {});\n`,
  "test/empty.test.ts": "export const nothing = 0;\n",
  "test/leaves.test.ts": `${begin}test("told", () => {});\ntest("leaves", () => process.exit(0));\ntest("never told", () => {});\n`,
  "test/lingers.test.ts": `${begin}test("done", () => void setInterval(() => {}, 1_000));\n`,
  "test/broken.test.ts": 'import "./gone.ts";\n',
  "test/e2e/far.test.ts": `${begin}test("far", () => {});\n`,
};

test("what passes and what is skipped is counted, suites are not", async (t) => {
  const root = scratchTree(t, files);
  assert.deepEqual(await runTests(root, ["test/passes.test.ts", "test/skips.test.ts"], () => {}), { passed: 2, failed: 0, skipped: 2 });
});

for (const [name, expected] of Object.entries({
  fails: { passed: 1, failed: 1, skipped: 0, firstFailure: "test/fails.test.ts: bad" },
  planned: { passed: 0, failed: 1, skipped: 0, firstFailure: "test/planned.test.ts: later" },
  empty: { passed: 0, failed: 1, skipped: 0, firstFailure: "test/empty.test.ts: it holds no test, or ended before telling of one" },
  broken: { passed: 0, failed: 1, skipped: 0, firstFailure: "test/broken.test.ts" },
})) {
  test(`a file that ${name} fails the run, and says why`, async (t) => {
    assert.deepEqual(await runTests(scratchTree(t, files), [`test/${name}.test.ts`], () => {}), expected);
  });
}

test("a file that leaves with code 0 before its tests are over fails the run", async (t) => {
  const result = await runTests(scratchTree(t, files), ["test/leaves.test.ts"], () => {});
  assert.equal(result.failed, 1);
  assert.match(result.firstFailure ?? "", /^test\/leaves\.test\.ts: it /);
});

test("a file that leaves something open neither hangs the run nor fails it", async (t) => {
  assert.deepEqual(await runTests(scratchTree(t, files), ["test/lingers.test.ts"], () => {}), { passed: 1, failed: 0, skipped: 0 });
});

test("a run that ends badly without any test saying so has failed", () => {
  const lines = [
    { kind: "test", file: "a", name: "one", end: "passed" },
    { kind: "file", file: "a" },
  ] as const;
  assert.equal(counted(["a"], lines).failed, 0);
  assert.deepEqual(counted(["a"], lines, "node --test ended with code 7"), {
    passed: 1,
    failed: 1,
    skipped: 0,
    firstFailure: "node --test ended with code 7",
  });
  assert.equal(counted(["a", "b"], lines).firstFailure, "b: it holds no test, or ended before telling of one");
});

test("files are chosen by part of their path; unit leaves out e2e; no file at all is a failure", async (t) => {
  const root = scratchTree(t, files);
  assert.equal(testFiles(root, "test/**/*.test.ts", "test/e2e/", []).length, 8);
  assert.deepEqual(testFiles(root, "test/**/*.test.ts", "test/e2e/", ["pass", "skips"]), ["test/passes.test.ts", "test/skips.test.ts"]);
  assert.deepEqual(testFiles(root, "test/e2e/**/*.test.ts", undefined, []), ["test/e2e/far.test.ts"]);
  assert.equal((await runTests(root, [], () => {})).failed, 1);
});

test("the closing lines have their fixed form", () => {
  const all = [
    { name: "check", passed: 5, failed: 0, skipped: 0 },
    { name: "unit", passed: 310, failed: 0, skipped: 2 },
    { name: "e2e", passed: 12, failed: 0, skipped: 1 },
    { name: "seeds", passed: 2000, failed: 0, skipped: 0 },
  ] as const;
  assert.deepEqual(closingLines(all, 304_600), [
    "quoin: 322 passed, 0 failed, 3 skipped",
    "PASS check · unit 310 · e2e 12 · seeds 2000 · skipped 3 · 5:05",
  ]);
  const broken = [
    all[0],
    { ...all[1], failed: 2, firstFailure: "test/a.test.ts: a\n  visit" },
    all[2],
    { ...all[3], passed: 0, failed: 1, firstFailure: "seed 7" },
  ];
  assert.deepEqual(closingLines(broken, 1000), ["quoin: 322 passed, 3 failed, 3 skipped", "FAIL unit: test/a.test.ts: a visit"]);
  assert.deepEqual(closingLines([{ name: "e2e", passed: 0, failed: 0, skipped: 4 }], 0)[1], "FAIL e2e: no test ran");
});

test("a program past its time is ended, with everything it started", async (t) => {
  const root = scratchTree(t, { "a.sh": "sleep 300 & echo $!; wait\n" });
  const { late, output } = await run("sh", ["a.sh"], { cwd: root, timeoutMs: 300 });
  assert.equal(late, true);
  const grandchild = Number(output.trim());
  assert.ok(grandchild > 1);
  const alive = (): boolean => {
    try {
      return process.kill(grandchild, 0);
    } catch {
      return false;
    }
  };
  const deadline = systemClock.monotonic() + 5000;
  while (alive() && systemClock.monotonic() < deadline) await systemClock.sleep(10);
  assert.equal(alive(), false);
});
