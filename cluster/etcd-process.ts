// Runs etcd beside the daemon of a box that votes: in a directory of its own, started again when it ends, its last words kept.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isNewEnough, oldestVersion, versionOf } from "./etcd-binary.ts";
import { Unavailable } from "./store.ts";

/** Files in PEM, read by etcd itself whenever they change. */
export interface EtcdTls {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export interface EtcdMember {
  readonly name: string;
  /** Of this member alone; made, and closed to others. */
  readonly directory: string;
  /** `http(s)://host:port` where the daemon reaches it. */
  readonly client: string;
  /** Where it listens for the other members, and how they reach it. */
  readonly peer: { readonly listen: string; readonly advertised: string };
  /** Every member's name and peer address, this one's included. */
  readonly members: Readonly<Record<string, string>>;
  /** false: these members begin a cluster; true: it joins one that is there. */
  readonly joins: boolean;
  /** Tells clusters apart that begin with the same members. */
  readonly token: string;
  /** For both doors; whoever has no certificate of this authority is turned away. */
  readonly tls?: EtcdTls;
  /** ms between two signs of life of the leader, and without any until another is elected; more over slow lines. */
  readonly pace?: { readonly heartbeat: number; readonly election: number };
}

export interface EtcdProcessOptions {
  readonly binary: string;
  readonly member: EtcdMember;
  /** What its heap is kept to, in bytes. */
  readonly memoryBytes?: number;
  /** Ends a process of this machine at once. */
  readonly kill: (pid: number) => void;
  readonly clock: { monotonic(): number; after(ms: number, act: () => void): () => void };
  readonly log: {
    info(event: string, facts?: object): void;
    warn(event: string, facts?: object): void;
    error(event: string, facts?: object): void;
  };
}

/** Why it ended: its disk refused to keep something, or anything else. */
export interface EtcdEnd {
  readonly why: "disk" | "other";
  /** Its own last words. */
  readonly said: string;
}

export interface EtcdProcess {
  /** How often it was started, and how it ended last, where it did. */
  state(): { readonly running: boolean; readonly starts: number; readonly ended?: EtcdEnd };
  /** SIGTERM, then SIGKILL; resolves once it is gone. */
  stop(): Promise<void>;
}

/** A transaction of ours holds at most a million characters, three bytes each at worst, and its keys. */
const requestBytes = 8 * 1024 * 1024;
/** Far above what our state grows to; a store that reaches it refuses writes and says so. */
const storeBytes = 2 * 1024 ** 3;
/** Entries kept in memory for members that lag; etcd's own 100 000 cost some hundred megabytes. */
const snapshotEvery = 10_000;
const usualMemory = 192 * 1024 * 1024;
const usualPace = { heartbeat: 100, election: 1_000 };

/** Until it is started again: doubled with each end that comes soon. */
const [firstPauseMs, lastPauseMs] = [500, 30_000];
/** Who lived this long starts from the first pause again. */
const livedMs = 60_000;
const stopWithinMs = 5_000;

/** Words of etcd, Go or the kernel about a disk. */
const ofDisk = /fsync|fdatasync|no space left|input\/output error|failed to (?:sync|save|write)|disk quota|read-only file system/i;

/** Throws {@link Unavailable} when the binary is none, or too old. */
export function runEtcd(options: EtcdProcessOptions): EtcdProcess {
  const { binary, member } = options;
  const version = versionOf(binary);
  if (version === undefined) throw new Unavailable(`${binary} is not etcd, or does not run here`);
  if (!isNewEnough(version)) throw new Unavailable(`${binary} is etcd ${version}; Quoin needs ${oldestVersion} or later`);
  mkdirSync(member.directory, { recursive: true, mode: 0o700 });
  chmodSync(member.directory, 0o700);
  return new Supervised(options);
}

class Supervised implements EtcdProcess {
  readonly #options: EtcdProcessOptions;
  readonly #pidFile: string;
  #child: ChildProcess | undefined;
  #starts = 0;
  #pauseMs = firstPauseMs;
  #ended: EtcdEnd | undefined;
  #stopping = false;
  #cancelPause: () => void = () => undefined;

  constructor(options: EtcdProcessOptions) {
    this.#options = options;
    this.#pidFile = join(options.member.directory, "etcd.pid");
    this.#start();
  }

