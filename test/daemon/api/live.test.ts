// Open pages are told that something changed: at once, only what concerns them, and nobody who is not signed in.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { WebSocket } from "ws";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { ask, browser, type Door, furnished, type Served } from "./asking.ts";

type Web = Exclude<Door, { socketPath: string }>;

interface Listening {
  readonly socket: WebSocket;
  /** Revisions told so far. */
  readonly told: number[];
  next(): Promise<number>;
}

async function listen(t: TestContext, door: Door, headers: Record<string, string> = {}): Promise<Listening> {
  const { url, headers: own } = door as Web;
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/v1/live`, { headers: { ...own, ...headers } });
  t.after(() => socket.terminate());
  const told: number[] = [];
  socket.on("message", (data) => told.push(JSON.parse(String(data)).revision));
  await Promise.race([once(socket, "message"), once(socket, "error").then(([error]) => Promise.reject(error))]);
  return { socket, told, next: async () => JSON.parse(String((await once(socket, "message"))[0])).revision };
}

const rowsOf = (it: Served, ...users: string[]): void =>
  it.box.tell({ kind: "rows", revision: it.box.world.revision, users: new Set(users.map((login) => `u-${login}` as UserId)) });

test("a change of mine is told to my pages, a change of somebody else's to an administrator's only", async (t) => {
  await using it = await furnished();
  const ben = await listen(t, await browser(it, "ben"));
  assert.deepEqual(ben.told, [it.box.world.revision], "first where the box stands: what was seen there is not out of date");
  const boss = await listen(t, await browser(it, "boss", ["administrator"]));
  rowsOf(it, "cleo");
  await boss.next();
  assert.equal(ben.told.length, 1);
  const heard = [ben.next(), boss.next()];
  rowsOf(it, "ben");
  rowsOf(it, "ben");
  assert.deepEqual(await Promise.all(heard), [it.box.world.revision, it.box.world.revision]);
  it.box.tell({ kind: "config", revision: it.box.world.revision });
  await ben.next();
  assert.equal(ben.told.length, 3, "two at once are told once; prices concern everybody");
});

test("strangers, pages of other sites and other addresses hear nothing", async (t) => {
  await using it = await furnished();
  const door = await browser(it, "ben");
  await assert.rejects(listen(t, { url: it.api.addresses.http }), /401/);
  await assert.rejects(listen(t, door, { origin: "http://evil.example" }), /403/);
  await assert.rejects(listen(t, door, { host: "evil.example" }), /403/);
  const elsewhere = new WebSocket(`${it.api.addresses.http.replace("http", "ws")}/api/v1/other`, { headers: (door as Web).headers });
  assert.match(String((await once(elsewhere, "error"))[0]), /404/);
});

test("who is refused and breaks off at once harms nobody", async () => {
  await using it = await furnished();
  const { hostname, port } = new URL(it.api.addresses.http);
  for (const path of ["/api/v1/live", "/nothing"]) {
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      if (i % 2 === 0) await once(socket, "readable");
      socket.resetAndDestroy();
    }
  }
  assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/healthz")).status, 200);
});

test("who talks too much, or leaves, costs nothing; the box closes with pages open", async (t) => {
  await using it = await furnished();
  const door = await browser(it, "ben");
  const loud = await listen(t, door);
  loud.socket.send("x".repeat(5_000));
  await once(loud.socket, "close");
  const quiet = await listen(t, door);
  assert.equal((await ask(door, "GET", "/api/v1/me")).status, 200);
  const closed = once(quiet.socket, "close");
  await it.api.stop();
  await closed;
});

test("a printer that stops is told to everybody; every answer names where the box stands", async (t) => {
  await using it = await furnished();
  const door = await browser(it, "ben");
  const ben = await listen(t, door);
  const heard = ben.next();
  it.box.printersMoved();
  assert.equal(await heard, it.box.world.revision);
  assert.equal((await ask(door, "GET", "/api/v1/me")).headers["quoin-revision"], String(it.box.world.revision));
});
