// Who may call what, at which door: every route of the contract for every role, and the ways in that must stay shut.
import assert from "node:assert/strict";
import { chmod, readFile, stat } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { contract } from "../../../daemon/api/contract/index.ts";
import { loadToken, TokenDoor, wrongTokens } from "../../../daemon/api/principal.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { ask, browser, type Door, furnished, screenOf, served } from "./asking.ts";

/**
 * Route → who may: a = anonymous, p = a person who signed in, m = an administrator who signed in, k = a screen bound to a terminal,
 * t = operator's token, s = the box's own socket. A route missing here fails the test.
 */
const matrix: Record<string, string> = {
  "POST /api/v1/users": "mts",
  "GET /api/v1/users": "mts",
  "GET /api/v1/users/{login}": "mts",
  "PATCH /api/v1/users/{login}": "mts",
  "DELETE /api/v1/users/{login}": "mts",
  "POST /api/v1/users/{login}/cards": "mts",
  "POST /api/v1/users/{login}/cards/remove": "mts",
  "PUT /api/v1/users/{login}/code": "mts",
  "PUT /api/v1/users/{login}/pin": "mts",
  "PUT /api/v1/users/{login}/password": "mts",
  "POST /api/v1/users/{login}/top-ups": "mts",
  "POST /api/v1/users/{login}/adjustments": "mts",
  "POST /api/v1/users/{login}/queue-tokens": "mts",
  "DELETE /api/v1/queue-tokens/{token}": "mts",
  "POST /api/v1/users/acts": "mts",
  "POST /api/v1/jobs/acts": "mts",
  "POST /api/v1/jobs/{job}/queue": "mts",
  "GET /api/v1/printers": "mts",
  "GET /api/v1/printers/{printer}": "mts",
  "PUT /api/v1/printers/{printer}": "mts",
  "DELETE /api/v1/printers/{printer}": "mts",
  "POST /api/v1/printers/{printer}/test-page": "mts",
  "POST /api/v1/printers/{printer}/calibration": "mts",
  "GET /api/v1/discovery/printers": "mts",
  "POST /api/v1/discovery/printers": "mts",
  "GET /api/v1/network": "mts",
  "PUT /api/v1/network": "mts",
  "POST /api/v1/network/confirmation": "apmkts",
  "POST /api/v1/network/trial": "mts",
  "POST /api/v1/clock/confirmation": "mts",
  "GET /api/v1/queues": "mts",
  "PUT /api/v1/queues/{queue}": "mts",
  "DELETE /api/v1/queues/{queue}": "mts",
  "GET /api/v1/prices": "mts",
  "PUT /api/v1/prices/{price}": "mts",
  "DELETE /api/v1/prices/{price}": "mts",
  "GET /api/v1/terminals": "mts",
  "PUT /api/v1/terminals/{terminal}": "mts",
  "DELETE /api/v1/terminals/{terminal}": "mts",
  "GET /api/v1/terminals/{terminal}/screen": "mts",
  "GET /api/v1/terminals/{terminal}/live": "mts",
  "POST /api/v1/terminals/{terminal}/card": "mts",
  "POST /api/v1/terminals/{terminal}/keys": "mts",
  "POST /api/v1/terminals/{terminal}/devices": "mts",
  "GET /api/v1/discovery/devices": "mts",
  "GET /api/v1/jobs": "mts",
  "GET /api/v1/jobs/{job}": "mts",
  "POST /api/v1/jobs/{job}/release": "mts",
  "DELETE /api/v1/jobs/{job}": "mts",
  "POST /api/v1/jobs/{job}/assignment": "mts",
  "GET /api/v1/ledger/rows": "mts",
  "GET /api/v1/ledger/verification": "mts",
  "POST /api/v1/ledger/verification": "mts",
  "GET /api/v1/ledger/verification/progress": "mts",
  "GET /api/v1/ledger/statements/{login}": "mts",
  "GET /api/v1/status": "mts",
  "GET /api/v1/overview": "mts",
  "GET /api/v1/ledger/entries": "mts",
  "GET /api/v1/findings": "mts",
  "GET /api/v1/log": "mts",
  "GET /api/v1/log/lines": "mts",
  "GET /api/v1/diagnostics": "mts",
  "GET /api/v1/settings": "mts",
  "PATCH /api/v1/settings": "mts",
  "POST /api/v1/box/restart": "mts",
  "POST /api/v1/backups": "s",
  "GET /api/v1/backup": "mts",
  "GET /api/v1/restore": "mts",
  "POST /api/v1/restore": "mts",
  "DELETE /api/v1/restore": "mts",
  "POST /api/v1/restore/start": "mts",
  "GET /api/v1/about": "mts",
  "GET /api/v1/about/packages": "mts",
  "GET /api/v1/setup": "apmkts",
  "POST /api/v1/setup": "apmkts",
  "GET /api/v1/first-run": "mts",
  "PUT /api/v1/first-run": "mts",
  "POST /api/v1/first-run/terminal": "mts",
  "POST /api/v1/first-run/test-print": "mts",
  "GET /api/v1/place": "mts",
  "PUT /api/v1/place": "mts",
  "POST /api/v1/terminals/{terminal}/card-readings": "mts",
  "POST /api/v1/session": "apmkts",
  "GET /api/v1/session": "pm",
  "DELETE /api/v1/session": "pm",
  "GET /api/v1/me": "pm",
  "PATCH /api/v1/me": "pm",
  "PUT /api/v1/me/password": "pm",
  "POST /api/v1/me/code": "pm",
  "PUT /api/v1/me/pin": "pm",
  "GET /api/v1/me/cards": "pm",
  "POST /api/v1/me/cards": "pm",
  "DELETE /api/v1/me/cards/{card}": "pm",
  "POST /api/v1/me/cards/reading": "pm",
  "DELETE /api/v1/me/cards/reading": "pm",
  "GET /api/v1/me/browsers": "pm",
  "DELETE /api/v1/me/browsers/{browser}": "pm",
  "GET /api/v1/me/jobs": "pm",
  "GET /api/v1/me/messages": "pm",
  "DELETE /api/v1/me/messages/{message}": "pm",
  "GET /api/v1/me/notices": "pm",
  "PUT /api/v1/me/notices": "pm",
  "GET /api/v1/me/quote": "pm",
  "PATCH /api/v1/me/jobs/{job}": "pm",
  "POST /api/v1/me/jobs/{job}/release": "pm",
  "DELETE /api/v1/me/jobs/{job}": "pm",
  "POST /api/v1/me/jobs/{job}/keep": "pm",
  "POST /api/v1/me/documents": "pm",
  "GET /api/v1/me/history": "pm",
  "GET /api/v1/me/statement": "pm",
  "GET /api/v1/me/use": "pm",
  "GET /api/v1/me/printers": "pm",
  "GET /api/v1/terminals/{terminal}/screens": "mts",
  "POST /api/v1/terminals/{terminal}/screens": "mts",
  "DELETE /api/v1/terminals/{terminal}/screens/{screen}": "mts",
  "POST /api/v1/kiosk": "apmkts",
  "GET /api/v1/kiosk": "k",
  "GET /api/v1/kiosk/live": "k",
  "POST /api/v1/kiosk/keys": "k",
  "POST /api/v1/kiosk/card": "k",
  "POST /api/v1/kiosk/sign-in": "k",
  "GET /api/v1/kiosk/simulation": "k",
  "PUT /api/v1/kiosk/simulation/printers/{printer}": "k",
  "GET /api/v1/kiosk/simulation/sides/{side}": "k",
  "GET /api/v1/certificate": "mts",
  "PUT /api/v1/certificate": "mts",
  "DELETE /api/v1/certificate": "mts",
  "PUT /api/v1/certificate/acme": "mts",
  "POST /api/v1/certificate/acme/order": "mts",
  "GET /api/v1/trust": "apmkts",
  "GET /trust/quoin.pem": "apmkts",
  "GET /trust/quoin.crt": "apmkts",
  "GET /trust/quoin.mobileconfig": "apmkts",
  "GET /.well-known/acme-challenge/{token}": "apmkts",
  "GET /": "apmkts",
  "GET /healthz": "apmkts",
  "GET /readyz": "apmkts",
  "GET /metrics": "mts",
  "GET /api/openapi.json": "mts",
};

