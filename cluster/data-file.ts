// The LMDB file under the embedded store: records in, records out, each checked; one draft written and made durable at a time.
import { closeSync, fsyncSync, openSync, statfsSync, statSync } from "node:fs";
import { open, type RootDatabase } from "lmdb";
import { isIntact, sumOf } from "./checked.ts";
import type { Draft } from "./draft.ts";
import { clearReaders, dataFile, witnessFile } from "./opening.ts";
import {
  decodeEntry,
  decodeSummary,
  decodeVersion,
  emptySummary,
  encodeSummary,
  type Entry,
  entryName,
  type KeyChange,
  type Summary,
  summaryName,
  versionName,
} from "./records.ts";
import { Ambiguous, Damaged, type KeyValue, type Revision, Unavailable } from "./store.ts";
import { openWitness, type Witness } from "./witness.ts";

/** Address space, not disk: LMDB maps the file once. 100 000 keys and their history take 0.2 GB. */
const mapSize = 8 * 1024 ** 3;

/** errno of a disk without room: EFBIG, ENOSPC, EDQUOT. LMDB says EIO where the kernel wrote a part ("short write, filesystem full?"). */
const noRoom = new Set([27, 28, 122]);
const inputOutputError = 5;
/** With less than this free, a short write is a full disk; above it, the disk itself failed. A commit writes a few hundred KB. */
const littleRoomBytes = 16 * 1024 * 1024;

/** The disk failed, not merely filled up: the file must be looked at again before anything more is written. */
export class DiskFailed extends Error {
  override readonly name = "DiskFailed";
}

export class DataFile {
  /** What is durable. Changes only after a flush. */
  summary: Summary;
  readonly #database: RootDatabase<Buffer, string>;
  readonly #witness: Witness;
  readonly #path: string;

  /** `found` is what the check of the file saw; LMDB must see the same. */
  constructor(directory: string, found: { readonly revision: number } | undefined) {
    this.#path = dataFile(directory);
    clearReaders(directory);
    this.#database = openLmdb(this.#path);
    const record = this.#read(summaryName);
    this.summary = record ? decodeSummary(record.bytes, record.size) : emptySummary;
    if (this.summary.revision !== (found?.revision ?? 0))
      throw new Damaged(`LMDB reads revision ${this.summary.revision}, the check of the file ${found?.revision ?? 0}`);
    const entry = openSync(directory, "r");
    fsyncSync(entry); // the file's name must outlive a power cut as its content does
    closeSync(entry);
    this.#witness = openWitness(witnessFile(directory));
    if (this.summary.revision > 0) this.#witness.saw(this.summary.revision);
  }

  entry(key: string): Entry | undefined {
    const record = this.#read(entryName(key));
    return record && decodeEntry(record.bytes, record.size);
  }

  /** In byte order of the keys, which is LMDB's own. */
  entries(prefix: string, after: string | undefined, limit: number): KeyValue[] {
    const items: KeyValue[] = [];
    const beyond = after !== undefined && Buffer.compare(Buffer.from(after), Buffer.from(prefix)) >= 0;
    const start = entryName(beyond ? after : prefix);
    for (const { key: name, value } of this.#database.getRange({ start, exclusiveStart: beyond })) {
      if (items.length >= limit || !name.startsWith(entryName(prefix))) break;
      if (!isIntact(name, value, value.length)) throw damaged(name);
      const { value: text, revision } = decodeEntry(value, value.length);
      items.push({ key: name.slice(1), value: text, revision });
    }
    return items;
  }

  /** What a revision changed; undefined: forgotten. */
  version(revision: Revision): KeyChange[] | undefined {
    const record = this.#read(versionName(revision));
    return record && decodeVersion(record.bytes, record.size);
  }

  versionRecord(revision: Revision): { readonly size: number; readonly sum: number } | undefined {
    const record = this.#read(versionName(revision));
    return record && { size: record.size, sum: sumOf(record.bytes) };
  }

