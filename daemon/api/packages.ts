// The packages a box is made of, out of what npm installed: read when somebody asks, never at the start.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackageView } from "./contract/about.ts";

/** Several times what a box has; a tree that grew beyond it is not read to its end. */
const mostPackages = 2_000;
/** Files read at once: a small box has other work. */
const atOnce = 16;
const root = join(import.meta.dirname, "../..");

/** In the order of their names. Without tools: a box has none. The pages' are named where they were built; a box has them inside its pages. */
export async function installedPackages(from = root): Promise<PackageView[]> {
  const directories = [...(await recorded(from)), ...(await recorded(join(from, "webui")))].slice(0, mostPackages);
  const found = new Map<string, PackageView>();
  while (directories.length > 0)
    for (const one of await Promise.all(directories.splice(0, atOnce).map(described)))
      if (one) found.set(`${one.name}@${one.version}`, one);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** npm's own record of what it installed; none: nothing is installed there. */
async function recorded(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "node_modules/.package-lock.json"), "utf8").catch(() => '{"packages":{}}');
  const { packages } = JSON.parse(text) as { packages: Record<string, { dev?: boolean }> };
  return Object.entries(packages).flatMap(([path, { dev }]) => (dev ? [] : [join(directory, path)]));
}

/** undefined: it is not for this machine, and not there. */
async function described(directory: string): Promise<PackageView | undefined> {
  const text = await readFile(join(directory, "package.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { name, version, license } = JSON.parse(text) as { name?: unknown; version?: unknown; license?: unknown };
  // The older way of saying it is an object.
  const said = typeof license === "object" && license !== null && "type" in license ? license.type : license;
  return { name: String(name ?? ""), version: String(version ?? ""), license: typeof said === "string" ? said : "" };
}
