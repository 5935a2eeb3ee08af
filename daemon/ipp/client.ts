// One IPP request to a printer and its answer, over HTTP/1.1 or TLS (RFC 8010 §4, RFC 7472). A printer's answer is as hostile as a client's
// request: whatever is wrong with it ends as Fault printer-failed. One connection per call: a kept one that dies would leave open whether a
// request was carried out.
import { type IncomingMessage, request as httpRequest } from "node:http";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Clock } from "../runtime/clock.ts";
import { Fault, isFault, type PrinterTrouble } from "../runtime/faults.ts";
import { BadMessage, encode, MessageReader } from "./codec.ts";
import { isSuccess } from "./codes.ts";
import type { Message } from "./message.ts";

export interface IppCall {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether this certificate may speak for host:port. Asked before a byte of the request leaves. */
  readonly accept: (authority: string, fingerprint: string) => Promise<boolean>;
  /** Follows the message; pulled only once the printer is willing. Always closed. */
  readonly document?: AsyncIterable<Uint8Array>;
  /** Told each time the network took more of the document. */
  readonly taken?: (bytes: number) => void;
  readonly maxAnswerBytes?: number;
  /** From the last byte of the request to the end of the answer's attributes. */
  readonly answerTimeoutMs?: number;
}

/** Name look-up, connection and TLS: a printer waking from sleep takes some seconds, and its small processor 2–3 s for a handshake. */
const connectTimeoutMs = 10_000;
/** Sleeping printers were seen to need 10–20 s for their first answer. */
const usualAnswerTimeoutMs = 30_000;
/** All of a printer's attributes with media-col-database are under 300 KB on the largest devices. */
const usualAnswerBytes = 1024 * 1024;
/** RFC 9110 §10.1.1: do not wait for 100 Continue for ever; CUPS waits 1 s too. */
const continueWaitMs = 1_000;

/** Throws Fault printer-failed for anything but a readable answer to this very request; the answer's status is the caller's to judge. */
export async function ippCall(uri: string, message: Message, call: IppCall): Promise<Message> {
  let target = targetOf(uri);
  let expect = call.document !== undefined;
  const document = call.document?.[Symbol.asyncIterator]();
  let pulled = false;
  const next: Next | undefined =
    document &&
    (() => {
      pulled = true;
      return document.next();
    });
  try {
    // At most two second tries, each for its own reason, and never once a byte of the document was taken.
    for (;;) {
      const answer = await exchange(target, message, call, expect, next);
      if (answer.kind === "message") return answer.message;
      if (answer.status === 426 && !target.secure && !pulled) target = { ...target, secure: true };
      else if (answer.status === 417 && expect && !pulled) expect = false;
      else throw httpFault(answer.status);
    }
  } finally {
    document?.return?.()?.catch(() => undefined);
  }
}

const failed = (message: string, retry: Fault["retry"], trouble: PrinterTrouble, cause?: unknown): Fault =>
  new Fault("printer-failed", message, { retry, cause, trouble });
const silent = (message: string, cause?: unknown): Fault => failed(message, "later", "printer-unreachable", cause);

/** What another status than 200 says about trying again. Redirects are not followed: a printer must not send us to other hosts. */
function httpFault(status: number): Fault {
  if (status === 401 || status === 403) return failed(`the printer asks for a password (HTTP ${status})`, "never", "printer-refuses");
  if (status === 404 || status === 405) return failed(`no printer is at this path (HTTP ${status})`, "never", "printer-refuses");
  return failed(`the printer answered with HTTP status ${status}`, status >= 500 ? "later" : "never", "printer-refuses");
}

interface Target {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** As written in the URI: for the Host field and for trust. */
  readonly authority: string;
}

/** The host:port whose certificate is held to; undefined where none is shown. */
export function authorityOf(uri: string): string | undefined {
  return /^ipps?:/i.test(uri) && URL.canParse(uri) ? targetOf(uri).authority : undefined;
}

function targetOf(uri: string): Target {
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  if (parsed === undefined || (parsed.protocol !== "ipp:" && parsed.protocol !== "ipps:") || parsed.hostname === "") {
    throw failed("the printer's address is no ipp: or ipps: URI", "never", "printer-cannot");
  }
  // RFC 3510 §3, RFC 7472 §4.1: both have port 631.
  const port = parsed.port === "" ? 631 : Number(parsed.port);
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  return { secure: parsed.protocol === "ipps:", host, port, path: parsed.pathname || "/", authority: `${parsed.hostname}:${port}` };
}

type Answer = { readonly kind: "message"; readonly message: Message } | { readonly kind: "http"; readonly status: number };
type Next = () => Promise<IteratorResult<Uint8Array>>;

