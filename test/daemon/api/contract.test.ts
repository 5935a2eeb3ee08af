// The contract holds: what goes in is checked, what comes out is stripped, money moves once, and the wrong is told in sentences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contract } from "../../../daemon/api/contract/index.ts";
import type { Route } from "../../../daemon/api/contract/route.ts";
import type { JobId, ReservationId, UserId } from "../../../daemon/domain/ids.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { ask, furnished, type Heard, type Served, served } from "./asking.ts";

const put = (it: Served, path: string, body: unknown): Promise<Heard> => ask(it.socket, "PUT", `/api/v1/${path}`, { body });
const post = (it: Served, path: string, body: unknown, key?: string): Promise<Heard> =>
  ask(it.socket, "POST", `/api/v1/${path}`, { body, headers: key === undefined ? {} : { "idempotency-key": key } });
const get = (it: Served, path: string, headers: Record<string, string> = {}): Promise<Heard> =>
  ask(it.socket, "GET", `/api/v1/${path}`, { headers });

test("a name that could stand in no key, address or file is refused at the door", async () => {
  await using it = await served();
  for (const name of ["\ud800", "a/b", "-x", "a b", "n".repeat(64)]) {
    const body = { mode: "pull", printers: [name] };
    const answer = await ask(it.socket, "PUT", "/api/v1/queues/main", { body });
    assert.deepEqual([answer.status, answer.json.code], [400, "bad-input"], answer.text);
  }
});

test("the parameters of every path are those of its schema, and every act that moves money needs a key", () => {
  for (const [name, route] of Object.entries<Route>(contract)) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    assert.deepEqual(Object.keys(route.params?.shape ?? {}), inPath, name);
  }
  const once = Object.entries<Route>(contract)
    .filter(([, route]) => route.once)
    .map(([name]) => name.split("/").at(-1));
  assert.deepEqual(once.sort(), ["acts", "acts", "adjustments", "release", "release", "top-ups"]);
});

test("the same key is the same top-up, however often; another body under it is refused, another key is another act", async () => {
  await using it = await furnished();
  const first = await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, "key-0001");
  const again = await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, "key-0001");
  assert.deepEqual([first.json, again.json], [{ balance: 60_000 }, { balance: 60_000 }]);
  const other = await post(it, "users/ann/top-ups", { amount: 99_000, reason: "cash" }, "key-0001");
  assert.deepEqual([other.status, other.json.code], [422, "command-conflict"]);
  assert.equal((await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, "key-0002")).json.balance, 70_000);
  assert.equal((await get(it, "users/ann")).json.balance, 70_000);
  assert.equal(it.box.world.rows.filter((row) => row.kind === "top-up").length, 3);
});

test("a top-up whose answer was lost is found again under its key", async () => {
  await using it = await furnished();
  it.box.loseNext = true;
  const lost = await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, "key-lost");
  assert.deepEqual([lost.status, lost.json.code, lost.json.retry], [503, "store-ambiguous", "now"]);
  assert.match(lost.json.detail, /charged twice/);
  assert.deepEqual((await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, "key-lost")).json, { balance: 60_000 });
});

test("money never moves without a key, nor with a bad one", async () => {
  await using it = await furnished();
  const before = it.box.proposals.length;
  for (const key of [undefined, "short", "with space", "x".repeat(129)]) {
    const heard = await post(it, "users/ann/top-ups", { amount: 10_000, reason: "cash" }, key);
    assert.deepEqual([heard.status, heard.json.with?.field], [400, "Idempotency-Key"], key);
  }
  assert.equal(it.box.proposals.length, before);
});

test("a key belongs to who used it: the same key at another door is another act", async () => {
  await using it = await furnished();
  const headers = { "idempotency-key": "shared-key" };
  const body = { amount: 10_000, reason: "cash" };
  await ask(it.socket, "POST", "/api/v1/users/ann/top-ups", { body, headers });
  await ask(it.web, "POST", "/api/v1/users/ann/top-ups", { body, headers });
  assert.equal((await get(it, "users/ann")).json.balance, 70_000);
});

