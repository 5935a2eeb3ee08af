// One request to a printer: what leaves, when, over which certificate, and how every wrong answer ends.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { group, languageOf } from "../../../daemon/ipp/build.ts";
import { ippCall, type IppCall } from "../../../daemon/ipp/client.ts";
import { encode, MessageReader } from "../../../daemon/ipp/codec.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import { type Message, tags } from "../../../daemon/ipp/message.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { openTrust } from "../../../daemon/printing/printer/trust.ts";
import { startFakePrinter } from "../../fakes/printer.ts";
import { fast } from "../printing/printer/setting.ts";

const hello: Message = { version: [2, 0], code: operations.printJob, requestId: 7, groups: [group(tags.operation, languageOf("en"))] };
const ok = encode({ ...hello, code: statuses.ok });

const callOf = (more: Partial<IppCall> = {}): IppCall => ({
  clock: fast(10),
  signal: AbortSignal.timeout(20_000),
  accept: async () => true,
  ...more,
});

const printerFailed = (retry: string) => (error: unknown) => isFault(error, "printer-failed") && error.retry === retry;

let folder = "";
const keys: { key: string; cert: string }[] = [];
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "quoin-client-"));
  for (const name of ["one", "two"]) {
    const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.crt`)];
    await promisify(execFile)("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-subj",
      "/CN=printer",
      "-days",
      "2",
      "-keyout",
      key,
      "-out",
      cert,
    ]);
    keys.push({ key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") });
  }
});
after(() => rm(folder, { recursive: true }));

async function serve(
  t: TestContext,
  answer: RequestListener,
  secure?: { key: string; cert: string },
  port = 0,
): Promise<{ uri: string; port: number; close: () => void }> {
  const server = secure ? createHttpsServer(secure, answer) : createHttpServer(answer);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  t.after(close);
  const bound = (server.address() as AddressInfo).port;
  return { uri: `ipp${secure ? "s" : ""}://127.0.0.1:${bound}/ipp/print`, port: bound, close };
}

