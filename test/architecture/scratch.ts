// A small tree of files in a temporary directory, gone when the test ends: where rule violations are planted.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** Path → content. */
export type Files = Readonly<Record<string, string>>;

export function scratchTree(t: Pick<TestContext, "after">, files: Files): string {
  const root = mkdtempSync(join(tmpdir(), "quoin-scratch-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
