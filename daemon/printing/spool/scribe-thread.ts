// The thread of scribe.ts: makes files of the bytes it is handed and syncs them at once, so that the file system commits them together.
import { closeSync, constants, fdatasync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { parentPort } from "node:worker_threads";

/** What became of one file: nothing when it is durable. */
export type Written = { readonly code: string | undefined; readonly message: string } | undefined;

interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

parentPort?.on("message", async (files: readonly NewFile[]) => {
  const begun = files.map(begin);
  // Of several each sync has a thread: one after the other would be as many commits. A single one is quicker without.
  const synced = begun.length > 1 ? await Promise.all(begun.map(syncAmongOthers)) : begun.map(syncAlone);
  parentPort?.postMessage(synced.map(end));
});

type Begun = { readonly file?: number; readonly failed?: Written };

function begin({ path, bytes }: NewFile): Begun {
  let file: number | undefined;
  try {
    file = openSync(path, flags, 0o600);
    // A short write is the way a filling disk announces itself.
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    return { file };
  } catch (error) {
    return { ...(file === undefined ? {} : { file }), failed: told(error) };
  }
}

function syncAlone(begun: Begun): Begun {
  if (begun.file === undefined || begun.failed) return begun;
  try {
    fdatasyncSync(begun.file);
    return begun;
  } catch (error) {
    return { ...begun, failed: told(error) };
  }
}

function syncAmongOthers(begun: Begun): Promise<Begun> | Begun {
  const { file, failed } = begun;
  if (file === undefined || failed) return begun;
  return new Promise((resolve) => fdatasync(file, (error) => resolve(error ? { ...begun, failed: told(error) } : begun)));
}

function end({ file, failed }: Begun): Written {
  if (file !== undefined) closeSync(file);
  return failed;
}

const told = (error: unknown): Written => ({
  code: error instanceof Error && "code" in error ? String(error.code) : undefined,
  message: String(error),
});