/** Bytes on a socket, as no HTTP library would write them. */
async function serveRaw(t: TestContext, each: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    each(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function* pieces(
  count: number,
  seen: { pulled: number; closed: boolean } = { pulled: 0, closed: false },
): AsyncGenerator<Uint8Array> {
  try {
    for (let i = 0; i < count; i++) {
      seen.pulled += 1;
      yield Buffer.alloc(64 * 1024, i);
    }
  } finally {
    seen.closed = true;
  }
}

const all = async (request: AsyncIterable<unknown>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
};

test("the message goes out whole and the answer comes back", async (t) => {
  const { uri } = await serve(t, async (request, response) => {
    const body = await all(request);
    assert.deepEqual(
      [request.method, request.url, request.headers["content-type"], request.headers["content-length"]],
      ["POST", "/ipp/print", "application/ipp", String(body.length)],
    );
    assert.deepEqual(new MessageReader().push(body)?.message, hello);
    response.end(ok);
  });
  assert.equal((await ippCall(uri, hello, callOf())).code, statuses.ok);
});

test("a document streams behind the message, chunked, only after the printer said to go on", async (t) => {
  const seen = { pulled: 0, closed: false };
  const taken: number[] = [];
  let received = 0;
  const server = createHttpServer();
  server.on("checkContinue", async (request, response) => {
    assert.equal(seen.pulled, 0);
    assert.equal(request.headers["transfer-encoding"], "chunked");
    response.writeContinue();
    received = (await all(request)).length;
    response.end(ok);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  await ippCall(
    `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hello,
    callOf({ document: pieces(50, seen), taken: (bytes) => void taken.push(bytes) }),
  );
  assert.equal(received, 50 * 64 * 1024 + encode(hello).length);
  assert.equal(taken.at(-1), 50 * 64 * 1024);
  assert.ok(seen.closed);
});

test("a printer that refuses at Expect gets no byte of the document", async (t) => {
  for (const [status, retry] of [
    [401, "never"],
    [503, "later"],
    [400, "never"],
  ] as const) {
    const seen = { pulled: 0, closed: false };
    const server = createHttpServer();
    server.on("checkContinue", (_, response) => void response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    await assert.rejects(
      ippCall(`ipp://127.0.0.1:${(server.address() as AddressInfo).port}/`, hello, callOf({ document: pieces(5, seen) })),
      printerFailed(retry),
    );
    assert.equal(seen.pulled, 0);
  }
});

test("an IPP refusal ends the sending at once, without the rest of the document", async (t) => {
  const seen = { pulled: 0, closed: false };
  const { uri } = await serve(t, (request, response) => {
    request.once("data", () => response.end(encode({ ...hello, code: statuses.busy })));
  });
  const answer = await ippCall(uri, hello, callOf({ document: pieces(100_000, seen) }));
  assert.equal(answer.code, statuses.busy);
  assert.ok(seen.pulled < 100_000 && seen.closed);
});

test("a printer that wants TLS on its plain port (426) gets it there", async (t) => {
  const secure = createHttpsServer(keys[0] ?? {}, async (request, response) => {
    await all(request);
    response.end(ok);
  });
  const plain = createHttpServer((_, response) => void response.writeHead(426, { upgrade: "TLS/1.2", connection: "Upgrade" }).end());
  plain.on("checkContinue", (_, response) => void response.writeHead(426, { upgrade: "TLS/1.2", connection: "Upgrade" }).end());
  const uri = await serveRaw(t, (socket) => {
    socket.once("readable", () => {
      const first = socket.read() as Buffer;
      socket.unshift(first);
      (first[0] === 0x16 ? secure : plain).emit("connection", socket);
    });
  });
  for (const document of [undefined, pieces(3)]) {
    const accepted: string[] = [];
    const answer = await ippCall(
      uri,
      hello,
      callOf({ accept: async (authority) => accepted.push(authority) > 0, ...(document ? { document } : {}) }),
    );
    assert.deepEqual([answer.code, accepted], [statuses.ok, [new URL(uri).host]]);
  }
});

test("a self-signed certificate is trusted when first seen, and no other after, restart included", async (t) => {
  const file = path.join(folder, "trust.json");
  const trust = await openTrust(file);
  let asked = 0;
  const answer: RequestListener = (_, response) => {
    asked += 1;
    response.end(ok);
  };
  const first = await serve(t, answer, keys[0]);
  assert.equal((await ippCall(first.uri, hello, callOf({ accept: trust.accept }))).code, statuses.ok);
  first.close();
  const imposter = await serve(t, answer, keys[1], first.port);
  const again = await openTrust(file);
  for (const accept of [trust.accept, again.accept])
    await assert.rejects(ippCall(imposter.uri, hello, callOf({ accept })), printerFailed("never"));
  assert.equal(asked, 1, "not a byte of the request went to the other");
  await again.forget(`127.0.0.1:${first.port}`);
  assert.equal((await ippCall(imposter.uri, hello, callOf({ accept: again.accept }))).code, statuses.ok);
});

test("a damaged list of certificates is not taken for an empty one", async () => {
  const file = path.join(folder, "damaged.json");
  const trust = await openTrust(file);
  await trust.accept("a:1", "AA");
  const { writeFile } = await import("node:fs/promises");
  await writeFile(file, '{"a:1": "A');
  await assert.rejects(openTrust(file), (error) => isFault(error, "data-damaged"));
});

test("addresses that are none are refused without a connection", async () => {
  for (const uri of ["http://127.0.0.1/", "ipp:", "ipp:///x", "", "ipp://[::1", "file:///etc/passwd"])
    await assert.rejects(ippCall(uri, hello, callOf()), printerFailed("never"));
});

const rawAnswers: readonly [name: string, bytes: string | Buffer, retry: string][] = [
  ["nothing", "", "later"],
  ["no HTTP", "SSH-2.0-dropbear\r\n", "later"],
  ["a header without end", `HTTP/1.1 200 OK\r\nX: ${"a".repeat(100_000)}`, "later"],
  ["a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "later"],
  ["chunks of nonsense size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n", "later"],
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "never"],
  ["a redirect", "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "never"],
  ["an empty success", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "later"],
  ["a message cut short", Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"), ok.subarray(0, 20)]), "later"],
];
for (const [name, bytes, retry] of rawAnswers) {
  test(`${name} for an answer is a fault`, async (t) => {
    const uri = await serveRaw(t, (socket) => socket.once("data", () => socket.end(bytes)));
    await assert.rejects(ippCall(uri, hello, callOf()), printerFailed(retry));
    const seen = { pulled: 0, closed: false };
    await assert.rejects(ippCall(uri, hello, callOf({ document: pieces(2, seen) })), printerFailed(retry));
  });
}

test("endless interim answers end with the time-out", async (t) => {
  const uri = await serveRaw(t, (socket) => {
    const more = (): void =>
      void (socket.destroyed || socket.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(100), () => setImmediate(more)));
    socket.once("data", more);
  });
  await assert.rejects(ippCall(uri, hello, callOf({ answerTimeoutMs: 2_000 })), printerFailed("later"));
});

test("a printer that takes the connection and is silent ends with the time-out", async (t) => {
  const uri = await serveRaw(t, () => undefined);
  await assert.rejects(ippCall(uri, hello, callOf({ answerTimeoutMs: 2_000 })), printerFailed("later"));
  await assert.rejects(ippCall(uri.replace("ipp:", "ipps:"), hello, callOf()), printerFailed("later"));
});

test("an answer over the cap is a fault", async (t) => {
  const { uri } = await serve(t, (_, response) => void response.end(ok));
  await assert.rejects(ippCall(uri, hello, callOf({ maxAnswerBytes: ok.length - 1 })), printerFailed("later"));
  assert.equal((await ippCall(uri, hello, callOf({ maxAnswerBytes: ok.length }))).code, statuses.ok);
});

test("giving up closes the connection and the document", async () => {
  const printer = await startFakePrinter({ pages: 1 });
  printer.stall(1_000);
  const [stop, seen] = [new AbortController(), { pulled: 0, closed: false }];
  const calling = ippCall(printer.uri, hello, callOf({ clock: systemClock, signal: stop.signal, document: pieces(100_000, seen) }));
  while (seen.pulled < 10) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  await assert.rejects(calling, printerFailed("later"));
  while (!seen.closed) await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(ippCall(printer.uri, hello, callOf({ signal: stop.signal })), printerFailed("later"));
  await printer.close();
});
