// Tries one service of the site's network, as somebody at a page asks: a name server, a time server, a proxy. Each answers in seconds, with
// what was heard.
import { lookup, Resolver } from "node:dns/promises";
import { request } from "node:http";
import { isIP } from "node:net";
import type { Clock } from "../runtime/clock.ts";
import { askTime } from "./sntp.ts";

/** Somebody waits at the page. */
const limitMs = 5_000;

/** What was heard, by its word in words/ (`network.test.…`), with its facts. */
export interface Tried {
  readonly ok: boolean;
  readonly said: TrySaid;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type TrySaid =
  | "name-found"
  | "name-unknown"
  | "name-silent"
  | "time-right"
  | "time-off"
  | "time-silent"
  | "time-refuses"
  | "time-unsynchronised"
  | "proxy-answers"
  | "proxy-password"
  | "proxy-refuses"
  | "proxy-silent"
  | "host-unknown";

/** By this name server, or by the machine's own where none is named. */
export async function tryName(name: string, server: string | undefined): Promise<Tried> {
  try {
    const addresses =
      server === undefined ? (await lookup(name, { all: true })).map(({ address }) => address) : await resolveAt(server, name);
    return addresses.length > 0
      ? { ok: true, said: "name-found", facts: { name, address: addresses.slice(0, 3).join(", ") } }
      : { ok: false, said: "name-unknown", facts: { name } };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const silent = code === "ETIMEOUT" || code === "ECONNREFUSED" || code === "EAI_AGAIN" || code === "ESERVFAIL" || code === "EREFUSED";
    return { ok: false, said: silent ? "name-silent" : "name-unknown", facts: { name } };
  }
}

async function resolveAt(server: string, name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: limitMs / 2, tries: 2 });
  resolver.setServers([server]);
  return resolver.resolve4(name).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENODATA") return resolver.resolve6(name);
    throw error;
  });
}

/** Further away than this the times in the books would be wrong to a reader's eye. */
const rightMs = 2_000;

export async function tryTime(server: string, clock: Clock): Promise<Tried> {
  const { host, port } = hostAndPort(server, 123);
  const facts = { server };
  const address = await addressOf(host);
  if (address === undefined) return { ok: false, said: "host-unknown", facts: { name: host } };
  const answer = await askTime(address, port, clock, limitMs).catch(() => undefined);
  if (answer === undefined) return { ok: false, said: "time-silent", facts };
  if ("wrong" in answer) return { ok: false, said: answer.wrong === "refuses" ? "time-refuses" : "time-unsynchronised", facts };
  const { offsetMs } = answer;
  return { ok: true, said: Math.abs(offsetMs) <= rightMs ? "time-right" : "time-off", facts: { ...facts, offset: offsetMs } };
}

/** Asks it for a page of `target`; that it answers at all is what counts, also where the page is not to be had. */
export async function tryProxy(proxy: string, target: string, clock: Clock): Promise<Tried> {
  const { host, port } = hostAndPort(proxy.replace(/^https?:\/\//i, "").replace(/\/.*$/s, ""), 3128);
  const facts = { proxy: `${host}:${port}` };
  if ((await addressOf(host)) === undefined) return { ok: false, said: "host-unknown", facts: { name: host } };
  const status = await new Promise<number | undefined>((resolve) => {
    const asked = request({
      host,
      port,
      method: "HEAD",
      path: `http://${target}/`,
      headers: { host: target },
      signal: clock.timeout(limitMs),
    });
    asked.once("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once("error", () => resolve(undefined));
    asked.end();
  });
  if (status === undefined) return { ok: false, said: "proxy-silent", facts };
  if (status === 407) return { ok: false, said: "proxy-password", facts };
  // A proxy answers for pages it cannot reach with 502 or 504; a web server that is none, with 400 or 405.
  if (status === 400 || status === 405 || status === 501)
    return { ok: false, said: "proxy-refuses", facts: { ...facts, status: String(status) } };
  return { ok: true, said: "proxy-answers", facts };
}

/** As people write it; IPv6 in brackets, or bare without a port. */
export function hostAndPort(text: string, standard: number): { host: string; port: number } {
  const trimmed = text.trim();
  if (isIP(trimmed) === 6) return { host: trimmed, port: standard };
  const [, host = trimmed, port] = /^\[?([^\]]*?)\]?(?::(\d{1,5}))?$/.exec(trimmed) ?? [];
  return { host, port: port === undefined ? standard : Number(port) };
}

const addressOf = (host: string): Promise<string | undefined> =>
  lookup(host).then(
    ({ address }) => address,
    () => undefined,
  );
