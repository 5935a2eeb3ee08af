// Opens the API on its two doors: the box's own socket, whose owner is the operator, and HTTP, where the token says so.
import { chmod, rm } from "node:fs/promises";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Fault } from "../runtime/faults.ts";
import { type Language, languageOf } from "../words/index.ts";
import type { Who } from "./contract/route.ts";
import type { Deps } from "./deps.ts";
import { home } from "./home.ts";
import { metrics } from "./metrics.ts";
import { openapi } from "./openapi.ts";
import { loadToken, may, type Principal, TokenDoor } from "./principal.ts";
import { doorProblem, type Problem } from "./problems.ts";
import { type Admit, buildServer, type LanguageOfRequest, tell } from "./server.ts";
import { statusView } from "./status.ts";

export interface ApiOptions {
  /** The data directory: the socket and the token live there. */
  readonly data: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Names the box answers to, besides addresses and names that only a local network can give. */
  readonly hosts?: readonly string[];
}

export interface Api {
  readonly http: string;
  stop(): Promise<void>;
}

/** sun_path holds 108 bytes with the last one 0: a longer name would be cut off in silence. */
const longestSocketPath = 107;

/** Browsers and scripts of one school fit many times; more at once is an attack or a leak. */
const mostConnections = 512;
/** A head that takes longer than this is a slow attack. */
const headersTimeoutMs = 10_000;

const socketPath = (data: string): string => join(data, "quoin.sock");

export async function startApi(deps: Deps, options: ApiOptions): Promise<Api> {
  const door = new TokenDoor(await loadToken(options.data, deps.random), deps.clock);
  const languageFor: LanguageOfRequest = (request) => {
    const wanted = request.headers["accept-language"];
    return wanted === undefined || wanted === "*" ? deps.language : languageOf(wanted);
  };

  const owner: Admit = () => ({ kind: "owner" });
  const bearer: Admit = (request, reply) => throughDoor(door, request, reply, languageFor(request), deps.clock.now());
  const local = buildServer(deps, owner, languageFor);
  const web = buildServer(deps, bearer, languageFor);
  const hosts = new Set([hostname().toLowerCase(), ...(options.hosts ?? []).map((host) => host.toLowerCase())]);
  web.addHook("onRequest", async (request, reply) => {
    const refused = foreign(request, hosts);
    if (refused) return tell(reply, doorProblem(languageFor(request), refused));
  });
  addPages(local, deps, owner, languageFor);
  addPages(web, deps, bearer, languageFor);

  for (const app of [local, web]) {
    app.server.maxConnections = mostConnections;
    app.server.headersTimeout = headersTimeoutMs;
  }
  const http = await web.listen(options.http).catch((cause: unknown) => {
    throw new Fault("config-invalid", `cannot listen on ${options.http.host}:${options.http.port}`, { retry: "never", cause });
  });
  await listenLocally(local, socketPath(options.data));
  return {
    http,
    stop: async () => {
      await Promise.all([web.close(), local.close()]);
    },
  };
}

/** The data directory belongs to one box at a time, so a socket left there is a dead one's. */
async function listenLocally(app: FastifyInstance, path: string): Promise<void> {
  if (Buffer.byteLength(path) > longestSocketPath) {
    throw new Fault("config-invalid", `the path of the data directory is too long for a socket: ${path}`, { retry: "never" });
  }
  await rm(path, { force: true });
  await app.listen({ path, readableAll: false, writableAll: false });
  await chmod(path, 0o600);
}

function throughDoor(door: TokenDoor, request: FastifyRequest, reply: FastifyReply, language: Language, now: number): Principal | Problem {
  const principal = door.enter(request.headers.authorization, request.ip);
  if ("kind" in principal) {
    if (principal.kind === "anonymous") reply.header("www-authenticate", 'Bearer realm="quoin"');
    return principal;
  }
  reply.header("retry-after", String(Math.ceil((principal.until - now) / 1000)));
  return doorProblem(language, "too-many-tries");
}

/** Pages of other sites, and names under which a foreign DNS server could point at this box. */
function foreign(request: FastifyRequest, hosts: ReadonlySet<string>): "foreign-origin" | "unknown-host" | undefined {
  const host = (request.headers.host ?? "").toLowerCase();
  if (!isOurs(host, hosts)) return "unknown-host";
  const origin = request.headers.origin;
  if (origin !== undefined && origin.toLowerCase() !== `${request.protocol}://${host}`) return "foreign-origin";
  return undefined;
}

/** Addresses, bare names and the names a public DNS cannot hold are the local network's own. */
function isOurs(host: string, hosts: ReadonlySet<string>): boolean {
  const name = host.replace(/:\d{1,5}$/, "").replace(/\.$/, "");
  if (isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  return /^[a-z0-9-]{1,63}$/.test(name) || /\.(local|localhost|internal|home\.arpa|lan)$/.test(name) || hosts.has(name);
}

/** What is no act of the contract: pages and probes for people and machines that watch. */
function addPages(app: FastifyInstance, deps: Deps, admit: Admit, languageFor: LanguageOfRequest): void {
  const page = (url: string, who: Who, type: string, answer: (request: FastifyRequest, reply: FastifyReply) => Promise<string>): void => {
    app.get(url, async (request, reply) => {
      const principal = admit(request, reply);
      if (who !== "anyone" && "status" in principal) return tell(reply, principal);
      if (who !== "anyone" && !("status" in principal) && !may(principal, who))
        return tell(reply, doorProblem(languageFor(request), "not-authenticated"));
      const text = await answer(request, reply);
      return reply.type(type).send(text);
    });
  };
  page("/", "anyone", "text/html; charset=utf-8", async (request, reply) => {
    reply.headers({
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      vary: "accept-language",
    });
    return home(deps, await deps.status(), languageFor(request));
  });
  page("/healthz", "anyone", "text/plain; charset=utf-8", async () => "ok\n");
  page("/readyz", "anyone", "text/plain; charset=utf-8", async (_request, reply) => {
    const { ready } = await deps.status();
    if (!ready) reply.code(503);
    return ready ? "ready\n" : "not ready\n";
  });
  page("/metrics", "operator", "text/plain; version=0.0.4; charset=utf-8", async () => metrics(statusView(deps, await deps.status())));
  page("/api/openapi.json", "operator", "application/json", async () => JSON.stringify(openapi((await deps.status()).version)));
}
