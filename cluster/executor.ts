// Decides commands in order, in batches, and commits each batch as one transaction that compares everything its decisions read.
// Generic: what a command is, and what it does to which keys, is `decide`'s business. Safety is only in the compares; two executors
// at once cost throughput, nothing else.
import { Batch } from "./batch.ts";
import { Ambiguous, type Committed, type Projection, type Revision, type StateStore, type Transaction, Unavailable } from "./store.ts";

/** What a key holds for the command being decided. Revision −1: written by a command before it in the same batch. */
export type Read = (key: string) => { readonly value: string; readonly revision: Revision } | undefined;

export interface Decision<Outcome> {
  readonly outcome: Outcome;
  /** Every key whose value or absence the decision rests on, with the revision `read` answered (0: absent). */
  readonly reads: ReadonlyMap<string, Revision>;
  /** undefined deletes. Empty for a refusal. */
  readonly writes: ReadonlyMap<string, string | undefined>;
}

export interface ExecutorOptions<Command, Outcome, Stamp> {
  readonly store: Pick<StateStore, "commit">;
  readonly projection: Projection;
  /** Pure and synchronous. One that throws fails its own command only. */
  readonly decide: (command: Command, read: Read, stamp: Stamp) => Decision<Outcome>;
  /** `order` is the command's place in its batch. */
  readonly stamp: (order: number) => Stamp;
  /** Told of each committed batch before its answers leave. Must not throw or wait. */
  readonly committed?: (revision: Revision, writes: ReadonlyMap<string, string | undefined>) => void;
}

export interface Executor<Command, Outcome> {
  /**
   * Resolves after the commit. Rejects with {@link Unavailable} when nothing was written, {@link Ambiguous} when nobody knows, and
   * with whatever `decide` threw.
   */
  propose(command: Command): Promise<Outcome>;
}

/** Commands waiting to be decided: seconds of work for the slowest disk. More is an overload, told at once. */
export const mostWaitingCommands = 10_000;
/** Someone else wrote what we read, each time: after so many batches the store is contended beyond use. */
const mostTries = 8;
/** A commit whose fate is unknown is asked again under the same compares. */
const mostAsked = 3;

interface Proposal<Command, Outcome> {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

type Decided<Command, Outcome> = { readonly proposal: Proposal<Command, Outcome>; readonly outcome: Outcome };

export const createExecutor = <Command, Outcome, Stamp>(options: ExecutorOptions<Command, Outcome, Stamp>): Executor<Command, Outcome> =>
  new BatchExecutor(options);

class BatchExecutor<Command, Outcome, Stamp> implements Executor<Command, Outcome> {
  readonly #options: ExecutorOptions<Command, Outcome, Stamp>;
  #waiting: Proposal<Command, Outcome>[] = [];
  #running = false;
  #tries = 0;
  /** What the store is known to hold where the projection may lag behind: our own commits, and what a failed compare found. */
  readonly #known = new Map<string, { readonly value: string | undefined; readonly revision: Revision }>();
  #knownUpTo: Revision = 0;

  constructor(options: ExecutorOptions<Command, Outcome, Stamp>) {
    this.#options = options;
  }

