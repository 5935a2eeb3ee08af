// The disk below the spool: which failure means what, whole writes, shared directory syncs, destruction.
//
// Plain descriptors instead of node's FileHandle: taking a one-page job costs 30 µs less of processor time, a tenth of the whole.
import { close as closeFile, closeSync, fdatasync, fsync, open as openFile, read, unlink as unlinkFile, writev } from "node:fs";
import { promisify } from "node:util";
import { Fault } from "../../runtime/faults.ts";
import { keyPlace } from "./format.ts";

export type Descriptor = number;

export const open: (path: string, flags: number | string) => Promise<Descriptor> = (path, flags) => openWithMode(path, flags, 0o600);
export const datasync = promisify(fdatasync);
export const sync = promisify(fsync);
const openWithMode = promisify(openFile);
const unlink = promisify(unlinkFile);
const readOnce = promisify(read);
const writeOnce = promisify(writev);

/** Of a synced file closing only gives back a number, which is quicker than to have a thread do it. */
export const closeSynced = (file: Descriptor): void => closeSync(file);
export const close = (file: Descriptor): Promise<void> => new Promise((resolve) => closeFile(file, () => resolve()));

const errorCode = (error: unknown): string | undefined => (error instanceof Error && "code" in error ? String(error.code) : undefined);

export const isMissing = (error: unknown): boolean => errorCode(error) === "ENOENT";
/** EDQUOT: the file system's own quota; EFBIG: its largest file. */
export const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG"].includes(errorCode(error) ?? "");

/** A failed write or sync as a fault. A sync that failed is never tried again: the kernel may have dropped what it could not write. */
export function diskFault(error: unknown, doing: string): Fault {
  if (error instanceof Fault) return error;
  return isFull(error)
    ? new Fault("disk-full", `${doing}: no space left`, { retry: "later", cause: error })
    : new Fault("data-damaged", `${doing}: ${errorCode(error) ?? "failed"}`, { retry: "later", cause: error });
}

/** Writes all pieces from `offset` on; answers their length. A short write is the way a filling disk announces itself. */
export async function writeAll(file: Descriptor, pieces: readonly Buffer[], offset: number): Promise<number> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let { bytesWritten: done } = await writeOnce(file, pieces, offset);
  while (done < length) done += (await writeOnce(file, [Buffer.concat(pieces).subarray(done)], offset + done)).bytesWritten;
  return length;
}

/** As many of `length` bytes as the file has from `offset` on. */
export async function readUpTo(file: Descriptor, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await readOnce(file, buffer, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Runs `act` on an open file and closes it, whatever happens. */
export async function withFile<T>(path: string, flags: number | string, act: (file: Descriptor) => Promise<T>): Promise<T> {
  const file = await open(path, flags);
  try {
    return await act(file);
  } finally {
    await close(file);
  }
}

/** Overwrites a spool file's key, durably, and only then removes the file: no copy of the bytes can be read again. False: there was none. */
export async function destroyFile(path: string, between?: () => Promise<void>): Promise<boolean> {
  const zeros = Buffer.alloc(keyPlace.length);
  const stood = await withFile(path, "r+", async (file) => {
    await writeAll(file, [zeros], keyPlace.offset);
    await datasync(file);
    return true;
  }).catch((error) => {
    if (isMissing(error)) return false;
    throw error;
  });
  await between?.();
  if (stood) await unlink(path);
  return stood;
}

/** ext4 commits a new file's entry with the file's own first sync; tested by power cuts. Elsewhere the directory is asked, too. */
export const entersWithFile = (fileSystem: number): boolean => fileSystem === 0xef53;

/** Makes a directory's entries durable. Whoever asks while one sync runs shares the next: the group commit. */
export class DirectorySync {
  private readonly directory: Descriptor;
  private readonly withFile: boolean;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(directory: Descriptor, withFile: boolean) {
    this.directory = directory;
    this.withFile = withFile;
  }

  /** The entry of a new file which is synced itself. */
  entered(): Promise<void> | undefined {
    return this.withFile ? undefined : this.sync();
  }

  sync(): Promise<void> {
    if (!this.running && !this.next) return this.begin();
    // What was asked after a sync began may not be in it.
    this.next ??= (this.running ?? Promise.resolve()).then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.next;
  }

  async close(): Promise<void> {
    await this.running?.catch(() => {});
    await close(this.directory);
  }

  private begin(): Promise<void> {
    this.next = undefined;
    const done = sync(this.directory).finally(() => {
      if (this.running === done) this.running = undefined;
    });
    this.running = done;
    return done;
  }
}