test("every route answers exactly those the matrix names", async () => {
  await using it = await furnished();
  const trust = ["trust/quoin.pem", "trust/quoin.crt", "trust/quoin.mobileconfig", ".well-known/acme-challenge/{token}"];
  const pages = ["", "healthz", "readyz", "metrics", "api/openapi.json", ...trust].map((path) => `GET /${path}`);
  assert.deepEqual([...Object.keys(contract), ...pages].sort(), Object.keys(matrix).sort(), "the matrix lists every route and no other");
  const doors: Record<string, () => Promise<Door>> = {
    a: async () => ({ url: it.api.addresses.http }),
    // Anew for each route: one of them signs out.
    p: () => browser(it, "amelie"),
    m: () => browser(it, "bernard", ["administrator"]),
    k: () => screenOf(it, "hall"),
    t: async () => it.web,
    s: async () => it.socket,
  };
  for (const [route, allowed] of Object.entries(matrix)) {
    const [method = "", path = ""] = route.split(" ");
    for (const [role, open] of Object.entries(doors)) {
      const door = await open();
      const before = it.box.proposals.length;
      const heard = await ask(
        door,
        method,
        path.replace(/\{\w+\}/g, "nobody"),
        method === "GET" || method === "DELETE" ? { leave: true } : { body: {} },
      );
      const shut = heard.status === 401 || heard.status === 403;
      assert.equal(!shut, allowed.includes(role), `${role} at ${route}: ${heard.status}`);
      if (shut) {
        assert.equal(it.box.proposals.length, before, `${role} at ${route} changed something`);
        assert.match(String(heard.headers["content-type"]), /problem\+json/);
        assert.match(heard.json.detail, /Nothing was changed/);
      }
    }
  }
});

