// A box in one file: its keys as of one revision, its books, and the keys that make its cards and codes mean something. Documents are not
// in it: they stay in the box that took them.
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { dump, InUse, load, openEmbeddedStore, type StateStore } from "../cluster/index.ts";
import { type Books, openBooks } from "./books/index.ts";
import type { Row } from "./domain/ledger.ts";
import { type Refusal, refuse } from "./domain/refusal.ts";
import { Fault } from "./runtime/faults.ts";
import { replaceFile } from "./runtime/files.ts";

/** A section's lines follow its head. */
type Head = { readonly section: "identity" | "state" | "books" };

/** Who the box is, and the keys under which cards, codes and PINs were written. The key of the spool is not among them: a backup opens no document. */
const isIdentity = (name: string): boolean => name === "box.json" || /^secrets\/((card|code)-index-\d+|pepper)\.key$/.test(name);

/** Writes a new file, readable by its owner only, complete or not at all. */
export async function backupBox(
  file: string,
  data: string,
  store: StateStore,
  books: Pick<Books, "dump" | "rows">,
): Promise<{ bytes: number } | Refusal> {
  const partial = `${file}.partial`;
  const out = await open(partial, "wx", 0o600).catch((error: NodeJS.ErrnoException) => error);
  if (out instanceof Error)
    return refuse("bad-input", { field: "file", detail: `${partial} cannot be written (${out.code ?? out.message})` });
  try {
    let bytes = 0;
    for await (const line of sections(data, store, books)) bytes += (await out.write(`${line}\n`)).bytesWritten;
    await out.sync();
    await out.close();
    await rename(partial, file);
    return { bytes };
  } catch (error) {
    await out.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function* sections(data: string, store: StateStore, books: Pick<Books, "dump" | "rows">): AsyncGenerator<string> {
  const head = (section: Head["section"]): string => JSON.stringify({ section } satisfies Head);
  yield head("identity");
  for (const name of await identityIn(data)) yield JSON.stringify({ name, base64: await readFile(join(data, name), "base64") });
  yield head("state");
  // The books are cut where the state is: a row made later would meet, after a restore, another row of the same id. What is not in
  // them yet is still in the outbox, which is part of the state; a row in both is known by its id.
  const rows = books.rows;
  yield* dump(store);
  yield head("books");
  yield* books.dump(rows);
  yield end(rows);
}

/** Says that nothing was cut off. */
const end = (rows: number): string => JSON.stringify({ section: "end", rows });

const identityIn = async (data: string): Promise<string[]> =>
  ["box.json", ...(await readdir(join(data, "secrets"))).map((name) => `secrets/${name}`)].filter(isIdentity).sort();

/**
 * Puts a backup in the place of a stopped box's data; what stood there is kept beside it. The store begins a new incarnation, so that
 * nobody takes its revisions for the old one's. Throws Fault data-damaged, data-in-use.
 */
export async function restoreBox(file: string, data: string, newIncarnation: string): Promise<{ keys: number; rows: number }> {
  const lines = createInterface({ input: (await open(file)).createReadStream({ encoding: "utf8" }), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  const damaged = (what: string): Fault => new Fault("data-damaged", `The backup ${file} cannot be used: ${what}.`, { retry: "never" });
  const next = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };
  let after: string | undefined;
  const section = async function* (): AsyncGenerator<string> {
    for (after = await next(); after !== undefined && !after.startsWith('{"section"'); after = await next()) yield after;
  };
  if ((await next()) !== JSON.stringify({ section: "identity" })) throw damaged("it is not a backup of a box");
  await mkdir(join(data, "secrets"), { recursive: true, mode: 0o700 });
  const identity: { name: string; base64: string }[] = [];
  for await (const line of section()) identity.push(JSON.parse(line));
  if (identity.length === 0 || !identity.every(({ name }) => isIdentity(name))) throw damaged("the box's identity is not in it");

  await moveAside(data);
  const store = await openEmbeddedStore({ directory: join(data, "store"), restoring: true });
  try {
    const { keys } = await load(store, section());
    const meta = await store.get("/q/meta");
    if (!meta) throw damaged("the state has no head");
    await store.commit({
      compares: [],
      writes: [{ key: "/q/meta", value: JSON.stringify({ ...JSON.parse(meta.value), incarnation: newIncarnation }) }],
    });
    const books = openBooks(join(data, "books.sqlite"));
    try {
      const rows: Row[] = [];
      for await (const line of section()) {
        const { seq: _seq, hash: _hash, ...row } = JSON.parse(line);
        rows.push(row as Row);
        if (rows.length >= rowsAtOnce) books.file.append(rows.splice(0), { incarnation: newIncarnation, revision: 0 });
      }
      books.file.append(rows, { incarnation: newIncarnation, revision: 0 });
      if (after !== end(books.rows)) throw damaged(`it is cut off after row ${books.rows} of the books`);
      const verified = books.verify();
      if (!verified.ok) throw damaged(verified.sentence);
      for (const { name, base64 } of identity) await replaceFile(join(data, name), Buffer.from(base64, "base64"));
      return { keys, rows: books.rows };
    } finally {
      books.close();
    }
  } finally {
    await store.close();
  }
}

const rowsAtOnce = 1_000;

/** What a restore replaces is kept: a wrong file chosen at seven in the morning must not cost the afternoon's payments. */
async function moveAside(data: string): Promise<void> {
  const names = (await readdir(data)).filter((name) => name === "store" || name.startsWith("books.sqlite"));
  if (names.length === 0) return;
  if (names.includes("store")) await surelyStopped(join(data, "store"));
  const taken = new Set(await readdir(data));
  let n = 1;
  while (taken.has(`replaced-${n}`)) n += 1;
  const aside = join(data, `replaced-${n}`);
  await mkdir(aside, { mode: 0o700 });
  for (const name of names) await rename(join(data, name), join(aside, name));
}

/** Moving a running box's files from under it would part it from what it acknowledges. Damage is no reason to keep a backup out. */
async function surelyStopped(directory: string): Promise<void> {
  try {
    await (await openEmbeddedStore({ directory })).close();
  } catch (error) {
    if (error instanceof InUse)
      throw new Fault("data-in-use", "The box is running: stop it before a backup is put in its place.", { retry: "later", cause: error });
  }
}
