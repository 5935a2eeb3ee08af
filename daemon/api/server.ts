// Loops over the contract: checks what comes in, asks the handler, strips what goes out. The same routes on every listener.
import { Readable } from "node:stream";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ZodError } from "zod";
import type { Tls } from "../certificates/state.ts";
import type { CommandId } from "../domain/ids.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import type { Language } from "../words/index.ts";
import { type Contract, contract, type RouteName } from "./contract/index.ts";
import type { Route, Who } from "./contract/route.ts";
import type { Deps } from "./deps.ts";
import type { Call, FileAnswer, Handler, Handlers } from "./handler.ts";
import { discoveryHandlers } from "./discovery.ts";
import { aboutHandlers } from "./about.ts";
import { actHandlers } from "./acts.ts";
import { entryHandlers } from "./entries.ts";
import { overviewHandlers } from "./overview.ts";
import { browserOf, isOwnPage } from "./browsers.ts";
import { certificateHandlers } from "./certificate.ts";
import { firstRunHandlers } from "./first-run.ts";
import { jobHandlers } from "./jobs.ts";
import { kioskHandlers } from "./kiosk.ts";
import { ledgerHandlers } from "./ledger.ts";
import { logHandlers } from "./log.ts";
import { myHandlers } from "./me.ts";
import { myCardHandlers } from "./my-cards.ts";
import { myHistoryHandlers } from "./my-history.ts";
import { myMessageHandlers } from "./my-messages.ts";
import { myJobHandlers } from "./my-jobs.ts";
import { networkHandlers } from "./network.ts";
import { placeHandlers } from "./place.ts";
import { priceHandlers } from "./prices.ts";
import { actorOf, may, type Principal } from "./principal.ts";
import { printerHandlers } from "./printers.ts";
import { doorProblem, faultProblem, invalidProblem, type Problem, problemType, refusalProblem } from "./problems.ts";
import { queueHandlers } from "./queues.ts";
import { restoreHandlers } from "./restore.ts";
import { sessionHandlers } from "./session.ts";
import { settingsHandlers } from "./settings.ts";
import { setupHandlers } from "./setup.ts";
import { simulationHandlers } from "./simulation.ts";
import { boxHandlers } from "./status.ts";
import { terminalHandlers } from "./terminals.ts";
import { userHandlers } from "./users.ts";

const handlers: Handlers<Contract> = {
  ...userHandlers,
  ...actHandlers,
  ...overviewHandlers,
  ...entryHandlers,
  ...printerHandlers,
  ...discoveryHandlers,
  ...networkHandlers,
  ...queueHandlers,
  ...priceHandlers,
  ...terminalHandlers,
  ...jobHandlers,
  ...ledgerHandlers,
  ...boxHandlers,
  ...aboutHandlers,
  ...restoreHandlers,
  ...settingsHandlers,
  ...logHandlers,
  ...sessionHandlers,
  ...setupHandlers,
  ...firstRunHandlers,
  ...placeHandlers,
  ...myHandlers,
  ...myCardHandlers,
  ...myHistoryHandlers,
  ...myJobHandlers,
  ...myMessageHandlers,
  ...kioskHandlers,
  ...simulationHandlers,
  ...certificateHandlers,
};

/** The largest body is a list of printers: documents do not come this way. */
const bodyLimit = 64 * 1024;
/** The body of a request must be here by then; answers, and documents, may take longer. */
const bodyTimeoutMs = 30_000;
const longestParam = 256;
/** UUIDs, ULIDs and hashes all fit. */
const idempotencyKey = /^[\x21-\x7e]{8,128}$/;
/** A line of the books is some 500 bytes: chunks of this size keep a dump from being a system call a row. */
const chunkBytes = 32 * 1024;

/** A phone on a slow network sends a document for as long as it likes, but not in silence. */
const silenceMs = 30_000;

/** Who stands before a door of this kind, or what the door says instead. */
export type Admit = (request: FastifyRequest, reply: FastifyReply, who: Who) => Principal | Problem;
export type LanguageOfRequest = (request: FastifyRequest) => Language;

export function buildServer(deps: Deps, admit: Admit, languageOf: LanguageOfRequest, tls?: Tls): FastifyInstance {
  const settings = {
    logger: false,
    bodyLimit,
    routerOptions: { maxParamLength: longestParam },
    forceCloseConnections: true,
    // Every route's own schema answers; fastify's would answer in other words.
    exposeHeadRoutes: false,
  } as const;
  const app = tls ? overTls(settings, tls) : fastify(settings);
  app.setNotFoundHandler((request, reply) => tell(reply, doorProblem(languageOf(request), "no-such-route")));
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) {
      const problem = refusalProblem(languageOf(request), refuse("bad-input", { field: "request", detail: error.message }), deps);
      return tell(reply, { ...problem, status: error.statusCode });
    }
    const problem = faultProblem(languageOf(request), error);
    if (problem.code === "bug") deps.log.error("a request met a bug", { error, route: request.routeOptions.url });
    else deps.log.warn("a request met a fault", { fault: problem.code, route: request.routeOptions.url });
    return tell(reply, problem);
  });
  // Amounts are bare numbers and times count from 1970, in answers to programs as in answers to people.
  app.addHook("onRequest", async (_request, reply) => void reply.headers({ "quoin-currency": deps.currency, "quoin-zone": deps.zone }));
  // Of before the answer was made: a page that then hears a later one from the live socket asks again.
  app.addHook("onRequest", async (_request, reply) => void reply.header("quoin-revision", deps.accounting.revision));
  app.addHook("onSend", async (_request, reply) => {
    reply.headers({
      ...(reply.hasHeader("cache-control") ? {} : { "cache-control": "no-store" }),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
    });
  });
  const all = (Object.keys(contract) as RouteName[]).map((name): [RouteName, Route] => [name, contract[name]]);
  for (const [name, route] of all) if (!route.document) mount(app, name, deps, admit, languageOf);
  app.register(async (scope) => {
    // Whatever the client calls its file: the box looks for itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    for (const [name, route] of all) if (route.document) mount(scope, name, deps, admit, languageOf);
  });
  return app;
}