  /**
   * Durable when it resolves: without overlapping sync, LMDB's commit syncs the pages, then writes the head page synchronously, and
   * only then shows the new state to readers. So no read, the projection's included, ever sees what a power cut could take back.
   * All puts of one batch are one LMDB transaction: if one fails, none counts. Throws {@link Unavailable} or {@link DiskFailed}, whose
   * cause is what the writers of the draft must hear.
   */
  async write(draft: Draft): Promise<void> {
    const database = this.#database;
    // A commit that runs out of room in the middle breaks the library's own memory, and with it the process: it is not begun.
    if (this.#room() < roomFor(draft)) throw new Unavailable("nothing was written: there is no room left on the disk");
    try {
      await database.batch(() => {
        for (const [key, put] of draft.entries) {
          if (put) database.put(entryName(key), put.record);
          else database.remove(entryName(key));
        }
        for (const { revision, record } of draft.versions) database.put(versionName(revision), record);
        for (let revision = Math.max(this.summary.compacted, 1); revision < draft.summary.compacted; revision++)
          database.remove(versionName(revision));
        database.put(summaryName, encodeSummary(draft.summary));
      });
    } catch (error) {
      throw await this.#explain(error);
    }
    database.resetReadTxn();
    this.summary = draft.summary;
    this.#witness.saw(draft.summary.revision);
  }

  bytes(): number {
    return statSync(this.#path).size;
  }

  async close(): Promise<void> {
    await this.#database.close();
    this.#witness.close();
  }

  #read(name: string): { readonly bytes: Buffer; readonly size: number } | undefined {
    const bytes = this.#database.getBinaryFast(name);
    if (bytes === undefined) return undefined;
    const size = bytes.length; // of the record: LMDB's reused buffer is longer than it says
    if (!isIntact(name, bytes, size)) throw damaged(name);
    return { bytes, size };
  }

  /**
   * The head page is written last, and LMDB marks the environment when that fails. Unmarked, the transaction surely does not count.
   * A disk that is merely full may be written again; one that failed otherwise has perhaps lost pages it said it took.
   */
  async #explain(error: unknown): Promise<Error> {
    const cause = await causeOf(error);
    if (!this.#isSound()) return new DiskFailed(cause.message, { cause: new Ambiguous(cause.message, { cause }) });
    const unwritten = new Unavailable(`nothing was written: ${cause.message}`, { cause });
    return this.#isFull(cause.code) ? unwritten : new DiskFailed(cause.message, { cause: unwritten });
  }

  #isFull(code: number | undefined): boolean {
    if (code === undefined || code !== inputOutputError) return code !== undefined && noRoom.has(code);
    return this.#room() < littleRoomBytes;
  }

  /** Bytes that may still be written beside it. */
  #room(): number {
    const { bavail, bsize } = statfsSync(this.#path);
    return bavail * bsize;
  }

  /** LMDB marks an environment whose head page could not be written, and then refuses every transaction. */
  #isSound(): boolean {
    try {
      this.#database.transactionSync(() => undefined);
      return true;
    } catch {
      return false;
    }
  }
}

const pageBytes = 4096;
/** Pages from the root of the tree to a record, all of which a change writes anew, and as many for its list of free pages. */
const pagesPerRecord = 8;

/** Far more than it will take, and little beside any disk. */
function roomFor({ entries, versions }: Draft): number {
  let bytes = 0;
  for (const put of entries.values()) bytes += put?.record.length ?? 0;
  for (const { record } of versions) bytes += record.length;
  return bytes + (entries.size + versions.length + 1) * pagesPerRecord * pageBytes;
}

function openLmdb(path: string): RootDatabase<Buffer, string> {
  return open<Buffer, string>({
    path,
    noSubdir: true,
    encoding: "binary",
    keyEncoder: {
      writeKey: (key: string, target: Buffer, position: number) => position + target.write(key, position, "utf8"),
      readKey: (target: Buffer, start: number, end: number) => target.toString("utf8", start, end),
    },
    cache: false,
    compression: false,
    eventTurnBatching: false, // we batch; and its own promise would reject unheard
    overlappingSync: false,
    mapSize,
  });
}

/** lmdb-js rejects with a promise of the real error beside. */
async function causeOf(error: unknown): Promise<Error & { code?: number }> {
  try {
    await (error as { commitError?: Promise<never> }).commitError;
    return error as Error;
  } catch (cause) {
    return cause as Error & { code?: number };
  }
}

const damaged = (name: string): Damaged => new Damaged(`the record ${JSON.stringify(name.slice(0, 80))} does not match its checksum`);
