// The money of a release, told one visit at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { CommandId, JobId, ReservationId } from "../../../daemon/domain/ids.ts";
import { userAccount } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Reservation } from "../../../daemon/domain/reservation.ts";
import type { Account } from "../../../daemon/domain/account.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { amelie, asAmelie, byBox, facts, hall, jobOf, operator, pages, printed, school } from "./school.ts";
import { box, type World } from "./world.ts";

const balance = (world: World): number => (world.get(keys.account(userAccount(amelie))) as Account).balance;
const reserve = (world: World, id: string, shown?: number, by: typeof asAmelie | typeof byBox | typeof operator = asAmelie) =>
  world.propose({
    name: "reserve",
    by,
    job: id as JobId,
    printer: hall,
    ticket: plainTicket,
    settler: box,
    ...(shown === undefined ? {} : { shown: money(shown) }),
  });
const arrive = (world: World, job = jobOf("j1", facts(3))): World => {
  world.must({ name: "accept-job", by: byBox, job });
  return world;
};

test("three pages at 0.05 come out and cost 0.15", () => {
  const world = arrive(school());
  const reservation = reserve(world, "j1", 1500) as Reservation;
  assert.equal(balance(world), 50_000);
  assert.deepEqual(world.breaches(), []);
  const settled = world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(3) });
  assert.equal(settled.charged, 1500);
  assert.equal(balance(world), 48_500);
  assert.equal(world.get(keys.job("j1" as JobId)), undefined);
  assert.deepEqual(
    world.rows.filter((row) => row.kind === "charge" || row.kind === "job").map((row) => row.kind),
    ["charge", "job"],
  );
  assert.deepEqual(world.breaches(), []);
});

test("a jam after page 4 of 10 charges four pages and gives six back", () => {
  const world = arrive(school(), jobOf("j1", facts(10)));
  const reservation = reserve(world, "j1") as Reservation;
  const settled = world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(4, "aborted") });
  assert.deepEqual([settled.charged, settled.refunded, settled.impressions], [2000, 3000, 4]);
});

test("a printer that says completed and counts nothing is believed on the quote, unverified", () => {
  const world = arrive(school());
  const reservation = reserve(world, "j1") as Reservation;
  const settled = world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(0) });
  assert.deepEqual([settled.charged, settled.verified, settled.review], [1500, false, "no-count"]);
});

test("a printer that aborts and counts nothing charges nothing and is listed", () => {
  const world = arrive(school());
  const reservation = reserve(world, "j1") as Reservation;
  const settled = world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(undefined, "aborted") });
  assert.deepEqual([settled.charged, settled.review, settled.heldAgain], [0, "stopped-without-count", false]);
});

test("nothing sent: the job waits again and may be released again under a new reservation", () => {
  const world = arrive(school());
  const first = reserve(world, "j1") as Reservation;
  const settled = world.must({
    name: "settle",
    by: byBox,
    reservation: first.id,
    evidence: { source: "quote", final: "aborted", sent: false },
  });
  assert.equal(settled.heldAgain, true);
  const second = reserve(world, "j1") as Reservation;
  assert.notEqual(second.id, first.id);
  world.must({ name: "settle", by: byBox, reservation: second.id, evidence: printed(3) });
  assert.equal([...world.scan("/q/resolve/")].length, 0, "resolve keys leave with the job");
  assert.equal(balance(world), 48_500);
});

test("settling twice charges once; voiding after settling does nothing", () => {
  const world = arrive(school());
  const { id } = reserve(world, "j1") as Reservation;
  world.must({ name: "settle", by: byBox, reservation: id, evidence: printed(3) });
  assert.deepEqual(world.propose({ name: "settle", by: byBox, reservation: id, evidence: printed(3) }), { refused: "job-not-found" });
  assert.deepEqual(world.propose({ name: "void", by: byBox, reservation: id, job: "j1" as JobId, reason: "late" }), {
    refused: "job-not-found",
  });
  assert.equal(balance(world), 48_500);
});

test("a reservation voided before it came can never commit", () => {
  const world = arrive(school());
  const late = `j1.${box}.1.1` as ReservationId;
  world.must({ name: "void", by: byBox, reservation: late, job: "j1" as JobId, reason: "nobody knows" });
  assert.deepEqual(reserve(world, "j1"), { refused: "job-not-possible" });
  assert.deepEqual(world.breaches(), []);
});

test("two cards, one job: the second finds it being printed", () => {
  const world = arrive(school());
  reserve(world, "j1");
  assert.deepEqual(reserve(world, "j1"), { refused: "job-not-possible" });
});

