// A backup restored through the box's own door while it runs: what is in force afterwards, what is refused, and what cannot start.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { RestoreView } from "../../daemon/api/contract/restore.ts";
import { type BoxProcess, furnish, hallConfig, newDirectory, removeDirectory, startBoxProcess, until } from "./box-process.ts";
import { administrator, params, password } from "./console.ts";
import { again, hall, person } from "./hall.ts";

interface Answer {
  readonly status: number;
  readonly said: { readonly code?: string; readonly detail?: string } & RestoreView;
}

async function bring(box: BoxProcess, body: Uint8Array | string): Promise<Answer> {
  const token = (await readFile(join(box.data, "secrets", "api-token"), "utf8")).trim();
  const answer = await fetch(new URL("/api/v1/restore", box.ready.http), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "accept-language": "en" },
    body,
  });
  return { status: answer.status, said: (await answer.json()) as Answer["said"] };
}

async function backup(t: TestContext, box: BoxProcess): Promise<string> {
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const file = join(directory, "monday.backup");
  await box.quoin("backup", file);
  return file;
}

const startedAt = async (box: BoxProcess): Promise<number> => (await box.client.call("GET /api/v1/status", {})).startedAt;

/** Asked for over the socket, which needs no password; answers once the box started again. */
async function restore(box: BoxProcess, { id, confirm }: RestoreView): Promise<void> {
  const asked = await box.client.call("POST /api/v1/restore/start", { body: { id, name: confirm } });
  await until("the box to start again", async () => {
    const now = await startedAt(box).catch(() => undefined);
    return (now !== undefined && now !== asked.startedAt) || undefined;
  });
}