test("what does not fit is named, field by field, and nothing is changed", async () => {
  await using it = await furnished();
  const before = it.box.proposals.length;
  const cases: [string, unknown, string][] = [
    ["users", { name: "No login" }, "login"],
    ["users", { login: "x", limited: "yes" }, "limited"],
    ["users", { login: "x", nmae: "a slip" }, "nmae"],
    ["users/ann/top-ups", { amount: 1.5, reason: "half a cent" }, "amount"],
    ["users/ann/top-ups", { amount: Number.MAX_SAFE_INTEGER, reason: "a million" }, "amount"],
    ["users/ann/top-ups", { amount: 100, reason: "  " }, "reason"],
    ["users/ann/cards", { number: "12\n45" }, "number"],
    ["terminals/door/keys", { keys: "1; rm" }, "keys"],
  ];
  for (const [path, body, field] of cases) {
    const heard = await post(it, path, body, "key-of-case");
    assert.equal(heard.status, 400, path);
    assert.equal(heard.headers["content-type"], "application/problem+json; charset=utf-8");
    assert.equal(heard.json.errors[0].field, field, path);
    assert.ok(heard.json.detail.includes(field));
  }
  assert.equal(it.box.proposals.length, before);
});

test("no answer ever holds a hash, an index or a secret", async () => {
  await using it = await furnished();
  await post(it, "users/ann/cards", { number: "0412345678" });
  await put(it, "users/ann/pin", { pin: "4711" });
  await put(it, "users/ann/code", { code: "123456" });
  await put(it, "users/ann/password", { password: "correct horse" });
  const heard = await get(it, "users/ann");
  assert.deepEqual([heard.json.cards, heard.json.code, heard.json.pin, heard.json.password], [1, true, true, true]);
  for (const secret of ["0412345678", "4711", "123456", "correct horse", "hashed:", "1."]) assert.ok(!heard.text.includes(secret), secret);
  for (const row of it.box.world.rows) assert.doesNotMatch(JSON.stringify(row), /0412345678|4711|123456|correct horse/);
});

test("refusals come in the reader's language, with the code programs read", async () => {
  await using it = await furnished();
  const french = await get(it, "users/bob", { "accept-language": "fr-FR,fr;q=0.9,en;q=0.5" });
  const english = await get(it, "users/bob", { "accept-language": "en" });
  assert.deepEqual([french.status, french.json.code, french.json.type], [404, "no-such-thing", "urn:quoin:refusal:no-such-thing"]);
  assert.match(french.json.detail, /utilisateur/);
  assert.match(english.json.detail, /There is no user “bob”/);
  assert.deepEqual(french.json.with, { kind: "user", name: "bob" });
});

test("a fault is told as one, a bug keeps its inside to the log", async () => {
  await using it = await furnished();
  it.box.failNext = new Fault("store-unavailable", "the disk /dev/sda is gone", { retry: "later" });
  const fault = await post(it, "users", { login: "bob" });
  assert.deepEqual([fault.status, fault.json.kind, fault.json.code, fault.json.retry], [503, "fault", "store-unavailable", "later"]);
  assert.ok(!fault.text.includes("/dev/sda"));
  it.box.failNext = new TypeError("secret inside") as unknown as Fault;
  const bug = await post(it, "users", { login: "bob" });
  assert.deepEqual([bug.status, bug.json.code], [500, "bug"]);
  assert.ok(!bug.text.includes("secret inside"));
});

test("a job is released once under its key, and known by number and by id until after its end", async () => {
  await using it = await furnished();
  const ann = it.box.deps.accounting.ask({ name: "user-by-login", login: "ann" });
  const job = it.box.hold("Thesis", ann?.id);
  assert.deepEqual((await get(it, `jobs/${job.number}`)).json.price, 1000);
  assert.equal((await get(it, `jobs/${job.id}`)).json.login, "ann");
  it.box.printsAtOnce = false;
  const [one, two] = await Promise.all([1, 2].map(() => post(it, `jobs/${job.id}/release`, { printer: "hall", shown: 1000 }, "release-1")));
  assert.deepEqual(one?.json, two?.json);
  assert.equal(one?.json.reserved, 1000);
  assert.equal((await post(it, `jobs/${job.id}/release`, { printer: "hall" }, "release-1")).json.code, "command-conflict");
  assert.equal((await post(it, `jobs/${job.id}/release`, { printer: "hall" }, "release-2")).status, 409, "another key is another release");
  assert.equal((await get(it, "users/ann")).json.reserved, 1000);
  const reservation = one?.json.reservation;
  await it.box.deps.accounting.propose({
    name: "settle",
    by: { kind: "box", name: "b" },
    reservation,
    evidence: { source: "paper-log", final: "completed", impressions: 2, sent: true },
  });
  const ended = (await get(it, `jobs/${job.number}`)).json;
  assert.deepEqual([ended.state, ended.charged, ended.impressions], ["completed", 1000, 2]);
  assert.equal((await get(it, "jobs?ended=true")).json.jobs[0].id, job.id);
});

