// The second time needs no network: a checkout that has its packages starts, prints and charges with nothing but its own loopback.
// The copy holds what `npm run demo` installs and no more, so a tool that slipped into the product is missed here, too.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory } from "./box-process.ts";
import { demoTimeoutMs as timeout, leftBehind, runDemo, type Told } from "./demo-run.ts";

const root = join(import.meta.dirname, "../..");

/** A network namespace has a loopback that is down, and nothing else. */
const alone = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"] as const;

function mayBeAlone(): string | false {
  const lacking = needs("root", "unshare", "ip");
  if (lacking !== false) return lacking;
  const [program, ...args] = alone;
  return spawnSync(program, [...args, "true"]).status === 0 ? false : "needs network namespaces, which are not permitted here";
}

/** By links where the file system has them: packages are never written to. */
function copy(from: string, to: string): void {
  const copied = spawnSync("cp", ["-al", from, to]).status === 0 || spawnSync("cp", ["-a", from, to]).status === 0;
  assert.ok(copied, `${from} was not copied`);
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

async function copyOfTheCheckout(to: string): Promise<void> {
  for (const name of await readdir(root)) if (name !== "node_modules" && name !== ".git") copy(join(root, name), join(to, name));
  const { packages, ...rest } = JSON.parse(await readFile(join(root, "node_modules/.package-lock.json"), "utf8")) as Lock;
  const product = Object.entries(packages).filter(([, { dev }]) => dev !== true);
  for (const [path] of product) {
    if (existsSync(join(to, path)) || !existsSync(join(root, path))) continue; // inside another, or for another processor
    await mkdir(dirname(join(to, path)), { recursive: true });
    copy(join(root, path), join(to, path));
  }
  await writeFile(join(to, "node_modules/.package-lock.json"), JSON.stringify({ ...rest, packages: Object.fromEntries(product) }));
}

test("the second time without a network: npm run demo prints, and asks no registry", { skip: mayBeAlone(), timeout }, async (t) => {
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const [checkout, temporary] = [join(directory, "quoin"), join(directory, "tmp")];
  await mkdir(checkout);
  await mkdir(temporary);
  await copyOfTheCheckout(checkout);
  const record = await readFile(join(checkout, "node_modules/.package-lock.json"), "utf8");

  const { code, stdout, stderr } = await runDemo(checkout, temporary, alone);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /installing/);
  const { impressions, charged } = JSON.parse(stdout) as Told;
  assert.deepEqual([impressions, charged], [3, 3000]);
  assert.equal(await readFile(join(checkout, "node_modules/.package-lock.json"), "utf8"), record, "nothing was installed");
  assert.deepEqual(await leftBehind(temporary), []);
});
