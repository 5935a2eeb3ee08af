#!/usr/bin/env node
// Brings a fresh clone to life: plain JavaScript for any Node ≥ 18, because nothing is installed yet when it starts.
//
//   node setup.mjs [--tools] [--pages] -- SCRIPT [ARGS…]   installs what is missing, then runs SCRIPT under the pinned Node 24
//   quoin [ARGS…]                                  the same for the command line (package.json "bin"; a link named quoin)
//
// --tools: the packages for checking and testing, too. --pages: the pages of webui/ are built first, from packages of their own there. npm itself records what it installed (node_modules/.package-lock.json),
// so "is everything there?" is two files compared, needs no network, and holds for a tree that `npm install` made by hand.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const nodePackage = `node-linux-${process.arch}`;
const pinnedNode = join(root, "node_modules", nodePackage, "bin", "node");
/** Where Node keeps what it compiled; daemon/main.ts names the same. Known before it starts, it need not load what strips types: 13 MB. */
const compileCache = join(root, "node_modules", ".cache", "node");

main(process.argv.slice(2));

function main(argv) {
  const { tools, pages, script, args } = asked(argv);
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    stop(`Quoin runs on Linux on x64 or arm64 processors; this is ${process.platform} on ${process.arch}.`);
  }
  install(root, tools);
  if (pages) buildPages();
  execute([join(root, script), ...args]);
}

function asked(argv) {
  if (basename(process.argv[1]) === "quoin") return { tools: false, pages: false, script: "daemon/main.ts", args: argv };
  const split = argv.indexOf("--");
  const options = argv.slice(0, Math.max(split, 0));
  const script = argv[split + 1];
  if (split < 0 || script === undefined || options.some((option) => option !== "--tools" && option !== "--pages")) {
    stop("Usage: node setup.mjs [--tools] [--pages] -- SCRIPT [ARGS…]   (npm run demo, npm test and the other npm scripts call it)", 2);
  }
  return { tools: options.includes("--tools"), pages: options.includes("--pages"), script, args: argv.slice(split + 2) };
}

/** What the package.json of `folder` names. */
function install(folder, tools) {
  const wanted = packages(folder, "package-lock.json");
  if (wanted === undefined) stop(`${join(folder, "package-lock.json")} is missing or not readable: take it from the repository again.`);
  const present = packages(folder, "node_modules/.package-lock.json") ?? {};
  const pinned =
    wanted[`node_modules/${nodePackage}`]?.version === present[`node_modules/${nodePackage}`]?.version && existsSync(pinnedNode);
  const isThere = ([path, entry]) =>
    path === "" || entry.optional === true || (entry.dev === true && !tools) || present[path]?.version === entry.version;
  if (pinned && Object.entries(wanted).every(isThere)) return;
  // A tree that has the tools keeps them when only the product's packages changed.
  const keepTools = tools || Object.values(present).some((entry) => entry.dev === true);
  const what = folder === root ? `packages${keepTools ? " and tools" : ""}` : "what the pages are built from";
  process.stderr.write(`quoin: installing ${what} (only this once)\n`);
  const flags = [
    "install",
    "--no-save",
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
    keepTools ? "--include=dev" : "--omit=dev",
  ];
  const npm = process.env.npm_execpath; // set when an npm script called us
  const [program, before] = npm?.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
  // Not `npm ci`: it refuses a lock file whose platform packages a registry lacks. Standard output stays free for the script.
  const npmRun = spawnSync(program, [...before, ...flags], { cwd: folder, stdio: ["ignore", 2, 2], env: cleanEnvironment() });
  if (npmRun.status !== 0 || !existsSync(pinnedNode)) {
    const why = npmRun.error?.message ?? (npmRun.status === 0 ? `${nodePackage} did not arrive` : `npm ended with code ${npmRun.status}`);
    stop(`Quoin's packages could not be installed (${why}). This needs the network once; run the same command again when it is there.`);
  }
}

/** Does nothing where they are built as their sources stand. */
function buildPages() {
  install(join(root, "webui"), false);
  const built = spawnSync(pinnedNode, [join(root, "webui/build.ts")], { stdio: ["ignore", 2, 2], env: environment() });
  if (built.status !== 0) stop(`The pages could not be built (the builder ended with code ${built.status}).`);
}

/** path → entry, as npm's lock files record it; undefined when there is none. */
function packages(folder, file) {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** npm hands its own options to the scripts it runs as npm_config_…; a nested npm must not obey `--omit`, `--json` or `--silent` meant for the outer one. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(omit|include|only|production|json|dry_run|workspace)/i.test(name)),
  );
}

function environment() {
  const bin = join(root, "node_modules", ".bin");
  return { NODE_COMPILE_CACHE: compileCache, ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
}

function execute(argv) {
  const env = environment();
  // The pinned Node can become the script: one process, so a signal meant for it reaches it.
  if (typeof process.execve === "function") process.execve(pinnedNode, [pinnedNode, ...argv], env);
  const child = spawn(pinnedNode, argv, { stdio: "inherit", env });
  const passed = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
  for (const signal of passed) process.on(signal, () => signal !== "SIGINT" && child.kill(signal)); // a terminal's Ctrl-C reaches the child by itself
  child.on("error", (error) => stop(`${pinnedNode} does not start (${error.message}): it needs a Linux with glibc ≥ 2.28.`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function stop(sentence, code = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
