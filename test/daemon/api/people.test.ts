// Browsers: signing in and out, what a person reaches of their own and nobody else's, and what a page of another site cannot do.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { ask, browser, cookieOf, type Door, furnished, screenOf, type Served } from "./asking.ts";

const userOf = ({ box }: Served, login: string): UserId => (box.deps.accounting.ask({ name: "user-by-login", login }) as User).id;

test("signing in sets a cookie no script reads, and answers what the page needs", async () => {
  await using it = await furnished();
  await browser(it, "ann");
  const heard = await ask({ url: it.api.addresses.http }, "POST", "/api/v1/session", {
    body: { login: "ANN", password: "a long enough secret" },
  });
  assert.equal(heard.status, 200, heard.text);
  assert.match(String(heard.headers["set-cookie"]), /^quoin-session=[\w-]{20,}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  assert.deepEqual([heard.json.login, heard.json.name, heard.json.roles, heard.json.currency], ["ann", "Ann Martin", [], "EUR"]);
  const again = await ask({ url: it.api.addresses.http, headers: { cookie: cookieOf(heard) } }, "GET", "/api/v1/session");
  assert.deepEqual(again.json, heard.json, "a reload of the page finds the same");
  const wrong = await ask({ url: it.api.addresses.http }, "POST", "/api/v1/session", { body: { login: "ann", password: "wrong" } });
  assert.equal(wrong.json.code, "sign-in-failed");
  assert.equal(wrong.headers["set-cookie"], undefined);
});

test("whoever signs out is out, in this browser and in the one they name", async () => {
  await using it = await furnished();
  const [phone, laptop] = [await browser(it, "ann"), await browser(it, "ann")];
  const { json } = await ask(phone, "GET", "/api/v1/me/browsers");
  assert.deepEqual(json.browsers.map(({ current }: { current: boolean }) => current).sort(), [false, true]);
  const other = json.browsers.find(({ current }: { current: boolean }) => !current);
  assert.equal((await ask(phone, "DELETE", `/api/v1/me/browsers/${other.id}`)).status, 200);
  assert.equal((await ask(laptop, "GET", "/api/v1/me")).status, 401);
  const out = await ask(phone, "DELETE", "/api/v1/session");
  assert.match(String(out.headers["set-cookie"]), /^quoin-session=; .*Max-Age=0/);
  assert.equal((await ask(phone, "GET", "/api/v1/me")).status, 401);
});

test("a browser of somebody else is not mine to sign out", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const { json } = await ask(ben, "GET", "/api/v1/me/browsers");
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/browsers/${json.browsers[0].id}`)).status, 404);
  assert.equal((await ask(ben, "GET", "/api/v1/me")).status, 200);
});

test("a new password signs out every other browser, and the old one must be shown", async () => {
  await using it = await furnished();
  const [phone, laptop] = [await browser(it, "ann"), await browser(it, "ann")];
  const change = (before: string) => ask(phone, "PUT", "/api/v1/me/password", { body: { before, password: "another long secret" } });
  assert.equal((await change("not mine")).json.code, "sign-in-failed");
  assert.equal((await ask(laptop, "GET", "/api/v1/me")).status, 200);
  assert.equal((await change("a long enough secret")).status, 200);
  assert.deepEqual([(await ask(phone, "GET", "/api/v1/me")).status, (await ask(laptop, "GET", "/api/v1/me")).status], [200, 401]);
});

test("a password set by the desk signs its owner out everywhere", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const body = { password: "given at the desk" };
  assert.equal((await ask(it.web, "PUT", "/api/v1/users/ann/password", { body })).status, 200);
  assert.equal((await ask(ann, "GET", "/api/v1/me")).status, 401);
});

test("without the page's own word nothing is changed: another site has the cookie at most", async () => {
  await using it = await furnished();
  const door = (await browser(it, "ann")) as Exclude<Door, { socketPath: string }>;
  const job = it.box.hold("Essay", userOf(it, "ann"));
  for (const csrf of [undefined, "", "0".repeat(64)]) {
    const { "quoin-csrf": _, ...headers } = door.headers ?? {};
    const other: Door = { url: it.api.addresses.http, headers: { ...headers, ...(csrf === undefined ? {} : { "quoin-csrf": csrf }) } };
    const heard = await ask(other, "DELETE", `/api/v1/me/jobs/${job.id}`);
    assert.deepEqual([heard.status, heard.json.code], [403, "stale-page"]);
    assert.equal((await ask(other, "GET", "/api/v1/me")).status, 200, "reading changes nothing");
  }
  const foreign = await ask(door, "DELETE", `/api/v1/me/jobs/${job.id}`, { headers: { origin: "http://evil.example" } });
  assert.equal(foreign.json.code, "foreign-origin");
  assert.equal((await ask(door, "DELETE", `/api/v1/me/jobs/${job.id}`)).status, 200);
});

test("my jobs are mine alone: seen, changed, printed and deleted by nobody else", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const job = it.box.hold("Essay", userOf(it, "ann"));
  it.box.hold("Unclaimed");
  const mine = (await ask(ann, "GET", "/api/v1/me/jobs")).json.jobs;
  assert.deepEqual(
    mine.map(({ title, price, places }: { title: string; price: number; places: unknown }) => [title, price, places]),
    [["Essay", 1000, [{ printer: "hall", state: "unknown", price: 1000 }]]],
  );
  assert.deepEqual((await ask(ben, "GET", "/api/v1/me/jobs")).json.jobs, []);
  const path = `/api/v1/me/jobs/${job.id}`;
  const body = { printer: "hall", shown: 1000 };
  for (const [method, of, options] of [
    ["PATCH", path, { body: { copies: 2 } }],
    ["POST", `${path}/release`, { body, headers: { "idempotency-key": "bens-own-key" } }],
    ["DELETE", path, {}],
  ] as const)
    assert.equal((await ask(ben, method, of, options)).json.code, "no-such-thing", `${method} ${of}`);
  assert.equal((await ask(ann, "PATCH", path, { body: { copies: 2 } })).json.price, 2000, "the price follows");
  const stale = await ask(ann, "POST", `${path}/release`, { body, headers: { "idempotency-key": "first-press" } });
  assert.deepEqual([stale.status, stale.json.code], [409, "price-changed"]);
  const printed = await ask(ann, "POST", `${path}/release`, {
    body: { printer: "hall", shown: 2000 },
    headers: { "idempotency-key": "second-press" },
  });
  assert.deepEqual([printed.status, printed.json.reserved], [200, 2000], printed.text);
});

test("an upload is the file itself, of any type the browser calls it; an empty one is told so", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const send = (raw: string, type: string) =>
    ask(ann, "POST", "/api/v1/me/documents?title=Thesis.pdf", { raw, headers: { "content-type": type } });
  const large = await send("%PDF-1.4 ".repeat(20_000), "application/pdf");
  assert.deepEqual([large.status, large.json.title], [200, "Thesis.pdf"], large.text);
  assert.equal((await send("%PDF", "application/json")).status, 200, "whatever the browser calls it");
  assert.equal((await send("", "text/plain")).json.code, "document-empty");
  assert.equal((await ask(ann, "POST", "/api/v1/me/documents", { raw: "%PDF" })).json.code, "bad-input", "no title");
});

test("an administrator may do for others what the token may, under their own name", async () => {
  await using it = await furnished();
  const [ann, bernard] = [await browser(it, "ann"), await browser(it, "bernard", ["administrator"])];
  const refused = await ask(ann, "GET", "/api/v1/users");
  assert.deepEqual([refused.status, refused.json.code], [403, "not-allowed"]);
  const topUp = { body: { amount: 10_000, reason: "cash" }, headers: { "idempotency-key": "till-2026-1" } };
  assert.equal((await ask(bernard, "POST", "/api/v1/users/ann/top-ups", topUp)).status, 200);
  const row = it.box.world.rows.at(-1);
  assert.deepEqual([row?.kind, row?.by], ["top-up", { kind: "operator", name: "bernard" }]);
  assert.equal((await ask(bernard, "POST", "/api/v1/backups", { body: { file: "/srv/x" } })).json.code, "not-allowed");
});

test("the right to run the service is given and taken from outside, and holds at once", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const given = await ask(it.web, "PATCH", "/api/v1/users/ann", { body: { roles: ["administrator"] } });
  assert.deepEqual([given.status, given.json.roles], [200, ["administrator"]], given.text);
  assert.deepEqual((await ask(ann, "GET", "/api/v1/session")).json.roles, ["administrator"]);
  assert.equal((await ask(ann, "GET", "/api/v1/users")).status, 200);
  assert.equal((await ask(it.web, "PATCH", "/api/v1/users/ann", { body: { roles: ["king"] } })).json.code, "bad-input");
  assert.deepEqual((await ask(ann, "PATCH", "/api/v1/users/ann", { body: { roles: [] } })).json.roles, []);
  assert.equal((await ask(ann, "GET", "/api/v1/users")).status, 403);
});

test("somebody who left, or whose time is over, is signed out", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  it.box.world.must({ name: "close-user", by: { kind: "operator", name: "test" }, user: userOf(it, "ann"), jobs: [], reason: "left" });
  assert.equal((await ask(ann, "GET", "/api/v1/me")).status, 401);
  const ben = await browser(it, "ben");
  const [session] = it.box.deps.accounting.ask({ name: "sessions", user: userOf(it, "ben") });
  it.box.world.now -= 13 * 60 * 60_000;
  it.box.world.must({ name: "see-session", by: { kind: "box", name: "test" }, hash: session?.id ?? "" });
  assert.equal((await ask(ben, "GET", "/api/v1/me")).status, 401);
});

test("a bound screen is its terminal: it shows it, presses its keys, and is nobody's once unbound", async () => {
  await using it = await furnished();
  const screen = await screenOf(it, "hall");
  const view = (await ask(screen, "GET", "/api/v1/kiosk")).json;
  assert.deepEqual([view.terminal, view.currency, view.simulated, view.uri], ["hall", "EUR", true, "ipp://127.0.0.1:8631/ipp/print/main"]);
  assert.equal((await ask(screen, "POST", "/api/v1/kiosk/keys", { body: { keys: "1#" } })).status, 200);
  assert.deepEqual(it.box.typed, ["1#"]);
  assert.equal((await ask(screen, "GET", "/api/v1/me")).status, 401, "a screen is nobody");
  const { json } = await ask(it.web, "GET", "/api/v1/terminals/hall/screens");
  assert.equal((await ask(it.web, "DELETE", `/api/v1/terminals/hall/screens/${json.screens[0].id}`)).status, 200);
  assert.equal((await ask(screen, "GET", "/api/v1/kiosk")).status, 401);
  assert.equal(
    (await ask({ url: it.api.addresses.http }, "POST", "/api/v1/kiosk", { body: { token: "guessed-token" } })).json.code,
    "sign-in-failed",
  );
});
