// Answers to questions, from the projection and its indexes. Reads only; lists live here and never in decide.
import { unreachable } from "../domain/bug.ts";
import { spendable } from "../domain/account.ts";
import { userAccount, type UserId } from "../domain/ids.ts";
import { isHeld, type Job } from "../domain/job.ts";
import { money } from "../domain/money.ts";
import type { Quote } from "../domain/price.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import { type CardOf, codeDigits, type User } from "../domain/user.ts";
import { type Key, keys, type Prefix, type RecordOf, type Records } from "./keys.ts";
import type { PeopleIndex } from "./people-index.ts";
import type { JobIndex } from "./job-index.ts";
import type { Answer, JobFilter, Purse, Query, QueryName } from "./queries.ts";
import { priceRelease } from "./decide/pricing.ts";

/** What questions are answered from: single records, ordered scans, and what accounting indexes beside them. */
export interface StateReader {
  get<K extends Key>(key: K): RecordOf<K> | undefined;
  scan<P extends Prefix>(prefix: P, options?: { after?: string; limit?: number }): Iterable<Records[P]>;
  readonly people: PeopleIndex;
  readonly jobs: Pick<JobIndex, "job" | "jobsOf" | "all" | "byNumber" | "ended" | "allEnded">;
}

export const answer = <N extends QueryName>(query: Query<N>, state: StateReader): Answer<N> => question(query, state) as Answer<N>;

function question(query: Query, state: StateReader): Answer<QueryName> {
  switch (query.name) {
    case "user":
      return state.get(keys.user(query.id));
    case "user-by-login":
      return userAt(state, state.get(keys.login("local", query.login.toLowerCase())));
    case "user-by-card":
      return first(query.indexes, (index) => userAt(state, state.get(keys.card(index))?.user));
    case "user-by-code":
      return first(query.indexes, (index) => userAt(state, state.get(keys.code(index))?.user));
    case "user-by-token":
      return userAt(state, state.get(keys.token(query.hash))?.user);
    case "claimed":
      return state.get(keys.claim)?.at;
    case "session":
      return state.get(keys.session(query.id));
    case "sessions":
      return [...state.scan("/q/session/")].filter(({ user }) => user === query.user).sort((a, b) => a.createdAt - b.createdAt);
    case "messages":
      return state.get(keys.messages(query.user)) ?? [];
    case "notices":
      return state.get(keys.notices);
    case "cards":
      return cards(state, query.user);
    case "people":
      return people(state, query);
    case "closed-users":
      return closedUsers(state, query);
    case "short-codes":
      return shortCodes(state);
    case "user-count":
      return state.get(keys.userCount) ?? 0;
    case "locked-until":
      return state.get(keys.lock(query.subject))?.tries ?? [];
    case "purse":
      return purse(state, query.user);
    case "job":
      return state.jobs.job(query.id);
    case "job-by-number":
      return state.jobs.byNumber(query.number);
    case "jobs":
      return jobs(state, query);
    case "ended-job":
      return state.jobs.ended(query);
    case "ended-jobs":
      return state.jobs.allEnded();
    case "quote":
      return quoteJob(state, query);
    case "reservation":
      return state.get(keys.reservation(query.id));
    case "reservations":
      return [...state.scan("/q/reservation/")];
    case "resolution":
      return state.get(keys.resolve(query.id));
    default:
      return printingQuestion(query, state);
  }
}

type PrintingQuery = Query<
  "queue" | "queues" | "default-queue" | "printer" | "printers" | "price" | "prices" | "terminal" | "terminals" | "screen" | "screens"
>;

/** What the operator set up to print with. */
function printingQuestion(query: PrintingQuery, state: StateReader): Answer<PrintingQuery["name"]> {
  switch (query.name) {
    case "queue":
      return state.get(keys.queue(query.queue));
    case "queues":
      return [...state.scan("/q/queue/")];
    case "default-queue":
      return first([state.get(keys.defaultQueue)], (name) => name && state.get(keys.queue(name)));
    case "printer":
      return state.get(keys.printer(query.printer));
    case "printers":
      return [...state.scan("/q/printer/")];
    case "price":
      return state.get(keys.price(query.price));
    case "prices":
      return [...state.scan("/q/price/")];
    case "terminal":
      return state.get(keys.terminal(query.terminal));
    case "terminals":
      return [...state.scan("/q/terminal/")];
    case "screen":
      return state.get(keys.screen(query.id));
    case "screens":
      return [...state.scan("/q/screen/")].filter(({ terminal }) => terminal === query.terminal).sort((a, b) => a.createdAt - b.createdAt);
    default:
      return unreachable(query);
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const userAt = (state: StateReader, id: UserId | undefined): User | undefined => {
  const user = id === undefined ? undefined : state.get(keys.user(id));
  return user?.closed ? undefined : user;
};

const cards = (state: StateReader, user: UserId): CardOf[] =>
  (state.get(keys.user(user))?.cards ?? []).map((id) => {
    const { user: _user, ...known } = state.get(keys.card(id)) ?? {};
    return { id, ...known };
  });

function people(state: StateReader, asked: Query<"people">): Answer<"people"> {
  const { ids, ...page } = state.people.page(asked);
  return { ...page, users: ids.flatMap((id) => state.get(keys.user(id)) ?? []) };
}

const closedUsers = (state: StateReader, { login, owed = false }: Query<"closed-users">): User[] =>
  state.people.left(login).flatMap((person) => (owed && !person.owed ? [] : (state.get(keys.user(person.id)) ?? [])));

function shortCodes(state: StateReader): User[] {
  const digits = codeDigits(state.get(keys.userCount) ?? 0);
  return [...state.scan("/q/code/")].flatMap((code) =>
    code.digits === undefined || code.digits >= digits ? [] : (userAt(state, code.user) ?? []),
  );
}

function purse(state: StateReader, user: UserId): Purse | undefined {
  const account = state.get(keys.account(userAccount(user)));
  return (
    account && { balance: account.balance, reserved: money(account.reserved), spendable: spendable(account), limited: account.limited }
  );
}

/** A person's jobs by index; anything else walks the live jobs. Ids are UUIDv7, so their order is age. */
function jobs(state: StateReader, filter: JobFilter): Job[] {
  const found: Job[] = [];
  for (const job of filter.user === undefined ? state.jobs.all() : state.jobs.jobsOf(filter.user)) {
    if (filter.queue !== undefined && job.queue !== filter.queue) continue;
    if (filter.held !== undefined && isHeld(job) !== filter.held) continue;
    if (filter.unclaimed !== undefined && (job.sender.user === undefined) !== filter.unclaimed) continue;
    found.push(job);
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What releasing the job would cost now: at a printer, or before one is chosen at the cheapest that can take it. */
function quoteJob(state: StateReader, query: Query<"quote">): Quote | Refusal {
  const job = state.jobs.job(query.job);
  if (!job) return { refused: "job-not-found" };
  const ticket = query.ticket ?? job.ticket;
  const printers = query.printer === undefined ? (state.get(keys.queue(job.queue))?.printers ?? []) : [query.printer];
  let best: Quote | Refusal = { refused: "no-such-thing", with: { kind: "printer", name: "" } };
  for (const printer of printers) {
    const priced = priceRelease(state, job, printer, ticket);
    if (isRefusal(priced)) {
      if (isRefusal(best)) best = priced;
    } else if (isRefusal(best) || priced.quote.total < best.total) best = priced.quote;
  }
  return best;
}
