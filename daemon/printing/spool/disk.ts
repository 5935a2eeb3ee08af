// The disk below the spool: which failure means what, shared directory syncs, whole writes.
import { type FileHandle, open, unlink } from "node:fs/promises";
import { Fault } from "../../runtime/faults.ts";
import { keyPlace } from "./format.ts";

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

/** Writes all of `data` at `offset`; a short write is the way a filling disk announces itself. */
export async function writeAll(file: FileHandle, data: Buffer, offset: number): Promise<void> {
  let done = 0;
  while (done < data.length) done += (await file.write(data, done, data.length - done, offset + done)).bytesWritten;
}

/** As many of `length` bytes as the file has from `offset` on. */
export async function readUpTo(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Overwrites a spool file's key, durably, and only then removes the file: no copy of the bytes can be read again. False: there was none. */
export async function destroyFile(path: string, between?: () => Promise<void>): Promise<boolean> {
  const file = await open(path, "r+").catch((error) => {
    if (!isMissing(error)) throw error;
  });
  if (file) {
    try {
      await writeAll(file, Buffer.alloc(keyPlace.length), keyPlace.offset);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
  await between?.();
  if (file) await unlink(path);
  return file !== undefined;
}

/** Makes a directory's entries durable. Whoever asks while one sync runs shares the next: the group commit. */
export class DirectorySync {
  private readonly directory: FileHandle;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(directory: FileHandle) {
    this.directory = directory;
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

  private begin(): Promise<void> {
    this.next = undefined;
    const done = this.directory.sync().finally(() => {
      if (this.running === done) this.running = undefined;
    });
    this.running = done;
    return done;
  }
}
