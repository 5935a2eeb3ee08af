// The StateStore of one box, on LMDB. Reads are answered at once from the last durable state; commits that wait together share one flush.
import { mkdirSync } from "node:fs";
import { lockDirectory } from "./data-lock.ts";
import { checkTransaction, Draft } from "./draft.ts";
import { DataFile, DiskFailed } from "./data-file.ts";
import { inspectFile } from "./opening.ts";
import type { KeyChange } from "./records.ts";
import {
  type Committed,
  Compacted,
  type KeyValue,
  type Projection,
  type Revision,
  type RevisionChanges,
  type StateStore,
  type StoreStatus,
  type Transaction,
  Unavailable,
} from "./store.ts";

export interface EmbeddedOptions {
  readonly directory: string;
  /** A new file may take the place of one that was quarantined. */
  readonly restoring?: boolean;
  /** Revisions that can be watched and ranged over. */
  readonly keepRevisions?: number;
  /** The disk failed under a commit: nothing more is accepted until the process starts again and looks at its file. Called once. */
  readonly failed?: (error: Error) => void;
}

export interface EmbeddedStore extends StateStore {
  /** The same data, read synchronously. */
  readonly projection: Projection;
}

/** A follower that was away longer than this re-reads everything; a quiet office writes 10 000 revisions in days. */
const keepRevisionsByDefault = 10_000;
/** Bounds the file where revisions are large; 64 MB is little beside a spool and read in a second. */
const keepVersionBytes = 64 * 1024 * 1024;
/** Old revisions forgotten per flush, beyond as many as it adds: no flush waits for a large clean-up. */
const forgetAtOnce = 64;
/** Waiting transactions. At 500 flushes a second and hundreds a flush this is a tenth of a second; more is an overload, told at once. */
const mostWaiting = 20_000;
/** Transactions in one flush: keeps one from holding the thread for long. */
const mostInGroup = 1_000;
const rangePage = 512;