test("a token of another length, of another box, or twice over opens nothing", async () => {
  await using it = await served();
  const wrong = [`Bearer ${it.token}x`, `Bearer ${it.token.slice(1)}`, `bearer`, `Basic ${it.token}`, `Bearer ${it.token} ${it.token}`, ""];
  for (const authorization of wrong)
    assert.equal(
      (await ask({ url: it.api.addresses.http }, "GET", "/api/v1/status", { headers: { authorization } })).status,
      401,
      authorization,
    );
  assert.equal((await ask(it.web, "GET", "/api/v1/status")).status, 200);
});

test("wrong tokens are counted: the address that guesses waits, even with the right one", () => {
  const clock = { ...systemClock, now: () => now };
  let now = 1_000_000_000_000;
  const door = new TokenDoor("right", clock);
  for (let i = 0; i < wrongTokens.most; i++) assert.deepEqual(door.enter("Bearer wrong", "192.0.2.1"), { kind: "anonymous" });
  assert.deepEqual(door.enter("Bearer right", "192.0.2.1"), { until: now + wrongTokens.withinMs });
  assert.deepEqual(door.enter("Bearer right", "192.0.2.2"), { kind: "operator" }, "others are not locked out");
  now += wrongTokens.withinMs;
  assert.deepEqual(door.enter("Bearer right", "192.0.2.1"), { kind: "operator" });
});

test("over HTTP the twenty-first wrong token is told to wait", async () => {
  await using it = await served();
  const guess = { headers: { authorization: "Bearer guess" } };
  for (let i = 0; i < wrongTokens.most; i++)
    assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/api/v1/status", guess)).status, 401);
  const locked = await ask(it.web, "GET", "/api/v1/status");
  assert.equal(locked.status, 429);
  assert.ok(Number(locked.headers["retry-after"]) > 800);
  assert.equal((await ask(it.socket, "GET", "/api/v1/status")).status, 200, "the socket has no tokens to guess");
  assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/healthz")).status, 200);
});

test("the socket and the token are their owner's alone, and the token outlives a restart", async () => {
  await using it = await served();
  const mode = async (...path: string[]): Promise<number> => (await stat(join(it.data, ...path))).mode & 0o777;
  assert.equal(await mode("quoin.sock"), 0o600);
  assert.equal(await mode("secrets"), 0o700);
  assert.equal(await mode("secrets", "api-token"), 0o600);
  assert.ok(it.token.length >= 43, "256 bits");
  await chmod(join(it.data, "secrets", "api-token"), 0o644);
  assert.equal(await loadToken(it.data, systemRandom), it.token);
  assert.equal(await mode("secrets", "api-token"), 0o600, "opened by accident, shut at the next start");
  assert.equal((await readFile(join(it.data, "secrets", "api-token"), "utf8")).trim(), it.token);
});

test("pages of other sites and names of other networks are turned away before anything is read", async () => {
  await using it = await served();
  const post = (headers: Record<string, string>): Promise<{ status: number; json: { code: string } }> =>
    ask(it.web, "POST", "/api/v1/users", { body: { login: "ann" }, headers });
  assert.equal((await post({ origin: "https://evil.example" })).json.code, "foreign-origin");
  assert.equal((await post({ origin: "null" })).json.code, "foreign-origin");
  assert.equal((await post({ host: "rebound.example" })).json.code, "unknown-host");
  assert.equal((await post({ host: "box.evil.example:8080" })).json.code, "unknown-host");
  assert.equal(it.box.proposals.length, 0);
  assert.equal((await post({ origin: it.api.addresses.http })).status, 200, "its own pages may");
  for (const host of ["corridor", "corridor.local:8080", "localhost", "[::1]:80", "192.0.2.4"])
    assert.equal((await ask(it.web, "GET", "/api/v1/status", { headers: { host } })).status, 200, host);
});

test("a body beyond the limit, or no JSON at all, is refused in a problem document", async () => {
  await using it = await served();
  const big = await ask(it.web, "POST", "/api/v1/users", { body: { login: "ann", name: "x".repeat(70_000) } });
  assert.equal(big.status, 413);
  const nonsense = await ask(it.web, "POST", "/api/v1/users", { raw: "{login" });
  assert.equal(nonsense.status, 400);
  assert.equal(nonsense.json.code, "bad-input");
  const form = await ask(it.web, "POST", "/api/v1/users", {
    raw: "login=ann",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  assert.equal(form.status, 415);
  assert.equal(it.box.proposals.length, 0);
});

test("a client that never ends its head is let go, others are served meanwhile", async () => {
  await using it = await served();
  const slow = request(new URL(it.api.addresses.http), { method: "POST", headers: { "content-length": "10" } });
  slow.on("error", () => undefined);
  slow.flushHeaders();
  assert.equal((await ask(it.web, "GET", "/api/v1/status")).status, 200);
  slow.destroy();
});