  propose(command: Command): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= mostWaitingCommands)
        return reject(new Unavailable(`${mostWaitingCommands} commands are already waiting`));
      this.#waiting.push({ command, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      queueMicrotask(() => void this.#run());
    });
  }

  /** One batch at a time: while it is being made durable, the next one gathers. */
  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = new Batch(this.#read);
      const decided = this.#fill(batch);
      if (decided.length === 0) continue;
      try {
        this.#finish(batch, decided, await commit(this.#options.store, batch.transaction()));
      } catch (error) {
        for (const { proposal } of decided) proposal.reject(error);
      }
    }
    this.#running = false;
  }

  /** Takes commands from the front until the batch is full; those whose `decide` throws are answered and left out. */
  #fill(batch: Batch): Decided<Command, Outcome>[] {
    const { projection, decide, stamp } = this.#options;
    if (projection.revision >= this.#knownUpTo) this.#known.clear();
    const decided: Decided<Command, Outcome>[] = [];
    let taken = 0;
    for (const proposal of this.#waiting) {
      try {
        const decision = decide(proposal.command, batch.read, stamp(decided.length));
        if (!batch.add(decision.reads, decision.writes)) {
          if (decided.length > 0) break; // it is decided again in the next batch
          throw new RangeError("one command reads or writes more than a transaction takes");
        }
        decided.push({ proposal, outcome: decision.outcome });
      } catch (error) {
        proposal.reject(error);
      }
      taken++;
    }
    this.#waiting = this.#waiting.slice(taken);
    return decided;
  }

  #finish(batch: Batch, decided: readonly Decided<Command, Outcome>[], answer: Committed): void {
    if (answer.committed) {
      this.#tries = 0;
      if (batch.writes.size > 0) this.#tell(answer.revision, batch.writes);
      for (const { proposal, outcome } of decided) proposal.resolve(outcome);
      return;
    }
    if (++this.#tries >= mostTries) {
      this.#tries = 0;
      throw new Unavailable(`what these commands read changed ${mostTries} times before they could be committed`);
    }
    for (const [i, key] of batch.compared().entries())
      this.#learn(key, answer.found[i]?.value, answer.found[i]?.revision ?? answer.revision);
    this.#waiting = [...decided.map(({ proposal }) => proposal), ...this.#waiting];
  }

  #tell(revision: Revision, writes: ReadonlyMap<string, string | undefined>): void {
    const { projection, committed } = this.#options;
    if (projection.revision < revision) for (const [key, value] of writes) this.#learn(key, value, revision);
    try {
      committed?.(revision, writes);
    } catch (error) {
      // The batch is committed, and its commands must hear so; the listener's mistake is nobody's answer but a crash.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  readonly #read: Read = (key) => {
    const stored = this.#options.projection.get(key);
    if (this.#known.size === 0) return stored;
    const newer = this.#known.get(key);
    if (newer === undefined || (stored?.revision ?? 0) >= newer.revision) return stored;
    return newer.value === undefined ? undefined : { value: newer.value, revision: newer.revision };
  };

  #learn(key: string, value: string | undefined, revision: Revision): void {
    this.#known.set(key, { value, revision });
    this.#knownUpTo = Math.max(this.#knownUpTo, revision);
  }
}

/**
 * Commits, asking again under the same compares when the fate is unknown. Asking twice cannot write twice: the first to arrive changes
 * a key that the second compares. Where nothing written is compared there is no such proof, and the doubt is handed on.
 */
async function commit(store: Pick<StateStore, "commit">, transaction: Transaction): Promise<Committed> {
  const compared = new Set(transaction.compares.map(({ key }) => key));
  const provable = transaction.writes.some(({ key }) => compared.has(key));
  let doubt: Ambiguous | undefined;
  for (let asked = 1; ; asked++) {
    try {
      // In doubt, what we would have written is what we look for.
      const answer = await store.commit(doubt ? { ...transaction, otherwise: transaction.writes.map(({ key }) => key) } : transaction);
      if (answer.committed || doubt === undefined) return answer;
      const revision = appliedAt(transaction, answer);
      if (revision !== undefined) return { committed: true, revision };
      throw doubt;
    } catch (error) {
      if (doubt === undefined && !(error instanceof Ambiguous)) throw error;
      doubt ??= error as Ambiguous;
      if (!provable || asked >= mostAsked || error instanceof Unavailable) throw doubt;
    }
  }
}

/** The revision at which all our writes stand together, or undefined. */
function appliedAt({ writes }: Transaction, answer: Committed & { committed: false }): Revision | undefined {
  let revision: Revision | undefined;
  for (const [i, { value }] of writes.entries()) {
    const found = answer.found[i];
    if (found?.value !== value || (found !== undefined && revision !== undefined && found.revision !== revision)) return undefined;
    revision = found?.revision ?? revision;
  }
  return revision;
}
