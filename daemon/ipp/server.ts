// The IPP listener: HTTP/1.1 around the codec. One request's trouble is its own; the listener always lives.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Tls } from "../certificates/state.ts";
import type { User } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { answerMessage, failed, say } from "./answer.ts";
import { Body, ClientGone, type DrainLimits, type PaceLimits } from "./body.ts";
import { type Language, languageOf } from "../words/index.ts";
import { textOf } from "./build.ts";
import { BadMessage, encode, MessageReader, requestHeaderBytes } from "./codec.ts";
import { type UnpackLimits, unpackLimits } from "./compression.ts";
import { Crowd } from "./crowd.ts";
import type { PrintDesk } from "./desk.ts";
import type { Message } from "./message.ts";
import { challenge, operate } from "./operations.ts";
import type { Connection, House } from "./request.ts";
import { SignIns } from "./sign-ins.ts";
import { queueCounts } from "./queue-counts.ts";

export interface IppLimits extends PaceLimits {
  readonly connections: number;
  /** A print server that forwards for a floor needs some; nobody needs all. */
  readonly connectionsPerAddress: number;
  /** For the head of a request. */
  readonly headMs: number;
  /** Between two requests on one connection: a client asks, prints and asks again. */
  readonly keepAliveMs: number;
  /** From the first byte of a body to the end of its attributes. */
  readonly attributesMs: number;
  /** Clients of CUPS hear an answer only once their document is sent (seen: an early one costs the connection), so a refused one is read away. */
  readonly drain: DrainLimits;
  /** A client that does not read its answer for so long is given up. The longest one, 500 jobs, is 1 MB: 17 kB a second. */
  readonly answerMs: number;
  readonly unpack: UnpackLimits;
}

export const ippLimits: IppLimits = {
  connections: 512,
  connectionsPerAddress: 64,
  headMs: 15_000,
  keepAliveMs: 30_000,
  attributesMs: 15_000,
  idleMs: 30_000,
  leastBytesPerSecond: 512,
  judgedAfterMs: 60_000,
  drain: { withinMs: 30_000, quietMs: 1_000 },
  answerMs: 60_000,
  unpack: unpackLimits,
};

export interface IppServerParts {
  readonly desk: PrintDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<IppLimits>;
  /** With it the listener speaks ipps, without it ipp. */
  readonly tls?: Tls;
  /** Stable name of this box; printer-uuid comes from it. */
  readonly identity?: string;
  readonly version?: string;
  readonly currency?: string;
  /** The other listener, so that both are announced. */
  readonly sibling?: House["sibling"];
  readonly web?: House["web"];
}

export interface IppServer {
  listen(host: string, port: number): Promise<{ port: number }>;
  close(): Promise<void>;
}

/** Sent once before the first header line of a request; browsers and scanners stay below. */
const httpHeaderBytes = 16 * 1024;
/** A request under way at the end of the box may finish. */
const closeWithinMs = 2_000;