  state(): { running: boolean; starts: number; ended?: EtcdEnd } {
    return { running: this.#child !== undefined, starts: this.#starts, ...(this.#ended ? { ended: this.#ended } : {}) };
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelPause();
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
    child.kill("SIGTERM");
    const cancel = this.#options.clock.after(stopWithinMs, () => child.kill("SIGKILL"));
    await gone;
    cancel();
  }

  #start(): void {
    const { binary, member, memoryBytes = usualMemory, kill, clock, log } = this.#options;
    endOrphan(this.#pidFile, member.directory, kill);
    const startedAt = clock.monotonic();
    const said: string[] = [];
    const child = spawn(binary, flags(member), { stdio: ["ignore", "ignore", "pipe"], env: { GOMEMLIMIT: `${memoryBytes}` } });
    this.#child = child;
    this.#starts++;
    if (child.pid !== undefined) writeFileSync(this.#pidFile, `${child.pid}\n`, { mode: 0o600 });
    createInterface({ input: child.stderr }).on("line", (line) => this.#heard(line, said));
    child.on("error", (error) => said.push(error.message));
    child.once("close", (code, signal) => {
      this.#child = undefined;
      rmSync(this.#pidFile, { force: true });
      if (this.#stopping) return;
      const words = said.at(-1) ?? `exit ${code ?? signal}`;
      this.#ended = { why: said.some((line) => ofDisk.test(line)) ? "disk" : "other", said: words };
      if (clock.monotonic() - startedAt >= livedMs) this.#pauseMs = firstPauseMs;
      log.error("etcd ended and is started again", { ...this.#ended, inMs: this.#pauseMs });
      this.#cancelPause = clock.after(this.#pauseMs, () => this.#start());
      this.#pauseMs = Math.min(this.#pauseMs * 2, lastPauseMs);
    });
  }

  /** Keeps what could be its last words, and passes on what its operator should know. */
  #heard(line: string, said: string[]): void {
    const { level, msg, error } = parsed(line);
    const words = error === undefined ? msg : `${msg}: ${error}`;
    if (level === "info" || level === "debug") return;
    said.push(words);
    if (said.length > 20) said.shift();
    if (level === "warn") this.#options.log.info("etcd warns", { words });
    else this.#options.log.warn("etcd reports", { level, words });
  }
}

/** A line of its log; what is not JSON was said in despair. */
function parsed(line: string): { level: string; msg: string; error?: string } {
  try {
    return JSON.parse(line);
  } catch {
    return { level: "panic", msg: line };
  }
}

/** An etcd that outlived a killed daemon holds the directory and its ports: it is ours, by its own command line. */
function endOrphan(pidFile: string, directory: string, kill: (pid: number) => void): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  if (Number.isSafeInteger(pid) && pid > 1 && commandOf(pid).includes(`--data-dir=${dataOf(directory)}`)) kill(pid);
  rmSync(pidFile, { force: true });
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

const dataOf = (directory: string): string => join(directory, "data");

function flags(member: EtcdMember): string[] {
  const { name, directory, client, peer, members, joins, token, tls, pace = usualPace } = member;
  const named = {
    name,
    "data-dir": dataOf(directory),
    "listen-client-urls": client,
    "advertise-client-urls": client,
    "listen-peer-urls": peer.listen,
    "initial-advertise-peer-urls": peer.advertised,
    "initial-cluster": Object.entries(members)
      .map(([of, at]) => `${of}=${at}`)
      .join(","),
    "initial-cluster-state": joins ? "existing" : "new",
    "initial-cluster-token": token,
    "heartbeat-interval": pace.heartbeat,
    "election-timeout": pace.election,
    "max-txn-ops": 512,
    "max-request-bytes": requestBytes,
    "quota-backend-bytes": storeBytes,
    "snapshot-count": snapshotEvery,
    "experimental-initial-corrupt-check": true,
    ...(tls ? secured("", tls) : {}),
    ...(tls ? secured("peer-", tls) : {}),
  };
  return Object.entries(named).map(([of, value]) => `--${of}=${value}`);
}

const secured = (door: "" | "peer-", { ca, certificate, key }: EtcdTls): Record<string, unknown> => ({
  [`${door}trusted-ca-file`]: ca,
  [`${door}cert-file`]: certificate,
  [`${door}key-file`]: key,
  [`${door}client-cert-auth`]: true,
});
