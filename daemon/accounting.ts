// The one door to replicated state: propose a command, ask a question, follow the facts. Small and generic on purpose.
import type { Executor, KeyValue, Projection, Revision, RevisionChanges, StateStore } from "../cluster/index.ts";
import { Ambiguous, Unavailable } from "../cluster/index.ts";
import type { Account } from "./domain/account.ts";
import type { JobId, UserId } from "./domain/ids.ts";
import type { Job } from "./domain/job.ts";
import type { Row } from "./domain/ledger.ts";
import { Fault } from "./runtime/faults.ts";
import type { Command, CommandName, Outcome } from "./state/commands.ts";
import { breaches } from "./state/invariants.ts";
import { JobIndex } from "./state/job-index.ts";
import { keys, type OutboxRow, type Prefix, type Records } from "./state/keys.ts";
import { People } from "./state/people.ts";
import type { Answer, Query, QueryName } from "./state/queries.ts";
import { answer, type StateReader } from "./state/query.ts";

/** What changed, in the order it was committed. Closed: consumers are listed in box.ts. */
export type Fact =
  /** `before`: whose it was until now, where that is somebody else. */
  | { readonly kind: "job"; readonly revision: number; readonly job: Job; readonly ended: boolean; readonly before?: UserId }
  | { readonly kind: "config"; readonly revision: number }
  /** Somebody was told something, or confirmed it. */
  | { readonly kind: "message"; readonly revision: number; readonly user: UserId }
  /** Rows for the books were left in the outbox. `users`: those whose account or jobs they tell of. */
  | { readonly kind: "rows"; readonly revision: number; readonly users: ReadonlySet<UserId> };

export interface Accounting {
  /** Commits, then answers. A refusal too is answered only after the keys it read were compared. Throws Fault store-unavailable or store-ambiguous. */
  propose<N extends CommandName>(command: Command<N>): Promise<Outcome<N>>;
  /** From this box's projection, at once. */
  ask<N extends QueryName>(query: Query<N>): Answer<N>;
  /** Every fact committed from now on. The answer stops the calls. `tell` must not throw and must not wait. */
  follow(tell: (fact: Fact) => void): () => void;
  /** Rows not yet in the books, oldest first, with the revision they were committed at. Reads the whole outbox. */
  rows(limit: number): readonly WaitingRow[];
  readonly revision: number;
}

/** A row on its way to the books. */
export interface WaitingRow {
  readonly row: Row;
  readonly revision: number;
  /** Its place among the rows of that revision. */
  readonly index: number;
}

/** Rows of the outbox looked at before others get their turn: some 10 ms. */
const lookedAtAtOnce = 2_000;
/** Records a trim looks at before others get their turn: each is parsed, and the books are asked for the old ones. Some 30 ms. */
const judgedAtOnce = 1_000;
/** Keys written by one trim; far below the engine's limit of operations. */
const trimAtOnce = 256;

/** What is kept for a while only. */
type TrimmedPrefix = "/k/receipt/" | "/q/lock/" | "/q/session/";

export interface AccountingDeps {
  readonly store: Pick<StateStore, "commit" | "watch">;
  readonly projection: Projection;
  readonly executor: Executor<Command, Outcome>;
}

export class BoxAccounting implements Accounting {
  readonly #deps: AccountingDeps;
  readonly #index = new JobIndex();
  readonly #followers = new Set<(fact: Fact) => void>();
  readonly #stop = new AbortController();
  readonly #reader: StateReader;
  readonly #people: People;
  #applied: number;
  #rowsWaiting = 0;
  #watching: Promise<void> = Promise.resolve();
  readonly #waiting: { readonly revision: number; readonly resolve: () => void }[] = [];

