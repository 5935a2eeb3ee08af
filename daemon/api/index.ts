// Opens the API on its two doors: the box's own socket, whose owner is the operator, and HTTP, where the token says so.
import { chmod, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Tls } from "../certificates/state.ts";
import { assert } from "../domain/bug.ts";
import { isAdministrator } from "../domain/user.ts";
import { Fault } from "../runtime/faults.ts";
import { type Language, languageOf } from "../words/index.ts";
import type { Who } from "./contract/route.ts";
import type { Deps } from "./deps.ts";
import { pageAddress } from "./address.ts";
import { type Showing, whoShows } from "./browsers.ts";
import { home } from "./home.ts";
import { metrics } from "./metrics.ts";
import { openapi } from "./openapi.ts";
import { addPages, pagesAreBuilt } from "./pages.ts";
import { addLive, type Admitted } from "./live.ts";
import { loadToken, may, type Principal, TokenDoor } from "./principal.ts";
import { doorProblem, type Problem } from "./problems.ts";
import { type Admit, buildServer, type LanguageOfRequest, tell } from "./server.ts";
import { statusView } from "./status.ts";
import { addStrictness, addTrust } from "./trust.ts";

export interface ApiOptions {
  /** The data directory: the socket and the token live there. */
  readonly data: string;
  readonly http: { readonly host: string; readonly port: number };
  /** The same with TLS. */
  readonly https?: ApiOptions["http"] & { readonly tls: Tls };
  /** Whether to serve the pages of webui/, where they are built. */
  readonly pages?: boolean;
}

export interface Api {
  readonly addresses: { readonly http: string; readonly https?: string };
  stop(): Promise<void>;
}

/** sun_path holds 108 bytes with the last one 0: a longer name would be cut off in silence. */
const longestSocketPath = 107;

/** As many open pages as live.ts keeps, and half as many requests beside them; more at once is an attack or a leak. */
const mostConnections = 1_500;
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
  const bearer: Admit = (request, reply, who) => {
    const principal = throughDoor(door, request, reply, languageFor(request), deps.clock.now());
    return "kind" in principal && principal.kind === "anonymous" ? whoShows(deps, request, who) : principal;
  };
  const local = buildServer(deps, owner, languageFor);
  addProbes(local, deps, owner, languageFor);
  addHome(local, deps, languageFor);
  const knows = (name: string): boolean => name === hostname().toLowerCase() || deps.certificates.knows(name);
  const web = (tls?: Tls): FastifyInstance => {
    const app = buildServer(deps, bearer, languageFor, tls);
    app.addHook("onRequest", async (request, reply) => {
      const refused = foreign(request, knows);
      if (refused) return tell(reply, doorProblem(languageFor(request), refused));
    });
    if (tls) addStrictness(app, deps);
    addTrust(app, deps);
    addProbes(app, deps, bearer, languageFor);
    addLive(app, deps, listenerOf(deps, knows));
    if ((options.pages ?? true) && pagesAreBuilt()) addPages(app);
    else addHome(app, deps, languageFor);
    return app;
  };
  const open = [local, web(), ...(options.https ? [web(options.https.tls)] : [])];
  for (const app of open) {
    app.server.maxConnections = mostConnections;
    app.server.headersTimeout = headersTimeoutMs;
  }
  const [, plain, safe] = open;
  const http = await listen(plain, options.http);
  const https = options.https && (await listen(safe, options.https));
  await listenLocally(local, socketPath(options.data));
  return {
    addresses: { http, ...(https === undefined ? {} : { https }) },
    stop: async () => {
      await Promise.all(open.map((app) => app.close()));
    },
  };
}

async function listen(app: FastifyInstance | undefined, { host, port }: ApiOptions["http"]): Promise<string> {
  assert(app !== undefined, "every listener has an address");
  const heard = await app.listen({ host, port }).catch((cause: unknown) => {
    throw new Fault("config-invalid", `cannot listen on ${host}:${port}`, { retry: "never", cause });
  });
  return pageAddress(heard, host);
}

/** Whether this is a name of the box, besides addresses and names that only a local network can give. */
type Known = (name: string) => boolean;

/** Pages of whoever is signed in; an administrator's hear of everybody's changes. */
const listenerOf =
  (deps: Deps, knows: Known) =>
  (request: IncomingMessage): Admitted | number => {
    const showing: Showing = { headers: request.headers, protocol: "encrypted" in request.socket ? "https" : "http" };
    if (foreign(showing, knows)) return 403;
    const principal = whoShows(deps, showing, "person");
    if (principal.kind !== "person") return 401;
    const { user } = principal;
    return { who: isAdministrator(user) ? "all" : { user: user.id }, stays: () => whoShows(deps, showing, "person").kind === "person" };
  };

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
function foreign(request: Showing, knows: Known): "foreign-origin" | "unknown-host" | undefined {
  const host = (request.headers.host ?? "").toLowerCase();
  if (!isOurs(host, knows)) return "unknown-host";
  const origin = request.headers.origin;
  if (origin !== undefined && origin.toLowerCase() !== `${request.protocol}://${host}`) return "foreign-origin";
  return undefined;
}

/** Addresses, bare names and the names a public DNS cannot hold are the local network's own. */
function isOurs(host: string, knows: Known): boolean {
  const name = host.replace(/:\d{1,5}$/, "").replace(/\.$/, "");
  if (isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  return /^[a-z0-9-]{1,63}$/.test(name) || /\.(local|localhost|internal|home\.arpa|lan)$/.test(name) || knows(name);
}

/** What is no act of the contract: pages and probes for people and machines that watch. */
function addProbes(app: FastifyInstance, deps: Deps, admit: Admit, languageFor: LanguageOfRequest): void {
  const page = (url: string, who: Who, type: string, answer: (request: FastifyRequest, reply: FastifyReply) => Promise<string>): void => {
    app.get(url, async (request, reply) => {
      const principal = admit(request, reply, who);
      if (who !== "anyone" && "status" in principal) return tell(reply, principal);
      if (who !== "anyone" && !("status" in principal) && !may(principal, who))
        return tell(reply, doorProblem(languageFor(request), "not-authenticated"));
      const text = await answer(request, reply);
      return reply.type(type).send(text);
    });
  };
  page("/healthz", "anyone", "text/plain; charset=utf-8", async () => "ok\n");
  page("/readyz", "anyone", "text/plain; charset=utf-8", async (_request, reply) => {
    const { ready } = await deps.status();
    if (!ready) reply.code(503);
    return ready ? "ready\n" : "not ready\n";
  });
  page("/metrics", "operator", "text/plain; version=0.0.4; charset=utf-8", async () => metrics(statusView(deps, await deps.status())));
  page("/api/openapi.json", "operator", "application/json", async () => JSON.stringify(openapi((await deps.status()).version)));
}

/** In a checkout whose pages are not built: what runs here, and the next commands. */
function addHome(app: FastifyInstance, deps: Deps, languageFor: LanguageOfRequest): void {
  app.get("/", async (request, reply) => {
    reply.headers({
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      vary: "accept-language",
    });
    return reply.type("text/html; charset=utf-8").send(home(deps, await deps.status(), languageFor(request)));
  });
}
