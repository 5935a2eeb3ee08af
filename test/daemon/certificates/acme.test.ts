// Orders at a real ACME server that wants an account binding and looks for the proof itself.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { AcmeSettings } from "../../../daemon/certificates/acme.ts";
import { Certificates } from "../../../daemon/certificates/certificates.ts";
import type { CertificateState } from "../../../daemon/certificates/state.ts";
import type { BoxId } from "../../../daemon/domain/ids.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { startPebble } from "../../fakes/pebble.ts";
import { type SiteService, startProxy } from "../../fakes/site-servers.ts";
import { needs } from "../../setup/tools.ts";

const skip = needs("openssl", "pebble");
const minute = 60_000;
const day = 24 * 60 * minute;
const withinMs = 60_000;

async function stage(t: TestContext, validDays = 60, proxy?: SiteService) {
  const data = await mkdtemp(join(tmpdir(), "quoin-acme-"));
  const clock = new ManualClock(systemClock.now());
  const lines: string[] = [];
  const log = createLog({ level: "debug", sink: { write: (line) => void lines.push(line) } });
  const box = "0193a5b2-1111-7222-8333-44445555ab12" as BoxId;
  const certificates = await Certificates.open({
    data,
    box,
    boxName: "x",
    tls: true,
    announced: true,
    names: () => [],
    proxy: () => proxy?.at,
    clock,
    random: systemRandom,
    log,
  });
  let listens = true;
  const web = createServer((request, response) => {
    const token = /^\/\.well-known\/acme-challenge\/(.+)$/.exec(request.url ?? "")?.[1] ?? "";
    const proof = listens && certificates.knows(String(request.headers.host).replace(/:\d+$/, "")) ? certificates.proof(token) : undefined;
    response.writeHead(proof === undefined ? 404 : 200).end(proof);
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const pebble = await startPebble(t, { httpPort: (web.address() as AddressInfo).port, validDays });
  t.after(async () => {
    await certificates.close();
    web.close();
    await rm(data, { recursive: true, force: true });
  });
  const { directory, root, keyId, hmac } = pebble;
  const settings: AcmeSettings = { directory, root, keyId, hmac, email: "print@school.example", names: ["print.school.example"] };
  const until = async (fits: (state: CertificateState) => boolean): Promise<CertificateState> => {
    const endAt = systemClock.monotonic() + withinMs;
    for (;;) {
      const state = certificates.state();
      if (state.acme?.step === undefined && fits(state)) return state;
      if (systemClock.monotonic() > endAt) throw new Error(JSON.stringify(state));
      await systemClock.sleep(20);
    }
  };
  return { data, clock, certificates, pebble, settings, until, lines, silence: (quiet: boolean) => (listens = !quiet) };
}

test("ordered, in force, renewed at two thirds of its life; its secrets stand in no log and in no answer", { skip }, async (t) => {
  const it = await stage(t);
  assert.equal(await it.certificates.order({ ...it.settings, names: ["print.school.example", "impression.school.example"] }), undefined);
  const first = await it.until(({ source }) => source === "acme");
  assert.deepEqual([...(first.inForce?.names ?? [])].sort(), ["impression.school.example", "print.school.example"]);
  assert.ok(it.certificates.isVouched("print.school.example") && it.certificates.tls);
  const { from = 0, until = 0 } = first.inForce ?? {};
  assert.ok(Math.abs((first.acme?.nextAt ?? 0) - (from + ((until - from) * 2) / 3)) < minute);
  await it.certificates.look();
  assert.equal(it.certificates.state().inForce?.fingerprint, first.inForce?.fingerprint, "not before its time");

  it.clock.advance(41 * day);
  await it.until(({ inForce }) => inForce?.fingerprint !== first.inForce?.fingerprint);

  const told = it.lines.join("") + JSON.stringify(it.certificates.state());
  assert.doesNotMatch(told, new RegExp(it.settings.hmac ?? ""));
  assert.doesNotMatch(told, /PRIVATE KEY/);
  assert.match(await readFile(join(it.data, "secrets/tls/chosen.json"), "utf8"), new RegExp(it.settings.hmac ?? ""));
});

test("why there is none is told, tried again ever more rarely, and what is in force stays", { skip }, async (t) => {
  const it = await stage(t);
  const own = it.certificates.state().inForce?.fingerprint;
  const { root: _root, ...rootless } = it.settings;
  const { keyId: _keyId, hmac: _hmac, ...unbound } = it.settings;
  for (const [settings, kind] of [
    [{ ...it.settings, directory: "https://localhost:9/dir" }, "unreachable"],
    [rootless, "untrusted"],
    [{ ...it.settings, directory: it.settings.directory.replace(/dir$/, "nothing") }, "not-acme"],
    [unbound, "account"],
    [{ ...it.settings, hmac: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, "account"],
  ] as const) {
    await it.certificates.backToOwn();
    assert.equal(await it.certificates.order(settings), undefined);
    const { acme } = await it.until(({ acme }) => acme?.problem !== undefined);
    assert.equal(acme?.problem?.kind, kind, acme?.problem?.detail);
  }
  it.silence(true);
  await it.certificates.backToOwn();
  await it.certificates.order(it.settings);
  const failed = await it.until(({ acme }) => acme?.problem !== undefined);
  assert.equal(failed.acme?.problem?.kind, "proof");
  assert.deepEqual([failed.source, failed.inForce?.fingerprint], ["own", own]);
  const firstPause = (failed.acme?.nextAt ?? 0) - it.clock.now();
  it.clock.advance(firstPause + minute);
  const twice = await it.until(({ acme }) => acme?.failures === 2 && acme.problem !== undefined);
  assert.equal((twice.acme?.nextAt ?? 0) - it.clock.now(), 2 * firstPause);
  it.silence(false);
  assert.equal(it.certificates.orderAgain(), undefined, "who mended it need not wait");
  await it.until(({ source, acme }) => source === "acme" && acme?.failures === 0);
});

test("ordered through the site's proxy, and only there; one that refuses is told", { skip }, async (t) => {
  const proxy = await startProxy();
  t.after(() => proxy.close());
  const it = await stage(t, 60, proxy);
  assert.equal(await it.certificates.order(it.settings), undefined);
  await it.until(({ source }) => source === "acme");
  const [server] = it.settings.directory.replace("https://", "").split("/");
  assert.ok(proxy.asked.length > 0);
  assert.deepEqual(new Set(proxy.asked), new Set([server]));
  proxy.refuses = true;
  it.clock.advance(41 * day);
  await it.certificates.look();
  const { acme } = await it.until((state) => state.acme?.problem !== undefined);
  assert.equal(acme?.problem?.kind, "unreachable");
});
