// A backup read into a directory of its own, and verified whole there: everything that a restore puts in place, where it will stand.
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BackupHead, isIdentity } from "../backup.ts";
import { type Books, openBooks } from "../books/index.ts";
import { isHeld, type Job } from "../domain/job.ts";
import type { BoxId, JobId } from "../domain/ids.ts";
import type { Row } from "../domain/ledger.ts";
import { isAdministrator, type User } from "../domain/user.ts";
import { isFault } from "../runtime/faults.ts";
import { replaceFile, syncDirectory } from "../runtime/files.ts";
import type { Account } from "../domain/account.ts";
import { type Meta, stateSchema } from "../state/keys.ts";
import { BackupReader } from "./reader.ts";

/** What restoring needs of the store's engine. */
export interface RestoreEngine<Store extends RestoredStore> {
  /** A store nobody uses yet. */
  create(directory: string): Promise<Store>;
  load(store: Store, lines: AsyncIterable<string>): Promise<{ readonly keys: number }>;
  /** Keeps everybody else from it, a box from its store's directory, or throws. */
  lock(directory: string): { release(): void };
}

export interface RestoredStore {
  readonly projection: { scan(prefix: string): Iterable<{ readonly key: string; readonly value: string }> };
  get(key: string): Promise<{ readonly value: string } | undefined>;
  commit(transaction: { compares: []; writes: { key: string; value: string | undefined }[] }): Promise<unknown>;
  close(): Promise<void>;
}

/** What a backup turned out to hold. */
export interface Prepared {
  /** Below the data directory: what it puts there. */
  readonly places: readonly string[];
  /** Absent in an older backup. */
  readonly about?: BackupHead;
  readonly box: BoxId;
  readonly boxName: string;
  readonly currency: string;
  readonly keys: number;
  /** Of the books alone, and the hash of the last. */
  readonly rows: number;
  readonly hash?: string;
  /** Rows on their way to the books. */
  readonly outbox: ReadonlySet<string>;
  /** When the last of them was written, ms since 1970. */
  readonly lastAt?: number;
  /** People who are present. */
  readonly users: number;
  /** Somebody could sign in to its console. */
  readonly hasAdministrator: boolean;
  readonly held: ReadonlySet<JobId>;
  /** Sum of the balances of people, in ten-thousandths of `currency`. */
  readonly credit: number;
}

export interface PrepareParts<Store extends RestoredStore> {
  readonly file: string;
  /** An empty directory beside the data. */
  readonly into: string;
  /** The store begins a new one, so that nobody takes its revisions for the old one's. */
  readonly incarnation: string;
  readonly engine: RestoreEngine<Store>;
  /** Lets others work. */
  readonly breathe: () => Promise<void>;
}

const rowsAtOnce = 1_000;
/** Writes of one transaction; below the store's limit. */
const writesAtOnce = 200;

/** Throws {@link UnusableBackup}, Fault disk-full. */
export async function prepare<Store extends RestoredStore>(parts: PrepareParts<Store>): Promise<Prepared> {
  const input = (await open(parts.file)).createReadStream({ encoding: "utf8" });
  const backup = new BackupReader(parts.file, input);
  try {
    await backup.begin();
    const names = await readIdentity(backup, parts.into);
    const { about } = backup;
    const state = await readState(backup, parts);
    const books = await readBooks(backup, parts);
    await syncDirectory(join(parts.into, "store"));
    await syncDirectory(parts.into);
    const lastAt = Math.max(state.lastAt, books.lastAt);
    return {
      ...state,
      ...books,
      places: ["store", "books.sqlite", ...names],
      ...(about === undefined ? {} : { about }),
      ...(lastAt > 0 ? { lastAt } : {}),
    } as Prepared;
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === "ENOSPC" || isFault(error, "disk-full");
    throw full ? error : await backup.explained(error);
  } finally {
    input.destroy();
  }
}

async function readIdentity(backup: BackupReader, into: string): Promise<string[]> {
  const names: string[] = [];
  for await (const line of backup.section("identity")) {
    const { name, base64 } = JSON.parse(line) as { name: string; base64: string };
    if (!isIdentity(name)) throw backup.damaged(`“${name}” is nothing a box is known by`);
    await mkdir(dirname(join(into, name)), { recursive: true, mode: 0o700 });
    await replaceFile(join(into, name), Buffer.from(base64, "base64"));
    names.push(name);
  }
  if (names.length === 0) throw backup.damaged("the box's identity is not in it");
  return names;
}

