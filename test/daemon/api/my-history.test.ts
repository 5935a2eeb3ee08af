// What a person reads of their own past: job by job with its lines, row by row with what was printed, page after page, in shares.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { ask, browser, type Door, furnished, type Served } from "./asking.ts";

const annOf = ({ box }: Served): UserId => (box.deps.accounting.ask({ name: "user-by-login", login: "ann" }) as User).id;

async function print(it: Served, door: Door, title: string): Promise<void> {
  const job = it.box.hold(title, annOf(it));
  const printed = await ask(door, "POST", `/api/v1/me/jobs/${job.id}/release`, {
    body: { printer: "hall", shown: 1000 },
    headers: { "idempotency-key": `print-${title}-now` },
  });
  assert.equal(printed.status, 200, printed.text);
  await new Promise(setImmediate);
}

test("each job with the lines of its charge, newest first, a page at a time, without those that did not come out", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  for (const title of ["One", "Two", "Three"]) await print(it, ann, title);
  const given = it.box.hold("Never", annOf(it));
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/jobs/${given.id}`)).status, 200);
  const all = (await ask(ann, "GET", "/api/v1/me/history")).json;
  assert.deepEqual([all.total, all.jobs.map(({ title }: { title: string }) => title)], [4, ["", "Three", "Two", "One"]]);
  assert.equal(all.jobs[0].reason, "deleted by its owner");
  const line = { color: false, size: "a4", impressions: 2, unitPrice: 500, permille: 1000, amount: 1000 };
  assert.deepEqual([all.jobs[1].lines, all.jobs[0].lines], [[line], []]);
  const printed = (await ask(ann, "GET", "/api/v1/me/history?printed=true&limit=1")).json;
  assert.deepEqual([printed.total, printed.jobs[0].title], [3, "Three"]);
  const next = (await ask(ann, "GET", `/api/v1/me/history?printed=true&limit=1&before=${printed.jobs[0].id}`)).json;
  assert.equal(next.jobs[0].title, "Two");
});

test("the statement tells what each charge was for, with the balance after it", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  await print(it, ann, "Essay");
  const { rows } = (await ask(ann, "GET", "/api/v1/me/statement")).json;
  const told = rows.map(({ kind, amount, balance, title, printer, lines }: Record<string, unknown>) => [
    kind,
    amount,
    balance,
    title,
    printer,
    (lines as unknown[]).length,
  ]);
  assert.deepEqual(told, [
    ["charge", -1000, 49_000, "Essay", "hall", 1],
    ["top-up", 50_000, 50_000, undefined, undefined, 0],
  ]);
});

test("use is told in shares, in sheets and in trees, for a month, thirty days or a year", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  await print(it, ann, "Essay");
  for (const period of ["month", "days", "year"]) {
    const used = (await ask(ann, "GET", `/api/v1/me/use?period=${period}`)).json;
    assert.deepEqual(used.services.print, { impressions: 2, percent: 100 }, period);
    assert.deepEqual([used.sheets, used.spared, used.charged], [2, 0, 1000]);
    assert.deepEqual(used.paper, { trees: 2 / 8333, sheetsPerTree: 8333, source: "Conservatree" });
  }
  assert.equal((await ask(ann, "GET", "/api/v1/me/use?period=decade")).json.code, "bad-input");
});
