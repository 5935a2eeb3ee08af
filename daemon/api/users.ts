// People: adding, changing, closing; what they sign in with; their credit.
import type { QueueName, UserId } from "../domain/ids.ts";
import { isHeld } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { uuidv7 } from "../runtime/random.ts";
import type { Outcome } from "../state/commands.ts";
import { printAddress } from "./address.ts";
import type { userRoutes, UserView } from "./contract/users.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { asked, cursorOf } from "./lists.ts";
import { endSessions } from "./session.ts";

/** Jobs that go in the transaction that closes their owner, which takes 512 operations; the others go one by one before it. */
const mostClosedWith = 20;

export const userHandlers: Handlers<typeof userRoutes> = {
  "POST /api/v1/users": async (deps, { body, by }) => {
    const user = uuidv7(deps.clock.now(), deps.random) as UserId;
    const department = body.department === undefined ? {} : { department: body.department };
    return viewed(
      deps,
      await deps.accounting.propose({
        name: "add-user",
        by,
        user,
        login: body.login,
        displayName: body.name ?? body.login,
        limited: body.limited,
        ...department,
      }),
    );
  },

  "GET /api/v1/users": (deps, { query }) => {
    const wanted = asked(query);
    if (isRefusal(wanted)) return wanted;
    const { users, total, next } = deps.accounting.ask({ name: "people", ...wanted, closed: query.closed });
    return { users: users.map((user) => userView(deps, user)), total, ...(next ? { next: cursorOf(query.sort, next) } : {}) };
  },

  "GET /api/v1/users/{login}": (deps, { params }) => withAnybody(deps, params.login, (user) => userView(deps, user)),

  "PATCH /api/v1/users/{login}": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) => {
      const { version, ...change } = body;
      const seen = version === undefined ? {} : { version };
      return viewed(deps, await deps.accounting.propose({ name: "change-user", by, user: user.id, change, ...seen }));
    }),

  "DELETE /api/v1/users/{login}": (deps, { params, query, by }) =>
    withUser(deps, params.login, async (user) => viewed(deps, await closeUser(deps, user, by, query.reason))),

  "POST /api/v1/users/{login}/cards": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) =>
      viewed(deps, await deps.accounting.propose({ name: "add-card", by, user: user.id, ...cardOf(deps, body.number) })),
    ),

  "POST /api/v1/users/{login}/cards/remove": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) =>
      viewed(deps, await deps.accounting.propose({ name: "remove-card", by, user: user.id, index: deps.secrets.cardIndex(body.number) })),
    ),

  "PUT /api/v1/users/{login}/code": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) => {
      const index = deps.secrets.codeIndex(body.code);
      return viewed(deps, await deps.accounting.propose({ name: "set-code", by, user: user.id, index, digits: body.code.length }));
    }),

  "PUT /api/v1/users/{login}/pin": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) => {
      const pin = await deps.secrets.hashSecret(body.pin);
      return viewed(deps, await deps.accounting.propose({ name: "change-user", by, user: user.id, change: { pin } }));
    }),

  "PUT /api/v1/users/{login}/password": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) => {
      const password = await deps.secrets.hashSecret(body.password);
      const outcome = await deps.accounting.propose({ name: "change-user", by, user: user.id, change: { password } });
      // Whoever knew the old one is out, wherever they are.
      if (!isRefusal(outcome)) await endSessions(deps, user, by);
      return viewed(deps, outcome);
    }),

  "POST /api/v1/users/{login}/top-ups": (deps, { params, body, by, id }) =>
    withUser(deps, params.login, (user) =>
      deps.accounting.propose({ name: "top-up", by, id, user: user.id, amount: body.amount, reason: body.reason }),
    ),

  "POST /api/v1/users/{login}/adjustments": (deps, { params, body, by, id }) =>
    withAnybody(deps, params.login, (user) =>
      deps.accounting.propose({ name: "adjust", by, id, user: user.id, amount: body.amount, reason: body.reason }),
    ),

  "POST /api/v1/users/{login}/queue-tokens": (deps, { params, body, by }) =>
    withUser(deps, params.login, async (user) => {
      if (!deps.accounting.ask({ name: "queue", queue: body.queue })) return refuse("no-such-thing", { kind: "queue", name: body.queue });
      const token = deps.secrets.newToken();
      const outcome = await deps.accounting.propose({ name: "add-queue-token", by, user: user.id, hash: deps.secrets.tokenHash(token) });
      return isRefusal(outcome) ? outcome : { token, uri: await personalUri(deps, body.queue, token) };
    }),

  "DELETE /api/v1/queue-tokens/{token}": (deps, { params, by }) =>
    deps.accounting.propose({ name: "remove-queue-token", by, hash: deps.secrets.tokenHash(params.token) }),
};

