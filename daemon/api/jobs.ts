// Jobs: listing, releasing, deleting, assigning.
import { copiesOf, impressionsInCopy, tallyOfCopy } from "../domain/document.ts";
import type { CommandId, JobId, PrinterName } from "../domain/ids.ts";
import { isHeld, isUnowned, type Job } from "../domain/job.ts";
import { money } from "../domain/money.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { EndedJob } from "../state/queries.ts";
import type { Language } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import type { JobView, jobRoutes } from "./contract/jobs.ts";
import type { Answered } from "./contract/route.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { withUser } from "./users.ts";

type JobRef = { readonly id: JobId } | { readonly number: number };
type Released = Answered<(typeof jobRoutes)["POST /api/v1/jobs/{job}/release"]>;

export const jobHandlers: Handlers<typeof jobRoutes> = {
  "GET /api/v1/jobs": (deps, { query, language }) => {
    const owner = query.user === undefined ? undefined : withUser(deps, query.user, (user) => user);
    if (isRefusal(owner)) return owner;
    const { held, unclaimed, limit } = query;
    const found = query.ended
      ? deps.accounting
          .ask({ name: "ended-jobs" })
          .filter(({ job }) => !owner || job.sender.user === owner.id)
          .toReversed()
      : deps.accounting
          .ask({
            name: "jobs",
            ...(held === undefined ? {} : { held }),
            ...(unclaimed === undefined ? {} : { unclaimed }),
            ...(owner ? { user: owner.id } : {}),
          })
          .filter((job) => unclaimed || !(isHeld(job) && isUnowned(job)));
    const jobs = found.slice(0, limit).map((one) => ("job" in one ? endedView(deps, one) : jobView(deps, one, language)));
    return { jobs, total: found.length };
  },

  "GET /api/v1/jobs/{job}": (deps, { params, query, language }) => {
    const job = liveJob(deps, params.job);
    if (job) return jobView(deps, job, language, query.printer);
    const ended = deps.accounting.ask({ name: "ended-job", ...params.job });
    return ended ? endedView(deps, ended) : refuse("job-not-found");
  },

  "POST /api/v1/jobs/{job}/release": (deps, { params, body, by, id }) =>
    onceInMemory(deps, id, JSON.stringify([params.job, body]), async () => {
      const job = liveJob(deps, params.job);
      if (!job) return refuse("job-not-found");
      const shown = body.shown === undefined ? {} : { shown: money(body.shown) };
      const running = await deps.release({ job: job.id, printer: body.printer, ticket: job.ticket, by, ...shown });
      if (isRefusal(running)) return running;
      const { reservation } = running;
      return {
        reservation: reservation.id,
        reserved: reservation.holds.reduce((sum, hold) => sum + hold.amount, 0),
        impressions: reservation.quote.impressions,
      };
    }),

  "DELETE /api/v1/jobs/{job}": (deps, { params, query, by }) =>
    withJob(deps, params.job, (job) =>
      deps.accounting.propose({ name: "cancel-job", by, job: job.id, reason: query.reason ?? "deleted by an operator" }),
    ),

  "POST /api/v1/jobs/{job}/assignment": (deps, { params, body, by, language }) =>
    withJob(deps, params.job, (job) =>
      withUser(deps, body.login, async (user) => {
        const outcome = await deps.accounting.propose({ name: "assign-job", by, job: job.id, user: user.id, reason: body.reason });
        return isRefusal(outcome) ? outcome : jobView(deps, outcome, language);
      }),
    ),
};

function withJob<A>(deps: Deps, ref: JobRef, act: (job: Job) => A): A | Refusal {
  const job = liveJob(deps, ref);
  return job ? act(job) : refuse("job-not-found");
}

const liveJob = (deps: Deps, ref: JobRef): Job | undefined =>
  "id" in ref ? deps.accounting.ask({ name: "job", id: ref.id }) : deps.accounting.ask({ name: "job-by-number", number: ref.number });

/** Answers kept for callers that ask again after a lost answer. */
const mostAnswers = 500;
const answers = new WeakMap<Deps, Map<CommandId, { readonly asked: string; readonly answer: Promise<Released | Refusal> }>>();

/**
 * A job's own state forbids a second release of one attempt for ever; this only gives a caller who lost the answer the same one again,
 * as long as this process lives.
 */
function onceInMemory(
  deps: Deps,
  id: CommandId,
  asked: string,
  act: () => Promise<Released | Refusal>,
): Promise<Released | Refusal> | Refusal {
  const known = answers.get(deps) ?? new Map();
  answers.set(deps, known);
  const before = known.get(id);
  if (before) return before.asked === asked ? before.answer : refuse("command-conflict");
  const answer = act();
  known.set(id, { asked, answer });
  // A refusal or a fault changed nothing: asking again may well succeed.
  answer.then(
    (outcome) => isRefusal(outcome) && known.delete(id),
    () => known.delete(id),
  );
  const oldest = known.keys().next().value;
  if (known.size > mostAnswers && oldest !== undefined) known.delete(oldest);
  return answer;
}

/** With its price at `printer`, or at the cheapest of its queue. */
function jobView(deps: Deps, job: Job, language: Language, printer?: PrinterName): JobView {
  const held = isHeld(job);
  const at = printer === undefined ? {} : { printer };
  const quote = held && job.document?.facts ? deps.accounting.ask({ name: "quote", job: job.id, ...at }) : undefined;
  const refusal = job.document?.problem ? refuse(job.document.problem) : isRefusal(quote) ? quote : undefined;
  return {
    ...described(deps, job),
    held,
    ...counted(job),
    ...(quote && !isRefusal(quote)
      ? { price: quote.total, impressions: quote.impressions, impressionsColor: quote.impressionsColor, sheets: quote.sheets }
      : {}),
    ...(refusal ? { problem: refusal.refused, sentence: sentence(language, refusal, deps.currency) } : {}),
  };
}

/** What is known without a price: an unclaimed job has none, but has pages. */
function counted({ document, ticket }: Job): Pick<JobView, "impressions" | "impressionsColor"> | undefined {
  if (!document?.facts) return undefined;
  const facts = document.facts;
  const copies = copiesOf(facts, ticket);
  const colored = tallyOfCopy(facts, ticket).reduce((sum, { color, count }) => sum + (color ? count : 0), 0);
  return { impressions: impressionsInCopy(facts, ticket) * copies, impressionsColor: colored * copies };
}

const endedView = (deps: Deps, ended: EndedJob): JobView => ({
  ...described(deps, ended.job),
  held: false,
  state: ended.state,
  endedAt: ended.endedAt,
  impressions: ended.impressions,
  charged: ended.charged,
  ...(ended.review === undefined ? {} : { review: ended.review }),
});

function described(deps: Deps, job: Job): Omit<JobView, "held"> {
  const owner = job.sender.user === undefined ? undefined : deps.accounting.ask({ name: "user", id: job.sender.user });
  const { document } = job;
  return {
    id: job.id,
    number: job.number,
    queue: job.queue,
    title: isUnowned(job) ? "" : job.title,
    state: job.state,
    reasons: [...job.reasons],
    named: job.sender.named,
    strength: job.sender.strength,
    createdAt: job.createdAt,
    copies: job.ticket.copies * (document?.facts?.copiesInside ?? 1),
    ...(owner ? { login: owner.login } : {}),
    ...(job.printer === undefined ? {} : { printer: job.printer }),
    ...(document ? { format: document.format, bytes: document.bytes } : {}),
  };
}
