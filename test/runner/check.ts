// `npm run check`: types, lint, format, unused code, import rules, tidiness, what the pages say and weigh; in seconds, side by side.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruiseTree } from "../architecture/imports.ts";
import { tidyTree } from "../architecture/tidy.ts";
import { overBudget, weightsOf } from "./budgets.ts";
import { run } from "./child.ts";
import { missingWords } from "./face-words.ts";

export interface Checked {
  readonly name: string;
  /** Nothing when all is well. */
  readonly problems: string;
  readonly ms: number;
}

export async function check(root: string): Promise<readonly Checked[]> {
  const tool = async (program: string, ...args: string[]): Promise<string> => {
    const { code, output } = await run(join(root, "node_modules/.bin", program), args, { cwd: root });
    return code === 0 ? "" : output.trim() || `${program} ended with code ${code}`;
  };
  return Promise.all([
    timed("types", () => types(root, tool)),
    timed("lint", () => tool("biome", "lint", "--error-on-warnings", "--colors=off", "--max-diagnostics=50")),
    timed("format", () => tool("biome", "format", "--colors=off", "--reporter=summary")),
    timed("unused", () => tool("knip", "--no-progress")),
    timed("imports", () => imports(root)),
    timed("tidy", () => tidy(root)),
    timed("words", () => missingWords(root)),
    timed("budgets", async () => overBudget(await weightsOf(root))),
  ]);
}

async function timed(name: string, find: () => Promise<string>): Promise<Checked> {
  const start = performance.now();
  const problems = await find();
  return { name, problems, ms: performance.now() - start };
}

/** What was checked and did not change is not checked again: a few seconds instead of many. */
async function types(root: string, tool: (program: string, ...args: string[]) => Promise<string>): Promise<string> {
  const tsc = (project: string): Promise<string> =>
    tool("tsc", "-p", project, "--incremental", "--tsBuildInfoFile", `node_modules/.cache/tsc/${project === "." ? "box" : project}.json`);
  const found = await tsc(".");
  return found !== "" || !existsSync(join(root, "webui/tsconfig.json")) ? found : tsc("webui");
}

async function imports(root: string): Promise<string> {
  const { modules, broken } = await cruiseTree(root);
  if (modules === 0) return "no file was read: the reader no longer understands this TypeScript";
  return byRule(broken.map(({ rule, from, to, remedy }) => ({ rule, remedy, what: `${from} → ${to}` })));
}

async function tidy(root: string): Promise<string> {
  const { files, broken } = await tidyTree(root);
  if (files === 0) return "no file was read";
  return byRule(
    broken.map(({ rule, path, line, what, remedy }) => ({ rule, remedy, what: `${path}${line > 0 ? `:${line}` : ""} ${what}` })),
  );
}

/** Each rule once, with what breaks it below. */
function byRule(broken: readonly { readonly rule: string; readonly remedy: string; readonly what: string }[]): string {
  const rules = Map.groupBy(broken, ({ rule }) => rule);
  return [...rules].map(([rule, found]) => `${rule}: ${found[0]?.remedy}\n${found.map(({ what }) => `    ${what}`).join("\n")}`).join("\n");
}
