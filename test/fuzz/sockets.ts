// A share of the inputs through the real listener, over sockets, in every framing.
import { connect } from "node:net";
import type { Clock } from "../../daemon/runtime/clock.ts";
import { statuses } from "../../daemon/ipp/codes.ts";
import { pdf } from "../daemon/ipp/exchange.ts";
import { Chance } from "./chance.ts";
import { input, job } from "./mutate.ts";

export interface SocketCounts {
  sent: number;
  /** Answered as IPP, by HTTP alone, or closed without a word. */
  ipp: number;
  http: number;
  closed: number;
  /** server-error-internal-error: a mistake of ours. */
  internal: number;
  /** Neither answered nor closed in time: the index of each. */
  readonly stuck: number[];
}

/** A box gives a silent client up after 30 s. */
const stuckAfterMs = 45_000;
/** A client that announced more than it sends waits so long for an answer, then hangs up: waiting each out would take hours. */
const patienceMs = 500;

type Framing = "length" | "chunked" | "too-long" | "too-short" | "cut" | "head-broken";
const framings: readonly [Framing, ...Framing[]] = ["length", "length", "chunked", "too-long", "too-short", "cut", "head-broken"];

/** The bytes of one HTTP request around an input. */
function framed(whole: Uint8Array, chance: Chance): { readonly bytes: Uint8Array; readonly cut: boolean } {
  const framing = chance.pick(framings);
  const length =
    framing === "too-long"
      ? whole.length + 1 + chance.below(100_000)
      : framing === "too-short"
        ? chance.below(whole.length + 1)
        : whole.length;
  const sizing = framing === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`;
  const head = Buffer.from(
    `POST /ipp/print HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/ipp\r\nConnection: close\r\n${sizing}\r\n\r\n`,
  );
  if (framing === "head-broken") head[chance.below(head.length)] = chance.below(256);
  const chunk = Buffer.concat([Buffer.from(`${whole.length.toString(16)}\r\n`), whole, Buffer.from("\r\n0\r\n\r\n")]);
  const bytes = Buffer.concat([head, framing === "chunked" && whole.length > 0 ? chunk : whole]);
  return framing === "cut" ? { bytes: bytes.subarray(0, chance.below(bytes.length)), cut: true } : { bytes, cut: false };
}

/** Any message before any document, or, every second time, a job that may well be taken. */
function bodyOf(seed: number, index: number, chance: Chance): Uint8Array {
  if (chance.once(2)) {
    const { request, document } = job(seed, index);
    return Buffer.concat([request, document]);
  }
  const document = chance.once(3) ? pdf : chance.once(3) ? chance.bytes(chance.below(3000)) : new Uint8Array(0);
  return Buffer.concat([input(seed, index), document]);
}

/** What the listener said to one input, up to the close of the connection. */
function send(port: number, seed: number, index: number, clock: Clock): Promise<string | undefined> {
  const chance = new Chance(seed ^ 0x5eed, index);
  const { bytes, cut } = framed(bodyOf(seed, index, chance), chance);
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let said = "";
    const giveUp = clock.after(stuckAfterMs, () => {
      resolve(undefined);
      socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => (said += chunk.toString("latin1")));
    socket.on("connect", () => {
      socket.write(bytes);
      if (cut) socket.destroy();
    });
    const hangUp = clock.after(patienceMs, () => socket.end());
    socket.on("close", () => {
      giveUp();
      hangUp();
      resolve(said);
    });
  });
}

function count(counts: SocketCounts, index: number, said: string | undefined): void {
  counts.sent++;
  if (said === undefined) counts.stuck.push(index);
  else if (said === "") counts.closed++;
  else if (!said.startsWith("HTTP/1.1 200")) counts.http++;
  else {
    counts.ipp++;
    const body = said.indexOf("\r\n\r\n") + 4;
    if (((said.charCodeAt(body + 2) << 8) | said.charCodeAt(body + 3)) === statuses.internalError) counts.internal++;
  }
}

/** Below the listener's own limit for one address. */
const together = 48;

export async function runSockets(port: number, seed: number, indexes: readonly number[], clock: Clock): Promise<SocketCounts> {
  const counts: SocketCounts = { sent: 0, ipp: 0, http: 0, closed: 0, internal: 0, stuck: [] };
  const waiting = indexes.values();
  const worker = async (): Promise<void> => {
    for (const index of waiting) count(counts, index, await send(port, seed, index, clock));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return counts;
}
