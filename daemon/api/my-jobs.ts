// A person's own jobs in the portal: what waits and where it can come out, changed, printed, deleted; and documents they send.
import { tallyOfCopy, type Ticket } from "../domain/document.ts";
import { isHeld, type Job } from "../domain/job.ts";
import { money } from "../domain/money.ts";
import { parseRanges, showRanges } from "../domain/ranges.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { Language } from "../words/index.ts";
import type { MyJobView, myJobRoutes } from "./contract/my-jobs.ts";
import type { JobRef } from "./deps-books.ts";
import type { Deps, PrinterCondition } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { jobView, liveJob } from "./jobs.ts";
import { missingOf, placesOf, stateOf } from "./places.ts";

export const myJobHandlers: Handlers<typeof myJobRoutes> = {
  "GET /api/v1/me/jobs": async (deps, { me, language }) => {
    const conditions = (await deps.status()).printers;
    const jobs = deps.accounting.ask({ name: "jobs", user: me.id });
    return { jobs: jobs.map((job) => myJobView(deps, job, language, conditions)) };
  },

  "GET /api/v1/me/quote": async (deps, { me, query }) => {
    const jobs = query.jobs.flatMap((number) => liveJob(deps, { number }) ?? []).filter((job) => job.sender.user === me.id && isHeld(job));
    const conditions = (await deps.status()).printers;
    const names = new Set(jobs.flatMap((job) => deps.accounting.ask({ name: "queue", queue: job.queue })?.printers ?? []));
    const places = [...names].map((printer) => {
      const quotes = jobs.flatMap((job) => {
        const quote = deps.accounting.ask({ name: "quote", job: job.id, printer });
        return isRefusal(quote) ? [] : [{ number: job.number, price: quote.total }];
      });
      const total = money(quotes.reduce((sum, { price }) => sum + price, 0));
      return { printer, state: stateOf(conditions, printer), total, ...missingOf(deps, me.id, total), jobs: quotes };
    });
    return {
      places: places.filter(({ jobs: some }) => some.length > 0).sort((a, b) => b.jobs.length - a.jobs.length || a.total - b.total),
    };
  },

  "PATCH /api/v1/me/jobs/{job}": (deps, { me, params, body, by, language }) =>
    withMine(deps, me, params.job, async (job) => {
      const ticket = ticketOf(job, body);
      if (isRefusal(ticket)) return ticket;
      const outcome = await deps.accounting.propose({ name: "change-job", by, job: job.id, ticket });
      return isRefusal(outcome) ? outcome : myJobView(deps, outcome, language, (await deps.status()).printers);
    }),

  "POST /api/v1/me/jobs/{job}/release": async (deps, { me, params, body, by, id }) => {
    // Of a job that ended meanwhile the key still tells how: only somebody else's is unknown here.
    const live = liveJob(deps, params.job);
    const ended = live ? undefined : deps.accounting.ask({ name: "ended-job", ...params.job })?.job;
    const job = live ?? ended;
    if (job?.sender.user !== me.id) return unknown(params.job);
    const reserved = await deps.release({ id, job: job.id, printer: body.printer, by, shown: money(body.shown) });
    if (isRefusal(reserved)) return reserved;
    const amount = reserved.holds.reduce((sum, hold) => sum + hold.amount, 0);
    return { reservation: reserved.id, reserved: amount, impressions: reserved.quote.impressions };
  },

  "DELETE /api/v1/me/jobs/{job}": (deps, { me, params, query, by }) =>
    withMine(deps, me, params.job, async ({ id }) => {
      const cancel = () => deps.accounting.propose({ name: "cancel-job", by, job: id, reason: "deleted by its owner" });
      if (query.undo === undefined) return cancel();
      deps.deletions.begin(id, query.undo * 1000, () =>
        cancel().then(
          (outcome) => void (isRefusal(outcome) && deps.log.info("a deleted job stays", { job: id, refusal: outcome.refused })),
          (error: unknown) => deps.log.warn("a deleted job stays", { job: id, error }),
        ),
      );
      return { done: true } as const;
    }),

  "POST /api/v1/me/jobs/{job}/keep": (deps, { me, params, language }) =>
    withMine(deps, me, params.job, async (job) => {
      deps.deletions.undo(job.id);
      return myJobView(deps, job, language, (await deps.status()).printers);
    }),

  "POST /api/v1/me/documents": async (deps, { me, query, document, language, browser }) => {
    const queue =
      query.queue === undefined
        ? deps.accounting.ask({ name: "default-queue" })
        : deps.accounting.ask({ name: "queue", queue: query.queue });
    if (!queue) return refuse("no-such-thing", { kind: "queue", name: query.queue ?? "" });
    const job = await deps.upload({ user: me, queue, title: query.title, address: browser.address, document });
    return isRefusal(job) ? job : myJobView(deps, job, language, (await deps.status()).printers);
  },
};

/** Somebody else's job is told apart from none by nobody. */
function withMine<A>(deps: Deps, me: User, ref: JobRef, act: (job: Job) => A): A | Refusal {
  const job = liveJob(deps, ref);
  return job?.sender.user === me.id ? act(job) : unknown(ref);
}

const unknown = (ref: JobRef): Refusal => refuse("no-such-thing", { kind: "job", name: String("id" in ref ? ref.id : ref.number) });

function myJobView(deps: Deps, job: Job, language: Language, conditions: readonly PrinterCondition[]): MyJobView {
  const facts = job.document?.facts;
  const inks = facts ? tallyOfCopy(facts, { ...job.ticket, color: "auto" }) : [];
  return {
    ...jobView(deps, job, language),
    places: isHeld(job) && facts ? placesOf(deps, job, language, conditions) : [],
    color: job.ticket.color,
    sides: job.ticket.sides,
    colored: inks.some(({ color, count }) => color && count > 0),
    pages: showRanges(job.ticket.pageRanges),
    ...(isHeld(job) && deps.deletions.has(job.id) ? { deleting: true as const } : {}),
    ...(facts ? { documentPages: facts.pages.length } : {}),
  };
}

/** The ticket with what somebody changes of it; pages are written by people, and some of them must be there. */
function ticketOf(
  { ticket, document }: Job,
  { pages, ...change }: Partial<Omit<Ticket, "pageRanges">> & { pages?: string },
): Ticket | Refusal {
  const { pageRanges, ...rest } = { ...ticket, ...change };
  if (pages === undefined) return pageRanges ? { ...rest, pageRanges } : rest;
  const ranges = parseRanges(pages);
  if (!ranges) return refuse("bad-input", { field: "pages", detail: "page-list" });
  const last = document?.facts?.pages.length ?? Number.MAX_SAFE_INTEGER;
  if (ranges.length === 0) return rest;
  return ranges.some(([from]) => from <= last)
    ? { ...rest, pageRanges: ranges }
    : refuse("bad-input", { field: "pages", detail: "too-big", n: last });
}
