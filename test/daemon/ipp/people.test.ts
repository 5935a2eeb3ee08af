// Who sent a job, who may see and change it, and what a client is told while it waits.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { boolean, groupsOf, integer, keyword, numberOf, textOf, textsOf, uri } from "../../../daemon/ipp/build.ts";
import { jobStates, operations, statuses } from "../../../daemon/ipp/codes.ts";
import { tags } from "../../../daemon/ipp/message.ts";
import { type Asking, ask, door, type Heard, integerValue, jobId, MemoryDesk, names, pdf } from "./exchange.ts";

let tls: { key: string; cert: string };
before(() => {
  const folder = mkdtempSync(join(tmpdir(), "ipp-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
    ],
    { stdio: "ignore" },
  );
  tls = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  rmSync(folder, { recursive: true });
});

const token = "personal-token-0123456789";
const basic = (login: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});

async function box(context: { after(end: () => Promise<void>): void }) {
  const desk = new MemoryDesk();
  for (const least of ["named", "proven", "none"] as const) desk.addQueue(least, { leastStrength: least });
  desk.tokens.set(token, desk.addUser("ann"));
  desk.addUser("bob");
  return { desk, port: await door(desk, {}, context), secure: await door(desk, { tls }, context) };
}

const print = (printer: string, rest: Partial<Asking> = {}): Asking => ({ code: operations.printJob, printer, document: pdf, ...rest });

test("a name is believed only where the queue takes names; below its least a job is unclaimed, never refused", async (context) => {
  const { desk, port } = await box(context);
  const sender = async (asking: Asking) => {
    const heard = await ask(port, asking);
    assert.equal(heard.status, statuses.ok);
    return desk.jobs.get(jobId(heard))?.job.sender;
  };
  assert.deepEqual(await sender(print("/ipp/print/named", { user: "ANN" })), {
    strength: "named",
    named: "ANN",
    address: "127.0.0.1",
    user: "user-ann",
  });
  assert.deepEqual(await sender(print("/ipp/print/named", { user: "nobody" })), {
    strength: "named",
    named: "nobody",
    address: "127.0.0.1",
  });
  assert.deepEqual(await sender(print("/ipp/print/named", { user: "" })), { strength: "none", named: "", address: "127.0.0.1" });
  assert.deepEqual(await sender(print("/ipp/print/proven", { user: "ann" })), { strength: "named", named: "ann", address: "127.0.0.1" });
  assert.deepEqual(await sender(print("/ipp/print/none", { user: "ann" })), {
    strength: "named",
    named: "ann",
    address: "127.0.0.1",
    user: "user-ann",
  });
});

test("a password in the clear is never taken; over TLS it proves who sent the job, and a wrong one is asked for again", async (context) => {
  const { desk, port, secure } = await box(context);
  const plain = await ask(port, print("/ipp/print/named", { headers: basic("ann", "secret") }));
  assert.deepEqual([plain.http, plain.headers.upgrade], [426, "TLS/1.2, HTTP/1.1"]);
  const wrong = await ask(secure, print("/ipp/print/named", { headers: basic("ann", "guess"), secure: true }));
  assert.deepEqual([wrong.http, wrong.headers["www-authenticate"]], [401, 'Basic realm="Quoin", charset="UTF-8"']);
  assert.equal(desk.jobs.size, 0);
  const right = await ask(secure, print("/ipp/print/proven", { headers: basic("ann", "secret"), secure: true, user: "somebody else" }));
  assert.equal(right.status, statuses.ok);
  assert.deepEqual(desk.jobs.get(jobId(right))?.job.sender, {
    strength: "proven",
    named: "somebody else",
    address: "127.0.0.1",
    user: "user-ann",
  });
});

