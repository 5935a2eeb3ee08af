// How a helper program is started with limits on memory, processor, files and network, and what this machine offers for it.
import { type ChildProcess, execFile, type StdioOptions, spawn } from "node:child_process";
import { readlinkSync, realpathSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { setPriority } from "node:os";
import { delimiter, join } from "node:path";

export interface Limits {
  /** RLIMIT_AS, bytes of addresses: for ordinary programs. */
  readonly addressBytes?: number;
  /** RLIMIT_DATA, bytes of private writable memory: for programs such as Node that reserve far more addresses than they use. */
  readonly dataBytes?: number;
  /** RLIMIT_CPU: seconds of processor over the whole life; then SIGKILL. */
  readonly cpuSeconds: number;
  /** RLIMIT_FSIZE: the largest file it may write. Pipes do not count. */
  readonly fileBytes: number;
  /** RLIMIT_NOFILE. */
  readonly openFiles: number;
}

/** What was found. JSON-safe: a child that starts helpers of its own gets a copy. */
export interface Sandbox {
  /** util-linux prlimit: limits. */
  readonly prlimit?: string;
  /** util-linux setpriv: dies with its parent, gains no privilege. */
  readonly setpriv?: string;
  /** util-linux unshare with the flags that work here: an empty network. */
  readonly network?: readonly string[];
  /** bubblewrap: sees no files but the system's and those it is given, no other processes, no network. */
  readonly bubblewrap?: string;
}

/** One line for `doctor`. */
export interface SandboxPart {
  readonly part: "limits" | "ends-with-the-daemon" | "no-network" | "no-files";
  readonly works: boolean;
  readonly sentence: string;
}

export interface ConfinedOptions {
  readonly limits: Limits;
  readonly stdio: StdioOptions;
  /** It is a helper of a confined process: network and files are gone already. */
  readonly nested?: boolean;
  /** Files and folders of ours it may read, where bubblewrap hides the rest. */
  readonly sees?: readonly string[];
}

/** Behind everything people wait for: the daemon, the database, the terminal. */
export const niceness = 10;

/** Nothing of the daemon's own environment (it may hold secrets) reaches a helper. HOME nowhere: no caches, no settings files. */
const scrubbed = { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8", HOME: "/nonexistent" };

/** The Node this process runs on, for helpers written in TypeScript. */
export const ownNode = process.execPath;

const probeTimeoutMs = 5_000;

const succeeds = (command: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => execFile(command, args, { timeout: probeTimeoutMs, env: scrubbed }, (error) => resolve(error === null)));

/** The full path of an installed program, or undefined. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/bin", "/usr/sbin"]) {
    if (!directory.startsWith("/")) continue;
    const path = join(directory, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

/** What programs need of the system: code, fonts and their caches, never /etc as a whole, homes or data. */
const systemFiles = ["/usr", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/var/cache/fontconfig", "/var/lib/ghostscript"];

/** Links into /usr on Debian, folders of their own elsewhere. */
const systemLinks = ["/bin", "/sbin", "/lib", "/lib32", "/lib64"];

function bubble(bubblewrap: string, sees: readonly string[]): string[] {
  const line = [bubblewrap, "--unshare-all", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev"];
  for (const path of systemFiles) line.push("--ro-bind-try", path, path);
  for (const path of systemLinks) {
    const target = linkTarget(path);
    line.push(...(target === undefined ? ["--ro-bind-try", path, path] : ["--symlink", target, path]));
  }
  for (const path of new Set(sees.flatMap((seen) => [seen, realPath(seen)]))) line.push("--ro-bind-try", path, path);
  return line;
}

const linkTarget = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // a folder, or nothing
  }
};

const realPath = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path; // nothing there: nothing to see
  }
};