async function exchange(target: Target, message: Message, call: IppCall, expect: boolean, next: Next | undefined): Promise<Answer> {
  const socket = await connect(target, call);
  const stops: (() => void)[] = [];
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const fail = (error: unknown): void => reject(isFault(error) ? error : silent("the connection to the printer broke", error));
      const abort = (): void => fail(silent("the call was given up", call.signal.reason));
      call.signal.addEventListener("abort", abort, { once: true });
      stops.push(() => call.signal.removeEventListener("abort", abort));
      if (call.signal.aborted) return abort();

      const head = encode(message);
      const request = httpRequest({
        createConnection: () => socket,
        method: "POST",
        path: target.path,
        headers: {
          host: target.authority,
          "content-type": "application/ipp",
          "user-agent": "Quoin",
          connection: "close",
          ...(next === undefined ? { "content-length": head.length } : { "transfer-encoding": "chunked" }),
          ...(expect ? { expect: "100-continue" } : {}),
        },
      });
      const limit = (): void => {
        const late = silent("the printer did not answer in time");
        stops.push(call.clock.after(call.answerTimeoutMs ?? usualAnswerTimeoutMs, () => fail(late)));
      };
      // How long a document may take is for those to say who watch the printer meanwhile; its end starts the limit.
      if (next === undefined) limit();
      let sending: Promise<void> | undefined;
      const send = (): void => {
        sending ??= sendBody(request, head, next, call.taken).then(() => (next === undefined ? undefined : limit()));
        sending.catch(fail);
      };
      request.on("error", fail);
      request.on("close", () => fail(silent("the printer closed the connection without an answer")));
      request.on("upgrade", () => fail(failed("the printer switched to another protocol", "never", "printer-garbled")));
      request.on("continue", send);
      request.on("response", (response) => {
        response.on("error", fail);
        readAnswer(response, message.requestId, call.maxAnswerBytes ?? usualAnswerBytes)
          // A success told before the document was taken is believed only once it was.
          .then(async (answer) => {
            if (answer.kind === "message" && isSuccess(answer.message.code)) {
              send();
              await sending;
            }
            resolve(answer);
          })
          .catch(fail);
      });
      if (expect) {
        request.flushHeaders();
        stops.push(call.clock.after(continueWaitMs, send));
      } else send();
    });
  } finally {
    for (const stop of stops) stop();
    socket.destroy();
  }
}

async function sendBody(
  request: ReturnType<typeof httpRequest>,
  head: Uint8Array,
  next: Next | undefined,
  taken: IppCall["taken"],
): Promise<void> {
  const write = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => request.write(bytes, (error) => (error ? reject(error) : resolve())));
  await write(head);
  let bytes = 0;
  for (let chunk = await next?.(); chunk !== undefined && !chunk.done; chunk = await next?.()) {
    if (request.destroyed) throw silent("the connection to the printer broke");
    if (chunk.value.length === 0) continue;
    await write(chunk.value);
    bytes += chunk.value.length;
    taken?.(bytes);
  }
  request.end();
}

async function readAnswer(response: IncomingMessage, requestId: number, most: number): Promise<Answer> {
  if (response.statusCode !== 200) return { kind: "http", status: response.statusCode ?? 0 };
  const reader = new MessageReader(most);
  try {
    for await (const chunk of response) {
      const decoded = reader.push(chunk as Uint8Array);
      if (decoded === undefined) continue;
      const { message } = decoded;
      if (message.version[0] !== 1 && message.version[0] !== 2)
        throw failed("the printer answered in an unknown version of IPP", "never", "printer-garbled");
      if (message.requestId !== requestId) throw failed("the printer answered another request", "later", "printer-garbled");
      return { kind: "message", message };
    }
  } catch (error) {
    if (error instanceof BadMessage) throw failed("the printer's answer is no IPP message", "later", "printer-garbled", error);
    throw error;
  }
  throw failed("the printer's answer ended too early", "later", "printer-garbled");
}

/** A connection that may speak: TLS done and the certificate accepted. */
async function connect(target: Target, call: IppCall): Promise<Socket> {
  const { host, port } = target;
  const socket = target.secure
    ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), rejectUnauthorized: false })
    : connectPlain({ host, port });
  // Attributes and document leave in writes of their own: the second must not wait until the first was heard of, 40 ms where that is delayed.
  socket.setNoDelay(true);
  try {
    await opened(socket, target.secure ? "secureConnect" : "connect", call);
    if (target.secure) {
      const { fingerprint256 } = (socket as TLSSocket).getPeerCertificate();
      if (!fingerprint256 || !(await call.accept(target.authority, fingerprint256))) {
        throw failed("the printer shows another certificate than before", "never", "certificate-changed");
      }
    }
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function opened(socket: Socket, event: "connect" | "secureConnect", { clock, signal }: IppCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Fault): void => {
      stopTimer();
      signal.removeEventListener("abort", abort);
      if (error === undefined) resolve();
      else reject(error);
    };
    const abort = (): void => done(silent("the call was given up", signal.reason));
    const stopTimer = clock.after(connectTimeoutMs, () => done(silent("the printer did not take the connection in time")));
    socket.once(event, () => done());
    // Stays on for the connection's life: an error between two listeners must not end the process.
    socket.on("error", (error) => done(silent("the printer cannot be reached", error)));
    socket.once("close", () => done(silent("the printer closed the connection")));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
  });
}
