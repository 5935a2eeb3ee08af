// Raw sockets: nonsense, halves, huge lengths, slow bytes, crowds and clients that vanish. The listener lives, and nothing is left behind.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { boolean, integer, keyword, nameValue, textsOf } from "../../../daemon/ipp/build.ts";
import { encode } from "../../../daemon/ipp/codec.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import type { IppLimits } from "../../../daemon/ipp/server.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { ask, door, integerValue, jobId, MemoryDesk, pdf, quarrels, requestOf } from "./exchange.ts";

async function box(context: { after(end: () => Promise<void>): void }, limits: Partial<IppLimits> = {}) {
  const desk = new MemoryDesk();
  desk.addQueue("main");
  desk.addUser("ann");
  const port = await door(desk, { limits: { drain: { withinMs: 500, quietMs: 100 }, ...limits } }, context);
  const fine = async (): Promise<void> => {
    assert.equal((await ask(port, { code: operations.printJob, document: pdf })).status, statuses.ok);
    assert.deepEqual(quarrels, []);
  };
  return { desk, port, fine };
}

async function raw(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  for (const piece of pieces) socket.write(piece);
  return socket;
}

/** Everything it says until it closes. */
async function heard(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  if (!socket.closed) await once(socket, "close");
  return text;
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

const head = (length: number | "chunked"): string =>
  `POST /ipp/print HTTP/1.1\r\nHost: box\r\nContent-Type: application/ipp\r\n${length === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`}\r\n\r\n`;
const print = encode(requestOf({ code: operations.printJob }));

test("nonsense of every kind is answered or closed, and the next client is served", async (context) => {
  const { port, fine } = await box(context);
  const nonsense: readonly (readonly (string | Uint8Array)[])[] = [
    ["\0\0\0\0\0\0\r\n\r\n"],
    ["GET"],
    [Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc)],
    ["POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"],
    [`GET / HTTP/1.1\r\nX: ${"y".repeat(20_000)}\r\n\r\n`],
    [head(8), Uint8Array.of(1, 1, 0, 2, 0, 0, 0, 1)],
    [head(40), Uint8Array.of(1, 1, 0, 2, 0, 0, 0, 1, 1), Buffer.alloc(31, 0xff)],
    [head("chunked"), "zz\r\n"],
    [head("chunked"), "ffffffffffffffffff\r\n"],
    [head(print.length), print.subarray(0, 20)],
  ];
  for (const pieces of nonsense) {
    const socket = await raw(port, ...pieces);
    socket.end();
    await heard(socket);
  }
  await fine();
});

test("a length that claims more than there may be is refused before the bytes come", async (context) => {
  const { port, fine } = await box(context);
  const claim = Uint8Array.of(1, 1, 0, 2, 0, 0, 0, 5, 1, 0x47, 0, 1, 0x61, 0xff, 0xff);
  const socket = await raw(port, head(2_000_000_000), claim);
  const answer = await heard(socket);
  assert.match(answer, /^HTTP\/1\.1 200 OK/);
  assert.match(answer, /Connection: close/i, "the rest never came, so the connection is of no more use");
  assert.ok(answer.includes("\u0004\u0008\0\0\0\u0005"), "request-entity-too-large, to request 5");
  await fine();
});

test("a client that vanishes amid its document leaves no job behind; amid a Send-Document its job is aborted", async (context) => {
  const { desk, port, fine } = await box(context);
  const socket = await raw(port, head(1_000_000), print, pdf, Buffer.alloc(100_000));
  await until(() => desk.incoming === 1);
  socket.destroy();
  await until(() => desk.incoming === 0);
  assert.equal(desk.jobs.size, 0);

  const made = await ask(port, { code: operations.createJob });
  const send = encode(
    requestOf({ code: operations.sendDocument, operation: [integer("job-id", jobId(made)), boolean("last-document", true)] }),
  );
  const second = await raw(port, head("chunked"), `${(send.length + pdf.length + 2000).toString(16)}\r\n`, send, pdf, Buffer.alloc(2000));
  await until(() => desk.incoming === 1);
  second.resetAndDestroy();
  await until(() => desk.incoming === 0);
  assert.equal(desk.find(jobId(made))?.state, "aborted");
  const asked = await ask(port, { code: operations.getJobAttributes, operation: [integerValue("job-id", jobId(made))] });
  assert.deepEqual(textsOf(asked.jobs[0], "job-state-reasons"), ["submission-interrupted"]);
  await fine();
});

test("a client that stops sending, or drips, is given up; its document is no job", async (context) => {
  const { desk, port, fine } = await box(context, { idleMs: 150, attributesMs: 300, judgedAfterMs: 400, leastBytesPerSecond: 1000 });
  const silent = await raw(port, head(1_000_000), print, pdf);
  const early = await raw(port, head(1_000), print.subarray(0, 30));
  const [dripping, drip] = [await raw(port, head(1_000_000), print, pdf), Uint8Array.of(32)];
  let stopped = false;
  const dripped = (async () => {
    while (!stopped) {
      dripping.write(drip);
      await systemClock.sleep(50);
    }
  })();
  await Promise.all([heard(silent), heard(early), heard(dripping)]);
  stopped = true;
  await dripped;
  assert.equal(desk.jobs.size, 0);
  assert.equal(desk.incoming, 0);
  await fine();
});

test("one address gets its share of the connections, and no more", async (context) => {
  const { port } = await box(context, { connectionsPerAddress: 5 });
  const sockets = await Promise.all(Array.from({ length: 5 }, () => raw(port)));
  const sixth = await raw(port);
  await heard(sixth);
  assert.ok(sixth.destroyed || sixth.closed);
  assert.equal((await ask(port, { code: operations.printJob, document: pdf, from: "127.0.0.2" })).status, statuses.ok, "others are served");
  for (const socket of sockets) socket.destroy();
});

test("a refused document is read to its end, so that its connection serves the next request", async (context) => {
  const { port, fine } = await box(context);
  const refused = encode(requestOf({ code: operations.printJob, printer: "/ipp/print/nowhere" }));
  const asked = encode(requestOf({ code: operations.getPrinterAttributes }));
  const socket = await raw(port, head(refused.length + 3_000_000), refused, Buffer.alloc(3_000_000, 1), head(asked.length), asked);
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  await until(() => text.split("HTTP/1.1 200 OK").length === 3 && text.includes("printer-uuid"));
  assert.doesNotMatch(text, /connection: close/i);
  socket.destroy();
  await fine();
});

test("requests one after another on one connection, each in single bytes", async (context) => {
  const { desk, port } = await box(context);
  const socket = await raw(port);
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  for (let i = 0; i < 3; i++) {
    for (const byte of Buffer.concat([Buffer.from(head(print.length + pdf.length)), print, pdf])) socket.write(Uint8Array.of(byte));
  }
  await until(() => desk.jobs.size === 3 && text.split("HTTP/1.1 200 OK").length === 4);
  socket.destroy();
});

test("a client that asks and never reads its answers is given up, and its place is free again", async (context) => {
  const clock = new ManualClock();
  const desk = new MemoryDesk();
  desk.addQueue("main");
  const port = await door(desk, { clock, limits: { answerMs: 60_000, connectionsPerAddress: 8 } }, context);
  const name = nameValue("job-name", "x".repeat(255));
  for (let n = 0; n < 100; n++) await ask(port, { code: operations.printJob, operation: [name], document: pdf });
  const list = encode(requestOf({ code: operations.getJobs, operation: [keyword("requested-attributes", "all")] }));
  // 100 lists of 100 kB are more than the kernel keeps for a client.
  const asking = Array.from({ length: 100 }, () => Buffer.concat([Buffer.from(head(list.length)), list]));
  const greedy = await Promise.all(Array.from({ length: 8 }, () => raw(port, ...asking)));
  const hello = "GET / HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n";
  const asked = async (): Promise<string> => heard(await raw(port, hello)).catch(() => "");
  assert.equal(await asked(), "", "its address has no other place");
  while ((await asked()) === "") clock.advance(10_000);
  assert.deepEqual(quarrels, []);
  for (const socket of greedy) socket.destroy();
});
