// What moved money, searched over HTTP: each way of asking finds its rows and no other, a page at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, furnished } from "./asking.ts";

test("entries are found by kind, amount, person and reason, newest first, and go on where a page ended", async () => {
  await using it = await furnished();
  await ask(it.socket, "POST", "/api/v1/users", { body: { login: "bob", limited: false } });
  const move = (path: string, amount: number, reason: string) =>
    ask(it.socket, "POST", `/api/v1/users/${path}`, {
      body: { amount, reason },
      headers: { "idempotency-key": `key-of-${amount}` },
    });
  await move("bob/top-ups", 30_000, "Dotation d'été");
  await move("bob/adjustments", -2_500, "lost book");
  await move("ann/top-ups", 10_000, "cash again");
  const reasons = async (query: string): Promise<string[]> =>
    (await ask(it.socket, "GET", `/api/v1/ledger/entries?${query}`)).json.entries.map(({ reason }: { reason: string }) => reason);
  assert.deepEqual(await reasons("search=bob"), ["lost book", "Dotation d'été"]);
  assert.deepEqual(await reasons("search=dotation%20d'ete"), ["Dotation d'été"], "without accents and capitals");
  assert.deepEqual(await reasons("kind=adjustment"), ["lost book"]);
  assert.deepEqual(await reasons("least=2500&most=10000"), ["cash again", "lost book"], "whichever way it went");
  assert.deepEqual(await reasons(`to=${it.box.world.now - 1}`), []);
  const { json } = await ask(it.socket, "GET", "/api/v1/ledger/entries?limit=2");
  assert.deepEqual((await reasons(`limit=2&before=${json.next}`)).at(0), "Dotation d'été");
  assert.equal((await ask(it.socket, "GET", "/api/v1/ledger/entries?kind=audit")).status, 400);
});
