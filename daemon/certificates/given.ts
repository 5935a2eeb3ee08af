// A certificate that somebody brings: files in any order, PEM, DER or PFX, its key perhaps under a passphrase. Answers what can be put in
// force, or the one sentence that says what is wrong with it.
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { blocksOf, type Bundle, bundle, isSelfSigned, nameIn, namesIn } from "./bundle.ts";
import { covers } from "./names.ts";

interface Found {
  readonly certificates: X509Certificate[];
  readonly keys: KeyObject[];
}

export interface Wanted {
  /** Of the files' keys; "" where there is none. */
  readonly passphrase: string;
  /** How people call the box; at least one of these must stand in it, where there is any. */
  readonly names: readonly string[];
  readonly now: number;
}

/** Weaker ones are refused by browsers. */
const leastRsaBits = 2048;
/** The box's clock may be behind that of whoever signed; those who come have clocks of their own. */
const behindMs = 24 * 60 * 60_000;
/** id-kp-serverAuth, RFC 5280 §4.2.1.12. */
const serverAuth = "1.3.6.1.5.5.7.3.1";

const unfit = (detail: string, facts: Record<string, string | number> = {}): Refusal =>
  refuse("bad-input", { field: "certificate", detail: `cert-${detail}`, ...facts });

export async function readGiven(files: readonly Uint8Array[], wanted: Wanted): Promise<Bundle | Refusal> {
  const found: Found = { certificates: [], keys: [] };
  for (const file of files) {
    const wrong = await readFile(Buffer.from(file), wanted.passphrase, found);
    if (wrong) return wrong;
  }
  if (found.certificates.length === 0) return unfit("none");
  if (found.keys.length === 0) return unfit("no-key");
  for (const key of found.keys) {
    const leaf = found.certificates.find((one) => one.checkPrivateKey(key));
    if (leaf) return unfitLeaf(leaf, key, wanted) ?? chained(leaf, key, found.certificates, wanted.now);
  }
  const [first] = found.certificates;
  return unfit("other-key", { name: nameIn(first?.subject) });
}

function unfitLeaf(leaf: X509Certificate, key: KeyObject, { names, now }: Wanted): Refusal | undefined {
  const name = nameIn(leaf.subject);
  const own = namesIn(leaf);
  if (leaf.ca) return unfit("authority", { name });
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.includes(serverAuth)) return unfit("no-server", { name });
  if (own.length === 0) return unfit("no-names", { name });
  if (key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) < leastRsaBits) return unfit("weak", { name });
  if (key.asymmetricKeyType !== "rsa" && key.asymmetricKeyType !== "ec") return unfit("kind-of-key", { name });
  if (leaf.validToDate.getTime() <= now) return unfit("ended", { name, day: leaf.validToDate.getTime() });
  if (leaf.validFromDate.getTime() > now + behindMs) return unfit("not-begun", { name, day: leaf.validFromDate.getTime() });
  if (names.length > 0 && !names.some((one) => covers(own, one)))
    return unfit("other-names", { names: own.join(", "), own: names.join(", ") });
  return undefined;
}

/** Each by the one that signed the one before. A root that signed itself is known to whoever trusts it, and is left out. */
function chained(leaf: X509Certificate, key: KeyObject, all: readonly X509Certificate[], now: number): Bundle | Refusal {
  const chain = [leaf];
  for (let last = leaf; !isSelfSigned(last); ) {
    const above = all.find((one) => one.ca && !chain.includes(one) && last.checkIssued(one) && last.verify(one.publicKey));
    if (!above) break;
    if (above.validToDate.getTime() <= now) return unfit("chain-ended", { name: nameIn(above.subject), day: above.validToDate.getTime() });
    chain.push(above);
    last = above;
  }
  return bundle(String(key.export({ format: "pem", type: "pkcs8" })), chain);
}

async function readFile(file: Buffer, passphrase: string, found: Found): Promise<Refusal | undefined> {
  const text = file.toString("latin1");
  const blocks = blocksOf(text);
  if (blocks.length === 0) return readBinary(file, passphrase, found);
  for (const block of blocks) {
    if (block.kind === "PKCS7") return unfit("pkcs7");
    const wrong =
      block.kind === "CERTIFICATE"
        ? addCertificate(block.text, found)
        : block.kind.endsWith("PRIVATE KEY")
          ? addKey(block.text, passphrase, found)
          : undefined; // parameters of a curve, requests: not needed
    if (wrong) return wrong;
  }
  return undefined;
}

function addCertificate(text: string | Buffer, { certificates }: Found): Refusal | undefined {
  try {
    const one = new X509Certificate(text);
    if (!certificates.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256)) certificates.push(one);
    return undefined;
  } catch {
    return unfit("damaged");
  }
}

function addKey(text: string, passphrase: string, { keys }: Found): Refusal | undefined {
  try {
    keys.push(createPrivateKey({ key: text, passphrase }));
    return undefined;
  } catch {
    const isLocked = /ENCRYPTED/.test(text);
    return unfit(isLocked ? (passphrase === "" ? "locked" : "passphrase") : "damaged-key");
  }
}

async function readBinary(file: Buffer, passphrase: string, found: Found): Promise<Refusal | undefined> {
  if (file[0] !== 0x30) return unfit("unknown");
  if (addCertificate(file, found) === undefined) return undefined;
  for (const type of ["pkcs8", "sec1", "pkcs1"] as const) {
    try {
      found.keys.push(createPrivateKey({ key: file, format: "der", type, passphrase }));
      return undefined;
    } catch {
      // another kind, then
    }
  }
  const { readPfx } = await import("./pfx.ts");
  const read = readPfx(file, passphrase);
  if (typeof read === "string") return unfit(read);
  for (const der of read.certificates) {
    const wrong = addCertificate(der, found);
    if (wrong) return wrong;
  }
  for (const key of read.keys) found.keys.push(createPrivateKey({ key, format: "der", type: "pkcs8" }));
  return undefined;
}
