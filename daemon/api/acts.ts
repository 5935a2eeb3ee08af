// One act on many jobs or people. Each has the identity of the whole request and its own: asked again after a lost answer, none is done twice.
import type { CommandId, JobId, UserId } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { Language } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import type { actRoutes, DoneView, JobAct, UserAct } from "./contract/acts.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { closeUser, noSuchUser, withUser } from "./users.ts";

/** Commits that are under way together share a batch; more would keep others waiting. */
const atOnce = 16;

export const actHandlers: Handlers<typeof actRoutes> = {
  "POST /api/v1/jobs/acts": async (deps, { body, by, id, language }) => {
    const { what } = body;
    const to = what.act === "assign" ? withUser(deps, what.login, (user) => user.id) : undefined;
    if (isRefusal(to)) return to;
    let reserved = 0;
    const each = async (job: JobId): Promise<Refusal | undefined> => {
      const own = `${id}.${job}` as CommandId;
      const outcome = await actOnJob(deps, job, what, { by, id: own, to });
      if (isRefusal(outcome)) return outcome;
      reserved += outcome;
      return undefined;
    };
    // Before they go: what is deleted has no name afterwards.
    const names = new Map(body.jobs.map((job) => [job, jobName(deps, job as JobId)]));
    const done = await all(deps, language, body.jobs as JobId[], each, (job) => names.get(job) ?? "");
    return what.act === "release" ? { ...done, reserved } : done;
  },

  "POST /api/v1/users/acts": (deps, { body, by, id, language }) => {
    const find = (user: UserId): User | undefined => deps.accounting.ask({ name: "user", id: user });
    const each = async (who: UserId): Promise<Refusal | undefined> => {
      const user = find(who);
      if (!user) return noSuchUser(who);
      const outcome = await actOnUser(deps, user, body.what, by, `${id}.${who}` as CommandId);
      return isRefusal(outcome) ? outcome : undefined;
    };
    return all(deps, language, body.users as UserId[], each, (who) => find(who)?.name ?? who);
  },
};

interface OfJob {
  readonly by: Actor;
  readonly id: CommandId;
  readonly to: UserId | undefined;
}

/** Answers what was set aside for it. */
async function actOnJob(deps: Deps, job: JobId, what: JobAct, { by, id, to }: OfJob): Promise<number | Refusal> {
  const { accounting } = deps;
  switch (what.act) {
    case "release": {
      const reserved = await deps.release({ id, job, printer: what.printer, by });
      return isRefusal(reserved) ? reserved : reserved.holds.reduce((sum, hold) => sum + hold.amount, 0);
    }
    case "delete":
      return nothing(await accounting.propose({ name: "cancel-job", by, id, job, reason: "deleted by an operator" }));
    case "assign":
      if (to === undefined) return noSuchUser(what.login);
      return nothing(await accounting.propose({ name: "assign-job", by, id, job, user: to, reason: what.reason }));
    case "move":
      return nothing(await accounting.propose({ name: "move-job", by, id, job, queue: what.queue }));
  }
}

const nothing = (outcome: object): 0 | Refusal => (isRefusal(outcome) ? outcome : 0);

async function actOnUser(deps: Deps, user: User, what: UserAct, by: Actor, id: CommandId): Promise<object | Refusal> {
  const { accounting } = deps;
  // Whoever closed their own would shut themselves out.
  if (what.act === "close" && by.name === user.login) return refuse("account-authorization-failed");
  if (what.act === "close") return user.closed ? user : closeUser(deps, user, by, what.reason);
  if (user.closed) return refuse("account-closed");
  switch (what.act) {
    case "department":
      return accounting.propose({ name: "change-user", by, id, user: user.id, change: { department: what.department } });
    case "limit":
      return accounting.propose({ name: "change-user", by, id, user: user.id, change: { limited: what.limited } });
    case "top-up":
    case "adjust":
      return accounting.propose({ name: what.act, by, id, user: user.id, amount: what.amount, reason: what.reason });
  }
}

const jobName = ({ accounting }: Deps, id: JobId): string => {
  const job = accounting.ask({ name: "job", id });
  return job?.sender.user === undefined ? String(job?.number ?? id) : job.title || String(job.number);
};

/** In their order, some at once. What one is refused keeps none of the others. */
async function all<Id extends string>(
  { currency }: Deps,
  language: Language,
  ids: readonly Id[],
  act: (id: Id) => Promise<Refusal | undefined>,
  nameOf: (id: Id) => string,
): Promise<DoneView> {
  const done: Id[] = [];
  const failed: DoneView["failed"] = [];
  const unique = [...new Set(ids)];
  for (let first = 0; first < unique.length; first += atOnce) {
    const these = unique.slice(first, first + atOnce);
    const outcomes = await Promise.all(these.map(act));
    for (const [i, id] of these.entries()) {
      const refused = outcomes[i];
      if (refused) failed.push({ id, name: nameOf(id), sentence: sentence(language, refused, currency) });
      else done.push(id);
    }
  }
  return { done, failed };
}
