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
import { ask, served } from "./asking.ts";

/** Route → who may: a = anonymous, t = operator's token, s = the box's own socket. A route missing here fails the test. */
const matrix: Record<string, string> = {
  "POST /api/v1/users": "ts",
  "GET /api/v1/users": "ts",
  "GET /api/v1/users/{login}": "ts",
  "PATCH /api/v1/users/{login}": "ts",
  "DELETE /api/v1/users/{login}": "ts",
  "POST /api/v1/users/{login}/cards": "ts",
  "POST /api/v1/users/{login}/cards/remove": "ts",
  "PUT /api/v1/users/{login}/code": "ts",
  "PUT /api/v1/users/{login}/pin": "ts",
  "PUT /api/v1/users/{login}/password": "ts",
  "POST /api/v1/users/{login}/top-ups": "ts",
  "POST /api/v1/users/{login}/adjustments": "ts",
  "POST /api/v1/users/{login}/queue-tokens": "ts",
  "DELETE /api/v1/queue-tokens/{token}": "ts",
  "GET /api/v1/printers": "ts",
  "GET /api/v1/printers/{printer}": "ts",
  "PUT /api/v1/printers/{printer}": "ts",
  "DELETE /api/v1/printers/{printer}": "ts",
  "POST /api/v1/printers/{printer}/calibration": "ts",
  "GET /api/v1/queues": "ts",
  "PUT /api/v1/queues/{queue}": "ts",
  "DELETE /api/v1/queues/{queue}": "ts",
  "GET /api/v1/prices": "ts",
  "PUT /api/v1/prices/{price}": "ts",
  "GET /api/v1/terminals": "ts",
  "PUT /api/v1/terminals/{terminal}": "ts",
  "GET /api/v1/terminals/{terminal}/screen": "ts",
  "GET /api/v1/terminals/{terminal}/live": "ts",
  "POST /api/v1/terminals/{terminal}/card": "ts",
  "POST /api/v1/terminals/{terminal}/keys": "ts",
  "GET /api/v1/jobs": "ts",
  "GET /api/v1/jobs/{job}": "ts",
  "POST /api/v1/jobs/{job}/release": "ts",
  "DELETE /api/v1/jobs/{job}": "ts",
  "POST /api/v1/jobs/{job}/assignment": "ts",
  "GET /api/v1/ledger/rows": "ts",
  "GET /api/v1/ledger/verification": "ts",
  "GET /api/v1/ledger/statements/{login}": "ts",
  "GET /api/v1/status": "ts",
  "GET /api/v1/findings": "ts",
  "POST /api/v1/backups": "s",
  "GET /": "ats",
  "GET /healthz": "ats",
  "GET /readyz": "ats",
  "GET /metrics": "ts",
  "GET /api/openapi.json": "ts",
};

test("every route answers exactly those the matrix names", async () => {
  await using it = await served();
  const pages = ["GET /", "GET /healthz", "GET /readyz", "GET /metrics", "GET /api/openapi.json"];
  assert.deepEqual([...Object.keys(contract), ...pages].sort(), Object.keys(matrix).sort(), "the matrix lists every route and no other");
  const doors = { a: { url: it.api.http }, t: it.web, s: it.socket };
  for (const [route, allowed] of Object.entries(matrix)) {
    const [method = "", path = ""] = route.split(" ");
    for (const [role, door] of Object.entries(doors)) {
      const before = it.box.proposals.length;
      const heard = await ask(
        door,
        method,
        path.replace(/\{\w+\}/g, "nobody"),
        method === "GET" || method === "DELETE" ? {} : { body: {} },
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
    assert.equal((await ask({ url: it.api.http }, "GET", "/api/v1/status", { headers: { authorization } })).status, 401, authorization);
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
  for (let i = 0; i < wrongTokens.most; i++) assert.equal((await ask({ url: it.api.http }, "GET", "/api/v1/status", guess)).status, 401);
  const locked = await ask(it.web, "GET", "/api/v1/status");
  assert.equal(locked.status, 429);
  assert.ok(Number(locked.headers["retry-after"]) > 800);
  assert.equal((await ask(it.socket, "GET", "/api/v1/status")).status, 200, "the socket has no tokens to guess");
  assert.equal((await ask({ url: it.api.http }, "GET", "/healthz")).status, 200);
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
  assert.equal((await post({ origin: it.api.http })).status, 200, "its own pages may");
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
  const slow = request(new URL(it.api.http), { method: "POST", headers: { "content-length": "10" } });
  slow.on("error", () => undefined);
  slow.flushHeaders();
  assert.equal((await ask(it.web, "GET", "/api/v1/status")).status, 200);
  slow.destroy();
});
