// Who sent it, on a real box: a password over TLS, a personal address, a mere name, nobody; and what each may have printed, by whom paid.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { AuditRow } from "../../daemon/domain/ledger.ts";
import { keyword, textOf } from "../../daemon/ipp/build.ts";
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { type Asking, ask, integerValue, jobId, names } from "../daemon/ipp/exchange.ts";
import { quoin } from "../daemon/cli/quoin.ts";
import { type BoxProcess, endedJobs, until } from "./box-process.ts";
import { hall, heldJobs, person, pricedJobs, printed, release, says, screen } from "./hall.ts";

type Queue = { readonly mode: "direct" | "pull" | "tracked"; readonly least?: "none" | "named" | "proven" };

const addQueue = (box: BoxProcess, name: string, { mode, least = "named" }: Queue): Promise<unknown> =>
  box.client.call("PUT /api/v1/queues/{queue}", { params: { queue: name as never }, body: { mode, least, printers: ["hall" as never] } });

const portOf = (uri: string | undefined): number => Number(new URL((uri ?? "").replace(/^ipps?:/, "http:")).port);
const print = (queue: string, more: Partial<Asking> = {}): Asking => ({
  code: operations.printJob,
  printer: `/ipp/print/${queue}`,
  user: "amelie",
  document: testDocument("Essay"),
  ...more,
});
const basic = (login: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});

/** A box that listens on ipps, too, and where Amélie has a password. */
async function secureHall(t: TestContext) {
  const all = await hall(t, { box: { args: ["--ipps", "127.0.0.1:0"] } });
  await all.box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password: "correct horse" } });
  return { ...all, ipp: portOf(all.box.ready.ipp), ipps: portOf(all.box.ready.ipps) };
}

test("a password over TLS proves who sent it: a direct queue prints at once and charges; in the clear it is not taken", async (t) => {
  const { box, printer, ipp, ipps } = await secureHall(t);
  await addQueue(box, "desk", { mode: "direct", least: "proven" });
  const plain = await ask(ipp, print("desk", { headers: basic("amelie", "correct horse") }));
  assert.equal(plain.http, 426);
  const wrong = await ask(ipps, print("desk", { headers: basic("amelie", "guessed it"), secure: true }));
  assert.equal(wrong.http, 401);
  assert.deepEqual([await heldJobs(box), printer.paper.length], [[], 0]);
  const right = await ask(ipps, print("desk", { headers: basic("amelie", "correct horse"), secure: true, user: "phone" }));
  assert.equal(right.status, statuses.ok);
  const [row] = await printed(box);
  assert.deepEqual([row?.strength, row?.login, row?.named, row?.charged, row?.ended], ["proven", "amelie", "phone", 3000, "completed"]);
  assert.deepEqual([printer.paper.length, (await person(box)).balance], [3, 47_000]);
});

test("a personal address proves its owner and prints by itself on a direct queue; ended, it leads nowhere", async (t) => {
  const { box, printer } = await hall(t);
  await addQueue(box, "desk", { mode: "direct" });
  const { uri, token } = await box.client.call("POST /api/v1/users/{login}/queue-tokens", {
    params: { login: "amelie" },
    body: { queue: "desk" as never },
  });
  assert.match(uri, new RegExp(`/ipp/print/desk/${token}$`));
  const port = portOf(box.ready.ipp);
  assert.equal((await ask(port, print(`desk/${token}`, { user: "unknown-phone" }))).status, statuses.ok);
  const [row] = await printed(box);
  assert.deepEqual([row?.strength, row?.login, row?.named, row?.charged], ["proven", "amelie", "unknown-phone", 3000]);
  assert.equal(printer.paper.length, 3);
  await box.client.call("DELETE /api/v1/queue-tokens/{token}", { params: { token } });
  assert.equal((await ask(port, print(`desk/${token}`))).status, statuses.notFound);
  assert.equal((await person(box)).balance, 47_000);
});

test("a mere name on a direct queue is held; Release-Job does not help; the card does", async (t) => {
  const { box, printer } = await hall(t);
  await addQueue(box, "desk", { mode: "direct" });
  const port = portOf(box.ready.ipp);
  const sent = await ask(port, print("desk"));
  const [job] = await pricedJobs(box, 1);
  assert.deepEqual([job?.login, job?.strength, job?.price, job?.reasons], ["amelie", "named", 3000, ["job-release-wait"]]);
  const id = integerValue("job-id", jobId(sent));
  for (const code of [operations.holdJob, operations.releaseJob])
    await ask(port, { code, printer: "/ipp/print/desk", user: "amelie", operation: [id] });
  await until("both tries to be refused", async () => box.log().split('"msg":"held"').length > 2 || undefined);
  assert.deepEqual([printer.paper.length, (await person(box)).reserved], [0, 0]);
  await release(box);
  await says(box, /3 pages printed/);
  assert.deepEqual([printer.paper.length, (await person(box)).balance], [3, 47_000]);
});