/** Tries each part on this machine; takes a few ms a part. */
export async function findSandbox(): Promise<Sandbox> {
  const programs = ["prlimit", "setpriv", "unshare", "bwrap"].map(findProgram);
  const [prlimit, setpriv, unshare, bwrap] = await Promise.all(programs);
  const limits = prlimit !== undefined && (await succeeds(prlimit, ["--core=0", "--nofile=64", "true"]));
  const ends = setpriv !== undefined && (await succeeds(setpriv, ["--pdeathsig", "KILL", "--no-new-privs", "true"]));
  // As root a network namespace of its own is enough; anyone else needs a user namespace first, where the kernel allows it.
  let network: readonly string[] | undefined;
  if (unshare !== undefined) {
    for (const flags of [["--net"], ["--map-current-user", "--net"]]) {
      if (network === undefined && (await succeeds(unshare, [...flags, "true"]))) network = [unshare, ...flags];
    }
  }
  const [bubblewrap = "", ...bubbled] = bwrap === undefined ? [] : bubble(bwrap, []);
  const files = bwrap !== undefined && (await succeeds(bubblewrap, [...bubbled, "true"]));
  return {
    ...(files ? { bubblewrap: bwrap } : {}),
    ...(limits ? { prlimit } : {}),
    ...(ends ? { setpriv } : {}),
    ...(network ? { network } : {}),
  };
}

export function describeSandbox(sandbox: Sandbox): readonly SandboxPart[] {
  const part = (name: SandboxPart["part"], works: boolean, yes: string, no: string): SandboxPart => ({
    part: name,
    works,
    sentence: works ? yes : no,
  });
  return [
    part(
      "limits",
      sandbox.prlimit !== undefined,
      "Programs that open documents have limits on memory, processor time and files.",
      "Programs that open documents have only a time limit: install util-linux (prlimit).",
    ),
    part(
      "ends-with-the-daemon",
      sandbox.setpriv !== undefined,
      "They end when the daemon ends, however it ends.",
      "After a crash of the daemon they may run on until they are done: install util-linux (setpriv).",
    ),
    part(
      "no-network",
      sandbox.network !== undefined || sandbox.bubblewrap !== undefined,
      "They have no network.",
      "They could reach the network: allow unprivileged user namespaces, or run the daemon with CAP_SYS_ADMIN.",
    ),
    part(
      "no-files",
      sandbox.bubblewrap !== undefined,
      "They see no files of this box but their own programs.",
      "A broken one could read what the daemon can read: install bubblewrap.",
    ),
  ];
}

/** The command line that starts `program` within `limits`. Each wrapper but bubblewrap replaces itself by the next. */
export function confine(
  sandbox: Sandbox,
  program: string,
  args: readonly string[],
  options: Pick<ConfinedOptions, "limits" | "nested" | "sees">,
): string[] {
  const { limits } = options;
  const line: string[] = [];
  const bubbled = sandbox.bubblewrap !== undefined && !options.nested;
  if (sandbox.network && !options.nested && !bubbled) line.push(...sandbox.network);
  // After unshare: a new user namespace clears the parent-death signal (prctl(2), PR_SET_PDEATHSIG).
  if (sandbox.setpriv) line.push(sandbox.setpriv, "--pdeathsig", "KILL", "--no-new-privs");
  if (sandbox.prlimit) {
    line.push(sandbox.prlimit, "--core=0", `--cpu=${limits.cpuSeconds}`, `--fsize=${limits.fileBytes}`, `--nofile=${limits.openFiles}`);
    if (limits.addressBytes !== undefined) line.push(`--as=${limits.addressBytes}`);
    if (limits.dataBytes !== undefined) line.push(`--data=${limits.dataBytes}`);
  }
  if (sandbox.bubblewrap !== undefined && bubbled) line.push(...bubble(sandbox.bubblewrap, options.sees ?? []));
  return [...line, program, ...args];
}

/** Starts a helper in its own process group, behind everybody else, without the daemon's environment. */
export function startConfined(sandbox: Sandbox, program: string, args: readonly string[], options: ConfinedOptions): ChildProcess {
  const [command = program, ...rest] = confine(sandbox, program, args, options);
  const child = spawn(command, rest, { stdio: options.stdio, env: scrubbed, cwd: "/", detached: true });
  if (child.pid !== undefined) {
    try {
      setPriority(child.pid, niceness);
    } catch {
      // Already gone; its exit says the rest.
    }
  }
  return child;
}

/** kill −9 for the helper and whatever it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
