// Installs what tools.ts lists and this machine lacks, as root; otherwise says what is left out and the one command that brings it.
import { spawnSync } from "node:child_process";
import { debianPackages, toolPath } from "./tools.ts";

/** A slow mirror, or another apt that holds the lock. */
const installTimeoutMs = 10 * 60_000;

export function missingPackages(has: (tool: string) => boolean = (tool) => toolPath(tool) !== undefined): string[] {
  const missing = Object.entries(debianPackages).filter(([tool]) => !has(tool));
  return [...new Set(missing.map(([, name]) => name))].sort();
}

export interface Machine {
  readonly root: boolean;
  readonly hasApt: boolean;
  readonly missing: () => string[];
  /** Exit code of `apt-get` with these arguments. */
  readonly apt: (...args: string[]) => number;
  readonly say: (line: string) => void;
}

const thisMachine: Machine = {
  root: process.getuid?.() === 0,
  hasApt: toolPath("apt-get") !== undefined,
  missing: missingPackages,
  apt: (...args) =>
    spawnSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", ...args], {
      stdio: ["ignore", 2, 2],
      timeout: installTimeoutMs,
      // A server that a package brings is started by the test that needs it, not by the installation.
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    }).status ?? 1,
  say: (line) => console.log(line),
};

/** What stays missing: the tests that need it are skipped and counted. */
export function bringDebianPackages({ root, hasApt, missing, apt, say }: Machine = thisMachine): string[] {
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (root && hasApt) {
    say(`installing Debian packages for the tests' real peers: ${wanted.join(" ")}`);
    apt("update"); // without a network the lists that are there may still do
    apt("install", "-y", "--no-install-recommends", ...wanted);
  }
  const left = missing();
  if (left.length === 0) return [];
  say(`left out and counted as skipped: the tests that need ${left.join(", ")}`);
  if (hasApt)
    say(
      `this brings them: ${root ? "" : "sudo "}apt-get update && ${root ? "" : "sudo "}apt-get install -y --no-install-recommends ${left.join(" ")}`,
    );
  else say("this machine has no apt-get; on Debian 12 they come from its main archive");
  return left;
}
