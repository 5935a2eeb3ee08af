// Every list in one way: a page at a time, sorted, searched; a cursor that is none of its own is told so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, furnished } from "./asking.ts";

test("people by any column, searched without accents, page by page, with how many there are", async () => {
  await using it = await furnished();
  for (const [login, name] of [
    ["zoe", "Zoé Éluard"],
    ["yann", "Yann Brunel"],
    ["xavier", "Xavier Brunel"],
  ])
    await ask(it.socket, "POST", "/api/v1/users", { body: { login, name } });
  const users = async (query: string) => (await ask(it.socket, "GET", `/api/v1/users?${query}`)).json;
  assert.deepEqual(
    (await users("search=ELUARD")).users.map(({ login }: { login: string }) => login),
    ["zoe"],
  );
  const first = await users("search=brunel&sort=-name&limit=1");
  assert.deepEqual([first.users[0].login, first.total], ["yann", 2]);
  const second = await users(`search=brunel&sort=-name&limit=1&after=${first.next}`);
  assert.deepEqual([second.users[0].login, second.total, second.next], ["xavier", 2, undefined]);
  for (const wrong of [`sort=name&after=${first.next}`, "after=nonsense", "sort=secret", "limit=1001", "limit=0"])
    assert.equal((await ask(it.socket, "GET", `/api/v1/users?${wrong}`)).status, 400, wrong);
});

test("jobs by title, turned round and searched; what ended is not sorted in another way", async () => {
  await using it = await furnished();
  for (const title of ["Éssai", "essai 2", "Zebra"]) it.box.hold(title, undefined);
  const jobs = async (query: string) => (await ask(it.socket, "GET", `/api/v1/jobs?unclaimed=true&${query}`)).json;
  const first = await jobs("sort=-number&limit=2");
  assert.deepEqual([first.jobs.length, first.total], [2, 3]);
  const rest = await jobs(`sort=-number&limit=2&after=${first.next}`);
  assert.deepEqual(
    [...first.jobs, ...rest.jobs].map(({ number }) => number),
    [102, 101, 100],
  );
  assert.equal((await jobs("search=101")).total, 1);
  assert.equal((await ask(it.socket, "GET", "/api/v1/jobs?ended=true&sort=title")).status, 400);
});