export function createIppServer(parts: IppServerParts): IppServer {
  const { clock, log, tls } = parts;
  const limits: IppLimits = { ...ippLimits, ...parts.limits };
  const house: House = {
    desk: parts.desk,
    clock,
    identity: parts.identity ?? "quoin",
    version: parts.version ?? "0.0.0",
    currency: parts.currency ?? "EUR",
    unpack: limits.unpack,
    since: clock.now(),
    jobsOf: queueCounts(parts.desk, clock),
    sibling: parts.sibling ?? (() => undefined),
    web: parts.web ?? (() => undefined),
  };
  const signIns = new SignIns(parts.desk, clock);
  const handle = (request: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    const exchange: Exchange = { request, response, expects, secure: tls !== undefined, house, limits, signIns, log };
    serve(exchange).catch((error: unknown) => {
      log.error("ipp request failed", { error });
      request.socket.destroy();
    });
  };
  const options = {
    maxHeaderSize: httpHeaderBytes,
    headersTimeout: limits.headMs,
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headMs),
  };
  const server = tls ? secureServer(options, tls) : createServer(options);
  server.maxConnections = limits.connections;
  const crowd = new Crowd(limits.connectionsPerAddress);
  // On "connection" the TLS handshake is still to come.
  server.on("connection", (socket: Socket) => crowd.admit(socket));
  server.on("request", (request, response) => handle(request, response, false));
  server.on("checkContinue", (request, response) => handle(request, response, true));
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else socket.destroy();
  });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          server.on("error", (error) => log.error("ipp listener", { error }));
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const force = clock.after(closeWithinMs, () => server.closeAllConnections());
        server.close(() => {
          force();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function secureServer(options: object, { follow, ...tls }: Tls): Server {
  const server = createSecureServer({ ...options, ...tls, minVersion: "TLSv1.2", handshakeTimeout: 10_000 });
  follow?.(server);
  return server;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly expects: boolean;
  readonly secure: boolean;
  readonly house: House;
  readonly limits: IppLimits;
  readonly signIns: SignIns;
  readonly log: Log;
}

async function serve(exchange: Exchange): Promise<void> {
  const { request, response, secure, house, limits, signIns } = exchange;
  const path = (request.url ?? "/").split("?")[0];
  if (request.method === "GET" || request.method === "HEAD") {
    return path === "/"
      ? plain(response, 200, "Quoin takes print jobs here, over IPP.\n")
      : plain(response, 404, "There is nothing here.\n");
  }
  if (request.method !== "POST") return plain(response, 405, "Only POST is possible here.\n", { allow: "GET, HEAD, POST" });
  if (!/^application\/ipp\s*(;|$)/i.test(request.headers["content-type"] ?? ""))
    return plain(response, 415, "Only application/ipp is taken here.\n");
  const { authorization } = request.headers;
  // RFC 8010 §8: a password is never asked for, nor taken, in the clear.
  if (authorization !== undefined && !secure)
    return plain(response, 426, "Come again over ipps.\n", { upgrade: "TLS/1.2, HTTP/1.1", connection: "Upgrade" });
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  const signedIn = authorization === undefined ? undefined : await signIns.userOf(request.socket, authorization, address);
  if (authorization !== undefined && signedIn === undefined) return unauthorized(response);
  if (exchange.expects) response.writeContinue();
  const body = new Body(request, house.clock, limits);
  const connection = connectionOf(request, secure, address, signedIn);
  try {
    const answered = await answer(body, connection, exchange);
    if (!(await body.drain(limits.drain))) response.setHeader("connection", "close");
    if (answered === challenge) unauthorized(response);
    else if (answered === nonsense) plain(response, 400, "This is no IPP request.\n");
    else {
      const bytes = encode(answered);
      response.writeHead(200, { "content-type": "application/ipp", "content-length": bytes.length, "cache-control": "no-cache" });
      response.end(bytes);
      awaitRead(exchange);
    }
  } catch (error) {
    // Nobody is there to hear an answer.
    if (!(error instanceof ClientGone)) throw error;
    request.socket.destroy();
  }
}

/** What the kernel took of an answer is the client's affair; what it did not take keeps memory and a connection here. */
function awaitRead({ request: { socket }, response, house, limits }: Exchange): void {
  if (socket.writableLength === 0) return;
  const read = house.clock.after(limits.answerMs, () => socket.destroy());
  response.once("close", read);
}

/** Throws ClientGone, and nothing else. */
async function answer(
  body: Body,
  connection: Connection,
  { house, limits, log }: Exchange,
): Promise<Message | typeof challenge | typeof nonsense> {
  let message: Message | undefined;
  try {
    message = await readMessage(body, house.clock, limits.attributesMs);
    const answered = await operate(message, connection, body, house);
    return answered === challenge ? challenge : answerMessage(answered, message, languageIn(message));
  } catch (error) {
    if (body.gone) throw new ClientGone("the client went away", { cause: error });
    if (error instanceof BadMessage) {
      return error.opening === undefined ? nonsense : answerMessage(say(error.status, error.sentence), error.opening, "en");
    }
    const { answer: said, known } = failed(error);
    if (!known) log.error("ipp operation failed", { error, operation: message?.code });
    return message === undefined ? nonsense : answerMessage(said, message, languageIn(message));
  }
}

/** Not even the eight bytes an IPP answer would name. */
const nonsense = "nonsense";

const languageIn = (message: Message): Language => languageOf(textOf(message.groups[0], "attributes-natural-language"));

async function readMessage(body: Body, clock: Clock, withinMs: number): Promise<Message> {
  const reader = new MessageReader(requestHeaderBytes);
  const until = clock.monotonic() + withinMs;
  for (;;) {
    const chunk = await body.next(Math.max(1, until - clock.monotonic()));
    if (chunk === undefined) throw reader.cutShort();
    const decoded = reader.push(chunk);
    if (decoded === undefined) continue;
    body.giveBack(decoded.rest);
    return decoded.message;
  }
}

function connectionOf(request: IncomingMessage, secure: boolean, address: string, signedIn: User | undefined): Connection {
  const { localAddress = "localhost", localPort = 631 } = request.socket;
  const host = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.%]{2,60}\])(:\d{1,5})?$/.exec(request.headers.host ?? "");
  const own = localAddress.includes(":") ? `[${localAddress}]` : localAddress;
  const authority = host === null ? `${own}:${localPort}` : host[1] === undefined ? `${host[0]}:${localPort}` : host[0];
  const userAgent = request.headers["user-agent"];
  return {
    address,
    secure,
    path: request.url ?? "/",
    authority,
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, 200) }),
    ...(signedIn === undefined ? {} : { signedIn }),
  };
}

function plain(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "content-length": Buffer.byteLength(sentence), ...headers });
  response.end(sentence);
}

const unauthorized = (response: ServerResponse): void =>
  plain(response, 401, "Sign in with your name and password.\n", { "www-authenticate": 'Basic realm="Quoin", charset="UTF-8"' });