/** Throws {@link InUse}, {@link Damaged}, and {@link Unavailable} where the file could not be checked. */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<EmbeddedStore> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(options.directory);
  try {
    const found = await inspectFile(options.directory, options.restoring ?? false);
    return new LmdbStore(new DataFile(options.directory, found), lock.release, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

type Waiting = {
  readonly act: (draft: Draft) => Committed;
  readonly resolve: (answer: Committed) => void;
  readonly reject: (error: unknown) => void;
};

class LmdbStore implements EmbeddedStore {
  readonly projection: Projection;
  readonly #file: DataFile;
  readonly #release: () => void;
  readonly #keepRevisions: number;
  readonly #failed: ((error: Error) => void) | undefined;
  #waiting: Waiting[] = [];
  #pumping: Promise<void> | undefined;
  /** Why nothing more is accepted. */
  #refusing: string | undefined;
  readonly #sleepers = new Set<() => void>();

  constructor(file: DataFile, release: () => void, options: EmbeddedOptions) {
    this.#file = file;
    this.#release = release;
    this.#keepRevisions = options.keepRevisions ?? keepRevisionsByDefault;
    this.#failed = options.failed;
    const items = (prefix: string, after: string | undefined, limit: number): KeyValue[] => this.#items(prefix, after, limit);
    this.projection = {
      get: (key) => file.entry(key),
      *scan(prefix, { after, limit = Infinity } = {}) {
        // In pages, so that no read transaction stays open while the caller thinks; one synchronous loop sees one state.
        for (let left = limit, last = after; left > 0; ) {
          const page = items(prefix, last, Math.min(left, rangePage));
          yield* page;
          if (page.length < rangePage) return;
          left -= page.length;
          last = page.at(-1)?.key;
        }
      },
      get revision() {
        return file.summary.revision;
      },
    };
  }

  async commit(transaction: Transaction): Promise<Committed> {
    checkTransaction(transaction);
    return this.#enqueue((draft) => draft.add(transaction));
  }

  async get(key: string): Promise<KeyValue | undefined> {
    const entry = this.#file.entry(key);
    return entry && { key, value: entry.value, revision: entry.revision };
  }

  async range(
    prefix: string,
    { at, limit = Infinity, after }: { at?: Revision; limit?: number; after?: string } = {},
  ): Promise<{ revision: Revision; items: readonly KeyValue[] }> {
    const { revision, compacted } = this.#file.summary;
    if (at === undefined || at === revision) return { revision, items: this.#items(prefix, after, limit) };
    if (at > revision) throw new RangeError(`revision ${at} is not yet written; the store is at ${revision}`);
    if (at < compacted) throw new Compacted(compacted);
    // Backwards from now: the first change after `at` says what stood there.
    const before = new Map<string, KeyChange["before"]>();
    for (let next = at + 1; next <= revision; next++) {
      for (const change of this.#file.version(next) ?? []) {
        if (change.key.startsWith(prefix) && (after === undefined || byteOrder(change.key, after) > 0) && !before.has(change.key))
          before.set(change.key, change.before);
      }
    }
    const items = this.#items(prefix, after, limit + before.size).filter(({ key }) => !before.has(key));
    for (const [key, entry] of before) if (entry) items.push({ key, ...entry });
    items.sort((a, b) => byteOrder(a.key, b.key));
    return { revision: at, items: items.slice(0, limit) };
  }

  async *watch(prefix: string, from: Revision, signal: AbortSignal): AsyncGenerator<RevisionChanges> {
    // Always read from the history, never from a queue: a watcher that is slow costs no memory, and one that is too slow is told.
    for (let next = Math.max(from, 1); !signal.aborted; ) {
      const { revision, compacted } = this.#file.summary;
      if (next < compacted || from < compacted) throw new Compacted(compacted);
      if (this.#refusing === closed) throw new Unavailable(closed);
      if (next > revision) {
        await this.#sleep(signal);
        continue;
      }
      const changes = (this.#file.version(next) ?? [])
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, value }) => ({ key, value }));
      from = ++next;
      if (changes.length > 0) yield { revision: next - 1, changes };
    }
  }

  async compact(revision: Revision): Promise<void> {
    if (revision > this.#file.summary.revision) throw new RangeError(`revision ${revision} is not yet written`);
    await this.#enqueue((draft) => {
      this.#forget(draft, revision, Infinity);
      return { committed: true, revision: draft.summary.revision };
    });
  }

  async status(): Promise<StoreStatus> {
    const { revision, compacted, keys } = this.#file.summary;
    return { engine: "embedded", revision, compacted, keys, bytes: this.#file.bytes() };
  }

  async close(): Promise<void> {
    if (this.#refusing === closed) return;
    while (this.#pumping) await this.#pumping;
    this.#refusing = closed;
    this.#wake();
    await this.#file.close();
    this.#release();
  }

  #enqueue(act: Waiting["act"]): Promise<Committed> {
    if (this.#refusing !== undefined) throw new Unavailable(this.#refusing);
    if (this.#waiting.length >= mostWaiting) throw new Unavailable(`${mostWaiting} transactions are already waiting`);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ act, resolve, reject });
      this.#pumping ??= Promise.resolve().then(() => this.#pump());
    });
  }

  /** One group at a time: while it is being flushed, the next one gathers. */
  async #pump(): Promise<void> {
    while (this.#waiting.length > 0) await this.#flush(this.#waiting.splice(0, mostInGroup));
    this.#pumping = undefined;
  }

  async #flush(group: readonly Waiting[]): Promise<void> {
    const answers: (() => void)[] = [];
    try {
      if (this.#refusing !== undefined) throw new Unavailable(this.#refusing);
      const draft = new Draft(this.#file.summary, (key) => this.#file.entry(key));
      for (const { act, resolve } of group) {
        const answer = act(draft);
        answers.push(() => resolve(answer));
      }
      // What only compared is answered from durable state: the previous group was flushed before this one began.
      if (draft.summary !== this.#file.summary) {
        this.#trim(draft);
        await this.#file.write(draft);
        this.#wake();
      }
    } catch (error) {
      if (error instanceof DiskFailed) this.#fail(error);
      for (const { reject } of group) reject(error instanceof DiskFailed ? error.cause : error);
      return;
    }
    for (const answer of answers) answer();
  }

  #fail(error: DiskFailed): void {
    this.#refusing = `the disk failed (${error.message}); the box must start again and check its data`;
    this.#failed?.(error);
  }

  #trim(draft: Draft): void {
    const { versions, versionsBytes, revision } = draft.summary;
    const oldest = revision - versions + 1;
    if (versions > this.#keepRevisions) this.#forget(draft, revision - this.#keepRevisions + 1, draft.versions.length + forgetAtOnce);
    else if (versionsBytes > keepVersionBytes)
      this.#forget(draft, oldest + draft.versions.length + 1, draft.versions.length + forgetAtOnce);
  }

  /** Never what the draft itself adds: those are not in the file yet. */
  #forget(draft: Draft, upTo: Revision, most: number): void {
    const end = Math.min(upTo, draft.versions[0]?.revision ?? Infinity);
    for (let revision = Math.max(draft.summary.compacted, 1); revision < end && most > 0; revision++, most--) {
      const stored = this.#file.versionRecord(revision);
      if (stored) draft.forget(revision, stored.size, stored.sum);
    }
  }

  #items(prefix: string, after: string | undefined, limit: number): KeyValue[] {
    return this.#file.entries(prefix, after, limit);
  }

  #wake(): void {
    for (const wake of [...this.#sleepers]) wake();
  }

  #sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });
  }
}

const closed = "the store is closed";

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
