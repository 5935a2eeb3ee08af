// A network of its own: a cable, a box at one end, and at the other a neighbour with Avahi. Needs root; gone when the test ends.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { busConfig } from "./ippeveprinter.ts";

const run = promisify(execFile);
/** Of documentation (RFC 5737). */
const [address, neighbour] = ["192.0.2.77", "192.0.2.78"];

export interface Neighbour {
  readonly address: string;
  /** Words before a command that is to live on that network, at `address`. */
  readonly under: readonly string[];
  /** The same, at the neighbour's end. */
  readonly beside: readonly string[];
  /** What Avahi's command answers; its exit code says nothing. */
  ask(program: "avahi-browse" | "avahi-resolve", ...args: string[]): Promise<string>;
}

const avahiConfig = `[server]
host-name=neighbour
use-ipv6=no
[publish]
publish-workstation=no
`;

export async function startNeighbour(t: TestContext): Promise<Neighbour> {
  const directory = await mkdtemp(join(tmpdir(), "quoin-neighbour-"));
  const children: ChildProcess[] = [];
  t.after(async () => {
    for (const child of children.reverse()) {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
    await rm(directory, { recursive: true, force: true });
  });
  const bus = `unix:path=${join(directory, "bus")}`;
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: bus };
  const start = async (program: string, args: readonly string[], ready: RegExp): Promise<number> => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    let said = "";
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += String(chunk);
        if (ready.test(said)) resolve();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
    });
    return child.pid as number;
  };
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(directory, name), text);
    return join(directory, name);
  };
  const up = (name: string, at: string): string =>
    `ip link set lo up && ip addr add ${at}/24 dev ${name} && ip link set ${name} up && ip route add default dev ${name}`;
  const there = await start("unshare", ["-n", "sh", "-c", "echo up && exec sleep infinity"], /up/);
  const cable = `ip link add quoin0 type veth peer name quoin1 netns ${there}`;
  const here = await start("unshare", ["-n", "sh", "-c", `${cable} && ${up("quoin0", address)} && echo up && exec sleep infinity`], /up/);
  const inside = (pid: number): string[] => ["nsenter", `--net=/proc/${pid}/ns/net`];
  const [enter = "", ...beside] = inside(there);
  await run(enter, [...beside, "sh", "-c", up("quoin1", neighbour)]);
  await start(
    "dbus-daemon",
    [`--config-file=${await file("bus.conf", busConfig(bus))}`, "--nofork", "--nopidfile", "--print-address=1"],
    /unix:/,
  );
  const avahi = `mkdir -p /run/avahi-daemon && mount -t tmpfs none /run/avahi-daemon && exec avahi-daemon -f ${await file("avahi.conf", avahiConfig)} --no-drop-root --no-chroot --no-rlimits`;
  await start(enter, [...beside, "unshare", "-m", "sh", "-c", avahi], /Server startup complete/);
  return {
    address,
    under: inside(here),
    beside: inside(there),
    ask: async (program, ...args) => {
      const { stdout } = await run(program, args, { env, timeout: 10_000 }).catch((error: { stdout?: string }) => ({
        stdout: error.stdout ?? "",
      }));
      return stdout;
    },
  };
}