function overTls(settings: object, { follow, ...https }: Tls): FastifyInstance {
  const app = fastify({ ...settings, https });
  follow?.(app.server);
  return app as unknown as FastifyInstance;
}

function mount(app: FastifyInstance, name: RouteName, deps: Deps, admit: Admit, languageOf: LanguageOfRequest): void {
  const [method = "", path = ""] = name.split(" ");
  // The one place where the types of all routes meet: the handler of a route takes what that route's schemas gave.
  const route: Route = contract[name];
  const handle = handlers[name] as unknown as Handler<Route>;
  const callers = new WeakMap<FastifyRequest, Principal>();
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ":$1"),
    // Before the body is read: strangers cost no memory.
    onRequest: async (request, reply) => {
      const principal = admit(request, reply, route.who);
      if ("status" in principal) return tell(reply, principal);
      if (!may(principal, route.who)) return tell(reply, doorProblem(languageOf(request), shutTo(principal, route.who)));
      if (route.who !== "anyone" && !isOwnPage(deps, request, principal))
        return tell(reply, doorProblem(languageOf(request), "stale-page"));
      callers.set(request, principal);
      if (!route.document) limitBody(deps, request);
    },
    handler: async (request, reply) => {
      const language = languageOf(request);
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      const principal = callers.get(request) ?? { kind: "anonymous" };
      const caller = { by: actorOf(principal, route.who), language, signal: gone.signal, browser: browserOf(request, reply) };
      const call = accepted(route, request, { ...caller, ...themselves(principal) });
      if (call instanceof ZodError) return tell(reply, invalidProblem(language, call, deps));
      if (route.once && call.id === undefined) {
        return tell(reply, refusalProblem(language, refuse("bad-input", { field: "Idempotency-Key", detail: "key" }), deps));
      }
      const document = route.document ? { document: documentOf(deps, request) } : {};
      const answer = await handle(deps, { ...call, ...document } as unknown as Call<Route>);
      if (isRefusal(answer)) return tell(reply, refusalProblem(language, answer, deps));
      if (route.file) return keep(reply, answer as FileAnswer);
      if (route.lines) return stream(reply, answer as Iterable<string>, gone.signal);
      return reply.type("application/json").send(JSON.stringify(route.answer.parse(answer)));
    },
  });
}

function shutTo({ kind }: Principal, who: Who) {
  if (kind === "anonymous") return "not-authenticated";
  if (who === "person" || who === "kiosk") return "not-a-person";
  return kind === "person" ? "not-allowed" : "not-authorized";
}

/** For whom a route acts that acts for its caller. */
function themselves(principal: Principal): object {
  if (principal.kind === "person") return { me: principal.user, session: principal.session };
  return principal.kind === "kiosk" ? { terminal: principal.terminal } : {};
}

/** Small bodies that dawdle are attacks on the number of connections. */
function limitBody({ clock }: Deps, request: FastifyRequest): void {
  if (request.raw.complete || request.method === "GET") return;
  const stop = clock.after(bodyTimeoutMs, () => request.raw.destroy());
  request.raw.once("close", stop).once("end", stop);
}

/** The body as it comes; a client that falls silent is given up, so that its place in the spool is free again. */
function documentOf({ clock }: Deps, { raw }: FastifyRequest): AsyncIterable<Uint8Array> {
  let stop = (): void => undefined;
  const listen = (): void => {
    stop();
    stop = clock.after(silenceMs, () => raw.destroy());
  };
  listen();
  raw.on("data", listen).pause();
  raw.once("close", () => stop()).once("end", () => stop());
  return raw;
}

function accepted(
  route: Route,
  request: FastifyRequest,
  caller: Pick<Call<Route>, "by" | "language" | "signal" | "browser">,
): (Call<Route> & { id?: CommandId }) | ZodError {
  const parts = { params: request.params, query: request.query, body: request.body ?? {} };
  const parsed: Record<string, unknown> = {};
  const issues: ZodError["issues"] = [];
  for (const part of ["params", "query", "body"] as const) {
    const result = route[part]?.safeParse(parts[part], { reportInput: true });
    if (result?.success) parsed[part] = result.data;
    else issues.push(...(result?.error.issues ?? []));
  }
  if (issues.length > 0) return new ZodError(issues);
  const key = request.headers["idempotency-key"];
  const id = typeof key === "string" && idempotencyKey.test(key) ? (`http.${caller.by.name}.${key}` as CommandId) : undefined;
  return { ...parsed, ...caller, ...(id === undefined ? {} : { id }) } as Call<Route> & { id?: CommandId };
}

export const tell = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type(problemType).send(JSON.stringify(problem));

function keep(reply: FastifyReply, { name, type, body }: FileAnswer): FastifyReply {
  return reply.type(type).header("content-disposition", `attachment; filename="${name}"`).send(body);
}

/** Lines as they come; each is already JSON. Short waits gather several in one chunk, a slow source is passed on at once. */
function stream(reply: FastifyReply, lines: Iterable<string> | AsyncIterable<string>, signal: AbortSignal): FastifyReply {
  const body = Symbol.iterator in lines ? chunked(lines) : eachLine(lines);
  const readable = Readable.from(body, { objectMode: false });
  signal.addEventListener("abort", () => readable.destroy(), { once: true });
  return reply.type("application/x-ndjson").send(readable);
}

function* chunked(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < chunkBytes) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

async function* eachLine(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