test("0.10 is missing: the refusal says so and nothing is set aside", () => {
  const world = arrive(school(money(500)));
  const refused = reserve(world, "j1");
  assert.deepEqual(refused, { refused: "account-limit-reached", with: { missing: 1000, account: userAccount(amelie) } });
  assert.equal((world.get(keys.account(userAccount(amelie))) as Account).reserved, 0);
});

test("an unlimited person prints below zero and is counted", () => {
  const world = arrive(school(money(0), "pull", false));
  const { id } = reserve(world, "j1") as Reservation;
  world.must({ name: "settle", by: byBox, reservation: id, evidence: printed(3) });
  assert.equal(balance(world), -1500);
  assert.deepEqual(world.breaches(), []);
});

test("a price changed between the screen and the key is shown again, with the new total", () => {
  const world = arrive(school());
  world.must({ name: "set-price", by: operator, profile: { name: "default" as never, mono: money(700), color: money(2000), sizes: {} } });
  assert.deepEqual(reserve(world, "j1", 1500), { refused: "price-changed", with: { total: 2100 } });
});

test("what was reserved is charged at the price it was reserved at", () => {
  const world = arrive(school());
  const { id } = reserve(world, "j1") as Reservation;
  world.must({ name: "set-price", by: operator, profile: { name: "default" as never, mono: money(9000), color: money(9000), sizes: {} } });
  assert.equal(world.must({ name: "settle", by: byBox, reservation: id, evidence: printed(3) }).charged, 1500);
});

test("a merely named job never prints by itself on a direct queue; a proven one does", () => {
  const named = arrive(school(money(50_000), "direct"));
  assert.deepEqual(reserve(named, "j1", undefined, byBox), { refused: "account-authorization-failed" });
  const proven = arrive(school(money(50_000), "direct"), jobOf("j1", facts(3), "proven"));
  assert.ok("holds" in reserve(proven, "j1", undefined, byBox));
});

test("on a tracked queue a named job prints by itself and nobody is charged", () => {
  const world = arrive(school(money(50_000), "tracked"));
  const reservation = reserve(world, "j1", undefined, byBox) as Reservation;
  assert.deepEqual(reservation.holds, []);
  world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(3) });
  assert.equal(balance(world), 50_000);
  assert.equal(world.rows.filter((row) => row.kind === "charge").length, 0);
});

test("an unclaimed job is priced for nobody and printed for nobody, until it is assigned with a reason", () => {
  const world = arrive(school(), { ...jobOf("j1", facts(3), "none"), sender: { strength: "none", named: "mobile", address: "192.0.2.9" } });
  assert.deepEqual(reserve(world, "j1", undefined, operator), { refused: "account-info-needed" });
  assert.equal(
    (world.propose({ name: "assign-job", by: operator, job: "j1" as JobId, user: amelie, reason: " " }) as { refused: string }).refused,
    "bad-input",
  );
  world.must({ name: "assign-job", by: operator, job: "j1" as JobId, user: amelie, reason: "she stood there" });
  assert.ok("holds" in reserve(world, "j1"));
  assert.ok(world.rows.some((row) => row.kind === "audit" && row.act === "job assigned" && row.reason === "she stood there"));
});

test("nobody releases another's job", () => {
  const world = arrive(school());
  assert.deepEqual(
    world.propose({
      name: "reserve",
      by: { kind: "user", name: "bob" },
      job: "j1" as JobId,
      printer: hall,
      ticket: plainTicket,
      settler: box,
    }),
    { refused: "account-authorization-failed" },
  );
});

test("a client's own hold is not lifted by a card", () => {
  const world = arrive(school(), { ...jobOf("j1", facts(3)), heldByClient: true });
  assert.deepEqual(reserve(world, "j1"), { refused: "job-not-possible" });
  world.must({ name: "change-job", by: byBox, job: "j1" as JobId, heldByClient: false });
  assert.ok("holds" in reserve(world, "j1"));
});

test("a printer without the format is refused with the name of one that takes it", () => {
  const world = school();
  const lobby = "lobby" as typeof hall;
  world.must({ name: "set-printer", by: operator, printer: lobby, uri: "folder:/paper/lobby" });
  world.must({
    name: "set-queue",
    by: operator,
    makeDefault: false,
    queue: { name: pages, mode: "pull", printers: [hall, lobby], leastStrength: "named", tell: "auto" },
  });
  world.must({
    name: "report-printer",
    by: byBox,
    printer: lobby,
    capabilities: { makeModel: "x", formats: ["image/urf"], color: true, duplex: true, copies: 999, media: [], askedAt: 0 },
  });
  const job = jobOf("j1", facts(1));
  arrive(world, { ...job, document: { ...job.document, format: "image/urf" } as NonNullable<typeof job.document> });
  assert.deepEqual(reserve(world, "j1"), {
    refused: "document-format-not-supported",
    with: { name: "hall", format: "image/urf", other: "lobby" },
  });
});

