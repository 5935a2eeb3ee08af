// Which etcd runs here. npm has none, and Debian bookworm's loses changes: the one of a later Debian is fetched from the mirror this machine
// already uses and unpacked beside the project, where no service is registered and nothing needs root.
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Unavailable } from "./store.ts";

/** Older ones lose watch events (etcd issue 17529): a box would show a balance that is not so. */
export const oldestVersion = "3.5.13";
/** The first Debian whose etcd is new enough; its program runs on the one before, too. */
const suite = "trixie";
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
/** 21 MB over a slow line. */
const fetchTimeoutMs = 10 * 60_000;

/** Where it is unpacked: under this folder of the project. */
const unpacked = join("usr", "bin", "etcd");

export function isNewEnough(version: string): boolean {
  const [have, least] = [version, oldestVersion].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const differs = least.findIndex((number, i) => number !== have[i]);
  return differs < 0 || (have[differs] ?? 0) > (least[differs] ?? 0);
}

/** undefined: it is not there, or no etcd. */
export function versionOf(binary: string): string | undefined {
  const { stdout } = spawnSync(binary, ["--version"], { encoding: "utf8", timeout: 10_000, env: {} });
  return /^etcd Version: (\d+\.\d+\.\d+)/m.exec(stdout ?? "")?.[1];
}

/**
 * The first that is new enough: `named` (which must be), the one unpacked in `folder`, one of the machine's PATH.
 * Throws {@link Unavailable} when the named one is not one or too old.
 */
export function findEtcd(folder: string, named: string | undefined, path: string): string | undefined {
  if (named !== undefined) {
    const version = versionOf(named);
    if (version === undefined) throw new Unavailable(`${named} is not etcd, or does not run here`);
    if (!isNewEnough(version)) throw new Unavailable(`${named} is etcd ${version}; Quoin needs ${oldestVersion} or later`);
    return named;
  }
  const places = [join(folder, unpacked), ...path.split(delimiter).map((directory) => join(directory, "etcd"))];
  return places.find((place) => existsSync(place) && isNewEnough(versionOf(place) ?? "0"));
}

/** The mirror of Debian's main archive that this machine's apt is set to, from its own list of what it would fetch. */
export function mirrorOf(targets: string, codename: string): string | undefined {
  return targets
    .split("\n")
    .map((line) => line.split(" "))
    .find(([, of, component]) => of === codename && component === "main")?.[0];
}

/** Fetches and unpacks it in `folder`. Throws {@link Unavailable} with a sentence when this machine cannot. */
export function fetchEtcd(folder: string): string {
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "";
  const targets = run("apt-get", ["indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT)", "Created-By: Packages"]);
  const mirror = mirrorOf(targets, codename);
  if (mirror === undefined) throw new Unavailable("apt names no mirror of Debian here: name an etcd binary with QUOIN_ETCD");
  const work = join(folder, "fetching");
  rmSync(work, { recursive: true, force: true });
  for (const place of ["lists/partial", "archives/partial", "new"]) mkdirSync(join(work, place), { recursive: true });
  const signed = existsSync(keyring) ? `Signed-By: ${keyring}\n` : "";
  writeFileSync(join(work, "source.sources"), `Types: deb\nURIs: ${mirror}\nSuites: ${suite}\nComponents: main\n${signed}`);
  // apt with folders of its own: what this machine installs, and from where, stays as it is.
  const own = {
    "Dir::State": work,
    "Dir::State::lists": join(work, "lists"),
    "Dir::State::status": "/dev/null",
    "Dir::Cache": work,
    "Dir::Etc::sourcelist": join(work, "source.sources"),
    "Dir::Etc::sourceparts": "-",
    "APT::Sandbox::User": "",
  };
  const options = Object.entries(own).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  run("apt-get", ["-qq", ...options, "update"], work);
  run("apt-get", ["-qq", ...options, "download", "etcd-server"], work);
  const [archive] = readdirSync(work).filter((name) => name.endsWith(".deb"));
  if (archive === undefined) throw new Unavailable(`${mirror} has no etcd-server in ${suite}`);
  run("dpkg-deb", ["-x", archive, "new"], work);
  rmSync(join(folder, "usr"), { recursive: true, force: true });
  renameSync(join(work, "new", "usr"), join(folder, "usr"));
  rmSync(work, { recursive: true });
  const binary = findEtcd(folder, undefined, "");
  if (binary === undefined) throw new Unavailable(`the etcd of Debian ${suite} does not run here, or is older than ${oldestVersion}`);
  return binary;
}

function run(program: string, args: readonly string[], cwd?: string): string {
  const ran: SpawnSyncReturns<string> = spawnSync(program, args, {
    encoding: "utf8",
    timeout: fetchTimeoutMs,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (ran.status === 0) return ran.stdout;
  const why = ran.error?.message ?? ran.stderr.trim().split("\n").at(-1);
  throw new Unavailable(`etcd could not be fetched: ${program} ${args.at(-1)}: ${why}. Name a binary with QUOIN_ETCD`);
}
