// A person's own jobs: which pages, what is missing, and what several cost together.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PrinterName, UserId } from "../../../daemon/domain/ids.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { ask, browser, furnished, type Served } from "./asking.ts";

const userOf = ({ box }: Served, login: string): UserId => (box.deps.accounting.ask({ name: "user-by-login", login }) as User).id;

test("pages are written as people write them; what is none of the document's is told, and nothing changes", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const job = it.box.hold("Essay", userOf(it, "ann"));
  const capabilities = {
    makeModel: "Test",
    formats: ["application/pdf"],
    color: true,
    duplex: true,
    copies: 99,
    pageRanges: true,
    media: ["iso_a4_210x297mm"],
    askedAt: 1,
  };
  it.box.world.must({ name: "report-printer", by: { kind: "box", name: "test" }, printer: "hall" as PrinterName, capabilities });
  const change = (body: object) => ask(ann, "PATCH", `/api/v1/me/jobs/${job.id}`, { body });
  const second = (await change({ pages: "2-" })).json;
  assert.deepEqual([second.pages, second.impressions, second.price, second.documentPages], ["2-", 1, 500, 2]);
  assert.equal((await change({ copies: 3 })).json.price, 1500, "what is not named stays");
  for (const [pages, says] of [
    ["7-9", /2 or less/],
    ["two", /a list of pages like 1-3, 5/],
  ] as const) {
    const refused = await change({ pages });
    assert.deepEqual([refused.status, refused.json.code], [400, "bad-input"]);
    assert.match(refused.json.detail, says);
  }
  assert.equal((await ask(ann, "GET", "/api/v1/me/jobs")).json.jobs[0].pages, "2-");
  assert.deepEqual((await change({ pages: "" })).json.impressions, 6, "all of them again");
});

test("what credit lacks is told before anybody presses; several jobs have one price, and only mine are in it", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const [one, two] = [it.box.hold("One", userOf(it, "ann")), it.box.hold("Two", userOf(it, "ann"))];
  const bens = it.box.hold("Bens", userOf(it, "ben"));
  const numbers = [one, two, bens].map(({ number }) => number).join();
  const quote = async (door: typeof ann) => (await ask(door, "GET", `/api/v1/me/quote?jobs=${numbers}`)).json.places;
  const jobs = [one, two].map(({ number }) => ({ number, price: 1000 }));
  assert.deepEqual(await quote(ann), [{ printer: "hall", state: "unknown", total: 2000, jobs }]);
  assert.deepEqual(await quote(ben), [
    { printer: "hall", state: "unknown", total: 1000, missing: 1000, jobs: [{ number: bens.number, price: 1000 }] },
  ]);
  assert.equal((await ask(ben, "GET", "/api/v1/me/jobs")).json.jobs[0].places[0].missing, 1000);
  assert.equal((await ask(ann, "GET", "/api/v1/me/quote?jobs=1;2")).json.code, "bad-input");
});

test("a deletion can be undone for as long as I asked; nobody else can, and without that it is done at once", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const [one, two] = [it.box.hold("One", userOf(it, "ann")), it.box.hold("Two", userOf(it, "ann"))];
  const waiting = async () => {
    const jobs: { title: string; deleting?: true }[] = (await ask(ann, "GET", "/api/v1/me/jobs")).json.jobs;
    // Both came within one millisecond: their order is anybody's.
    return jobs.map(({ title, deleting }) => [title, deleting]).sort();
  };
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/jobs/${one.id}?undo=60`)).status, 200);
  assert.deepEqual(await waiting(), [
    ["One", true],
    ["Two", undefined],
  ]);
  assert.equal((await ask(ben, "POST", `/api/v1/me/jobs/${one.id}/keep`)).json.code, "no-such-thing");
  assert.equal((await ask(ann, "POST", `/api/v1/me/jobs/${one.id}/keep`)).json.deleting, undefined);
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/jobs/${two.id}`)).status, 200);
  assert.deepEqual(await waiting(), [["One", undefined]]);
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/jobs/${one.id}?undo=61`)).json.code, "bad-input");
});