test("where only proof counts, an encrypted client is asked for it by every operation that makes a job; a plain one is taken as unclaimed", async (context) => {
  const { port, secure } = await box(context);
  for (const code of [operations.validateJob, operations.createJob, operations.printJob]) {
    assert.equal((await ask(secure, print("/ipp/print/proven", { code, secure: true }))).http, 401);
    assert.equal((await ask(secure, print("/ipp/print/named", { code, secure: true }))).http, 200);
    assert.equal((await ask(port, print("/ipp/print/proven", { code }))).http, 200);
  }
  assert.equal((await ask(secure, { code: operations.getPrinterAttributes, printer: "/ipp/print/proven", secure: true })).http, 200);
});

test("a personal queue URI proves its owner; a token nobody has finds nothing", async (context) => {
  const { desk, port } = await box(context);
  const heard = await ask(port, print(`/ipp/print/proven/${token}`, { user: "mobile" }));
  assert.deepEqual(desk.jobs.get(jobId(heard))?.job.sender, {
    strength: "proven",
    named: "mobile",
    address: "127.0.0.1",
    user: "user-ann",
  });
  const inPath = await ask(port, print("/ipp/print/proven", { path: `/ipp/print/proven/${token}` }));
  assert.equal(desk.jobs.get(jobId(inPath))?.job.sender.strength, "proven");
  assert.equal((await ask(port, print("/ipp/print/proven/personal-token-9876543210"))).status, statuses.notFound);
  const told = await ask(port, {
    code: operations.getPrinterAttributes,
    printer: `/ipp/print/proven/${token}`,
    operation: [keyword("requested-attributes", "printer-uri-supported")],
  });
  assert.match(textOf(told.message.groups[1], "printer-uri-supported") ?? "", new RegExp(`/ipp/print/proven/${token}$`));
  const [ann] = desk.users;
  assert.ok(ann);
  desk.tokens.set(token, { ...ann, closed: true });
  assert.equal((await ask(port, print(`/ipp/print/proven/${token}`))).status, statuses.notFound, "a closed person's URI is dead");
});

test("a document joins a proven job with its sender's proof only, not from her address", async (context) => {
  const { desk, port, secure } = await box(context);
  const signed = { secure: true, headers: basic("ann", "secret") };
  const created = await ask(secure, print("/ipp/print/named", { code: operations.createJob, ...signed }));
  const operation = [integerValue("job-id", jobId(created)), boolean("last-document", true)];
  for (const code of [operations.sendDocument, operations.closeJob]) {
    const asking = print("/ipp/print/named", { code, operation });
    assert.equal((await ask(port, asking)).status, statuses.notAuthenticated, "the same address and name, in the clear");
    assert.equal((await ask(secure, { ...asking, secure: true })).http, 401, "over TLS it is asked for the password");
    assert.equal((await ask(secure, { ...asking, secure: true, headers: basic("bob", "secret") })).status, statuses.notAuthenticated);
    assert.equal((await ask(port, { ...asking, from: "127.0.0.3" })).status, statuses.notAuthorized);
  }
  assert.equal(desk.jobs.get(jobId(created))?.document, undefined);
  const sent = await ask(secure, print("/ipp/print/named", { code: operations.sendDocument, operation, ...signed }));
  assert.deepEqual([sent.status, desk.jobs.get(jobId(created))?.state], [statuses.ok, "pending-held"]);

  const byUri = await ask(port, print(`/ipp/print/named/${token}`, { code: operations.createJob }));
  const last = [integerValue("job-id", jobId(byUri)), boolean("last-document", true)];
  assert.equal(
    (await ask(port, print("/ipp/print/named", { code: operations.sendDocument, operation: last }))).status,
    statuses.notAuthenticated,
  );
  assert.equal(
    (await ask(port, print(`/ipp/print/named/${token}`, { code: operations.sendDocument, operation: last }))).status,
    statuses.ok,
  );
});

