// Reads the import graph of a tree and names the rules (import-rules.ts) that it breaks.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { importOptions, importRules } from "./import-rules.ts";

export interface BrokenRule {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  /** What to do instead. */
  readonly remedy: string;
}

const roots = ["daemon", "cluster", "devices", "config", "webui", "image", "test", "setup.mjs"];

/** `modules` counts the files of ours that were read: 0 would mean that the reader no longer understands TypeScript. */
export async function cruiseTree(root: string): Promise<{ modules: number; broken: BrokenRule[] }> {
  const ruleSet = { forbidden: importRules.map((rule) => ({ severity: "error" as const, ...rule })) };
  const present = roots.filter((name) => existsSync(join(root, name)));
  const tsConfig = extractTSConfig(join(import.meta.dirname, "../../tsconfig.json"));
  const reply = await cruise(present, { ...importOptions, ruleSet, validate: true, baseDir: root }, undefined, { tsConfig });
  const result = reply.output as ICruiseResult;
  const remedies = new Map(importRules.map((rule) => [rule.name, rule.comment]));
  const ours = result.modules.filter((module) => !module.coreModule && !module.source.includes("node_modules/") && !module.couldNotResolve);
  const broken = result.summary.violations.map(({ rule, from, to, via, cycle }) => ({
    rule: rule.name,
    from,
    to: (cycle ?? via)?.map((step) => (typeof step === "string" ? step : step.name)).join(" → ") ?? to,
    remedy: remedies.get(rule.name) ?? "",
  }));
  return { modules: ours.length, broken };
}