test("below a queue's least a job is nobody's: in no list, never released, until an operator assigns it and says why", async (t) => {
  const { box, printer } = await hall(t);
  await addQueue(box, "safe", { mode: "pull", least: "proven" });
  const sent = await ask(portOf(box.ready.ipp), print("safe"));
  assert.equal(sent.status, statuses.ok, "never lost");
  const number = String(jobId(sent));
  await until("its pages to be counted", async () => {
    const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { unclaimed: "true" } });
    return jobs[0]?.impressions === 3 || undefined;
  });
  await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall");
  assert.match(await screen(box), /No job is waiting/);
  await box.quoin("sim", "key", "*", "--terminal", "hall");
  const forced = await quoin(["job", "release", number, "--printer", "hall", "--data", box.data]);
  assert.deepEqual([forced.code, /Nobody owns this job yet/.test(forced.stderr)], [1, true], forced.stderr);
  const unexplained = await quoin(["job", "assign", number, "amelie", "--data", box.data]);
  assert.equal(unexplained.code, 2, "a reason is asked for");
  const assigned = await quoin(["job", "assign", number, "amelie", "--reason", "she showed me the page", "--data", box.data, "--json"]);
  assert.equal(assigned.code, 0, assigned.stderr);
  const audit = await until("the audit", async () =>
    (await box.rows()).find((row): row is AuditRow => row.kind === "audit" && row.act === "job assigned"),
  );
  assert.deepEqual([audit.subject, audit.reason, audit.by.kind], [`${number} to amelie`, "she showed me the page", "operator"]);
  assert.equal(printer.paper.length, 0);
  await release(box);
  await says(box, /3 pages printed/);
  assert.equal((await person(box)).balance, 47_000);
});

test("a tracked queue prints at once: a mere name is recorded and charged to nobody, a proven person pays", async (t) => {
  const { box, printer, ipp, ipps } = await secureHall(t);
  await addQueue(box, "lab", { mode: "tracked" });
  assert.equal((await ask(ipp, print("lab"))).status, statuses.ok);
  const [named] = await printed(box);
  assert.deepEqual([named?.strength, named?.named, named?.charged, named?.impressions], ["named", "amelie", 0, 3]);
  assert.equal((await person(box)).balance, 50_000);
  assert.equal((await ask(ipps, print("lab", { headers: basic("amelie", "correct horse"), secure: true }))).status, statuses.ok);
  const [, proven] = await printed(box, 2);
  assert.deepEqual([proven?.strength, proven?.charged, (await person(box)).balance], ["proven", 3000, 47_000]);
  assert.equal(printer.paper.length, 6);
});

test("another address sees that a job is there and nothing of it, and cannot cancel it; the sender can", async (t) => {
  const { box } = await hall(t);
  const port = portOf(box.ready.ipp);
  const sent = await ask(port, print("school", { operation: [] }));
  await pricedJobs(box, 1);
  const id = integerValue("job-id", jobId(sent));
  const all = keyword("requested-attributes", "all");
  const list = (from: string) =>
    ask(port, { code: operations.getJobs, printer: "/ipp/print/school", operation: [all], user: "amelie", from });
  const [seen] = (await list("127.0.0.2")).jobs;
  assert.deepEqual(names(seen), ["job-id", "job-uri", "job-state"]);
  assert.equal(textOf((await list("127.0.0.1")).jobs[0], "job-originating-user-name"), "amelie");
  const cancel = (from: string) =>
    ask(port, { code: operations.cancelJob, printer: "/ipp/print/school", operation: [id], user: "amelie", from });
  assert.equal((await cancel("127.0.0.2")).status, statuses.notAuthorized);
  assert.equal((await heldJobs(box)).length, 1);
  assert.equal((await cancel("127.0.0.1")).status, statuses.ok);
  assert.deepEqual(await heldJobs(box), []);
  const [row] = await until("its row", async () => ((await endedJobs(box)).length > 0 ? endedJobs(box) : undefined));
  assert.deepEqual([row?.ended, row?.charged], ["canceled", 0]);
});

test("Identify-Printer shows at the terminals beside the queue's printers, and a card works there meanwhile", async (t) => {
  const { box } = await hall(t);
  const port = portOf(box.ready.ipp);
  const rest = await screen(box);
  assert.equal((await ask(port, { code: operations.identifyPrinter, printer: "/ipp/print/school" })).status, statuses.ok);
  assert.match(await screen(box), /The queue school prints here/);
  await until("the terminal to rest again", async () => (await screen(box)) === rest || undefined);
  await ask(port, { code: operations.identifyPrinter, printer: "/ipp/print/school" });
  await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall");
  assert.match(await screen(box), /No job is waiting/);
});
