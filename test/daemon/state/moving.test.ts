// A waiting job changes hands or queue; what nobody uses is removed; two people who change one thing.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandId, PriceName, PrinterName, QueueName, TerminalName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { amelie, byBox, facts, hall, jobOf, operator, pages, printed, school } from "./school.ts";
import { box, type World } from "./world.ts";

const bob = "u-bob" as UserId;

function withBob(credit: number): World {
  const world = school();
  world.must({ name: "add-user", by: operator, user: bob, login: "bob", displayName: "Bob", limited: true });
  if (credit > 0) world.must({ name: "top-up", by: operator, id: "c-bob" as CommandId, user: bob, amount: money(credit), reason: "cash" });
  return world;
}

const balanceOf = (world: World, user: string): unknown => (world.get(`/q/account/user.${user}`) as { balance: number }).balance;

test("a job given to another is charged to them, with the reason in the log", () => {
  const world = withBob(10_000);
  const job = world.must({ name: "accept-job", by: byBox, job: jobOf("j-1", facts(3), "proven") });
  assert.equal(
    (world.propose({ name: "assign-job", by: operator, job: job.id, user: bob, reason: " " }) as { refused?: string }).refused,
    "bad-input",
  );
  const given = world.must({ name: "assign-job", by: operator, job: job.id, user: bob, reason: "her handout" });
  assert.deepEqual(
    [given.sender.user, given.sender.strength],
    [bob, "named"],
    "who got it has not sent it: it prints for nobody by itself",
  );
  const row = world.rows.at(-1);
  assert.ok(row?.kind === "audit");
  assert.deepEqual([row.act, row.subject, row.detail, row.reason], ["job assigned", "1 to bob", "from amelie", "her handout"]);
  const asAmelie = { kind: "user", name: "amelie" } as const;
  const before = world.propose({ name: "reserve", by: asAmelie, job: job.id, printer: hall, settler: box });
  assert.ok(isRefusal(before) && before.refused === "account-authorization-failed", "it is hers no more");
  const reserved = world.must({ name: "reserve", by: { kind: "user", name: "bob" }, job: job.id, printer: hall, settler: box });
  assert.equal(
    (world.propose({ name: "assign-job", by: operator, job: job.id, user: amelie, reason: "late" }) as { refused?: string }).refused,
    "job-not-possible",
  );
  world.must({ name: "settle", by: byBox, reservation: reserved.id, evidence: printed(3) });
  assert.deepEqual([balanceOf(world, amelie), balanceOf(world, bob)], [50_000, 8_500]);
  assert.deepEqual(world.breaches(), []);
});

test("who gets a job and cannot pay it keeps it waiting; who left gets none", () => {
  const world = withBob(0);
  const job = world.must({ name: "accept-job", by: byBox, job: jobOf("j-1", facts(3), "proven") });
  world.must({ name: "assign-job", by: operator, job: job.id, user: bob, reason: "his" });
  const short = world.propose({ name: "reserve", by: operator, job: job.id, printer: hall, settler: box });
  assert.ok(isRefusal(short) && short.refused === "account-limit-reached");
  world.must({ name: "assign-job", by: operator, job: job.id, user: amelie, reason: "undone" });
  world.must({ name: "close-user", by: operator, user: bob, jobs: [], reason: "left" });
  const closed = world.propose({ name: "assign-job", by: operator, job: job.id, user: bob, reason: "his" });
  assert.ok(isRefusal(closed) && closed.refused === "account-closed");
  assert.deepEqual(world.breaches(), []);
});

