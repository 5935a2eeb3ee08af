// Signing in and out of a browser.
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import { isOver, type User } from "../domain/user.ts";
import type { sessionRoutes, SessionView } from "./contract/people.ts";
import { type Browser, csrfOf } from "./browsers.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

/** A phone, a laptop, a library's machines forgotten over a year: beyond it the oldest is signed out. */
const mostBrowsers = 20;

export const sessionHandlers: Handlers<typeof sessionRoutes> = {
  "POST /api/v1/session": async (deps, { body, browser }) => {
    const user = await deps.signIn.byPassword(body.login, body.password, browser.address);
    if (isRefusal(user)) return user;
    return openSession(deps, user, browser);
  },

  "GET /api/v1/session": (deps, { me, session }) => sessionView(deps, me, session.id),

  "DELETE /api/v1/session": async (deps, { by, session, browser }) => {
    browser.forget("session");
    return deps.accounting.propose({ name: "end-session", by, hash: session.id });
  },
};

/** This browser is that person's from now on. */
export async function openSession(deps: Deps, user: User, browser: Browser): Promise<SessionView | Refusal> {
  const token = deps.secrets.newToken();
  const id = deps.secrets.tokenHash(token);
  const now = deps.clock.now();
  const open = deps.accounting.ask({ name: "sessions", user: user.id });
  const oldest = open.find((session) => isOver(session, now)) ?? (open.length >= mostBrowsers ? open[0] : undefined);
  const outcome = await deps.accounting.propose({
    name: "open-session",
    by: { kind: "user", name: user.login },
    user: user.id,
    hash: id,
    address: browser.address,
    agent: browser.agent,
    ...(oldest ? { oldest: oldest.id } : {}),
  });
  if (isRefusal(outcome)) return outcome;
  browser.remember("session", token);
  return sessionView(deps, user, id);
}

/** Of one person, but for the browser that asks. */
export async function endSessions(deps: Deps, user: User, by: Actor, except?: string): Promise<void> {
  for (const { id } of deps.accounting.ask({ name: "sessions", user: user.id }))
    if (id !== except) await deps.accounting.propose({ name: "end-session", by, hash: id });
}

const sessionView = (deps: Deps, { login, name, roles = [], language }: User, session: string): SessionView => ({
  login,
  name,
  roles: [...roles],
  ...(language === undefined ? {} : { language }),
  csrf: csrfOf(deps, session),
  currency: deps.currency,
  zone: deps.zone,
});