test("a release at a price the person did not see is refused with the price now", async () => {
  await using it = await furnished();
  const ann = it.box.deps.accounting.ask({ name: "user-by-login", login: "ann" });
  const job = it.box.hold("Thesis", ann?.id);
  const heard = await post(it, `jobs/${job.id}/release`, { printer: "hall", shown: 1 }, "release-1");
  assert.deepEqual([heard.status, heard.json.code, heard.json.with.total], [409, "price-changed", 1000]);
  assert.equal(
    (await post(it, `jobs/${job.id}/release`, { printer: "hall", shown: 1000 }, "release-1")).status,
    200,
    "a refusal used nothing up",
  );
});

test("people come a page at a time, each once", async () => {
  await using it = await furnished();
  for (let i = 0; i < 25; i++) await post(it, "users", { login: `pupil${String(i).padStart(2, "0")}` });
  const seen: string[] = [];
  for (let path = "users?limit=10"; ; ) {
    const page = (await get(it, path)).json;
    seen.push(...page.users.map((user: { login: string }) => user.login));
    if (page.next === undefined) break;
    path = `users?limit=10&after=${page.next}`;
  }
  assert.equal(seen.length, 26);
  assert.deepEqual(seen, [...new Set(seen)].sort());
  assert.deepEqual(
    (await get(it, "users?search=martin")).json.users.map((user: { login: string }) => user.login),
    ["ann"],
  );
});

test("a printer that is silent is kept and told so; a queue's printer stays", async () => {
  await using it = await furnished();
  const silent = (await put(it, "printers/attic", { uri: "ipp://silent/ipp/print" })).json;
  assert.equal(silent.reached, false);
  assert.match(silent.sentence, /ipp:\/\/silent/);
  assert.equal((await ask(it.socket, "DELETE", "/api/v1/printers/hall")).json.code, "still-in-use");
  assert.equal((await ask(it.socket, "DELETE", "/api/v1/printers/attic")).status, 200);
});

test("closing a person takes every job along, however many; one that prints is waited for", async () => {
  await using it = await furnished();
  const ann = it.box.deps.accounting.ask({ name: "user-by-login", login: "ann" });
  const jobs = Array.from({ length: 300 }, () => it.box.hold("Thesis", ann?.id));
  const release = { name: "reserve", by: { kind: "operator", name: "test" }, printer: "hall", settler: jobs[0]?.spoolBox } as never;
  const reserved = (await it.box.deps.accounting.propose({
    ...(release as object),
    job: jobs[0]?.id,
    ticket: jobs[0]?.ticket,
  } as never)) as {
    id: ReservationId;
  };
  assert.equal((await ask(it.socket, "DELETE", "/api/v1/users/ann")).json.code, "still-in-use");
  assert.equal(it.box.deps.accounting.ask({ name: "jobs", user: ann?.id as UserId }).length, 300);
  await it.box.deps.accounting.propose({
    name: "void",
    by: { kind: "box", name: "b" },
    job: jobs[0]?.id as JobId,
    reservation: reserved.id,
    reason: "x",
  });
  it.box.proposals = [];
  assert.equal((await ask(it.socket, "DELETE", "/api/v1/users/ann")).status, 200);
  const closing = it.box.proposals.find((one) => one.name === "close-user");
  assert.ok(closing?.name === "close-user" && closing.jobs.length <= 20, "one transaction takes 512 operations");
  assert.equal([...it.box.deps.accounting.ask({ name: "jobs", user: ann?.id as UserId })].length, 0);
});
