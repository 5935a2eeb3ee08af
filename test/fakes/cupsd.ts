// A private CUPS server with one raw queue before a printer that is only a socket, or any other device: the most common print server there is, as a printer. Needs
// root and Debian's cups and cups-client.
import { execFile, spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

/** Why it cannot run here, for a test's `skip`; false when it can. */
export function noCupsd(): string | false {
  const missing = ["cupsd", "lpadmin"].filter(
    (program) => spawnSync("sh", ["-c", `PATH=$PATH:/usr/sbin command -v ${program}`]).status !== 0,
  );
  if (missing.length > 0) return `${missing.join(", ")} missing: apt-get install cups cups-client`;
  return process.getuid?.() === 0 ? false : "cupsd needs root";
}

export interface Cupsd {
  readonly uri: string;
  readonly pid: number;
  /** Bytes that reached the socket, a job after the other. */
  readonly paper: () => Buffer;
  close(): Promise<void>;
}

/** `behind`: the device of its queue, such as a box's `ipp://…`, instead of the socket. */
export async function startCupsd(behind?: string): Promise<Cupsd> {
  const directory = await mkdtemp(path.join(tmpdir(), "quoin-cupsd-"));
  const at = (name: string): string => path.join(directory, name);
  // cupsd drops its filters to user lp, who must get through.
  await chmod(directory, 0o755);
  for (const name of ["etc", "spool", "cache", "state", "tmp"]) await mkdir(at(name));
  await chmod(at("tmp"), 0o1777);
  const port = await freePort();
  const parts: Buffer[] = [];
  const device = createServer((socket) => void socket.on("data", (part) => parts.push(part)).on("error", () => undefined));
  await new Promise<void>((resolve) => device.listen(0, "127.0.0.1", resolve));
  const files = [
    `ServerRoot ${at("etc")}`,
    `RequestRoot ${at("spool")}`,
    `CacheDir ${at("cache")}`,
    `StateDir ${at("state")}`,
    `TempDir ${at("tmp")}`,
    `AccessLog ${at("access")}`,
    `ErrorLog ${at("error")}`,
    `PageLog ${at("page")}`,
    "Sandboxing relaxed",
  ];
  await writeFile(at("etc/cups-files.conf"), `${files.join("\n")}\n`);
  const server = [
    `Listen 127.0.0.1:${port}`,
    `Listen ${at("socket")}`,
    "Browsing No",
    "DefaultAuthType None",
    "MaxJobs 0", // as many as come
    "<Location />",
    "Allow all",
    "</Location>",
    "<Location /admin>",
    "Allow all",
    "</Location>",
    "<Policy default>",
    "<Limit All>",
    "Allow all",
    "</Limit>",
    "</Policy>",
  ];
  await writeFile(at("etc/cupsd.conf"), `${server.join("\n")}\n`);
  const child = spawn("/usr/sbin/cupsd", ["-f", "-c", at("etc/cupsd.conf"), "-s", at("etc/cups-files.conf")], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(2_000, undefined, { ref: false })]);
    child.kill("SIGKILL");
    await ended;
    device.close();
    await rm(directory, { recursive: true, force: true });
  };
  // No SNMP, and no wait for a printer that closes: it is a sink.
  const sink = `socket://127.0.0.1:${(device.address() as AddressInfo).port}/?snmp=false&waiteof=false`;
  try {
    for (let tries = 0; ; tries++) {
      const added = promisify(execFile)("lpadmin", ["-h", at("socket"), "-p", "queue", "-E", "-v", behind ?? sink, "-m", "raw"]);
      if (
        await added.then(
          () => true,
          (error: unknown) => {
            if (tries > 100) throw error;
            return false;
          },
        )
      )
        break;
      await sleep(50);
    }
    return { uri: `ipp://127.0.0.1:${port}/printers/queue`, pid: child.pid ?? 0, paper: () => Buffer.concat(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}