/** Their waiting jobs go with them; one that prints now keeps them. */
export async function closeUser(deps: Deps, user: User, by: Actor, reason = "closed"): Promise<Outcome<"close-user">> {
  const live = deps.accounting.ask({ name: "jobs", user: user.id });
  if (!live.every(isHeld)) return refuse("still-in-use", { kind: "user", name: user.login });
  const jobs = live.map((job) => job.id);
  for (const job of jobs.slice(mostClosedWith)) await deps.accounting.propose({ name: "cancel-job", by, job, reason });
  return deps.accounting.propose({ name: "close-user", by, user: user.id, jobs: jobs.slice(0, mostClosedWith), reason });
}

/** Its owner tells it from another by how it ends. */
export const cardOf = (deps: Deps, number: string): { index: string; ends: string } => ({
  index: deps.secrets.cardIndex(number),
  ends: number.slice(-2).toUpperCase(),
});

export const noSuchUser = (login: string): Refusal => refuse("no-such-thing", { kind: "user", name: login });

/** The person of that login, or the refusal that says there is none. */
export function withUser<A>(deps: Deps, login: string, act: (user: User) => A): A | Refusal {
  const user = deps.accounting.ask({ name: "user-by-login", login });
  return user ? act(user) : noSuchUser(login);
}

/**
 * Also somebody who left: by id, or by the login they had while nobody else has it. Their money is seen and paid out; nothing else of
 * theirs is reached.
 */
export function withAnybody<A>(deps: Deps, login: string, act: (user: User) => A): A | Refusal {
  const present = deps.accounting.ask({ name: "user-by-login", login }) ?? deps.accounting.ask({ name: "user", id: login as UserId });
  if (present) return act(present);
  const left = deps.accounting.ask({ name: "closed-users", login });
  const [one, another] = left.length > 1 ? deps.accounting.ask({ name: "closed-users", login, owed: true }) : left;
  if (another) return refuse("bad-input", { field: "login", detail: "several-left" });
  return one ? act(one) : noSuchUser(login);
}

const viewed = (deps: Deps, outcome: Outcome<"add-user">): UserView | Refusal => (isRefusal(outcome) ? outcome : userView(deps, outcome));

function userView(deps: Deps, user: User): UserView {
  const purse = deps.accounting.ask({ name: "purse", user: user.id });
  return {
    id: user.id,
    login: user.login,
    name: user.name,
    limited: user.limited,
    release: user.release,
    roles: [...(user.roles ?? [])],
    ...(user.department === undefined ? {} : { department: user.department }),
    ...(user.email === undefined ? {} : { email: user.email }),
    cards: user.cards.length,
    code: user.code !== undefined,
    pin: user.pin !== undefined,
    password: user.password !== undefined,
    closed: user.closed,
    version: user.version ?? 1,
    balance: purse?.balance ?? 0,
    reserved: purse?.reserved ?? 0,
    spendable: purse?.spendable ?? 0,
  };
}

/** Over TLS where the box has it: the token is all there is to it. */
async function personalUri(deps: Deps, queue: QueueName, token: string): Promise<string> {
  const { ipp, ipps } = await deps.status();
  return printAddress(ipps ?? ipp, queue, token);
}
