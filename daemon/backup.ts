// A box in one file: its keys as of one revision, its books, and the keys that make its cards and codes mean something. Documents are not
// in it: they stay in the box that took them.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Books } from "./books/index.ts";
import { isKept } from "./certificates/kept.ts";
import { type Refusal, refuse } from "./domain/refusal.ts";
import { ownName as settingsName } from "./settings.ts";
import { syncDirectory } from "./runtime/files.ts";

/** Raised when older versions would misread the lines. */
export const backupFormat = 1;

/** The first line: whose it is. Absent in backups made before 2026-11-27. */
export interface BackupHead {
  readonly quoin: "backup";
  readonly format: number;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly box: string;
  readonly name: string;
  readonly version: string;
}

export type MadeOf = Omit<BackupHead, "quoin" | "format">;

/** A section's lines follow its head. */
export const sectionHead = (section: "identity" | "state" | "books"): string => JSON.stringify({ section });
/** The last line says that nothing was cut off; `sha256` is of every line before it, each with its newline. */
export const endOfBackup = (rows: number, sha256?: string): string =>
  JSON.stringify({ section: "end", rows, ...(sha256 === undefined ? {} : { sha256 }) });
export const isEndOfBackup = (line: string): boolean => line.startsWith('{"section":"end"');

/**
 * Who the box is, what it was told in its console, the keys under which cards, codes and PINs were written, and its authority and certificates, so that whoever trusts it goes
 * on doing so. The key of the spool is not among them: a backup opens no document.
 */
export const isIdentity = (name: string): boolean =>
  name === "box.json" || name === settingsName || /^secrets\/((card|code)-index-\d+|pepper)\.key$/.test(name) || isKept(name);

/** Writes a new file, readable by its owner only, complete or not at all. */
export async function backupBox(
  file: string,
  data: string,
  dumpState: () => AsyncIterable<string>,
  books: Pick<Books, "dump" | "rows">,
  made: MadeOf,
): Promise<{ bytes: number } | Refusal> {
  // What a crash left under this name is half a backup, and this one's to replace. Two at once to one name would mix: the second is told.
  if (underWay.has(file)) return refuse("bad-input", { field: "file", detail: "under-way" });
  underWay.add(file);
  try {
    return await write(file, sections(data, dumpState, books, made));
  } finally {
    underWay.delete(file);
  }
}

/** Of a backup's text. Not readline's: to that one, U+2028 in somebody's name ends a line, too. */
export async function* linesIn(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const underWay = new Set<string>();

async function write(file: string, lines: AsyncIterable<string>): Promise<{ bytes: number } | Refusal> {
  const partial = `${file}.partial`;
  // Made anew: a link put there would be followed, and an older file keeps the rights it had.
  await rm(partial, { force: true }).catch(() => undefined);
  const out = await open(partial, "wx", 0o600).catch((error: NodeJS.ErrnoException) => error);
  if (out instanceof Error) {
    const missing = out.code === "ENOENT" || out.code === "ENOTDIR";
    return refuse("bad-input", {
      field: "file",
      detail: missing ? "no-directory" : "not-writable",
      directory: dirname(file),
      code: out.code ?? out.message,
    });
  }
  try {
    let bytes = 0;
    for await (const line of lines) bytes += (await out.write(`${line}\n`)).bytesWritten;
    await out.sync();
    await out.close();
    await rename(partial, file);
    await syncDirectory(dirname(file));
    return { bytes };
  } catch (error) {
    await out.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function* sections(
  data: string,
  dumpState: () => AsyncIterable<string>,
  books: Pick<Books, "dump" | "rows">,
  made: MadeOf,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const told = (line: string): string => {
    hash.update(`${line}\n`);
    return line;
  };
  const head: BackupHead = { quoin: "backup", format: backupFormat, ...made };
  yield told(JSON.stringify(head));
  yield told(sectionHead("identity"));
  for (const name of await identityIn(data)) yield told(JSON.stringify({ name, base64: await readFile(join(data, name), "base64") }));
  yield told(sectionHead("state"));
  // The books are cut where the state is: a row made later would meet, after a restore, another row of the same id. What is not in
  // them yet is still in the outbox, which is part of the state; a row in both is known by its id.
  const rows = books.rows;
  for await (const line of dumpState()) yield told(line);
  yield told(sectionHead("books"));
  for (const line of books.dump(rows)) yield told(line);
  yield endOfBackup(rows, hash.digest("hex"));
}

const identityIn = async (data: string): Promise<string[]> =>
  ["box.json", settingsName, ...(await readdir(join(data, "secrets"), { recursive: true })).map((name) => `secrets/${name}`)]
    .filter((name) => isIdentity(name) && existsSync(join(data, name)))
    .sort();
