// Jobs: listing, releasing, deleting, assigning.
import { copiesOf, impressionsInCopy, tallyOfCopy } from "../domain/document.ts";
import type { JobId, PrinterName, RowId, UserId } from "../domain/ids.ts";
import { isHeld, isUnowned, type Job } from "../domain/job.ts";
import type { JobRow } from "../domain/ledger.ts";
import { money } from "../domain/money.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { EndedJob } from "../state/queries.ts";
import type { Language } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import type { JobView, jobRoutes } from "./contract/jobs.ts";
import type { JobRef } from "./deps-books.ts";
import type { Deps } from "./deps.ts";
import type { Call, Handlers } from "./handler.ts";
import { asked, cursorOf, type Listed, pageOf } from "./lists.ts";
import { placesOf } from "./places.ts";
import { withUser } from "./users.ts";

export const jobHandlers: Handlers<typeof jobRoutes> = {
  "GET /api/v1/jobs": (deps, { query, language }) => {
    const owner = query.user === undefined ? undefined : withUser(deps, query.user, (user) => user);
    if (isRefusal(owner)) return owner;
    const { held, unclaimed, ended, review } = query;
    const whose = owner ? { user: owner.id } : {};
    if (ended || review) return endedJobs(deps, query, { ...whose, review: review ?? false });
    const found = deps.accounting
      .ask({
        name: "jobs",
        ...(held === undefined ? {} : { held }),
        ...(unclaimed === undefined ? {} : { unclaimed }),
        ...whose,
      })
      .filter((job) => unclaimed || !(isHeld(job) && isUnowned(job)));
    const page = pageOf(found, query, liveColumns(deps));
    if (isRefusal(page)) return page;
    const { rows, ...rest } = page;
    return { jobs: rows.map((job) => jobView(deps, job, language)), ...rest };
  },

  "GET /api/v1/jobs/{job}": async (deps, { params, query, language }) => {
    const job = liveJob(deps, params.job);
    if (job) {
      const places = isHeld(job) && job.document?.facts ? placesOf(deps, job, language, (await deps.status()).printers) : undefined;
      return { ...jobView(deps, job, language, query.printer), ...(places ? { places } : {}) };
    }
    const just = deps.accounting.ask({ name: "ended-job", ...params.job });
    if (just) return justEndedView(deps, just);
    const ended = deps.books.endedJob(params.job);
    return ended ? endedView(ended) : unknown(params.job);
  },

  "POST /api/v1/jobs/{job}/release": async (deps, { params, body, by, id }) => {
    const job = idOf(deps, params.job);
    if (job === undefined) return unknown(params.job);
    const shown = body.shown === undefined ? {} : { shown: money(body.shown) };
    const reservation = await deps.release({ id, job, printer: body.printer, by, ...shown });
    if (isRefusal(reservation)) return reservation;
    return {
      reservation: reservation.id,
      reserved: reservation.holds.reduce((sum, hold) => sum + hold.amount, 0),
      impressions: reservation.quote.impressions,
    };
  },

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

  "POST /api/v1/jobs/{job}/queue": (deps, { params, body, by, language }) =>
    withJob(deps, params.job, async (job) => {
      const outcome = await deps.accounting.propose({ name: "move-job", by, job: job.id, queue: body.queue });
      return isRefusal(outcome) ? outcome : jobView(deps, outcome, language);
    }),
};

type JobsAsked = Call<(typeof jobRoutes)["GET /api/v1/jobs"]>["query"];
type JobColumn = "number" | "title" | "user" | "state" | "queue" | "since";

function liveColumns(deps: Deps): Listed<Job, JobColumn> {
  const login = ({ sender }: Job): string =>
    (sender.user === undefined ? undefined : deps.accounting.ask({ name: "user", id: sender.user })?.login) ?? sender.named;
  const title = (job: Job): string => (isUnowned(job) ? "" : job.title);
  return {
    id: ({ id }) => id,
    text: (job) => [job.number, title(job), login(job), job.queue, job.printer ?? ""].join(" "),
    columns: {
      number: ({ number }) => number,
      title,
      user: login,
      state: ({ state }) => state,
      queue: ({ queue }) => queue,
      since: ({ createdAt }) => createdAt,
    },
  };
}

/** Out of the books, newest first: to sort all that was ever printed in another way is a report. */
function endedJobs(deps: Deps, { sort, search, after, limit }: JobsAsked, whose: { readonly user?: UserId; readonly review: boolean }) {
  if (sort !== "since") return refuse("bad-input", { field: "sort", detail: "ended" });
  const wanted = asked({ sort: "-ended", limit, ...(after === undefined ? {} : { after }) });
  if (isRefusal(wanted)) return wanted;
  const { jobs, total } = deps.books.endedJobs({
    ...whose,
    limit: limit + 1, // one more than asked tells of a next page
    ...(search === undefined ? {} : { search }),
    ...(wanted.after ? { before: wanted.after.id as RowId } : {}),
  });
  const last = jobs[limit - 1];
  const next = jobs.length > limit && last ? { next: cursorOf("-ended", { at: last.at, id: last.id }) } : {};
  return { jobs: jobs.slice(0, limit).map(endedView), total, ...next };
}

function withJob<A>(deps: Deps, ref: JobRef, act: (job: Job) => A): A | Refusal {
  const job = liveJob(deps, ref);
  if (job) return act(job);
  return deps.books.endedJob(ref) ? refuse("job-not-found") : unknown(ref);
}

/** Neither waiting nor in the books: a slip of the keyboard. */
const unknown = (ref: JobRef): Refusal => refuse("no-such-thing", { kind: "job", name: String("id" in ref ? ref.id : ref.number) });

export const liveJob = (deps: Deps, ref: JobRef): Job | undefined =>
  "id" in ref ? deps.accounting.ask({ name: "job", id: ref.id }) : deps.accounting.ask({ name: "job-by-number", number: ref.number });

/** Also of a job that ended: whoever lost the answer to a release asks again. */
const idOf = (deps: Deps, ref: JobRef): JobId | undefined =>
  "id" in ref
    ? ref.id
    : (liveJob(deps, ref)?.id ?? deps.accounting.ask({ name: "ended-job", ...ref })?.job.id ?? deps.books.endedJob(ref)?.job);

/** With its price at `printer`, or at the cheapest of its queue. */
export function jobView(deps: Deps, job: Job, language: Language, printer?: PrinterName): JobView {
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

/** Before the books have it. */
const justEndedView = (deps: Deps, { job, ...how }: EndedJob): JobView => ({ ...described(deps, job), held: false, ...how });

export const endedView = ({ job, ended, at, queue, title, named, strength, ...row }: JobRow): JobView => ({
  id: job,
  number: row.number,
  queue,
  title,
  state: ended,
  reasons: [],
  held: false,
  named,
  strength,
  endedAt: at,
  impressions: row.impressions,
  impressionsColor: row.impressionsColor,
  sheets: row.sheets,
  charged: row.charged,
  ...(row.login === undefined ? {} : { login: row.login }),
  ...(row.printer === undefined ? {} : { printer: row.printer }),
  ...(row.reason === undefined ? {} : { reason: row.reason }),
  ...(row.review === undefined ? {} : { review: row.review }),
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
    address: job.sender.station ?? job.sender.address,
    copies: job.ticket.copies * (document?.facts?.copiesInside ?? 1),
    ...(owner ? { login: owner.login } : {}),
    ...(job.printer === undefined ? {} : { printer: job.printer }),
    ...(document ? { format: document.format, bytes: document.bytes } : {}),
  };
}