test("others see that a job exists and its state, and may do nothing with it", async (context) => {
  const { desk, port, secure } = await box(context);
  const made = await ask(port, print("/ipp/print/named", { from: "127.0.0.2" }));
  const id = integerValue("job-id", jobId(made));
  const all = keyword("requested-attributes", "all");
  const look = (rest: Partial<Asking>) =>
    ask(port, { code: operations.getJobAttributes, printer: "/ipp/print/named", operation: [id, all], ...rest });
  assert.deepEqual(names((await look({ from: "127.0.0.3" })).jobs[0]), ["job-id", "job-uri", "job-state"]);
  assert.ok(names((await look({ from: "127.0.0.2" })).jobs[0]).includes("job-name"));
  const list = await ask(port, { code: operations.getJobs, printer: "/ipp/print/named", operation: [all], from: "127.0.0.3" });
  assert.deepEqual(list.jobs.map(names), [["job-id", "job-uri", "job-state"]]);
  const byName = await ask(port, {
    code: operations.getJobs,
    printer: "/ipp/print/named",
    operation: [keyword("requested-attributes", "job-name", "job-originating-user-name")],
    from: "127.0.0.3",
  });
  assert.deepEqual(byName.jobs.map(names), [[]]);
  for (const code of [operations.cancelJob, operations.holdJob, operations.releaseJob, operations.closeJob, operations.sendDocument]) {
    const heard = await ask(port, {
      code,
      printer: "/ipp/print/named",
      operation: [id, boolean("last-document", true)],
      from: "127.0.0.3",
    });
    assert.equal(heard.status, statuses.notAuthorized, `operation ${code}`);
  }
  assert.equal((await ask(port, { code: operations.cancelMyJobs, printer: "/ipp/print/named", from: "127.0.0.3" })).status, statuses.ok);
  assert.equal(desk.find(jobId(made))?.state, "pending-held", "the same name from elsewhere cancels nothing");
  const owner = { from: "127.0.0.9", secure: true, headers: basic("ann", "secret") };
  const owned = await ask(secure, { code: operations.getJobAttributes, printer: "/ipp/print/named", operation: [id, all], ...owner });
  assert.equal(textOf(owned.jobs[0], "job-originating-user-name"), "ann");
  const stranger = await ask(secure, {
    code: operations.cancelJob,
    printer: "/ipp/print/named",
    operation: [id],
    ...owner,
    headers: basic("bob", "secret"),
  });
  assert.equal(stranger.status, statuses.notAuthorized);
  assert.equal(
    (await ask(secure, { code: operations.cancelJob, printer: "/ipp/print/named", operation: [id], ...owner })).status,
    statuses.ok,
  );
});

test("my-jobs, job-ids, first-job-id and limit choose among the jobs of one queue", async (context) => {
  const { desk, port } = await box(context);
  const made: number[] = [];
  for (const user of ["ann", "bob", "ann", "ann"]) made.push(jobId(await ask(port, print("/ipp/print/named", { user }))));
  await ask(port, print("/ipp/print/none"));
  const list = async (...operation: NonNullable<Asking["operation"]>) =>
    (await ask(port, { code: operations.getJobs, printer: "/ipp/print/named", operation })).jobs.map((job) => numberOf(job, "job-id"));
  const [first = 0, , third = 0, fourth = 0] = made;
  assert.deepEqual(await list(), made);
  assert.deepEqual(await list(boolean("my-jobs", true)), [first, third, fourth]);
  assert.deepEqual(await list(integer("limit", 2)), made.slice(0, 2));
  assert.deepEqual(await list(integer("first-job-id", third)), [third, fourth]);
  assert.deepEqual(await list(integer("job-ids", third, 99)), [third]);
  const cancel = (...ids: [number, ...number[]]) =>
    ask(port, { code: operations.cancelMyJobs, printer: "/ipp/print/named", operation: [integer("job-ids", ...ids)] });
  const mixed = await cancel(third, made[1] ?? 0);
  assert.deepEqual([mixed.status, mixed.unsupported], [statuses.notPossible, ["job-ids"]]);
  assert.equal((await cancel(third)).status, statuses.ok);
  assert.deepEqual(await list(keyword("which-jobs", "completed")), [third]);
  assert.deepEqual(await list(keyword("which-jobs", "canceled")), [third]);
  assert.equal((await ask(port, { code: operations.cancelMyJobs, printer: "/ipp/print/named" })).status, statuses.ok);
  assert.deepEqual(await list(keyword("which-jobs", "not-completed")), [made[1]]);
  const unknown = await ask(port, { code: operations.getJobs, operation: [keyword("which-jobs", "__proto__")] });
  assert.deepEqual([unknown.status, unknown.unsupported], [statuses.attributesOrValuesNotSupported, ["which-jobs"]]);
  assert.equal(desk.did.length, 3);
});

