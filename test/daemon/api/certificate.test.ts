// Names, certificates and what stands at fixed addresses for whoever is to trust the box.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CertificateFacts } from "../../../daemon/certificates/bundle.ts";
import { makeAuthority } from "../../../daemon/certificates/authority.ts";
import { covers } from "../../../daemon/certificates/names.ts";
import type { CertificateState } from "../../../daemon/certificates/state.ts";
import { startApi } from "../../../daemon/api/index.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { ask, served } from "./asking.ts";

const day = 24 * 60 * 60_000;
const name = "print.school.example";
const facts: CertificateFacts = {
  subject: name,
  issuer: "School",
  names: [name],
  from: 0,
  until: systemClock.now() + 90 * day,
  fingerprint: "AA:BB",
  end: "given",
};
const state = (of: Partial<CertificateState>): CertificateState => ({
  source: "own",
  names: [],
  local: "quoin-ab12.local",
  lost: false,
  ...of,
});

test("one name for all boxes is answered to, and stands where people are told an address", async () => {
  await using it = await served((box) => {
    Object.assign(box.deps.certificates, { knows: (host: string) => covers([name], host), publicName: name });
    box.status = { https: `https://${name}:8443` };
  });
  assert.equal((await ask(it.web, "GET", "/api/v1/status", { headers: { host: `${name}:8080` } })).status, 200);
  assert.equal((await ask(it.web, "GET", "/api/v1/status", { headers: { host: `evil.${name}` } })).json.code, "unknown-host");
  await ask(it.socket, "PUT", "/api/v1/printers/hall", { body: { uri: "folder:/srv/hall" } });
  await ask(it.socket, "PUT", "/api/v1/terminals/hall", { body: { printers: ["hall"] } });
  const { json } = await ask(it.web, "POST", "/api/v1/terminals/hall/screens", { body: {} });
  assert.match(json.address, /^https:\/\/print\.school\.example:8443\/kiosk#/);
});

test("a browser is told to come over TLS only where somebody else vouches for the box, at the usual port, and never over HTTP", async () => {
  const box = fakeBox();
  Object.assign(box.deps.certificates, { knows: (host: string) => host === name, isVouched: (host: string) => host === name });
  const { key, chain: cert } = await makeAuthority("x", { clock: systemClock, random: systemRandom });
  await using it = await served(() => undefined, box);
  const at = { host: "127.0.0.1", port: 0 };
  const api = await startApi(box.deps, { data: it.data, http: at, https: { ...at, tls: { key, cert } }, pages: false });
  try {
    const strict = async (url: string, host: string): Promise<unknown> => {
      const { get } = await import(url.startsWith("https") ? "node:https" : "node:http");
      return new Promise((resolve, reject) => {
        get(
          `${url}/healthz`,
          { headers: { host }, rejectUnauthorized: false, agent: false },
          (response: { headers: Record<string, string>; resume(): void }) => {
            response.resume();
            resolve(response.headers["strict-transport-security"]);
          },
        ).on("error", reject);
      });
    };
    const { http, https = "" } = api.addresses;
    assert.match(String(await strict(https, name)), /^max-age=\d+$/);
    for (const [url, host] of [
      [https, `${name}:8443`],
      [https, "127.0.0.1"],
      [https, "quoin-ab12.local"],
      [http, name],
    ] as const)
      assert.equal(await strict(url, host), undefined, `${url} ${host}`);
  } finally {
    await api.stop();
  }
});

test("what is to be done about a certificate is found: its end, names it lacks, an order that fails", async () => {
  const found = async (of: Partial<CertificateState>): Promise<string[]> => {
    await using it = await served((box) => Object.assign(box.deps.certificates, { state: () => state(of) }));
    const { json } = await ask(it.web, "GET", "/api/v1/findings", { headers: { "accept-language": "fr" } });
    for (const { sentence, remedy } of json.findings) assert.doesNotMatch(sentence + remedy, /\{/);
    return json.findings.map(({ code }: { code: string }) => code).filter((code: string) => code.startsWith("certificate"));
  };
  const ends = (days: number): CertificateFacts => ({ ...facts, until: systemClock.now() + days * day });
  assert.deepEqual(await found({ inForce: ends(20) }), [], "the box's own renews itself");
  assert.deepEqual(await found({ source: "uploaded", inForce: ends(31) }), []);
  assert.deepEqual(await found({ source: "uploaded", inForce: ends(29) }), ["certificate-ends"]);
  assert.deepEqual(await found({ source: "uploaded", inForce: ends(-1) }), ["certificate-ended"]);
  assert.deepEqual(await found({ source: "acme", inForce: ends(5) }), [], "some last six days, and are ordered in time");
  assert.deepEqual(await found({ source: "uploaded", inForce: { ...facts, end: "open" }, names: [name, "other.example"] }), [
    "certificate-open",
    "certificate-names",
  ]);
  assert.deepEqual(await found({ lost: true }), ["certificate-lost"]);
  const acme = { directory: "https://ca.example/dir", email: "a@b.example", names: [name], root: false, failures: 1 };
  assert.deepEqual(await found({ acme: { ...acme, problem: { kind: "proof", detail: "refused" } } }), ["certificate-order"]);
});

test("an order that cannot succeed is refused with the field that is wrong", async () => {
  await using it = await served();
  const right = { directory: "https://ca.example/dir", email: "print@school.example", names: [name], agreed: true };
  const put = (body: object) => ask(it.web, "PUT", "/api/v1/certificate/acme", { body: { ...right, ...body } });
  assert.equal((await put({})).status, 200);
  for (const [body, field] of [
    [{ directory: "http://ca.example" }, "acme-directory"],
    [{ email: "nobody" }, "acme-email"],
    [{ names: ["*.school.example"] }, "acme-names"],
    [{ names: ["192.0.2.7"] }, "acme-names"],
    [{ names: ["https://print.school.example"] }, "acme-names"],
    [{ keyId: "kid" }, "acme-hmac"],
    [{ keyId: "kid", hmac: "not base64!" }, "acme-hmac"],
    [{ hmac: "c2VjcmV0LXNlY3JldA" }, "acme-key"],
    [{ root: "nonsense" }, "acme-root"],
    [{ agreed: false }, "agreed"],
    [{ names: [] }, "names"],
  ] as const) {
    const { status, json } = await put(body);
    assert.deepEqual([status, json.with?.field], [400, field], JSON.stringify(body));
  }
  const big = await ask(it.web, "PUT", "/api/v1/certificate", { body: { files: ["A".repeat(70_000)] } });
  assert.equal(big.status, 413);
  assert.equal((await ask(it.web, "PUT", "/api/v1/certificate", { body: { files: ["not base64"] } })).status, 400);
});
