// The certificate of this box's own ipps: made once, signed by itself, kept beside the box's other secrets.
import { webcrypto } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { type Clock, dateOf } from "../runtime/clock.ts";
import { replaceFile } from "../runtime/files.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

const yearMs = 365 * 24 * 60 * 60_000;
/** Printers and clients that pin it must not meet another for as long as a box lives; a CA of the site's own comes with the cluster. */
const lifeYears = 20;

export async function boxCertificate(data: string, clock: Clock, random: Random): Promise<Certificate> {
  const directory = join(data, "secrets");
  const [keyFile, certFile] = [join(directory, "ipps.key"), join(directory, "ipps.pem")];
  try {
    return { key: await readFile(keyFile, "utf8"), cert: await readFile(certFile, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const made = await selfSigned(clock.now(), uuidv7(clock.now(), random).replaceAll("-", ""));
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await replaceFile(keyFile, made.key);
  await replaceFile(certFile, made.cert);
  return made;
}

async function selfSigned(now: number, serialNumber: string): Promise<Certificate> {
  // Loaded only here: 22 MB that a box needs once in its life.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => ({ type: "ip" as const, value: address.split("%")[0] ?? address }));
  const names = [hostname(), `${hostname()}.local`, "localhost"].map((value) => ({ type: "dns" as const, value }));
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: `CN=${hostname().slice(0, 64)}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: dateOf(now - yearMs),
    notAfter: dateOf(now + lifeYears * yearMs), // a box without a clock may start a year off
    extensions: [new x509.SubjectAlternativeNameExtension([...names, ...addresses]), new x509.BasicConstraintsExtension(false)],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`,
    cert: `${cert.toString("pem")}\n`,
  };
}
