// The thread of scribe.ts: makes files of the bytes it is handed and syncs them, the writes of all before the first sync, so that the file
// system commits them together.
import { closeSync, constants, fdatasyncSync, openSync, writeSync } from "node:fs";
import { parentPort } from "node:worker_threads";

/** What became of one file: nothing when it is durable. */
export type Written = { readonly code: string | undefined; readonly message: string } | undefined;

interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

parentPort?.on("message", (files: readonly NewFile[]) => {
  const begun = files.map(begin);
  parentPort?.postMessage(begun.map(end));
});

function begin({ path, bytes }: NewFile): number | Written {
  let file: number | undefined;
  try {
    file = openSync(path, flags, 0o600);
    // A short write is the way a filling disk announces itself.
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    return file;
  } catch (error) {
    if (file !== undefined) closeSync(file);
    return told(error);
  }
}

function end(file: number | Written): Written {
  if (typeof file !== "number") return file;
  try {
    fdatasyncSync(file);
    return undefined;
  } catch (error) {
    return told(error);
  } finally {
    closeSync(file);
  }
}

const told = (error: unknown): Written => ({
  code: error instanceof Error && "code" in error ? String(error.code) : undefined,
  message: String(error),
});
