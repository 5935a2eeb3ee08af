// One act on many things over HTTP: each by itself, those that failed named, none twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { ask, furnished, type Served } from "./asking.ts";

const post = (it: Served, path: string, body: unknown, key = "a-key-of-its-own") =>
  ask(it.socket, "POST", `/api/v1/${path}/acts`, { body, headers: { "idempotency-key": key } });

const idOf = async (it: Served, login: string): Promise<UserId> => (await ask(it.socket, "GET", `/api/v1/users/${login}`)).json.id;

test("several people get credit once, however often it is sent; who cannot be found is named", async () => {
  await using it = await furnished();
  await ask(it.socket, "POST", "/api/v1/users", { body: { login: "bob", name: "Bob" } });
  const [ann, bob] = [await idOf(it, "ann"), await idOf(it, "bob")];
  const body = { users: [ann, bob, "nobody"], what: { act: "top-up", amount: 20_000, reason: "grant" } };
  const heard = await post(it, "users", body);
  assert.equal(heard.status, 200);
  assert.deepEqual(heard.json.done, [ann, bob]);
  assert.match(heard.json.failed[0].sentence, /no user “nobody”/);
  assert.deepEqual((await post(it, "users", body)).json.done, [ann, bob]);
  assert.equal((await ask(it.socket, "GET", "/api/v1/users/bob")).json.balance, 20_000);
  assert.equal((await ask(it.socket, "POST", "/api/v1/users/acts", { body })).status, 400, "without a key nothing moves");
});

test("several people are closed, limited, and change department; what one is refused keeps none of the others", async () => {
  await using it = await furnished();
  await ask(it.socket, "POST", "/api/v1/users", { body: { login: "bob", limited: false } });
  const [ann, bob] = [await idOf(it, "ann"), await idOf(it, "bob")];
  await post(it, "users", { users: [ann, bob], what: { act: "department", department: "3B" } }, "department-3b");
  assert.equal((await ask(it.socket, "GET", "/api/v1/users/ann")).json.department, "3B");
  await post(it, "users", { users: [ann, bob], what: { act: "department", department: "" } }, "department-none");
  assert.equal((await ask(it.socket, "GET", "/api/v1/users/ann")).json.department, undefined);
  const low = { users: [bob, ann], what: { act: "adjust", amount: -60_000, reason: "fee" } };
  const fee = await post(it, "users", low, "fee-of-2026");
  assert.deepEqual([fee.json.done, fee.json.failed.length], [[bob], 1], "who is limited has only 5.00");
  await ask(it.socket, "POST", "/api/v1/users", { body: { login: "cleo" } });
  const cleo = await idOf(it, "cleo");
  const closed = await post(it, "users", { users: [cleo, cleo], what: { act: "close" } }, "close-cleo");
  assert.deepEqual(closed.json, { done: [cleo], failed: [] });
  const late = await post(it, "users", { users: [cleo], what: { act: "limit", limited: true } }, "limit-cleo");
  assert.equal(late.json.failed.length, 1);
});

test("several jobs are assigned, moved, released and deleted, and the sum set aside is told", async () => {
  await using it = await furnished();
  await ask(it.socket, "POST", "/api/v1/users", { body: { login: "bob", name: "Bob" } });
  await ask(it.socket, "PUT", "/api/v1/queues/other", { body: { mode: "pull", printers: ["hall"] } });
  const ann = await idOf(it, "ann");
  const jobs = ["one", "two", "three"].map((title) => it.box.hold(title, ann).id);
  const [one = "", two = "", three = ""] = jobs;
  const assigned = await post(it, "jobs", { jobs: [one, two], what: { act: "assign", login: "bob", reason: "his" } }, "assign-two");
  assert.deepEqual(assigned.json, { done: [one, two], failed: [] });
  assert.equal((await ask(it.socket, "GET", `/api/v1/jobs/${one}`)).json.login, "bob");
  assert.equal((await post(it, "jobs", { jobs, what: { act: "assign", login: "nobody", reason: "x" } }, "assign-none")).status, 404);
  await post(it, "jobs", { jobs, what: { act: "move", queue: "other" } }, "move-three");
  const seen = (await ask(it.socket, "GET", `/api/v1/jobs/${three}`)).json;
  assert.deepEqual([seen.queue, seen.address, seen.places[0].printer], ["other", "192.0.2.7", "hall"]);
  const released = await post(it, "jobs", { jobs, what: { act: "release", printer: "hall" } }, "release-all");
  assert.deepEqual([released.json.done, released.json.reserved], [[three], 1_000]);
  assert.deepEqual(
    released.json.failed.map(({ name }: { name: string }) => name),
    ["one", "two"],
    "Bob has no credit",
  );
  const deleted = await post(it, "jobs", { jobs: [one, two], what: { act: "delete" } }, "delete-two");
  assert.deepEqual(deleted.json.done, [one, two]);
  const again = await post(it, "jobs", { jobs: [one], what: { act: "delete" } }, "delete-again");
  assert.equal(again.json.failed.length, 1);
});

test("a change made on an older version is refused with 412 and a sentence", async () => {
  await using it = await furnished();
  const before = (await ask(it.socket, "GET", "/api/v1/users/ann")).json;
  await ask(it.socket, "PATCH", "/api/v1/users/ann", { body: { name: "Ann Bell", version: before.version } });
  const second = await ask(it.socket, "PATCH", "/api/v1/users/ann", { body: { name: "Anna", version: before.version } });
  assert.deepEqual([second.status, second.json.code], [412, "changed-meanwhile"]);
  assert.match(second.json.detail, /Somebody else changed the user “ann” meanwhile/);
  assert.equal((await ask(it.socket, "GET", "/api/v1/users/ann")).json.name, "Ann Bell");
  assert.equal(
    (await ask(it.socket, "PUT", "/api/v1/printers/hall", { body: { uri: "folder:/other", version: 0 } })).status,
    409,
    "the name is taken",
  );
});
