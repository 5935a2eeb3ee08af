// The command line as people type it: every noun of the grammar against a box behind its socket, with exit codes and JSON.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { type Served, served } from "../api/asking.ts";
import { quoinHere, type Ran } from "./quoin.ts";

let it: Served;
before(async () => {
  it = await served();
});
after(() => it[Symbol.asyncDispose]());

const at = (line: string, input?: string): Promise<Ran> =>
  quoinHere([...words(line), "--data", it.data], input === undefined ? {} : { input });
/** As a shell splits it. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
const done = async (line: string, input?: string): Promise<Ran> => {
  const ran = await at(line, input);
  assert.equal(ran.code, 0, `${line}\n${ran.stdout}${ran.stderr}`);
  return ran;
};

test("from nothing to a printed and charged page, by commands alone", async () => {
  await done("price set default --mono 0.05 --color 0.20 --a3 2");
  await done("printer add hall --uri folder:/srv/hall");
  await done("queue add main --pull hall --default");
  await done('user add ann --name "Ann Martin" --limited --department Maths');
  await done("card add ann 0412345678");
  await done("code set ann 123456");
  await done("pin set ann 4711");
  await done("password set ann", "correct horse battery\n");
  await done("topup ann 5.00 --reason cash");
  const ann = (await done("user show ann --json")).json;
  assert.deepEqual(
    [ann.login, ann.name, ann.department, ann.limited, ann.balance, ann.cards, ann.code, ann.pin, ann.password],
    ["ann", "Ann Martin", "Maths", true, 50_000, 1, true, true, true],
  );
  const job = it.box.hold("Thesis", ann.id);
  const held = (await done("job list --held --user ann --json")).json;
  assert.deepEqual([held.total, held.jobs[0].id, held.jobs[0].price, held.jobs[0].held], [1, job.id, 1000, true]);
  const printed = (await done(`job release ${job.number} --printer hall --json`)).json;
  assert.deepEqual([printed.id, printed.state, printed.charged, printed.impressions], [job.id, "completed", 1000, 2]);
  assert.equal((await done("user show ann --json")).json.balance, 49_000);
  const statement = (await done("ledger statement ann --json")).json;
  assert.deepEqual(
    statement.rows.map((row: { kind: string; amount: number; balance: number }) => [row.kind, row.amount, row.balance]),
    [
      ["charge", -1000, 49_000],
      ["top-up", 50_000, 50_000],
    ],
  );
});

test("prices are told in the units they are kept in", async () => {
  const price = (await done("price list --json")).json.prices.find((one: { name: string }) => one.name === "default");
  assert.deepEqual(price, { name: "default", mono: 500, color: 2000, sizes: { a3: 2000 }, version: 1 });
  assert.deepEqual((await done("price set default --mono 0.05 --color 0.20 --json")).json.sizes, { a3: 2000 }, "what is not given stays");
  assert.match((await done("price list")).stdout, /default\s+€0\.05\s+€0\.20\s+A3 × 2/);
  const raised = await done("price set default --a3 2.5");
  assert.equal(raised.stdout, "default: €0.05 in black, €0.20 in colour.\nTimes the price of A4: A3 × 2.5.\n", "what is not named stays");
  const fresh = await at("price set fresh --mono 0.05");
  assert.deepEqual([fresh.code, /fresh is new and needs a price in black \(--mono\) and one in colour/.test(fresh.stderr)], [1, true]);
  const free = await at("price set default --a3 0");
  assert.deepEqual([free.code, /“0” is no number of times above 0/.test(free.stderr)], [2, true]);
  assert.deepEqual((await done("price list --json")).json.prices[0].sizes, { a3: 2500 });
});

test("queues are pull, direct or tracked, and a personal address is shown once", async () => {
  assert.equal((await done("queue add quick --printer hall --json")).json.mode, "direct");
  assert.equal((await done("queue add lab --printer hall --tracked --least none --json")).json.mode, "tracked");
  assert.deepEqual((await done("queue add both --pull hall,hall --least proven --json")).json.printers, ["hall", "hall"]);
  const { queues } = (await done("queue list --json")).json;
  assert.deepEqual(
    queues.map((queue: { name: string; default: boolean; least: string }) => [queue.name, queue.default, queue.least]),
    [
      ["both", false, "proven"],
      ["lab", false, "none"],
      ["main", true, "named"],
      ["quick", false, "named"],
    ],
  );
  assert.match((await done("queue list --language fr")).stdout, /lab\s+enregistrée\s+hall\s+n'importe qui /);
  const loose = await at("queue add loose --direct hall");
  assert.deepEqual([loose.code, loose.stderr], [2, "quoin: Name the printer by its option: --printer hall --direct. See quoin --help.\n"]);
  const token = (await done("queue token ann main --json")).json;
  assert.match(token.uri, /^ipp:\/\/127\.0\.0\.1:8631\/ipp\/print\/main\/[\w-]{20,}$/);
  const changed = (await done("queue add both --pull hall --json")).json;
  assert.deepEqual([changed.printers, changed.least], [["hall"], "proven"], "who it accepts stays as it was");
  assert.equal((await done("queue add both --pull hall --least named --json")).json.least, "named", "unless it is said");
  await done("queue remove both");
  assert.equal((await at("queue remove both")).code, 1);
});

test("printers are added, shown, calibrated, and removed when nothing uses them", async () => {
  assert.equal((await done("printer add attic --uri ipp://silent/ipp/print --json")).json.reached, false);
  assert.equal((await done("printer show hall --json")).json.makeModel, "Test 3000");
  assert.ok((await done("printer calibrate hall --json")).json.evidence.calibratedAt > 0);
  assert.deepEqual(
    (await done("printer list --json")).json.printers.map((printer: { name: string }) => printer.name),
    ["attic", "hall"],
  );
  await done("printer remove attic");
  const used = await at("printer remove hall");
  assert.equal(used.code, 1);
  assert.match(used.stderr, /still in use/);
});

test("an unclaimed job is in no list but its own, without its title; it is assigned with a reason, never deleted", async () => {
  const [job, other] = [it.box.hold("Whose?"), it.box.hold("Nobody's")];
  const numbers = async (options: string): Promise<readonly number[]> =>
    (await done(`job list ${options} --json`)).json.jobs.map((one: { number: number }) => one.number);
  for (const options of ["", "--held"]) {
    const listed = await numbers(options);
    assert.ok(!listed.includes(job.number) && !listed.includes(other.number), `job list ${options}`);
  }
  assert.deepEqual((await numbers("--unclaimed")).toSorted(), [job.number, other.number].toSorted());
  for (const command of ["job list --unclaimed", `job show ${job.number}`, `job show ${job.number} --json`])
    assert.doesNotMatch((await done(command)).stdout, /Whose|Nobody's/, command);
  assert.equal((await at(`job assign ${job.number} ann`)).code, 2, "without a reason");
  assert.equal((await done(`job assign ${job.id} ann --reason "she asked" --json`)).json.login, "ann");
  assert.match((await at(`job delete ${other.number} --reason "of nobody"`)).stderr, /Nobody owns this job yet/);
  assert.match((await done(`job show ${job.id}`)).stdout, /Whose/, "its owner is known now");
  await done(`job delete ${job.id}`);
  assert.equal((await at(`job show ${job.id}`)).code, 0, "how it ended is still told");
  assert.equal((await at(`job delete ${job.id}`)).code, 1);
});

test("a terminal is used from a pipe, and by simulated cards and keys", async () => {
  await done("terminal add door --printer hall");
  const ran = await done("terminal door --json", "card 0412345678\n1#\n");
  const screens = ran.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    screens.slice(0, 3).map((screen) => screen.state),
    ["idle", "jobs", "jobs"],
  );
  assert.match((await done("sim card 0412345678 --terminal door")).stdout, /card 0412345678/);
  assert.equal((await done("sim key 0# --terminal door --json")).json.terminal, "door");
  assert.equal((await at("sim key 0# --terminal nowhere")).code, 1);
  assert.match((await done("terminal door --two-lines", "")).stdout, /^\[.{16}\]\n\[.{16}\]$/m);
});

test("the books are dumped one row a line, verified, and the first break ends with 1", async () => {
  const dump = await done("ledger dump --json");
  const rows = dump.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map((row) => row.id),
    it.box.world.rows.map((row) => row.id),
  );
  assert.match((await done("ledger dump")).stdout, /top-up\s+ann\s+€5\.00 {2}cash/);
  assert.deepEqual((await done("ledger verify --json")).json, { ok: true, rows: rows.length });
  const row = it.box.world.rows.findIndex((one) => one.kind === "top-up");
  const sound = it.box.world.rows[row];
  assert.ok(sound?.kind === "top-up");
  it.box.world.rows[row] = { ...sound, legs: sound.legs.map((leg) => ({ ...leg, amount: 1 })) };
  const broken = await at("ledger verify");
  it.box.world.rows[row] = sound;
  assert.equal(broken.code, 1);
  assert.ok(broken.stdout.includes(sound.id));
});

test("status and doctor tell how the box is; doctor's code says whether it needs hands", async () => {
  assert.deepEqual((await done("status --json")).json.name, "corridor");
  const well = await done("doctor --json");
  assert.deepEqual([well.json.ok, well.json.running], [true, true]);
  it.box.conditions.set("hall", { name: "hall", state: "unreachable", reasons: [] });
  const ill = await at("doctor");
  it.box.conditions.clear();
  assert.equal(ill.code, 1);
  assert.match(ill.stdout, /✗ The printer hall does not answer\..*\n {2}→ /);
});

test("a person is changed, listed and closed; what they had stays listed", async () => {
  await done("user change ann --unlimited --name Anne");
  const changed = (await done("user show ann --json")).json;
  assert.deepEqual([changed.limited, changed.name], [false, "Anne"]);
  assert.deepEqual((await done("user change ann --administrator --json")).json.roles, ["administrator"]);
  assert.match((await done("user show ann")).stdout, /administrator +yes/);
  assert.deepEqual((await done("user change ann --name Anne --json")).json.roles, ["administrator"], "what is not named stays");
  assert.deepEqual((await done("user change ann --no-administrator --json")).json.roles, []);
  await done("adjust ann -1,50 --reason slip");
  assert.equal((await done("user list --search anne --json")).json.users.length, 1);
  const closed = (await done('user remove ann --reason "left school" --json')).json;
  assert.deepEqual([closed.closed, closed.balance], [true, 34_000]);
  assert.equal((await done("user list --json")).json.users.length, 0, "who left is none of the people");
});

test("who left is listed with their money, shown, and paid out by the login they had or by their id", async () => {
  const closed = (await done("user list --closed --json")).json.users;
  assert.deepEqual(
    closed.map((user: { login: string; balance: number; closed: boolean }) => [user.login, user.balance, user.closed]),
    [["ann", 34_000, true]],
  );
  const { id } = closed[0];
  assert.match((await done("user list --closed")).stdout, new RegExp(`ann.*3\\.40.*${id}`));
  assert.match((await done("user show ann")).stdout, /state +closed/);
  assert.equal((await done("ledger statement ann --json")).json.rows[0].balance, 34_000);
  assert.equal((await at("adjust ann 1.00 --reason gift")).code, 1, "nothing is paid in any more");
  assert.equal((await at("adjust ann -3.41 --reason too-much")).code, 1);
  assert.equal((await done("adjust ann -3.00 --reason paid-out --json")).json.balance, 4_000);

  await done("user add ann --name Namesake");
  assert.equal((await done("user show ann --json")).json.balance, 0, "the login is somebody else's now");
  assert.equal((await done(`user show ${id} --json`)).json.balance, 4_000);
  assert.equal((await done(`ledger statement ${id} --json`)).json.rows[0].amount, -30_000);
  assert.equal((await done(`adjust ${id} -0.40 --reason paid-out --json`)).json.balance, 0);
  assert.deepEqual((await done("user list --closed --json")).json.users, []);
  assert.match((await done("user list --closed")).stdout, /Nobody who left has money here\./);
  for (const act of ["user change", "user remove", "card add"]) {
    const reached = await at(`${act} ${id}${act === "card add" ? " 04A1B2C3D4" : ""}`);
    assert.equal(reached.code, 1, `${act} reaches nobody who left`);
  }
});

test("two who left and had one login are told apart by their ids, unless only one is owed something", async () => {
  for (const [amount, name] of [
    ["2.00", "First"],
    ["3.00", "Second"],
  ]) {
    await done(`user add twin --name ${name}`);
    await done(`topup twin ${amount} --reason cash`);
    await done("user remove twin");
  }
  const both = await at("user show twin");
  assert.deepEqual([both.code, /several people who left had it/.test(both.stderr)], [1, true]);
  const [first] = (await done("user list --closed --search first --json")).json.users;
  await done(`adjust ${first.id} -2.00 --reason paid-out`);
  assert.equal((await done("user show twin --json")).json.name, "Second");
});

test("a refusal is one sentence on stderr and 1; with --json the problem on stdout", async () => {
  const ran = await at("user show nobody");
  assert.deepEqual([ran.code, ran.stdout], [1, ""]);
  assert.match(ran.stderr, /^quoin: There is no user “nobody”\. .*\n$/);
  const french = await at("user show nobody --language fr");
  assert.match(french.stderr, /utilisateur/);
  const json = await at("user show nobody --json");
  assert.deepEqual([json.code, json.json.code, json.stderr], [1, "no-such-thing", ""]);
});

test("a fault is a sentence and 3", async () => {
  it.box.failNext = new Fault("disk-full", "no space", { retry: "later" });
  const ran = await at("user add late");
  assert.equal(ran.code, 3);
  assert.match(ran.stderr, /disk of this box is full/);
});

test("an answer that is lost is asked for again under the same key: the money moves once", async () => {
  await done("user add twice");
  it.box.loseNext = true;
  assert.equal((await done("topup twice 2.00 --reason cash --json")).json.balance, 20_000);
  await done("topup twice 3.00 --reason cash --key my-own-key");
  await done("topup twice 3.00 --reason cash --key my-own-key");
  assert.equal((await done("user show twice --json")).json.balance, 50_000);
  const conflict = await at("topup twice 4.00 --reason cash --key my-own-key");
  assert.equal(conflict.code, 1);
});

const misused = [
  "",
  "nonsense",
  "user",
  "user ad",
  "user add",
  "user add a b",
  "user add x --nme y",
  "user add x --limited --unlimited",
  "topup ann 5",
  "topup ann five --reason r",
  "topup ann 5.00 --reason",
  "queue add q",
  "queue add q --printer p --pull p",
  "queue add q --printer p --direct --tracked",
  "queue add q --pull p --least sure",
  "price set p --mono x --color 1",
  "price set p --mono 1 --color 1 --a3 big",
  "printer add p",
  "job release 7",
  "ledger",
  "sim card 1",
  "status --token t",
  "user list --language de",
  "password set ann",
];
test("what does not fit is one sentence and 2, and nothing is asked of the box", async () => {
  const asked = it.box.proposals.length;
  for (const line of misused) {
    const ran = await at(line, "");
    assert.equal(ran.code, 2, `${line}: ${ran.stdout}${ran.stderr}`);
    assert.equal(ran.stdout, "", line);
    assert.match(ran.stderr, /^quoin: [^\n]+[.?] See quoin --help\.\n$/, line);
  }
  assert.equal(it.box.proposals.length, asked);
});