  constructor(deps: AccountingDeps) {
    this.#deps = deps;
    this.#applied = deps.projection.revision;
    for (const { value } of deps.projection.scan("/q/job/")) this.#index.put(JSON.parse(value));
    for (const _ of deps.projection.scan("/k/row/")) this.#rowsWaiting++;
    const records = recordsOf(deps.projection);
    const people = new People(records);
    this.#people = people;
    this.#reader = {
      ...records,
      jobs: this.#index,
      get people() {
        return people.index;
      },
    };
    this.#watching = this.#watch();
  }

  async propose<N extends CommandName>(command: Command<N>): Promise<Outcome<N>> {
    try {
      const outcome = await this.#deps.executor.propose(command as Command);
      await this.#reached(this.#deps.projection.revision);
      return outcome as Outcome<N>;
    } catch (error) {
      if (error instanceof Unavailable) throw new Fault("store-unavailable", error.message, { retry: "later", cause: error });
      if (error instanceof Ambiguous) throw new Fault("store-ambiguous", error.message, { retry: "later", cause: error });
      throw error;
    }
  }

  ask<N extends QueryName>(query: Query<N>): Answer<N> {
    return answer(query, this.#reader);
  }

  follow(tell: (fact: Fact) => void): () => void {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }

  rows(limit: number): readonly WaitingRow[] {
    return [...this.#deps.projection.scan("/k/row/")].map(waitingRow).sort(inOrder).slice(0, limit);
  }

  /** Reads everybody, so that lists of people answer at once; others work in between. */
  learnPeople(breathe: () => Promise<void>): Promise<void> {
    return this.#people.learn(breathe, { aborted: () => this.#stop.signal.aborted });
  }

  /** How many rows are not yet in the books. */
  get rowsWaiting(): number {
    return this.#rowsWaiting;
  }

  /**
   * What waits for the books, oldest first, in batches of `atOnce` rows or as many more as its last revision has. The outbox is looked at
   * once, whatever its length, and others work in between; what comes meanwhile is left for the next time.
   */
  async *outbox(atOnce: number, breathe: () => Promise<void>): AsyncGenerator<readonly WaitingRow[]> {
    const { projection } = this.#deps;
    const upTo = projection.revision;
    const places: Pick<KeyValue, "key" | "revision">[] = [];
    for (const { key, revision } of projection.scan("/k/row/")) {
      if (revision > upTo) continue;
      places.push({ key, revision });
      if (places.length % lookedAtAtOnce === 0) await breathe();
    }
    places.sort((a, b) => a.revision - b.revision);
    for (let start = 0, end = 0; start < places.length; start = end) {
      end = Math.min(start + atOnce, places.length);
      while (places[end] && places[end]?.revision === places[end - 1]?.revision) end++;
      yield places
        .slice(start, end)
        .flatMap(({ key }) => {
          const found = projection.get(key);
          return found ? waitingRow(found) : [];
        })
        .sort(inOrder);
    }
  }

  /** These rows are durably in the books: they leave the outbox. */
  async trimRows(rows: readonly Pick<WaitingRow, "row" | "revision">[]): Promise<void> {
    await this.#forget(rows.map(({ row, revision }) => ({ key: keys.row(row.id), revision })));
  }

  /**
   * Forgets the records under a prefix that are `stale`; `name` is what follows the prefix. Others work in between, and what changes
   * meanwhile is left for the next time.
   */
  async trim<P extends TrimmedPrefix>(
    prefix: P,
    stale: (record: Records[P], name: string) => boolean,
    breathe: () => Promise<void>,
  ): Promise<number> {
    const old: Pick<KeyValue, "key" | "revision">[] = [];
    let judged = 0;
    for (const { key, value, revision } of this.#deps.projection.scan(prefix)) {
      if (stale(JSON.parse(value), key.slice(prefix.length))) old.push({ key, revision });
      if (++judged % judgedAtOnce === 0) await breathe();
    }
    return this.#forget(old);
  }

  async #forget(records: readonly Pick<KeyValue, "key" | "revision">[]): Promise<number> {
    let forgotten = 0;
    for (let i = 0; i < records.length; i += trimAtOnce) {
      const compares = records.slice(i, i + trimAtOnce).map(({ key, revision }) => ({ key, revision }));
      const answer = await this.#deps.store.commit({ compares, writes: compares.map(({ key }) => ({ key, value: undefined })) });
      if (answer.committed) forgotten += compares.length;
    }
    return forgotten;
  }

  /** Every account as it stands. */
  *accounts(): Iterable<Account> {
    for (const { value } of this.#deps.projection.scan("/q/account/")) yield JSON.parse(value) as Account;
  }

  get revision(): number {
    return this.#deps.projection.revision;
  }

  /** Where the state contradicts itself: none, or the box must not be trusted. Reads every key. */
  breaches(): readonly string[] {
    const { get, scan } = this.#reader;
    return [...breaches({ get: get as (key: string) => unknown, scan })];
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  /** Resolves once the index and the followers have seen `revision`. */
  #reached(revision: number): Promise<void> {
    if (this.#applied >= revision || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ revision, resolve }));
  }

  async #watch(): Promise<void> {
    try {
      for await (const changes of this.#deps.store.watch("", this.#applied + 1, this.#stop.signal)) this.#apply(changes);
    } finally {
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    }
  }

  #apply({ revision, changes }: RevisionChanges): void {
    const rows = changes
      .filter((change) => change.key.startsWith("/k/row/") && change.value !== undefined)
      .map((change) => JSON.parse(change.value as string) as Row);
    for (const { key, value } of changes) {
      // Ids of rows are derived from their acts: one is never written over another.
      if (key.startsWith("/k/row/")) this.#rowsWaiting += value === undefined ? -1 : 1;
      else if (key.startsWith("/q/job/")) this.#jobChanged(revision, key.slice("/q/job/".length) as JobId, value, rows);
      else if (key.startsWith("/q/message/")) this.#tell({ kind: "message", revision, user: key.slice("/q/message/".length) as UserId });
      else if (key === "/q/config") this.#tell({ kind: "config", revision });
      else if (value !== undefined) this.#people.changed(key);
    }
    if (rows.length > 0) this.#tell({ kind: "rows", revision, users: usersOf(rows) });
    this.#applied = revision;
    while (this.#waiting[0] && this.#waiting[0].revision <= revision) this.#waiting.shift()?.resolve();
  }

  #jobChanged(revision: number, id: JobId, value: string | undefined, rows: readonly Row[]): void {
    if (value !== undefined) {
      const job = JSON.parse(value) as Job;
      const before = this.#index.put(job);
      this.#tell({ kind: "job", revision, job, ended: false, ...(before === undefined ? {} : { before }) });
      return;
    }
    const row = rows.find((row) => row.kind === "job" && row.job === id);
    const job = this.#index.end(id, row?.kind === "job" ? row : undefined);
    if (job) this.#tell({ kind: "job", revision, job, ended: true });
  }

  #tell(fact: Fact): void {
    for (const tell of this.#followers) tell(fact);
  }
}

const usersOf = (rows: readonly Row[]): ReadonlySet<UserId> =>
  new Set(rows.flatMap((row) => ("user" in row && row.user !== undefined ? [row.user] : [])));

function waitingRow({ value, revision }: Pick<KeyValue, "value" | "revision">): WaitingRow {
  const { index, ...row } = JSON.parse(value) as OutboxRow;
  return { row: row as Row, revision, index };
}

const inOrder = (a: WaitingRow, b: WaitingRow): number => a.revision - b.revision || a.index - b.index;

/** Records read lately: a job asks for its queue, its printers and their prices half a dozen times, and changes come a few times a second. */
const mostKnown = 1_000;

/** Reads parsed records out of the projection. */
function recordsOf(projection: Projection): Pick<StateReader, "get" | "scan"> {
  const known = new Map<string, { asOf: Revision; readonly revision: Revision; readonly record: unknown }>();
  const read = (key: string): unknown => {
    const asOf = projection.revision;
    const before = known.get(key);
    if (before?.asOf === asOf) return before.record;
    const found = projection.get(key);
    if (before && before.revision === (found?.revision ?? 0)) {
      before.asOf = asOf;
      return before.record;
    }
    if (known.size >= mostKnown) known.clear();
    const record: unknown = found && JSON.parse(found.value);
    known.set(key, { asOf, revision: found?.revision ?? 0, record });
    return record;
  };
  return {
    get: <T>(key: string): T | undefined => read(key) as T | undefined,
    *scan<P extends Prefix>(prefix: P, options?: { after?: string; limit?: number }): Iterable<Records[P]> {
      for (const item of projection.scan(prefix, options) as Iterable<KeyValue>) yield JSON.parse(item.value) as Records[P];
    },
  };
}
