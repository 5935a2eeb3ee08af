// What an import graph cannot see: names, lengths, the tree, hidden clocks and chance, paths of one machine, catalogues that drift.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeRules } from "./tidy-code.ts";
import type { Finding, SourceText, TidyRule } from "./tidy-rule.ts";
import { treeRules } from "./tidy-tree.ts";

export const tidyRules: readonly TidyRule[] = [...treeRules, ...codeRules];

export async function tidyTree(root: string): Promise<{ files: number; broken: (Finding & { rule: string; remedy: string })[] }> {
  const files = listed(root).flatMap((path) => readText(root, path));
  const broken = [];
  for (const { name, remedy, find } of tidyRules) {
    for (const finding of await find({ root, files })) broken.push({ rule: name, remedy, ...finding });
  }
  return { files: files.length, broken };
}

/** What git knows or would take in; in a tree without git, everything but packages and what is made. */
function listed(root: string): string[] {
  if (!existsSync(join(root, ".git"))) {
    const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = all.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    return paths.filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)).sort();
  }
  const output = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, maxBuffer: 1 << 26 });
  return [...new Set(output.toString().split("\0"))].filter((path) => path !== "").sort();
}

function readText(root: string, path: string): SourceText[] {
  if (!existsSync(join(root, path))) return []; // deleted, not yet committed
  const bytes = readFileSync(join(root, path));
  return bytes.subarray(0, 8000).includes(0) ? [] : [{ path, text: bytes.toString() }];
}
