// The box's own authority and what it signs, as curl and openssl take it: for every name, renewed under a running listener.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { isKept } from "../../../daemon/certificates/kept.ts";
import { Certificates, type CertificatesParts } from "../../../daemon/certificates/certificates.ts";
import { shortName } from "../../../daemon/certificates/names.ts";
import type { BoxId } from "../../../daemon/domain/ids.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { needs } from "../../setup/tools.ts";
import { school } from "./openssl.ts";

const skip = needs("openssl", "curl");
const run = promisify(execFile);
const day = 24 * 60 * 60_000;
const box = "0193a5b2-1111-7222-8333-44445555ab12" as BoxId;
const begin = systemClock.now();

interface Stage {
  readonly data: string;
  readonly clock: ManualClock;
  readonly certificates: Certificates;
  readonly server: Server;
  names: string[];
  /** A box on the same data again. */
  again(): Promise<Certificates>;
  /** curl, with the box's authority alone, at this name. */
  curl(host: string, ...more: string[]): Promise<string>;
  /** Fingerprint of what is shown to whoever asks for this name; undefined: for none. */
  shown(host?: string): Promise<string>;
}

async function stage(t: TestContext, clock = new ManualClock(begin)): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), "quoin-certificates-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const it: { names: string[] } = { names: [] };
  const log = createLog({ level: "error", sink: { write: () => undefined } });
  const parts: CertificatesParts = {
    data,
    box,
    boxName: "corridor",
    tls: true,
    announced: true,
    proxy: () => undefined,
    names: () => it.names,
    clock,
    random: systemRandom,
    log,
  };
  const certificates = await Certificates.open(parts);
  const tls = certificates.tls;
  assert.ok(tls);
  const { follow, ...options } = tls;
  const server = createServer(options, (_request, response) => response.end("here"));
  follow?.(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  t.after(async () => {
    await certificates.close();
    server.closeAllConnections();
    server.close();
  });
  const ca = join(data, "ca.pem");
  await writeFile(ca, certificates.authority()?.pem ?? "");
  return Object.assign(it, {
    data,
    clock,
    certificates,
    server,
    again: () => Certificates.open(parts),
    curl: async (host: string, ...more: string[]) => {
      const args = [
        "-sS",
        "--max-time",
        "10",
        "--cacert",
        ca,
        "--resolve",
        `${host}:${port}:127.0.0.1`,
        ...more,
        `https://${host}:${port}/`,
      ];
      return (await run("curl", args)).stdout;
    },
    shown: async (host?: string) => {
      const name = host === undefined ? ["-noservername"] : ["-servername", host];
      const asked = run("openssl", ["s_client", "-connect", `127.0.0.1:${port}`, ...name]);
      asked.child.stdin?.end();
      const [pem = ""] = /-----BEGIN[\s\S]+?-----END CERTIFICATE-----/.exec((await asked).stdout) ?? [];
      return new X509Certificate(pem).fingerprint256;
    },
  });
}

test("curl trusts it by every name and address once it knows the authority, and openssl finds nothing to say", { skip }, async (t) => {
  const it = await stage(t);
  for (const host of ["localhost", "127.0.0.1", "quoin-ab12.local"]) assert.equal(await it.curl(host), "here", host);
  await assert.rejects(it.curl("evil.example"), /60|subject name/);
  const leaf = join(it.data, "leaf.pem");
  await writeFile(leaf, it.certificates.tls?.cert ?? "");
  const strict = [
    "verify",
    "-x509_strict",
    "-purpose",
    "sslserver",
    "-attime",
    String(Math.ceil(begin / 1000)),
    "-CAfile",
    join(it.data, "ca.pem"),
    leaf,
  ];
  assert.match((await run("openssl", strict)).stdout, /OK/);
  const { inForce, authority, local } = it.certificates.state();
  assert.ok(inForce && authority);
  assert.ok(inForce.until - inForce.from <= 398 * day, "Apple's devices take no longer one");
  assert.ok(authority.until - begin > 19 * 365 * day);
  assert.equal(local, `${shortName(box)}.local`);
  assert.equal(new X509Certificate(it.certificates.tls?.cert ?? "").keyUsage?.join(), "1.3.6.1.5.5.7.3.1");
});

