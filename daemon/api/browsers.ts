// Browsers: the cookies they show, the sessions and screens these stand for, and the proof that a page of this box asked.
import { timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isOver, seenEveryMs } from "../domain/user.ts";
import type { Who } from "./contract/route.ts";
import type { Deps } from "./deps.ts";
import type { Principal } from "./principal.ts";

type Cookie = "session" | "kiosk";

/** What called, and what it is to remember. */
export interface Browser {
  readonly address: string;
  /** Where it found the box, as it writes that itself; undefined: over the box's own socket. */
  readonly origin: string | undefined;
  /** What it called itself. */
  readonly agent: string;
  /** Shows this token with every request from now on; no script of a page can read it. */
  remember(what: Cookie, token: string): void;
  forget(what: Cookie): void;
}

/** What a browser shows of itself, with a request or as it opens a socket. */
export type Showing = Pick<FastifyRequest, "headers" | "protocol">;

/** By this header a page of the box shows that it is one. */
export const pageHeader = "quoin-csrf";
/** Longer than a token, shorter than what makes hashing it an attack. */
const longestToken = 128;
/** A screen stays bound until it is unbound; browsers keep no cookie longer than some 400 days. */
const kioskDays = 400;

/** Who shows these cookies, for a route of this kind: one browser may be a screen and somebody's at once. */
export function whoShows(deps: Deps, request: Showing, who: Who): Principal {
  if (who === "kiosk") {
    const screen = shown(deps, request, "kiosk", (id) => deps.accounting.ask({ name: "screen", id }));
    return screen ? { kind: "kiosk", terminal: screen.terminal } : { kind: "anonymous" };
  }
  const session = shown(deps, request, "session", (id) => deps.accounting.ask({ name: "session", id }));
  if (!session || isOver(session, deps.clock.now())) return { kind: "anonymous" };
  const user = deps.accounting.ask({ name: "user", id: session.user });
  if (!user || user.closed) return { kind: "anonymous" };
  if (Math.abs(deps.clock.now() - session.seenAt) >= seenEveryMs) see(deps, session.id);
  return { kind: "person", user, session };
}

function shown<T>(deps: Deps, request: Showing, cookie: Cookie, find: (id: string) => T | undefined): T | undefined {
  const token = cookieOf(request, cookie);
  return token === undefined ? undefined : find(deps.secrets.tokenHash(token));
}

/** Nobody waits for it, and nothing hangs on it: the next request tries again. */
function see(deps: Deps, id: string): void {
  const by = { kind: "box", name: "api" } as const;
  deps.accounting
    .propose({ name: "see-session", by, hash: id })
    .catch((error) => deps.log.debug("a session was not marked as seen", { error }));
}

/**
 * Whether a page of this box asked: it alone knows the session's own word (and a form of another site cannot send a header at all). Reading
 * needs none.
 */
export function isOwnPage(deps: Deps, request: FastifyRequest, principal: Principal): boolean {
  if (principal.kind !== "person" && principal.kind !== "kiosk") return true;
  if (request.method === "GET") return true;
  const given = request.headers[pageHeader];
  if (typeof given !== "string") return false;
  if (principal.kind === "kiosk") return true;
  const wanted = Buffer.from(csrfOf(deps, principal.session.id));
  const got = Buffer.from(given);
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

/** Follows from the session, so that it need not be kept; says nothing of the token. */
export const csrfOf = (deps: Deps, session: string): string => deps.secrets.tokenHash(`csrf ${session}`);

/** Over TLS the name itself forbids that another port or path of the host sets it. */
export const cookieName = (cookie: Cookie, overTls: boolean): string => `${overTls ? "__Host-" : ""}quoin-${cookie}`;

const nameOf = (request: Showing, cookie: Cookie): string => cookieName(cookie, request.protocol === "https");

function cookieOf(request: Showing, cookie: Cookie): string | undefined {
  const name = nameOf(request, cookie);
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && value !== "" && value.length <= longestToken) return value;
  }
  return undefined;
}

export function browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
  const set = (cookie: Cookie, value: string, seconds: number | undefined): void => {
    const flags = ["Path=/", "HttpOnly", "SameSite=Strict"];
    if (request.protocol === "https") flags.push("Secure");
    if (seconds !== undefined) flags.push(`Max-Age=${seconds}`);
    void reply.header("set-cookie", [`${nameOf(request, cookie)}=${value}`, ...flags].join("; "));
  };
  return {
    address: request.ip,
    origin: request.socket.remoteAddress === undefined ? undefined : `${request.protocol}://${request.headers.host}`,
    agent: request.headers["user-agent"] ?? "",
    // The box ends a session itself; the cookie outlives the window, as people expect on their own phone.
    remember: (cookie, token) => set(cookie, token, kioskDays * 24 * 60 * 60),
    forget: (cookie) => set(cookie, "", 0),
  };
}
