// A backup put in the place of a stopped box's data: read and verified beside it first, then exchanged, and what stood there is kept.
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { endOfBackup, isIdentity, linesIn, sectionHead } from "./backup.ts";
import { openBooks } from "./books/index.ts";
import { isRefusal, type Refusal, refuse } from "./domain/refusal.ts";
import type { Row } from "./domain/ledger.ts";
import { Fault } from "./runtime/faults.ts";
import { ownName } from "./settings.ts";
import { makeDirectory, replaceFile, syncDirectory } from "./runtime/files.ts";

/** What restoring needs of the store's engine. */
export interface RestoreEngine<Store extends RestoredStore> {
  /** A store nobody uses yet. */
  create(directory: string): Promise<Store>;
  load(store: Store, lines: AsyncIterable<string>): Promise<{ readonly keys: number }>;
  /** Holds the data against a box that runs or starts, or throws; "damaged" where there is nothing whole to hold. */
  hold(directory: string): Promise<{ close(): Promise<void> } | "damaged">;
}

export interface RestoredStore {
  get(key: string): Promise<{ readonly value: string } | undefined>;
  commit(transaction: { compares: []; writes: { key: string; value: string }[] }): Promise<unknown>;
  close(): Promise<void>;
}

/** Stands while the data is half the old one's and half the backup's. It holds the name of the backup. */
const marker = "restore.unfinished";

/** What a restore that was cut short left is neither the old box nor the new one; part of it missing, it would start as an empty one. */
export async function refuseHalfRestored(data: string): Promise<void> {
  const file = await readFile(join(data, marker), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (file === undefined) return;
  const sentence = `A restore into ${data} was cut short. What stood there before is kept in its replaced- directories`;
  throw new Fault("data-damaged", `${sentence}. Restore again with: quoin restore ${file} --data ${data}`, { retry: "never" });
}

const rowsAtOnce = 1_000;
const parts = ["store", "books.sqlite"] as const;

/** The store begins a new incarnation, so that nobody takes its revisions for the old one's. Throws Fault data-damaged, data-in-use. */
export async function restoreBox<Store extends RestoredStore>(
  file: string,
  data: string,
  incarnation: string,
  engine: RestoreEngine<Store>,
): Promise<{ keys: number; rows: number } | Refusal> {
  await makeDirectory(join(data, "secrets"));
  const beside = join(data, "restoring");
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { mode: 0o700 });
  try {
    const input = (await open(file)).createReadStream({ encoding: "utf8" });
    const read = await readBackup(new BackupReader(file, input), beside, incarnation, engine).finally(() => input.destroy());
    if (isRefusal(read)) return read;
    const { identity, ...counts } = read;
    const held = (await readdir(data)).includes("store") ? await engine.hold(join(data, "store")) : "damaged";
    try {
      await replaceFile(join(data, marker), file);
      await exchange(
        data,
        beside,
        identity.some(({ name }) => name === ownName),
      );
      for (const { name } of identity) await mkdir(join(data, dirname(name)), { recursive: true, mode: 0o700 });
      for (const { name, base64 } of identity) await replaceFile(join(data, name), Buffer.from(base64, "base64"));
      await rm(join(data, marker));
      await syncDirectory(data);
    } finally {
      if (held !== "damaged") await held.close();
    }
    return counts;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

interface Identity {
  readonly name: string;
  readonly base64: string;
}

async function readBackup<Store extends RestoredStore>(
  backup: BackupReader,
  into: string,
  incarnation: string,
  engine: RestoreEngine<Store>,
): Promise<{ identity: Identity[]; keys: number; rows: number } | Refusal> {
  if (!(await backup.begin())) return refuse("bad-input", { field: "file", detail: "no-backup" });
  const identity: Identity[] = [];
  for await (const line of backup.section()) identity.push(JSON.parse(line) as Identity);
  if (identity.length === 0 || !identity.every(({ name }) => isIdentity(name))) throw backup.damaged("the box's identity is not in it");

  const store = await engine.create(join(into, "store"));
  let keys: number;
  try {
    ({ keys } = await engine.load(store, backup.section()));
    const meta = await store.get("/q/meta");
    if (!meta) throw backup.damaged("the state has no head");
    await store.commit({ compares: [], writes: [{ key: "/q/meta", value: JSON.stringify({ ...JSON.parse(meta.value), incarnation }) }] });
  } finally {
    await store.close();
  }
  return { identity, keys, rows: await readBooks(backup, join(into, "books.sqlite"), incarnation) };
}

async function readBooks(backup: BackupReader, file: string, incarnation: string): Promise<number> {
  const books = openBooks(file);
  try {
    const rows: Row[] = [];
    for await (const line of backup.section()) {
      const { seq: _seq, hash: _hash, ...row } = JSON.parse(line);
      rows.push(row as Row);
      if (rows.length >= rowsAtOnce) books.file.append(rows.splice(0), { incarnation, revision: 0 });
    }
    books.file.append(rows, { incarnation, revision: 0 });
    if (backup.head !== endOfBackup(books.rows)) throw backup.damaged(`it is cut off after row ${books.rows} of the books`);
    const verified = books.verify();
    if (!verified.ok) throw backup.damaged(verified.sentence);
    return books.rows;
  } finally {
    books.close();
  }
}

/** The lines of a backup, a section at a time. */
class BackupReader {
  /** The head of the section that comes next; undefined at the end of the file. */
  head: string | undefined;
  readonly #file: string;
  readonly #lines: AsyncIterator<string>;

  constructor(file: string, input: AsyncIterable<string>) {
    this.#file = file;
    this.#lines = linesIn(input);
  }

  /** false: another file, chosen by mistake. */
  async begin(): Promise<boolean> {
    this.head = await this.#next();
    return this.head === sectionHead("identity");
  }

  async *section(): AsyncGenerator<string> {
    for (this.head = await this.#next(); this.head !== undefined && !this.head.startsWith('{"section"'); this.head = await this.#next())
      yield this.head;
  }

  damaged(what: string): Fault {
    return new Fault("data-damaged", `The backup ${this.#file} cannot be used: ${what}.`, { retry: "never" });
  }

  async #next(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : value;
  }
}

/** A wrong file chosen at seven in the morning must not cost the afternoon's payments: what is replaced goes to `replaced-<n>`. */
async function exchange(data: string, beside: string, withSettings: boolean): Promise<void> {
  const names = await readdir(data);
  const old = names.filter((name) => parts.some((part) => name.startsWith(part)) || (withSettings && name === ownName));
  if (old.length > 0) {
    let n = 1;
    while (names.includes(`replaced-${n}`)) n += 1;
    await mkdir(join(data, `replaced-${n}`), { mode: 0o700 });
    for (const name of old) await rename(join(data, name), join(data, `replaced-${n}`, name));
  }
  for (const name of await readdir(beside)) await rename(join(beside, name), join(data, name));
  await syncDirectory(data);
}
