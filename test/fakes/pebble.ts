// Let's Encrypt's own small ACME server, with the DNS it asks: every name leads to this machine. Debian package: pebble.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

export interface Pebble {
  readonly directory: string;
  /** PEM: who vouches for the server itself. */
  readonly root: string;
  /** External account binding is asked for, with this. */
  readonly keyId: string;
  readonly hmac: string;
  close(): Promise<void>;
}

const keyId = "school-1";
const hmac = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

/** `httpPort`: where it looks for proofs, instead of port 80. */
export async function startPebble(t: TestContext, { httpPort, validDays = 60 }: { httpPort: number; validDays?: number }): Promise<Pebble> {
  const directory = await mkdtemp(join(tmpdir(), "quoin-pebble-"));
  const file = (name: string): string => join(directory, name);
  const [port, management, dns, dnsManagement] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:true"];
  const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "10"];
  await promisify(execFile)("openssl", ["req", "-x509", ...elliptic, "-keyout", file("key.pem"), "-out", file("cert.pem"), ...subject]);
  const settings = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate: file("cert.pem"),
    privateKey: file("key.pem"),
    httpPort,
    tlsPort: 1,
    externalAccountBindingRequired: true,
    externalAccountMACKeys: { [keyId]: hmac },
    certificateValidityPeriod: validDays * 24 * 60 * 60,
  };
  await writeFile(file("config.json"), JSON.stringify({ pebble: settings }));
  const children: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
  };
  t.after(async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  });
  const challenges = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv6", "", "-defaultIPv4", "127.0.0.1"];
  await started(children, "pebble-challtestsrv", [
    ...challenges,
    "-dns01",
    `127.0.0.1:${dns}`,
    "-management",
    `127.0.0.1:${dnsManagement}`,
  ]);
  await started(children, "pebble", ["-config", file("config.json"), "-dnsserver", `127.0.0.1:${dns}`]);
  return { directory: `https://localhost:${port}/dir`, root: await readFile(file("cert.pem"), "utf8"), keyId, hmac, close };
}

/** Once it says where it listens. */
async function started(children: ChildProcess[], program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PEBBLE_VA_NOSLEEP: "1" } });
  children.push(child);
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += String(chunk);
      if (/Starting management server|ACME directory available/i.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
  });
}
