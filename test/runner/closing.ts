// The last lines of a test run: scripts read them, so their form is fixed (README).

export interface Step {
  readonly name: "check" | "unit" | "e2e" | "seeds";
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly firstFailure?: string;
}

/** "quoin: N passed, N failed, N skipped", then PASS with a count per step, or FAIL with the first failure. Seeds are no tests. */
export function closingLines(steps: readonly Step[], ms: number): readonly [string, string] {
  const tests = steps.filter(({ name }) => name === "unit" || name === "e2e");
  const sum = (of: readonly Step[], key: "passed" | "failed" | "skipped"): number => of.reduce((total, step) => total + step[key], 0);
  const skipped = sum(tests, "skipped");
  const counts = `quoin: ${sum(tests, "passed")} passed, ${sum(steps, "failed")} failed, ${skipped} skipped`;
  const empty = steps.find((step) => step.failed === 0 && step.passed === 0);
  const broken = steps.find((step) => step.failed > 0) ?? empty;
  if (broken !== undefined) return [counts, `FAIL ${broken.name}: ${oneLine(broken.firstFailure ?? "no test ran")}`];
  const parts = steps.map(({ name, passed }) => (name === "check" ? name : `${name} ${passed}`));
  const seconds = Math.round(ms / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return [counts, `PASS ${[...parts, ...(tests.length > 0 ? [`skipped ${skipped}`] : []), time].join(" · ")}`];
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);
