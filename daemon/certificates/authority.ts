// The box's own authority: made once, kept as long as the box, and trusted by whoever installs it. It signs the box's certificate for all
// of its names, as often as these change.
import { createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import { type Clock, dateOf } from "../runtime/clock.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { type Bundle, bundle } from "./bundle.ts";
import type { Names } from "./names.ts";

const dayMs = 24 * 60 * 60_000;
/** Every device of the house trusts it by hand: it must outlive the box. */
const authorityMs = 20 * 365 * dayMs;
/** Apple's devices take no longer one from anybody: 398 days. */
const leafMs = 397 * dayMs;
/** A client's clock may be behind. */
const slackMs = dayMs;
/** No box is older than this code: one whose clock says so has not been told the time yet. 2026-11-26. */
const writtenAt = 1_795_651_200_000;

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

export interface Making {
  readonly clock: Clock;
  readonly random: Random;
}

/** `name`: as people find it among the authorities of their device. */
export async function makeAuthority(name: string, { clock, random }: Making): Promise<Bundle> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const now = Math.max(clock.now(), writtenAt);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(now, random),
    name: [{ O: ["Quoin"] }, { CN: [name.slice(0, 64)] }],
    keys,
    signingAlgorithm: algorithm,
    // Also for devices that are behind by years, as one without a battery is.
    notBefore: dateOf(writtenAt - 5 * 365 * dayMs),
    notAfter: dateOf(now + authorityMs),
    extensions: [
      // It vouches for certificates, never for another authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return bundle(await pemOf(keys.privateKey), [new X509Certificate(certificate.toString("pem"))]);
}

/** A new key each time. */
export async function issue(authority: Bundle, names: Names, { clock, random }: Making): Promise<Bundle> {
  const x509 = await library();
  const above = new x509.X509Certificate(authority.chain);
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    createPrivateKey(authority.key).export({ format: "der", type: "pkcs8" }),
    algorithm,
    false,
    ["sign"],
  );
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const now = Math.max(clock.now(), writtenAt);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(now, random),
    subject: [{ CN: [(names.dns[0] ?? "Quoin").slice(0, 64)] }],
    issuer: above.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    notBefore: dateOf(now - slackMs),
    notAfter: dateOf(now - slackMs + leafMs),
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: "dns" as const, value })),
        ...names.ip.map((value) => ({ type: "ip" as const, value })),
      ]),
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(above.publicKey),
    ],
  });
  return bundle(await pemOf(keys.privateKey), [new X509Certificate(certificate.toString("pem")), new X509Certificate(authority.chain)]);
}

/** At two thirds of its life: a third is left for whatever may go wrong. */
export const renewalOf = ({ facts: { from, until } }: Bundle): number => Math.round(from + ((until - from) * 2) / 3);

/** Also one that has not begun: its clock was set. */
export const isDue = (bundle: Bundle, now: number): boolean => now < bundle.facts.from || now >= renewalOf(bundle);

/** Loaded only where something is signed: 22 MB that a box needs once or twice a year. */
async function library() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

/** 122 bits, and above 0 in its first one, as a serial number must be. */
const serial = (now: number, random: Random): string => uuidv7(now, random).replaceAll("-", "");

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
