// PFX (PKCS #12), as Windows exports it. OpenSSL 3, and so Node, no longer reads what older Windows writes (RC2); this library reads both.
import forge from "node-forge";

/** DER; or what is wrong. */
export function readPfx(
  file: Uint8Array,
  passphrase: string,
): { readonly certificates: Buffer[]; readonly keys: Buffer[] } | "unknown" | "locked" | "passphrase" {
  let whole: forge.asn1.Asn1;
  try {
    whole = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(file).toString("latin1")));
  } catch {
    return "unknown";
  }
  let bags: forge.pkcs12.Bag[];
  try {
    bags = forge.pkcs12.pkcs12FromAsn1(whole, false, passphrase).safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (error) {
    const isPfx = error instanceof Error && /MAC|password|decrypt/i.test(error.message);
    return isPfx ? (passphrase === "" ? "locked" : "passphrase") : "unknown";
  }
  const { oids, privateKeyToAsn1, wrapRsaPrivateKey, certificateToAsn1 } = forge.pki;
  const keys = bags.filter(({ type }) => type === oids["pkcs8ShroudedKeyBag"] || type === oids["keyBag"]);
  return {
    certificates: bags.filter(({ type }) => type === oids["certBag"]).map(({ cert, asn1 }) => derOf(cert ? certificateToAsn1(cert) : asn1)),
    // Keys of other kinds than RSA it hands over as they stand.
    keys: keys.map(({ key, asn1 }) => derOf(key ? wrapRsaPrivateKey(privateKeyToAsn1(key as forge.pki.rsa.PrivateKey)) : asn1)),
  };
}

const derOf = (asn1: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(asn1).getBytes(), "latin1");
