// A certificate with its key and the chain that vouches for it, in one file: whoever reads it after a crash has all of it, or none.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";

export interface Bundle {
  /** PEM. */
  readonly key: string;
  /** PEM, the box's own first, then each by the one that signed the one before. */
  readonly chain: string;
  readonly facts: CertificateFacts;
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses, as clients compare them. */
  readonly names: readonly string[];
  /** ms since 1970. */
  readonly from: number;
  readonly until: number;
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string;
  /**
   * Where the chain ends: at itself, at an authority every browser knows, at one that was given along with it, or at a signature of
   * somebody who is not here, whom browsers then must have.
   */
  readonly end: "self" | "public" | "given" | "open";
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

export const blocksOf = (pem: string): { readonly kind: string; readonly text: string }[] =>
  Array.from(pem.matchAll(pemBlock), ([text, kind = ""]) => ({ kind, text }));

export const certificatesOf = (pem: string): X509Certificate[] =>
  blocksOf(pem)
    .filter(({ kind }) => kind === "CERTIFICATE")
    .map(({ text }) => new X509Certificate(text));

/** What a file of ours holds. Throws where it is damaged. */
export function bundleOf(pem: string): Bundle {
  const key = blocksOf(pem).find(({ kind }) => kind.endsWith("PRIVATE KEY"))?.text ?? "";
  return bundle(key, certificatesOf(pem));
}

/** `chain`: the box's own first. Throws where the key is not that one's. */
export function bundle(key: string, chain: readonly X509Certificate[]): Bundle {
  const [leaf] = chain;
  if (!leaf?.checkPrivateKey(createPrivateKey(key))) throw new Error("the key and the certificate do not belong together");
  const text = chain.map((one) => one.toString()).join("");
  return { key: key.endsWith("\n") ? key : `${key}\n`, chain: text, facts: factsOf(leaf, chain) };
}

export const fileOf = ({ key, chain }: Bundle): string => `${key}${chain}`;

function factsOf(leaf: X509Certificate, chain: readonly X509Certificate[]): CertificateFacts {
  return {
    subject: nameIn(leaf.subject),
    issuer: nameIn(leaf.issuer),
    names: namesIn(leaf),
    from: leaf.validFromDate.getTime(),
    until: Math.min(...chain.map((one) => one.validToDate.getTime())),
    fingerprint: leaf.fingerprint256,
    end: endOf(chain),
  };
}

/** Node writes a subject one part a line: "C=FR\nO=School\nCN=print.example". */
export function nameIn(subject: string | undefined): string {
  const parts = (subject ?? "").split("\n");
  const part = (of: string): string | undefined => parts.find((one) => one.startsWith(`${of}=`))?.slice(of.length + 1);
  return part("CN") ?? part("O") ?? parts.join(", ");
}

/** Names with a comma or a quote in them are written in quotes; no host has one. */
export const namesIn = (leaf: X509Certificate): string[] =>
  (leaf.subjectAltName ?? "").split(", ").flatMap((part) => {
    const [, kind, name = ""] = /^(DNS|IP Address):([^"]+)$/.exec(part) ?? [];
    if (kind === undefined) return [];
    // Node writes ::1 as 0:0:0:0:0:0:0:1; the machine says ::1.
    return name.includes(":") ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase();
  });

export const isSelfSigned = (one: X509Certificate): boolean => one.checkIssued(one) && one.verify(one.publicKey);

function endOf(chain: readonly X509Certificate[]): CertificateFacts["end"] {
  const last = chain.at(-1);
  if (last === undefined) return "open";
  if (isSelfSigned(last)) return chain.length === 1 ? "self" : "given";
  return publicRoots().some((root) => last.checkIssued(root)) ? "public" : "open";
}

let roots: X509Certificate[] | undefined;
const publicRoots = (): X509Certificate[] => (roots ??= rootCertificates.map((pem) => new X509Certificate(pem)));