test("a job moved to another queue comes out and costs as there; none is moved to where nothing is charged", () => {
  const world = school();
  const lab = "lab" as PrinterName;
  world.must({
    name: "set-price",
    by: operator,
    profile: { name: "dear" as PriceName, mono: money(1_000), color: money(4_000), sizes: {} },
  });
  world.must({ name: "set-printer", by: operator, printer: lab, uri: "folder:/paper/lab", price: "dear" as PriceName });
  for (const [queue, mode] of [
    ["labs", "pull"],
    ["free", "tracked"],
  ] as const)
    world.must({ name: "set-queue", by: operator, makeDefault: false, queue: { name: queue as QueueName, mode, printers: [lab] } });
  const job = world.must({ name: "accept-job", by: byBox, job: jobOf("j-1", facts(3), "proven") });
  const free = world.propose({ name: "move-job", by: operator, job: job.id, queue: "free" as QueueName });
  assert.ok(isRefusal(free) && free.refused === "job-not-possible");
  world.must({ name: "move-job", by: operator, job: job.id, queue: "labs" as QueueName });
  const old = world.propose({ name: "reserve", by: operator, job: job.id, printer: hall, settler: box });
  assert.ok(isRefusal(old) && old.refused === "printer-not-compatible");
  assert.equal(world.must({ name: "reserve", by: operator, job: job.id, printer: lab, settler: box }).quote.total, 3_000);
  const unclaimed = world.must({
    name: "accept-job",
    by: byBox,
    job: { ...jobOf("j-2", facts(1), "none"), sender: { strength: "none", named: "x", address: "192.0.2.9" } } as Job,
  });
  const nobodys = world.propose({ name: "move-job", by: operator, job: unclaimed.id, queue: "labs" as QueueName });
  assert.ok(isRefusal(nobodys), "nobody's job is assigned first");
});

test("a price profile leaves once no printer follows it, a terminal with its screens", () => {
  const world = school();
  const remove = { name: "remove-price", by: operator, price: "default" as PriceName, usedBy: [hall] } as const;
  const used = world.propose(remove);
  assert.ok(isRefusal(used) && used.refused === "still-in-use");
  assert.equal(used.with?.["name"], "hall");
  world.must({ name: "set-price", by: operator, profile: { name: "other" as PriceName, mono: money(1), color: money(1), sizes: {} } });
  world.must({ name: "set-printer", by: operator, printer: hall, uri: "folder:/paper/hall", price: "other" as PriceName });
  world.must(remove);
  const terminal = "hall" as TerminalName;
  world.must({ name: "set-terminal", by: operator, terminal: { name: terminal, printers: [hall] } });
  world.must({ name: "add-screen", by: operator, terminal, hash: "h-1" });
  world.must({ name: "remove-terminal", by: operator, terminal, screens: ["h-1"] });
  assert.deepEqual([world.get(keys.terminal(terminal)), world.get(keys.screen("h-1"))], [undefined, undefined]);
});

test("whoever changes what somebody else changed meanwhile is told, and nothing is overwritten", () => {
  const world = school();
  const uri = "folder:/paper/hall";
  const set = (comment: string, version: number) =>
    world.propose({ name: "set-printer", by: operator, printer: hall, uri, comment, version });
  assert.ok(!isRefusal(set("first", 1)));
  const second = set("second", 1);
  assert.ok(isRefusal(second) && second.refused === "changed-meanwhile");
  assert.ok(!isRefusal(set("second", 2)), "who has seen it may");
  assert.ok(isRefusal(set("new", 0)), "a new one of a name that is there already");
  const price = { name: "default" as PriceName, sizes: {}, mono: money(100) };
  assert.ok(isRefusal(world.propose({ name: "set-price", by: operator, profile: price, version: 7 })));
  assert.ok(isRefusal(world.propose({ name: "change-user", by: operator, user: amelie, change: { name: "A" }, version: 2 })));
  assert.equal(world.must({ name: "change-user", by: operator, user: amelie, change: { department: "3B" }, version: 1 }).department, "3B");
  assert.equal(
    world.must({ name: "change-user", by: operator, user: amelie, change: { department: "" }, version: 2 }).department,
    undefined,
  );
  const queue = { name: pages, mode: "pull", printers: [hall] } as const;
  assert.ok(isRefusal(world.propose({ name: "set-queue", by: operator, queue, makeDefault: false, version: 9 })));
  const terminal = { name: "hall" as TerminalName, printers: [hall] };
  assert.ok(isRefusal(world.propose({ name: "set-terminal", by: operator, terminal, version: 1 })));
});