async function readState<Store extends RestoredStore>(backup: BackupReader, { into, incarnation, engine, breathe }: PrepareParts<Store>) {
  const store = await engine.create(join(into, "store"));
  try {
    const { keys } = await engine.load(store, backup.section("state"));
    const text = (await store.get("/q/meta"))?.value;
    if (text === undefined) throw backup.damaged("the state has no head");
    const meta = JSON.parse(text) as Meta;
    if (meta.schema > stateSchema)
      throw backup.flawed("backup-newer", `a newer version of Quoin wrote its state (${meta.schema}; this one reads ${stateSchema})`);
    await store.commit({ compares: [], writes: [{ key: "/q/meta", value: JSON.stringify({ ...meta, incarnation }) }] });
    await endSessions(store);
    const [box] = recordsOf<{ id: BoxId; name: string }>(store, "/q/box/");
    if (box === undefined) throw backup.damaged("no box stands in its state");
    const outbox = [...recordsOf<Row>(store, "/k/row/")];
    return {
      ...(await peopleIn(store, breathe)),
      keys,
      box: box.id,
      boxName: box.name,
      currency: meta.currency,
      held: new Set(
        Array.from(recordsOf<Job>(store, "/q/job/"))
          .filter(isHeld)
          .map(({ id }) => id),
      ),
      outbox: new Set<string>(outbox.map(({ id }) => id)),
      lastAt: Math.max(0, ...outbox.map(({ at }) => at)),
    };
  } finally {
    await store.close();
  }
}

/** A browser that was signed out since, with a telephone that was lost, must not be signed in again: everybody signs in anew. */
async function endSessions(store: RestoredStore): Promise<void> {
  const writes = Array.from(store.projection.scan("/q/session/"), ({ key }) => ({ key, value: undefined }));
  for (let at = 0; at < writes.length; at += writesAtOnce)
    await store.commit({ compares: [], writes: writes.slice(at, at + writesAtOnce) });
}

async function peopleIn(store: RestoredStore, breathe: () => Promise<void>) {
  let users = 0;
  let credit = 0;
  let hasAdministrator = false;
  let seen = 0;
  for (const user of recordsOf<User>(store, "/q/user/")) {
    if (++seen % rowsAtOnce === 0) await breathe();
    if (user.closed) continue;
    users++;
    hasAdministrator ||= isAdministrator(user) && user.password !== undefined;
  }
  for (const { balance } of recordsOf<Account>(store, "/q/account/user.")) {
    if (++seen % rowsAtOnce === 0) await breathe();
    credit += balance;
  }
  return { users, credit, hasAdministrator };
}

function* recordsOf<T>({ projection }: RestoredStore, prefix: string): Generator<T> {
  for (const { value } of projection.scan(prefix)) yield JSON.parse(value) as T;
}

async function readBooks<Store extends RestoredStore>(backup: BackupReader, { into, incarnation, breathe }: PrepareParts<Store>) {
  const books = openBooks(join(into, "books.sqlite"));
  try {
    let lastAt = 0;
    const rows: Row[] = [];
    const append = async (): Promise<void> => {
      books.file.append(rows.splice(0), { incarnation, revision: 0 });
      await breathe();
    };
    for await (const line of backup.section("books")) {
      const { seq: _seq, hash: _hash, ...row } = JSON.parse(line);
      rows.push(row as Row);
      lastAt = Math.max(lastAt, row.at);
      if (rows.length >= rowsAtOnce) await append();
    }
    await append();
    await backup.end(books.rows);
    await verified(backup, books, breathe);
    const hash = books.hashOf(books.rows);
    return { rows: books.rows, lastAt, ...(hash === undefined ? {} : { hash }) };
  } finally {
    books.close();
  }
}

async function verified(backup: BackupReader, books: Books, breathe: () => Promise<void>): Promise<void> {
  const { verdict } = await books.verifyGently(breathe);
  if (!verdict.ok) throw backup.damaged(verdict.sentence);
}
