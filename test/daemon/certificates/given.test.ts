// Certificates that somebody brings, as openssl and Windows write them, whole and wrong in every way that happens.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import type { Bundle } from "../../../daemon/certificates/bundle.ts";
import { readGiven } from "../../../daemon/certificates/given.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { sentence } from "../../../daemon/words/refusals.ts";
import { needs } from "../../setup/tools.ts";
import { rsa, type School, school } from "./openssl.ts";

const skip = needs("openssl");
const host = "print.school.example";

async function given(it: School, names: readonly string[], passphrase = "", own: readonly string[] = []): Promise<Bundle | Refusal> {
  const files = await Promise.all(names.map((name) => it.file(name)));
  return readGiven(files, { passphrase, names: own, now: systemClock.now() });
}

function whole(read: Bundle | Refusal): Bundle {
  if (isRefusal(read)) throw new Error(sentence("en", read, "EUR"));
  return read;
}

/** Which sentence; in both languages it has words, and no hole is left in it. */
function wrong(read: Bundle | Refusal): string {
  assert.ok(isRefusal(read));
  for (const language of ["fr", "en"] as const) assert.doesNotMatch(sentence(language, read, "EUR"), /\{|cert-/);
  return String(read.with?.["detail"]).replace("cert-", "");
}

const subjects = (chain: string): string[] =>
  (chain.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? "",
  );

test("PEM in any order: the chain is put in order, and what does not belong to it is left out", { skip }, async (t) => {
  const it = await school(t);
  await it.leaf(host, { names: [host, "impression.school.example"] });
  await it.leaf("other", { names: ["other.example"] });
  const read = whole(await given(it, ["root.pem", `${host}.key`, "middle.pem", "other.pem", `${host}.pem`], "", [host]));
  assert.deepEqual(subjects(read.chain), [host, "middle", "root"]);
  assert.deepEqual(read.facts.names, [host, "impression.school.example"]);
  assert.equal(read.facts.issuer, "middle");
  assert.equal(read.facts.end, "given");
  const alone = whole(await given(it, [`${host}.pem`, `${host}.key`]));
  assert.equal(alone.facts.end, "open", "the one who signed it is not here");
});

test("encrypted keys, DER and PFX of today and of old Windows, elliptic and RSA", { skip }, async (t) => {
  const it = await school(t);
  for (const [name, key] of [
    ["elliptic", undefined],
    ["rsa", rsa(2048)],
  ] as const) {
    await it.leaf(name, { names: [host], ...(key ? { key } : {}) });
    const pem = await it.file(`${name}.pem`);
    const certificate = new X509Certificate(pem).fingerprint256;
    const [crt, private_] = [`${name}.pem`, `${name}.key`];
    await it.openssl("pkcs8", "-topk8", "-in", private_, "-out", `${name}.locked.key`, "-passout", "pass:sésame");
    await it.openssl("x509", "-in", crt, "-outform", "DER", "-out", `${name}.der`);
    await it.openssl("pkcs8", "-topk8", "-nocrypt", "-in", private_, "-outform", "DER", "-out", `${name}.key.der`);
    const pfx = ["pkcs12", "-export", "-inkey", private_, "-in", crt, "-certfile", "middle.pem"];
    await it.openssl(...pfx, "-out", `${name}.pfx`, "-passout", "pass:sesame");
    await it.openssl(...pfx, "-legacy", "-out", `${name}.old.pfx`, "-passout", "pass:sesame");
    await it.openssl(...pfx, "-out", `${name}.open.pfx`, "-passout", "pass:");
    for (const [files, passphrase] of [
      [[crt, `${name}.locked.key`, "middle.pem"], "sésame"],
      [[`${name}.key.der`, `${name}.der`], ""],
      [[`${name}.pfx`], "sesame"],
      [[`${name}.old.pfx`], "sesame"],
      [[`${name}.open.pfx`], ""],
    ] as const) {
      const read = whole(await given(it, files, passphrase));
      assert.equal(read.facts.fingerprint, certificate, files.join());
      assert.match(read.key, /^-----BEGIN PRIVATE KEY-----/);
    }
    assert.equal(wrong(await given(it, [crt, `${name}.locked.key`], "no")), "passphrase");
    assert.equal(wrong(await given(it, [crt, `${name}.locked.key`])), "locked");
    assert.equal(wrong(await given(it, [`${name}.pfx`], "no")), "passphrase");
    assert.equal(wrong(await given(it, [`${name}.pfx`])), "locked");
  }
});

test("what is wrong is said in a sentence", { skip }, async (t) => {
  const it = await school(t);
  await it.leaf(host, { names: [host] });
  await it.leaf("other", { names: [host] });
  await it.leaf("nameless");
  await it.leaf("short", { names: [host], key: rsa(1024) });
  await it.leaf("strange", { names: [host], key: ["-newkey", "ed25519"] });
  await it.leaf("client", { names: [host], extensions: ["extendedKeyUsage=clientAuth"] });
  await it.leaf("old", { names: [host], days: ["20200101000000Z", "20210101000000Z"] });
  await it.leaf("early", { names: [host], days: ["20400101000000Z", "20410101000000Z"] });
  await it.openssl("crl2pkcs7", "-nocrl", "-certfile", `${host}.pem`, "-out", "chain.p7b");
  const pair = (name: string): string[] => [`${name}.key`, `${name}.pem`];
  for (const [files, what] of [
    [["root.key"], "none"],
    [[`${host}.pem`, "middle.pem"], "no-key"],
    [["other.key", `${host}.pem`], "other-key"],
    [pair("root"), "authority"],
    [pair("nameless"), "no-names"],
    [pair("short"), "weak"],
    [pair("strange"), "kind-of-key"],
    [pair("client"), "no-server"],
    [pair("old"), "ended"],
    [pair("early"), "not-begun"],
    [["chain.p7b"], "pkcs7"],
    [["index.txt"], "unknown"],
  ] as const)
    assert.equal(wrong(await given(it, files)), what, files.join());
  assert.equal(wrong(await given(it, pair(host), "", ["impression.example"])), "other-names");
  const cut = (await it.file(`${host}.pfx`).catch(() => it.file(`${host}.pem`))).subarray(0, 200);
  assert.equal(wrong(await readGiven([cut], { passphrase: "", names: [], now: 0 })), "unknown");
  const spoilt = Buffer.from(String(await it.file(`${host}.pem`)).replace(/[A-Z]/g, "A"));
  assert.ok(isRefusal(await readGiven([spoilt], { passphrase: "", names: [], now: 0 })));
});
