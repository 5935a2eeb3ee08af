// Before the embedded store opens its file: the file is looked at in a process of its own, and one that is damaged is moved aside.
import { fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ScanResult } from "./scan-child.ts";
import { Damaged, Unavailable } from "./store.ts";
import { readWitness } from "./witness.ts";

export const dataFile = (directory: string): string => join(directory, "store.lmdb");
export const witnessFile = (directory: string): string => join(directory, "store.witness");

const scanner = fileURLToPath(new URL("./scan-child.ts", import.meta.url));
/** 100 000 keys take 0.5 s on two slow cores; a disk that needs this long is no disk. */
const scanTimeoutMs = 120_000;
/** What reading a file can do to its reader where the file, or the disk under it, is beyond reading. Any other signal came from outside. */
const provesDamage = new Set<NodeJS.Signals | null>(["SIGSEGV", "SIGBUS"]);
const remedy = "Restore a backup with: quoin restore FILE";

/**
 * Answers what a sound file holds, undefined where none has been made yet. Throws {@link Damaged} after moving a damaged file into
 * `quarantine-<n>`, and again at every start until `restoring` makes a new one: an empty store in place of a lost one would lie.
 * Throws {@link Unavailable}, and moves nothing, where the check came to no end: that says nothing about the file.
 */
export async function inspectFile(directory: string, restoring: boolean): Promise<{ revision: number; keys: number } | undefined> {
  const file = dataFile(directory);
  if (!existsSync(file) || (statSync(file).size === 0 && readWitness(witnessFile(directory)) === undefined)) {
    const aside = quarantines(directory).at(-1);
    if (restoring) return undefined;
    if (aside !== undefined) throw new Damaged(`The data file was damaged and is kept in ${join(directory, aside)}. ${remedy}`);
    if (existsSync(witnessFile(directory))) throw new Damaged(`The data file ${file} is gone, but it once held data. ${remedy}`);
    return undefined;
  }
  const result = await runScan(file, witnessFile(directory));
  if ("unread" in result)
    throw new Unavailable(`The data file ${file} could not be checked: ${result.unread}. Nothing was changed; start again`);
  if (!("damaged" in result)) return result;
  const aside = moveAside(directory, result.damaged);
  throw new Damaged(`The data file is damaged: ${result.damaged}. It was moved to ${aside}. ${remedy}`);
}

function runScan(file: string, witness: string): Promise<ScanResult> {
  return new Promise((resolve) => {
    const cache = getCompileCacheDir();
    const child = fork(scanner, [file, witness], {
      env: cache === undefined ? {} : { NODE_COMPILE_CACHE: cache },
      execArgv: [],
      timeout: scanTimeoutMs,
      // Its own process group: a Ctrl-C that ends the box at its terminal must not end the check and so speak about the file.
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let result: ScanResult | undefined;
    child.on("message", (message) => {
      result = message as ScanResult;
    });
    child.on("error", (error) => resolve({ unread: `the check could not be started (${error.message})` }));
    child.on("close", (code, signal) => resolve(result ?? ended(code, signal)));
  });
}

const ended = (code: number | null, signal: NodeJS.Signals | null): ScanResult =>
  provesDamage.has(signal)
    ? { damaged: `the check of the file crashed (${signal})` }
    : { unread: `the check was ended (${signal ?? `exit ${code}`})` };

function moveAside(directory: string, why: string): string {
  const aside = join(directory, `quarantine-${quarantines(directory).length + 1}`);
  mkdirSync(aside);
  for (const file of [dataFile(directory), witnessFile(directory)])
    if (existsSync(file)) renameSync(file, join(aside, file.slice(directory.length + 1)));
  writeFileSync(join(aside, "why.txt"), `${why}\n`);
  return aside;
}

const quarantines = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => /^quarantine-\d+$/.test(name))
    .sort((a, b) => Number(a.slice(11)) - Number(b.slice(11)));

/** LMDB's table of readers and its mutex. We hold the directory alone, so whatever a killed or damaged predecessor left there is void. */
export const clearReaders = (directory: string): void => rmSync(`${dataFile(directory)}-lock`, { force: true });
