// setup.mjs on a clone: it installs exactly when something is missing, runs the script under the pinned Node, and says what it cannot do.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { scratchTree } from "../architecture/scratch.ts";

const root = join(import.meta.dirname, "../..");
const nodePackage = `node-linux-${process.arch}`;

interface Packages {
  readonly [path: string]: { readonly version: string; readonly dev?: true; readonly optional?: true };
}

const wanted: Packages = {
  "node_modules/zod": { version: "4.0.0" },
  "node_modules/typescript": { version: "6.0.0", dev: true },
  "node_modules/node-hid": { version: "3.0.0", optional: true },
  [`node_modules/${nodePackage}`]: { version: "24.0.0", optional: true },
};
const { "node_modules/typescript": _tool, ...product } = wanted;

/** A clone whose npm is a script that writes down how it was called, then "installs" what `arrives`. */
function clone(t: TestContext, { has, arrives, code = 0 }: { has?: Packages; arrives?: Packages; code?: number }) {
  const directory = scratchTree(t, {
    "package-lock.json": JSON.stringify({ packages: { "": {}, ...wanted } }),
    "daemon/main.ts":
      'const told: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify({ told, node: process.execPath }));\nif (told[0] === "fail") process.exit(7);\n',
    "fake/npm-cli.js": `require("node:fs").writeFileSync("called", process.argv.slice(2).join(" "));
console.log("npm talks on its standard output");
if (${JSON.stringify(arrives !== undefined)}) require("node:fs").writeFileSync("node_modules/.package-lock.json", ${JSON.stringify(JSON.stringify({ packages: arrives ?? {} }))});
process.exit(${code});\n`,
  });
  copyFileSync(join(root, "setup.mjs"), join(directory, "setup.mjs"));
  chmodSync(join(directory, "setup.mjs"), 0o755);
  mkdirSync(join(directory, "node_modules", nodePackage, "bin"), { recursive: true });
  symlinkSync(process.execPath, join(directory, "node_modules", nodePackage, "bin/node"));
  if (has !== undefined) writeFileSync(join(directory, "node_modules/.package-lock.json"), JSON.stringify({ packages: has }));
  const run = (program: string, ...args: string[]) => {
    const env = { ...process.env, npm_execpath: join(directory, "fake/npm-cli.js") };
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: directory, env, encoding: "utf8" });
    const called = existsSync(join(directory, "called")) ? readFileSync(join(directory, "called"), "utf8") : undefined;
    return { status, stdout, stderr, called };
  };
  return { directory, run, setup: (...args: string[]) => run(process.execPath, "setup.mjs", ...args) };
}

test("everything is there: npm is not called, the script runs under the pinned Node with its arguments and its exit code", (t) => {
  const { directory, setup } = clone(t, { has: product });
  const { status, stdout, called } = setup("--", "daemon/main.ts", "fail", "a b", "--tools");
  assert.equal(called, undefined);
  assert.equal(status, 7);
  const { told, node } = JSON.parse(stdout) as { told: string[]; node: string };
  assert.deepEqual(told, ["fail", "a b", "--tools"]);
  assert.ok([process.execPath, join(directory, "node_modules", nodePackage, "bin/node")].includes(node));
});

test("a fresh clone: the product is installed without the tools, and standard output stays the script's own", (t) => {
  const { status, stdout, stderr, called } = clone(t, { arrives: product }).setup("--", "daemon/main.ts");
  assert.equal(status, 0, stderr);
  assert.match(called ?? "", /^install --no-save .*--omit=dev$/);
  assert.equal(stdout.split("\n").length, 2);
  assert.match(stderr, /installing packages \(only this once\)[\s\S]*npm talks/);
});

test("tools are brought when they are asked for, and kept when only the product changed", (t) => {
  assert.match(clone(t, { has: product, arrives: wanted }).setup("--tools", "--", "daemon/main.ts").called ?? "", /--include=dev$/);
  const older = { ...wanted, "node_modules/zod": { version: "3.0.0" } };
  assert.match(clone(t, { has: older, arrives: wanted }).setup("--", "daemon/main.ts").called ?? "", /--include=dev$/);
});

test("an optional package that did not come is not asked for again, another Node is", (t) => {
  const { "node_modules/node-hid": _hid, ...without } = product;
  assert.equal(clone(t, { has: without }).setup("--", "daemon/main.ts").called, undefined);
  const oldNode = { ...product, [`node_modules/${nodePackage}`]: { version: "23.0.0" } };
  assert.notEqual(clone(t, { has: oldNode, arrives: product }).setup("--", "daemon/main.ts").called, undefined);
});

test("npm fails: one sentence and a code, and the script does not run", (t) => {
  const { status, stdout, stderr } = clone(t, { code: 1 }).setup("--", "daemon/main.ts");
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /could not be installed \(npm ended with code 1\)\. This needs the network once; run the same command again/);
});

test("called as quoin, which is what npx does, it is the command line", (t) => {
  const { directory, run } = clone(t, { has: product });
  symlinkSync("../setup.mjs", join(directory, "fake/quoin"));
  const { status, stdout } = run(join(directory, "fake/quoin"), "user", "list", "--json");
  assert.equal(status, 0);
  assert.deepEqual((JSON.parse(stdout) as { told: string[] }).told, ["user", "list", "--json"]);
});

test("called wrongly, it says how", (t) => {
  const { status, stderr } = clone(t, { has: product }).setup("daemon/main.ts");
  assert.equal(status, 2);
  assert.match(stderr, /^Usage: node setup\.mjs/);
});