test("a job is found by its own URI, and at its own queue only", async (context) => {
  const { port } = await box(context);
  const made = await ask(port, print("/ipp/print/named"));
  const jobUri = textOf(made.jobs[0], "job-uri") ?? "";
  const byUri = await ask(port, { code: operations.getJobAttributes, printer: "", operation: [uri("job-uri", jobUri)] });
  assert.equal(numberOf(byUri.jobs[0], "job-id"), jobId(made));
  const elsewhere = await ask(port, {
    code: operations.getJobAttributes,
    printer: "/ipp/print/none",
    operation: [integerValue("job-id", jobId(made))],
  });
  assert.equal(elsewhere.status, statuses.notFound);
  assert.equal(
    (await ask(port, { code: operations.getJobs, printer: "", operation: [uri("job-uri", jobUri)] })).status,
    statuses.badRequest,
  );
});

test("a waiting job is told as it is to clients that go on, and as completed to CUPS before 2.4, which would block the next", async (context) => {
  const { desk, port } = await box(context);
  for (const tell of ["auto", "held", "completed"] as const) desk.addQueue(tell, { tell });
  const stateOf = (heard: Heard) => numberOf(heard.jobs[0], "job-state");
  const cases: readonly (readonly [string, string, keyof typeof jobStates])[] = [
    ["auto", "CUPS/2.4.2 (Linux 6.1.0; x86_64) IPP/2.0", "pending-held"],
    ["auto", "CUPS/2.3.4 (macOS 13.6; arm64) IPP/2.0", "completed"],
    ["auto", "CUPS/1.7 (Linux) IPP/2.0", "completed"],
    ["auto", "CUPS/3.0b1 (Linux) IPP/2.0", "pending-held"],
    ["auto", "Windows-Update-Agent", "pending-held"],
    ["held", "CUPS/2.3.4 (macOS 13.6; arm64) IPP/2.0", "pending-held"],
    ["completed", "anything", "completed"],
  ];
  for (const [queue, agent, told] of cases) {
    const rest = { printer: `/ipp/print/${queue}`, headers: { "user-agent": agent } };
    const made = await ask(port, print(rest.printer, rest));
    assert.equal(stateOf(made), jobStates[told], `${queue} ${agent}`);
    const operation = [integerValue("job-id", jobId(made))];
    assert.equal(stateOf(await ask(port, { code: operations.getJobAttributes, operation, ...rest })), jobStates[told]);
    const which = told === "completed" ? "completed" : "not-completed";
    const listed = await ask(port, { code: operations.getJobs, operation: [keyword("which-jobs", which)], ...rest });
    assert.ok(listed.jobs.some((job) => numberOf(job, "job-id") === jobId(made)));
    assert.equal(
      (await ask(port, { code: operations.cancelJob, operation, ...rest })).status,
      told === "completed" ? statuses.notPossible : statuses.ok,
    );
  }
  const held = await ask(port, print("/ipp/print/completed", { job: [keyword("job-hold-until", "indefinite")] }));
  assert.equal(stateOf(held), jobStates["pending-held"], "a client that asked to hold is told that it holds");
  const open = await ask(port, { code: operations.createJob, printer: "/ipp/print/completed" });
  assert.deepEqual([stateOf(open), textsOf(open.jobs[0], "job-state-reasons")], [jobStates["pending-held"], ["job-incoming"]]);
  assert.equal(groupsOf(open.message, tags.job).length, 1);
});
