// What a person changes of their own: e-mail, a code the box draws, a PIN, cards by number or shown at a reader.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TerminalName } from "../../../daemon/domain/ids.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { ask, browser, furnished, type Served } from "./asking.ts";

const userOf = ({ box }: Served, login: string): User => box.deps.accounting.ask({ name: "user-by-login", login }) as User;

test("a code is drawn by the box, long enough, told once, and the one before ends", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const first = (await ask(ann, "POST", "/api/v1/me/code", { body: {} })).json.code;
  assert.match(first, /^\d{5}$/);
  const holder = (code: string) =>
    it.box.deps.accounting.ask({ name: "user-by-code", indexes: [it.box.deps.secrets.codeIndex(code)] })?.login;
  assert.equal(holder(first), "ann");
  const second = (await ask(ann, "POST", "/api/v1/me/code", { body: {} })).json.code;
  assert.equal(holder(second), "ann");
  if (first !== second) assert.equal(holder(first), undefined);
  assert.equal((await ask(ann, "GET", "/api/v1/me")).json.code, true, "never the code itself");
});

test("an address to write to is set and taken away; what is none is told so", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  const set = (email: string) => ask(ann, "PATCH", "/api/v1/me", { body: { email } });
  assert.equal((await set("ann@school.example")).json.email, "ann@school.example");
  assert.equal((await set("ann at school")).json.code, "bad-input");
  assert.equal((await ask(it.web, "GET", "/api/v1/users/ann")).json.email, "ann@school.example");
  assert.equal((await set("")).json.email, undefined);
  assert.equal("email" in userOf(it, "ann"), false);
});

test("a PIN is digits, and only whether there is one is ever told", async () => {
  await using it = await furnished();
  const ann = await browser(it, "ann");
  assert.equal((await ask(ann, "PUT", "/api/v1/me/pin", { body: { pin: "12" } })).json.code, "bad-input");
  assert.equal((await ask(ann, "PUT", "/api/v1/me/pin", { body: { pin: "4821" } })).json.pin, true);
});

test("a card is mine by its number, known by how it ends, and opens nothing once removed", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  assert.equal((await ask(ann, "POST", "/api/v1/me/cards", { body: { number: "25f512ba" } })).status, 200);
  assert.equal((await ask(ben, "POST", "/api/v1/me/cards", { body: { number: "25F512BA" } })).json.code, "card-taken");
  const [card] = (await ask(ann, "GET", "/api/v1/me/cards")).json.cards;
  assert.deepEqual([card.ends, card.addedAt], ["BA", it.box.world.now]);
  assert.equal((await ask(ben, "DELETE", `/api/v1/me/cards/${card.id}`)).json.code, "no-such-thing", "somebody else's");
  assert.equal((await ask(ann, "DELETE", `/api/v1/me/cards/${card.id}`)).status, 200);
  assert.equal(it.box.deps.accounting.ask({ name: "user-by-card", indexes: [card.id] }), undefined);
});

test("a card shown at the reader I asked for is mine once I say so", async () => {
  await using it = await furnished();
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const begin = (door: typeof ann, terminal: string) => ask(door, "POST", "/api/v1/me/cards/reading", { body: { terminal } });
  assert.equal((await begin(ann, "nowhere")).json.code, "no-such-thing");
  assert.equal((await begin(ann, "hall")).status, 200);
  assert.equal((await begin(ben, "hall")).json.code, "still-in-use");
  assert.equal((await ask(ann, "POST", "/api/v1/me/cards", { body: {} })).json.code, "no-such-thing", "nothing was read yet");
  it.box.cardReading.seen("hall" as TerminalName, "C0FFEE");
  assert.deepEqual((await ask(ann, "GET", "/api/v1/me/cards")).json.reading, { terminal: "hall", ends: "EE" });
  assert.equal((await ask(ben, "GET", "/api/v1/me/cards")).json.reading, undefined);
  assert.equal((await ask(ann, "POST", "/api/v1/me/cards", { body: {} })).status, 200);
  assert.equal(userOf(it, "ann").cards.length, 1);
  assert.equal((await begin(ben, "hall")).status, 200, "nobody waits any more");
  assert.equal((await ask(ben, "DELETE", "/api/v1/me/cards/reading")).status, 200);
});
