// One daemon per data directory. The kernel drops the lock when its holder dies, by kill −9 too, so no stale lock can keep a box down.
import { truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { InUse, Unavailable } from "./store.ts";

export interface DataLock {
  release(): void;
}

/**
 * Throws {@link InUse} when another process, or another opener in this one, holds it, {@link Unavailable} where nothing can be written.
 * Node has no flock(2); SQLite's exclusive transaction on an empty file is an fcntl lock, and it sees openers of its own process too.
 */
export function lockDirectory(directory: string): DataLock {
  const file = join(directory, "lock");
  try {
    return take(file);
  } catch (error) {
    const busy = (error as { errcode?: number }).errcode;
    if (busy !== undefined && (busy & 0xff) === sqliteNotADatabase) {
      truncateSync(file); // the lock holds nothing worth keeping; the same file, so that a holder is still seen
      return take(file);
    }
    throw error;
  }
}

/** sqlite3.h: SQLITE_BUSY, SQLITE_NOTADB. */
const sqliteBusy = 5;
const sqliteNotADatabase = 26;

function take(file: string): DataLock {
  const database = opened(file);
  try {
    database.exec("PRAGMA busy_timeout=0; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === sqliteBusy) {
      throw new InUse(
        `another process is already running on this data directory (${file} is locked): stop it first, or name another directory`,
      );
    }
    throw error;
  }
  return { release: () => database.close() };
}

function opened(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (cause) {
    throw new Unavailable(`Nothing can be written in ${dirname(file)}: name another directory`, { cause });
  }
}