test("the same top-up sent twice is one payment; other content under its id is refused", () => {
  const world = school(money(0));
  const pay = { name: "top-up", by: operator, id: "c-9" as CommandId, user: amelie, amount: money(50_000), reason: "cash" } as const;
  assert.deepEqual(world.must(pay), { balance: 50_000 });
  assert.deepEqual(world.must(pay), { balance: 50_000 });
  assert.deepEqual(world.propose({ ...pay, amount: money(60_000) }), { refused: "command-conflict" });
  assert.equal(balance(world), 50_000);
});

test("a correction cannot take what a print has set aside", () => {
  const world = arrive(school(money(1500)));
  reserve(world, "j1");
  const refused = world.propose({
    name: "adjust",
    by: operator,
    id: "c-2" as CommandId,
    user: amelie,
    amount: money(-1),
    reason: "mistake",
  });
  assert.deepEqual(refused, { refused: "account-limit-reached", with: { missing: 1, spendable: 0, account: userAccount(amelie) } });
});

test("a person who is being printed for cannot be closed; afterwards their held jobs go and their money stays", () => {
  const world = arrive(arrive(school()), jobOf("j2", facts(1)));
  const { id } = reserve(world, "j1") as Reservation;
  const close = { name: "close-user", by: operator, user: amelie, jobs: ["j1", "j2"] as JobId[], reason: "left" } as const;
  assert.equal((world.propose(close) as { refused: string }).refused, "still-in-use");
  world.must({ name: "settle", by: byBox, reservation: id, evidence: printed(3) });
  world.must(close);
  assert.equal(world.get(keys.job("j2" as JobId)), undefined);
  assert.equal(balance(world), 48_500);
  assert.deepEqual(world.breaches(), []);
});

test("a jam amid two copies, with one page in colour: the sides that came out are charged as the cheapest", () => {
  const world = arrive(school(), jobOf("j1", facts(2, 1)));
  const reservation = world.must({
    name: "reserve",
    by: asAmelie,
    job: "j1" as JobId,
    printer: hall,
    ticket: { ...plainTicket, copies: 2 },
    settler: box,
  });
  const settled = world.must({ name: "settle", by: byBox, reservation: reservation.id, evidence: printed(4, "aborted") });
  assert.deepEqual([reservation.quote.total, settled.charged], [6000, 2000]);
});

test("a jam amid A3: how the printer counts it is not known, so the fewest and cheapest sides are charged", () => {
  const a3 = { color: false, size: "a3" } as const;
  const world = arrive(school(), jobOf("j1", { ...facts(2), pages: [a3, a3, a3, ...facts(2).pages] }));
  const { id, quote } = reserve(world, "j1") as Reservation;
  const evidence = { ...printed(3, "aborted"), source: "ipp" } as const;
  const settled = world.must({ name: "settle", by: byBox, reservation: id, evidence });
  assert.deepEqual([quote.total, settled.charged, settled.impressions, settled.verified], [4000, 1000, 2, false]);
});

test("a job tried in vain for ever can still end in one transaction", () => {
  const world = arrive(school());
  let tried = 0;
  for (let outcome = reserve(world, "j1"); !isRefusal(outcome); outcome = reserve(world, "j1")) {
    tried += 1;
    world.must({ name: "void", by: byBox, job: "j1" as JobId, reservation: (outcome as Reservation).id, reason: "nothing was sent" });
  }
  assert.ok(tried >= 100 && tried < 500, `${tried} attempts`);
  const before = [...world.records.keys()].length;
  world.must({ name: "cancel-job", by: operator, job: "j1" as JobId, reason: "given up" });
  assert.ok(before - world.records.size < 512 && ![...world.records.keys()].some((key) => key.startsWith("/q/resolve/")));
});

test("who owes is not made limited before the debt is paid", () => {
  const world = school(money(0), "pull", false);
  world.must({ name: "adjust", by: operator, id: "c-debt" as CommandId, user: amelie, amount: money(-5000), reason: "a lost book" });
  const limit = { name: "change-user", by: operator, user: amelie, change: { limited: true } } as const;
  assert.deepEqual(world.propose(limit), { refused: "account-limit-reached", with: { missing: 5000, account: userAccount(amelie) } });
  assert.deepEqual(world.breaches(), []);
  world.must({ name: "top-up", by: operator, id: "c-paid" as CommandId, user: amelie, amount: money(5000), reason: "cash" });
  assert.equal(world.must(limit).limited, true);
  assert.deepEqual(world.breaches(), []);
});
