// What a person sees and does in the portal: their account, their jobs, where these can come out.
import { tallyOfCopy } from "../domain/document.ts";
import { isHeld, type Job } from "../domain/job.ts";
import { money } from "../domain/money.ts";
import type { Printer, Queue } from "../domain/printing.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { Language } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import { printAddress } from "./address.ts";
import type { MeView, MyJobView, MyPrinterView, myRoutes } from "./contract/people.ts";
import type { Deps, JobRef, PrinterCondition } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { jobView, liveJob } from "./jobs.ts";
import { endSessions } from "./session.ts";

export const myHandlers: Handlers<typeof myRoutes> = {
  "GET /api/v1/me": (deps, { me }) => meView(deps, me),

  "PATCH /api/v1/me": async (deps, { me, body, by }) => {
    const user = await deps.accounting.propose({ name: "change-user", by, user: me.id, change: body });
    return isRefusal(user) ? user : meView(deps, user);
  },

  "PUT /api/v1/me/password": async (deps, { me, session, body, by, browser }) => {
    // Counted like a sign-in: a browser left open must not be a place to guess at leisure.
    const proved = await deps.signIn.byPassword(me.login, body.before, browser.address);
    if (isRefusal(proved)) return proved;
    const password = await deps.secrets.hashSecret(body.password);
    const user = await deps.accounting.propose({ name: "change-user", by, user: me.id, change: { password } });
    if (isRefusal(user)) return user;
    await endSessions(deps, me, by, session.id);
    return { done: true };
  },

  "PUT /api/v1/me/code": async (deps, { me, body, by }) => {
    const index = deps.secrets.codeIndex(body.code);
    const user = await deps.accounting.propose({ name: "set-code", by, user: me.id, index, digits: body.code.length });
    return isRefusal(user) ? user : meView(deps, user);
  },

  "GET /api/v1/me/browsers": (deps, { me, session }) => ({
    browsers: deps.accounting
      .ask({ name: "sessions", user: me.id })
      .map(({ user: _user, ...browser }) => ({ ...browser, current: browser.id === session.id })),
  }),

  "DELETE /api/v1/me/browsers/{browser}": (deps, { me, params, by }) => {
    const session = deps.accounting.ask({ name: "session", id: params.browser });
    if (session?.user !== me.id) return refuse("no-such-thing", { kind: "session", name: params.browser });
    return deps.accounting.propose({ name: "end-session", by, hash: session.id });
  },

  "GET /api/v1/me/jobs": async (deps, { me, language }) => {
    const conditions = (await deps.status()).printers;
    const jobs = deps.accounting.ask({ name: "jobs", user: me.id });
    return { jobs: jobs.map((job) => myJobView(deps, job, language, conditions)) };
  },

  "PATCH /api/v1/me/jobs/{job}": (deps, { me, params, body, by, language }) =>
    withMine(deps, me, params.job, async (job) => {
      const outcome = await deps.accounting.propose({ name: "change-job", by, job: job.id, ticket: { ...job.ticket, ...body } });
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

  "DELETE /api/v1/me/jobs/{job}": (deps, { me, params, by }) =>
    withMine(deps, me, params.job, (job) =>
      deps.accounting.propose({ name: "cancel-job", by, job: job.id, reason: "deleted by its owner" }),
    ),

  "POST /api/v1/me/documents": async (deps, { me, query, document, language, browser }) => {
    const queue =
      query.queue === undefined
        ? deps.accounting.ask({ name: "default-queue" })
        : deps.accounting.ask({ name: "queue", queue: query.queue });
    if (!queue) return refuse("no-such-thing", { kind: "queue", name: query.queue ?? "" });
    const job = await deps.upload({ user: me, queue, title: query.title, address: browser.address, document });
    return isRefusal(job) ? job : myJobView(deps, job, language, (await deps.status()).printers);
  },

  "GET /api/v1/me/printers": async (deps) => {
    const { printers, ipp, ipps } = await deps.status();
    const queues = deps.accounting.ask({ name: "queues" });
    const usual = deps.accounting.ask({ name: "default-queue" })?.name;
    const used = deps.accounting.ask({ name: "printers" }).filter(({ name }) => queues.some((queue) => queue.printers.includes(name)));
    return {
      printers: used.map((printer) => myPrinterView(deps, printer, queues, printers)),
      queues: queues.map(({ name }) => ({ name, uri: printAddress(ipps ?? ipp, name), default: name === usual })),
    };
  },
};

/** Somebody else's job is told apart from none by nobody. */
function withMine<A>(deps: Deps, me: User, ref: JobRef, act: (job: Job) => A): A | Refusal {
  const job = liveJob(deps, ref);
  return job?.sender.user === me.id ? act(job) : unknown(ref);
}

const unknown = (ref: JobRef): Refusal => refuse("no-such-thing", { kind: "job", name: String("id" in ref ? ref.id : ref.number) });

function meView(deps: Deps, user: User): MeView {
  const purse = deps.accounting.ask({ name: "purse", user: user.id });
  const { login, name, limited, release, department, language } = user;
  return {
    login,
    name,
    limited,
    release,
    ...(department === undefined ? {} : { department }),
    ...(language === undefined ? {} : { language }),
    cards: user.cards.length,
    code: user.code !== undefined,
    pin: user.pin !== undefined,
    balance: purse?.balance ?? 0,
    reserved: purse?.reserved ?? 0,
    spendable: purse?.spendable ?? 0,
  };
}

function myJobView(deps: Deps, job: Job, language: Language, conditions: readonly PrinterCondition[]): MyJobView {
  const facts = job.document?.facts;
  const inks = facts ? tallyOfCopy(facts, { ...job.ticket, color: "auto" }) : [];
  return {
    ...jobView(deps, job, language),
    places: isHeld(job) && facts ? placesOf(deps, job, language, conditions) : [],
    color: job.ticket.color,
    sides: job.ticket.sides,
    colored: inks.some(({ color, count }) => color && count > 0),
  };
}

/** Cheapest first; those where it cannot come out last, each with why. */
function placesOf(deps: Deps, job: Job, language: Language, conditions: readonly PrinterCondition[]): MyJobView["places"] {
  const printers = deps.accounting.ask({ name: "queue", queue: job.queue })?.printers ?? [];
  return printers
    .map((printer) => {
      const quote = deps.accounting.ask({ name: "quote", job: job.id, printer });
      const state = conditions.find(({ name }) => name === printer)?.state ?? "unknown";
      return isRefusal(quote)
        ? { printer, state, sentence: sentence(language, quote, deps.currency) }
        : { printer, state, price: quote.total };
    })
    .sort((a, b) => (a.price ?? Number.MAX_SAFE_INTEGER) - (b.price ?? Number.MAX_SAFE_INTEGER));
}

function myPrinterView(deps: Deps, printer: Printer, queues: readonly Queue[], conditions: readonly PrinterCondition[]): MyPrinterView {
  const { name, capabilities } = printer;
  const condition = conditions.find((one) => one.name === name);
  const price = deps.accounting.ask({ name: "price", price: printer.price });
  return {
    name,
    ...(capabilities ? { makeModel: capabilities.makeModel, color: capabilities.color, duplex: capabilities.duplex } : {}),
    state: condition?.state ?? "unknown",
    reasons: [...(condition?.reasons ?? [])],
    ...(price ? { mono: price.mono, colorPrice: price.color } : {}),
    queues: queues.filter(({ printers }) => printers.includes(name)).map((queue) => queue.name),
  };
}
