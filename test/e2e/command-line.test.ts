// The command line and the API against a real box: a page released and charged by commands, a top-up whose answer is lost, a backup
// that comes back, and what the doors of a real box let through.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { ask, type Heard } from "../daemon/api/asking.ts";
import { quoin, type Ran } from "../daemon/cli/quoin.ts";
import { type BoxProcess, furnish, newDirectory, priced, printJob, removeDirectory, startBoxProcess, until } from "./box-process.ts";

let box: BoxProcess;
let paper: string;
before(async () => {
  box = await startBoxProcess();
  paper = await newDirectory();
  await furnish(box, `folder:${paper}`);
});
after(async () => {
  await box.kill();
  await removeDirectory(paper);
  await removeDirectory(box.data);
});

const at = (...args: string[]): Promise<Ran> => quoin([...args, "--data", box.data]);

test("a job is listed, released by command, charged for what came out, and verified in the books", async () => {
  await printJob(box.ready.ipp, testDocument("By command"));
  const number = String(await priced(box));
  const shown = (await at("job", "show", number, "--json")).json;
  assert.deepEqual([shown.login, shown.held, shown.title], ["amelie", true, "Homework"]);
  const released = await at("job", "release", number, "--printer", "hall", "--json");
  assert.equal(released.code, 0, released.stderr);
  assert.deepEqual([released.json.state, released.json.charged, released.json.impressions], ["completed", shown.price, shown.impressions]);
  assert.equal((await readdir(paper)).filter((name) => name.endsWith(".pdf")).length, 1);
  assert.equal((await at("user", "show", "amelie", "--json")).json.balance, 50_000 - shown.price);
  const again = await at("job", "release", number, "--printer", "hall");
  assert.equal(again.code, 1, "there is nothing left to release");
  assert.equal((await at("ledger", "verify", "--json")).json.ok, true);
});

test("the same key is the same top-up also after the box was killed and started again", async () => {
  const topUp = (): Promise<Ran> => at("topup", "amelie", "1.00", "--reason", "cash", "--key", "till-17-0042", "--json");
  const first = await topUp();
  assert.equal(first.code, 0, first.stderr);
  await box.kill();
  assert.equal((await at("user", "list")).code, 3);
  box = await startBoxProcess({ data: box.data });
  assert.deepEqual((await topUp()).json, first.json);
  const other = await at("topup", "amelie", "2.00", "--reason", "cash", "--key", "till-17-0042");
  assert.deepEqual([other.code, /already used for something else/.test(other.stderr)], [1, true]);
});

test("the same key is the same release also after the job ended and the box was started again", async () => {
  await printJob(box.ready.ipp, testDocument("Once"));
  const number = await priced(box);
  const release = (body: object): Promise<Heard> =>
    ask({ socketPath: join(box.data, "quoin.sock") }, "POST", `/api/v1/jobs/${number}/release`, {
      body,
      headers: { "idempotency-key": "desk-3-0007" },
    });
  const first = await release({ printer: "hall" });
  assert.equal(first.status, 200, first.text);
  const shown = (): Promise<Ran> => at("job", "show", String(number), "--json");
  const ended = await until("the end of the job", async () => (await shown()).json?.endedAt && (await shown()).json);
  const printed = (await readdir(paper)).length;
  await box.kill();
  box = await startBoxProcess({ data: box.data });
  assert.deepEqual((await release({ printer: "hall" })).json, first.json);
  const other = await release({ printer: "hall", shown: 1 });
  assert.deepEqual([other.status, other.json.code], [422, "command-conflict"]);
  assert.equal((await readdir(paper)).length, printed, "nothing was printed again");
  const told = (await shown()).json;
  assert.deepEqual([told.state, told.charged, told.title], ["completed", ended.charged, "Homework"], "from the books");
  const list = (await at("job", "list", "--ended", "--json")).json;
  assert.deepEqual([list.total, list.jobs[0].number], [2, number], "newest first, the one before the restart too");
});

test("a backup holds the people, their credit and their cards; a restore needs a stopped box and brings them back", async () => {
  const file = join(box.data, "monday.backup");
  const written = await at("backup", file, "--json");
  assert.equal(written.code, 0, written.stderr);
  assert.doesNotMatch(await readFile(file, "utf8"), /C0FFEE/);
  const before = (await at("user", "show", "amelie", "--json")).json;
  assert.equal((await at("topup", "amelie", "3.00", "--reason", "after the backup")).code, 0);
  const refused = await at("restore", file);
  assert.deepEqual([refused.code, /already runs on this data/.test(refused.stderr)], [3, true]);
  assert.equal(await box.stop(), 0);
  const restored = await at("restore", file, "--json");
  assert.equal(restored.code, 0, restored.stderr);
  assert.equal((await at("ledger", "verify", "--json")).json.ok, true, "read from the files of the stopped box");
  box = await startBoxProcess({ data: box.data });
  assert.deepEqual((await at("user", "show", "amelie", "--json")).json, before);
  assert.equal((await at("sim", "card", "C0FFEE", "--terminal", "hall", "--json")).json.state, "list", "the card still opens");
  await at("sim", "key", "*", "--terminal", "hall");
});

test("over HTTP the token opens and nothing else does; the metrics are this box's", async () => {
  const token = (await readFile(join(box.data, "secrets", "api-token"), "utf8")).trim();
  const url = box.ready.http;
  assert.equal((await ask({ url }, "GET", "/api/v1/users")).status, 401);
  assert.equal((await ask({ url, token }, "GET", "/api/v1/users")).json.users[0].login, "amelie");
  assert.match((await ask({ url, token }, "GET", "/metrics")).text, /^quoin_users 1$/m);
  assert.equal((await ask({ url }, "GET", "/readyz")).text, "ready\n");
  assert.equal((await quoin(["user", "show", "amelie", "--box", url, "--token", token, "--json"])).json.login, "amelie");
  assert.ok(!box.log().includes(token), "the log never holds the token");
});

test("a terminal is used from a pipe to the last page", async () => {
  await printJob(box.ready.ipp, testDocument("At the terminal"));
  await priced(box);
  const ran = await quoin(["terminal", "hall", "--json", "--data", box.data], { input: "card C0FFEE\n0\n#\n*\n" });
  assert.equal(ran.code, 0, ran.stderr);
  const states = ran.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).state);
  assert.deepEqual(states.slice(0, 3), ["idle", "list", "list"]);
});

test("doctor of a real box finds nothing that needs hands, and says so when a printer goes", async () => {
  const well = await at("doctor", "--json");
  assert.equal(well.code, 0, well.stdout);
  assert.equal((await at("printer", "add", "attic", "--uri", "ipp://127.0.0.1:9/ipp/print", "--json")).json.reached, false);
  const ill = await at("doctor", "--json");
  assert.equal(ill.code, 1);
  assert.ok(
    ill.json.findings.some((one: { subject?: string; level: string }) => one.subject === "attic" && one.level === "needs"),
    ill.stdout,
  );
  assert.equal((await at("printer", "remove", "attic")).code, 0);
});

test("a second box on the same data does not start, and the first does not notice", async () => {
  const second = await at("run", "--http", "127.0.0.1:0", "--ipp", "127.0.0.1:0");
  assert.deepEqual([second.code, second.stdout], [3, ""], second.stderr);
  assert.equal((await at("status", "--json")).json.box, box.ready.box);
});