test("a new name, and age, make a new one under the running listener; the authority and what was trusted stay", { skip }, async (t) => {
  const it = await stage(t);
  const first = await it.shown("localhost");
  await it.certificates.look();
  assert.equal(await it.shown("localhost"), first, "nothing changed, nothing is made");
  it.names = ["print.school.example"];
  await it.certificates.look();
  const named = await it.shown("localhost");
  assert.notEqual(named, first);
  assert.equal(await it.curl("print.school.example"), "here");
  it.names = [];
  await it.certificates.look();
  await assert.rejects(it.curl("print.school.example"), /60|subject name/, "a name that was taken away is vouched for no more");
  const third = await it.shown("localhost");
  it.clock.advance(250 * day);
  await it.certificates.look();
  assert.equal(await it.shown("localhost"), third);
  it.clock.advance(20 * day);
  await it.certificates.look();
  const renewed = await it.shown("localhost");
  assert.notEqual(renewed, third, "at two thirds of its life");
  const again = await it.again();
  assert.equal(again.state().inForce?.fingerprint, renewed, "a restart finds it");
  assert.equal(again.state().authority?.fingerprint, it.certificates.state().authority?.fingerprint);
  await again.close();
});

test("a box that starts in 1970 is trusted once its clock is right", { skip }, async (t) => {
  const it = await stage(t, new ManualClock(5_000));
  const { authority } = it.certificates.state();
  assert.ok(authority && authority.from < begin && authority.until > begin + 15 * 365 * day);
  it.clock.advance(begin + 300 * day);
  await it.certificates.look();
  const { inForce } = it.certificates.state();
  assert.ok(inForce && inForce.from <= it.clock.now() && inForce.until > it.clock.now() + 300 * day);
});

test("one that was brought is shown for its names only; going back destroys it; a damaged one leaves the box its own", {
  skip,
}, async (t) => {
  const it = await stage(t);
  const own = await it.shown("localhost");
  const from = await school(t);
  await from.leaf("print", { names: ["print.school.example", "*.school.example"] });
  const files = await Promise.all(["print.pem", "print.key", "middle.pem"].map((name) => from.file(name)));
  assert.equal(await it.certificates.give(files, ""), undefined);
  const brought = await it.shown("print.school.example");
  assert.notEqual(brought, own);
  assert.equal(await it.shown("kiosk.school.example"), brought);
  for (const host of ["localhost", "a.b.school.example", undefined]) assert.equal(await it.shown(host), own, host);
  assert.deepEqual(
    ["print.school.example", "x.school.example", "school.example", "quoin-ab12.local"].map((host) => it.certificates.isVouched(host)),
    [true, true, false, false],
  );
  assert.equal(it.certificates.publicName, "print.school.example");
  assert.ok(it.certificates.knows("kiosk.school.example") && !it.certificates.knows("evil.example"));
  assert.ok(await it.certificates.give([Buffer.from("nonsense")], ""));
  assert.equal(await it.shown("print.school.example"), brought, "the old one stays until the new is good");

  const kept = join(it.data, "secrets", "tls");
  for (const name of await readdir(kept)) {
    assert.equal((await stat(join(kept, name))).mode & 0o777, 0o600, name);
    assert.ok(isKept(`secrets/tls/${name}`), `a backup carries ${name}`);
  }
  const again = await it.again();
  assert.equal(again.state().source, "uploaded");
  await again.close();
  await writeFile(join(kept, "uploaded.pem"), "spoilt");
  const lost = await it.again();
  assert.deepEqual([lost.state().source, lost.state().lost], ["own", true]);
  await lost.close();

  assert.equal(await it.certificates.backToOwn(), undefined);
  assert.equal(await it.shown("print.school.example"), own);
  assert.deepEqual((await readdir(kept)).sort(), ["authority.pem", "chosen.json", "own.pem"]);
  assert.equal(it.certificates.publicName, undefined);
});

test("a damaged authority keeps the box from starting, rather than have everybody trust another one in silence", { skip }, async (t) => {
  const it = await stage(t);
  const file = join(it.data, "secrets", "tls", "authority.pem");
  await writeFile(file, (await readFile(file, "utf8")).slice(0, 300));
  await assert.rejects(it.again(), /authority.pem is damaged/);
  await chmod(file, 0o600);
});
