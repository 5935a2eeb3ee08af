// Starts CUPS's own sample printer, ippeveprinter, which wants D-Bus and Avahi: a private pair of them on loopback, gone when the test ends.
// Debian packages: cups-ipp-utils, dbus, avahi-daemon, util-linux (unshare, to hide Avahi's one pid file from other runs; needs root).
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** Why it cannot run here, for a test's `skip`; false when it can. */
export function noIppeveprinter(): string | false {
  const missing = ["ippeveprinter", "dbus-daemon", "avahi-daemon", "unshare"].filter(
    (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0,
  );
  if (missing.length > 0) return `${missing.join(", ")} missing: apt-get install cups-ipp-utils dbus avahi-daemon util-linux`;
  return process.getuid?.() === 0 ? false : "a private Avahi needs root";
}

export interface Ippeveprinter {
  readonly uri: string;
  /** Where it keeps the documents it got. */
  readonly spool: string;
  close(): Promise<void>;
}

export const busConfig = (address: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>${address}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy></busconfig>`;

/** Its own name and no addresses: Avahis on one loopback would argue for ever about whose host name and whose 127.0.0.1 it is. */
const avahiConfig = `[server]
host-name=quoin-test-${process.pid}
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
publish-addresses=no
`;

/**
 * `command` is a shell script's text: it gets the document's path, and what it says on stderr as `ATTR: name=value` becomes the job's.
 * Without one, /bin/true prints at once and counts nothing.
 */
export async function startIppeveprinter(
  options: { command?: string; formats?: readonly string[]; duplex?: boolean } = {},
): Promise<Ippeveprinter> {
  const directory = await mkdtemp(path.join(tmpdir(), "quoin-ippeve-"));
  const children: ChildProcess[] = [];
  const address = `unix:path=${path.join(directory, "bus")}`;
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address };
  const run = (program: string, args: readonly string[], ready: string): Promise<void> => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    return new Promise((resolve, reject) => {
      let said = "";
      const hear = (chunk: Buffer): void => {
        said += String(chunk).slice(0, 10_000 - said.length);
        if (said.includes(ready)) resolve();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
      if (ready === "") resolve();
    });
  };
  const close = async (): Promise<void> => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
    }
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(path.join(directory, name), text);
      return path.join(directory, name);
    };
    await run(
      "dbus-daemon",
      [`--config-file=${await file("bus.conf", busConfig(address))}`, "--nofork", "--nopidfile", "--print-address=1"],
      "unix:",
    );
    const avahi = `mkdir -p /run/avahi-daemon && mount -t tmpfs none /run/avahi-daemon && exec avahi-daemon -f ${await file("avahi.conf", avahiConfig)} --no-drop-root --no-chroot --no-rlimits`;
    await run("unshare", ["-m", "sh", "-c", avahi], "Server startup complete");
    const spool = await mkdtemp(path.join(directory, "spool-"));
    const port = await freePort();
    const command = options.command === undefined ? "/bin/true" : await file("command", `#!/bin/sh\n${options.command}\n`);
    if (options.command !== undefined) await chmod(command, 0o755);
    const formats = (options.formats ?? ["application/pdf"]).join(",");
    // The name carries the port: two runs at once must not argue about it on the network.
    const started = run(
      "ippeveprinter",
      [
        "-k",
        "-c",
        command,
        "-d",
        spool,
        "-K",
        directory,
        "-p",
        String(port),
        "-f",
        formats,
        ...(options.duplex ? ["-2"] : []),
        `Quoin test ${port}`,
      ],
      "",
    );
    await Promise.race([
      started.then(() => listening(port)),
      new Promise((_, reject) => children.at(-1)?.once("exit", () => reject(new Error("ippeveprinter ended")))),
    ]);
    return { uri: `ipp://localhost:${port}/ipp/print`, spool, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** It says nothing when it is ready, so its port is tried. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "localhost", () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}