test("restored while the box runs: the credit, the people and the certificate of then, and the books say who did it", async (t) => {
  const { box } = await hall(t, { box: { args: ["--https", "127.0.0.1:0"] } });
  await administrator(box);
  const authority = await readFile(join(box.data, "secrets/tls/authority.pem"), "utf8");
  const file = await backup(t, box);
  const before = { person: await person(box), rows: await box.rows() };
  await box.quoin("topup", "amelie", "1.00", "--reason", "after the backup");
  await box.client.call("POST /api/v1/users", { body: { login: "late", name: "Came Later" } });
  await writeFile(join(box.data, "first-run.json"), '{"step":"printer"}');

  const { status, said } = await bring(box, await readFile(file));
  assert.equal(status, 200, JSON.stringify(said));
  assert.deepEqual(
    [said.box.same, said.users, said.credit, said.lost.paidIn, said.lost.goesOn, said.confirm, said.currency],
    [true, 2, 50_000, 10_000, true, "quoin", "EUR"],
  );
  assert.equal(said.lost.rows, 2, "the payment and the new person");
  assert.ok((said.madeAt ?? 0) > 1_700_000_000_000);
  assert.equal((await person(box)).balance, 60_000, "nothing was touched");
  const wrong = await box.client
    .call("POST /api/v1/restore/start", { body: { id: said.id, name: "another" } })
    .catch((error: { problem?: { detail: string } }) => String(error.problem?.detail ?? error));
  assert.match(String(wrong), /type quoin/);

  await restore(box, said);
  assert.deepEqual(await person(box), before.person);
  assert.deepEqual(await box.client.call("GET /api/v1/restore", {}), {});
  assert.equal((await box.client.call("GET /api/v1/ledger/verification", {})).ok, true);
  const rows = await until("the keeper", async () => {
    const all = await box.rows();
    return all.length > before.rows.length ? all : undefined;
  });
  assert.deepEqual(rows.slice(0, before.rows.length), before.rows);
  assert.deepEqual(
    rows.slice(before.rows.length).map((row) => row.kind === "audit" && [row.act, row.detail]),
    [["backup restored", "rows not in it: 2"]],
  );
  assert.equal(await readFile(join(box.data, "secrets/tls/authority.pem"), "utf8"), authority, "whoever trusts the box goes on doing so");
  const names = await readdir(box.data);
  assert.deepEqual(
    [names.includes("replaced-1"), names.includes("restore.unfinished"), names.includes("restoring"), names.includes("first-run.json")],
    [true, false, false, false],
  );
  assert.match(box.log(), /a backup was restored/);
  assert.equal((await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall"))["state"], "list", "the card opens");
  assert.equal(await box.stop(), 0);
});

test("a file that is no whole backup of a box somebody runs: each fault has its sentence, and nothing is touched", async (t) => {
  const { box } = await hall(t);
  const unclaimed = await readFile(await backup(t, box));
  await administrator(box);
  const whole = await readFile(await backup(t, box));
  const text = whole.toString("utf8");
  const flipped = Buffer.from(whole);
  const at = text.indexOf('"base64":"') + 12;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  for (const [body, sentence] of [
    ["", /it is empty/],
    ["%PDF-1.7 not at all", /it is not a backup of a box/],
    [whole.subarray(0, 300), /it is cut off/],
    [whole.subarray(0, whole.length - 40), /it is cut off/],
    [text.slice(0, text.indexOf('{"section":"books"}')), /it is cut off/],
    [flipped, /it is not as it was written/],
    [text.replace('"amelie"', '"amelia"'), /it is not as it was written/],
    [`${text}${text}`, /it is not as it was written/],
    [text.replace('"format":1', '"format":2'), /a newer version of Quoin made it/],
    [unclaimed, /no administrator in it could sign in/],
  ] as const) {
    const { status, said } = await bring(box, body);
    assert.deepEqual([status, said.code, sentence.test(said.detail ?? "")], [422, "backup-unusable", true], `${sentence}: ${said.detail}`);
    assert.ok(!existsSync(join(box.data, "restoring")), "nothing of it stays");
  }
  assert.deepEqual(await box.client.call("GET /api/v1/restore", {}), {});
  assert.equal((await person(box)).balance, 50_000);
});

test("a backup the box cannot start with: the old data is in force again, and the page and the log say why", async (t) => {
  const other = await startBoxProcess({ config: `${hallConfig}currency: CHF\n` });
  t.after(async () => {
    await other.kill();
    await removeDirectory(other.data);
  });
  await furnish(other, `folder:${await newDirectory()}`);
  await administrator(other);
  const file = await backup(t, other);

  const { box } = await hall(t);
  await administrator(box);
  await box.quoin("topup", "amelie", "1.00", "--reason", "here");
  const { said } = await bring(box, await readFile(file));
  assert.deepEqual([said.box.same, said.currency, said.lost.goesOn], [false, "CHF", false]);
  const before = await box.rows();
  await restore(box, said);
  assert.equal((await person(box)).balance, 60_000);
  assert.deepEqual(await box.rows(), before);
  const { failure } = await box.client.call("GET /api/v1/restore", {});
  assert.match(failure ?? "", /currency: EUR.*CHF/);
  assert.match(box.log(), /the restore failed, and the data from before is in force/);
  const names = await readdir(box.data);
  assert.ok(!names.some((name) => name.startsWith("replaced-") || name.startsWith("restor")), String(names));
  assert.equal((await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall"))["state"], "list", "with its own keys");
});

test("over the pages, whoever is signed in shows their password once more", async (t) => {
  const { box } = await hall(t);
  await administrator(box);
  const { said } = await bring(box, await readFile(await backup(t, box)));
  const page = new URL(box.ready.http);
  const headers = { "content-type": "application/json", origin: page.origin };
  const session = await fetch(new URL("/api/v1/session", page), {
    method: "POST",
    headers,
    body: JSON.stringify({ login: params.login, password }),
  });
  const { csrf } = (await session.json()) as { csrf: string };
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const start = (more: object) =>
    fetch(new URL("/api/v1/restore/start", page), {
      method: "POST",
      headers: { ...headers, cookie, "quoin-csrf": csrf },
      body: JSON.stringify({ id: said.id, name: said.confirm, ...more }),
    });
  assert.equal((await start({})).status, 401);
  assert.equal((await start({ password: "something else" })).status, 401);
  assert.equal((await start({ password })).status, 200);
  await until("the session to be over", async () => {
    const now = await fetch(new URL("/api/v1/session", page), { headers: { cookie } }).catch(() => undefined);
    return now?.status === 401 || undefined;
  });
});

test("killed between the decision and the restart: the box starts with the one or the other, whole", async (t) => {
  const { box } = await hall(t);
  await administrator(box);
  const { said } = await bring(box, await readFile(await backup(t, box)));
  await box.quoin("topup", "amelie", "1.00", "--reason", "after the backup");
  await box.client.call("POST /api/v1/restore/start", { body: { id: said.id, name: said.confirm } });
  await box.kill();
  const life = await again(t, box.data);
  const { balance } = await person(life);
  assert.ok(balance === 60_000 || balance === 50_000, String(balance));
  assert.ok(!existsSync(join(box.data, "restore.unfinished")));
});
