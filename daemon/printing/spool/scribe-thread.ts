// The thread of scribe.ts: seals the documents it is handed, makes a file of each, and syncs them.
import { closeSync, constants, fdatasync, fdatasyncSync, openSync, writevSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { DocumentFormat } from "../../domain/document.ts";
import { systemClock } from "../../runtime/clock.ts";
import { systemRandom } from "../../runtime/random.ts";
import type { SpoolKeys } from "./format.ts";
import { type Cover, Sealing } from "./sealing.ts";

export interface NewFile extends Cover {
  readonly path: string;
  readonly format: DocumentFormat;
  /** Where its document lies on the desk. */
  readonly at: number;
  readonly length: number;
}

export interface Durable {
  readonly bytes: number;
  readonly hash: string;
  readonly fileBytes: number;
}

/** What became of one file. */
export type Written = Durable | { readonly code: string | undefined; readonly message: string };

/** What the thread begins with. */
export interface Tools extends Pick<SpoolKeys, "wrap"> {
  readonly desk: Uint8Array;
  /** A sync that takes longer is shared with others. */
  readonly quickSyncMs: number;
}

const { desk, quickSyncMs, ...keys } = workerData as Tools;
const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
let slow = false;

parentPort?.on("message", async (files: readonly NewFile[]) => {
  const begun = files.map(begin);
  const [since, together] = [systemClock.monotonic(), slow];
  // A slow disk's share a commit where each has a thread.
  const synced = together ? await Promise.all(begun.map(syncAmongOthers)) : begun.map(syncAlone);
  slow = systemClock.monotonic() - since > quickSyncMs * (together ? 1 : files.length);
  parentPort?.postMessage(synced.map(end));
});

interface Begun {
  readonly file?: number;
  readonly written: Written;
}

function begin(page: NewFile): Begun {
  let file: number | undefined;
  try {
    const sealing = new Sealing(keys, systemRandom, page);
    sealing.add(desk.subarray(page.at, page.at + page.length));
    const document = sealing.end(page.format);
    file = openSync(page.path, flags, 0o600);
    return { file, written: { ...document, fileBytes: writeAll(file, sealing.take()) } };
  } catch (error) {
    return { ...(file === undefined ? {} : { file }), written: failed(error) };
  }
}

/** A short write is the way a filling disk announces itself. */
function writeAll(file: number, pieces: readonly Buffer[]): number {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let done = writevSync(file, pieces);
  while (done < length) done += writevSync(file, [Buffer.concat(pieces).subarray(done)]);
  return length;
}

function syncAlone(begun: Begun): Begun {
  if (begun.file === undefined || "message" in begun.written) return begun;
  try {
    fdatasyncSync(begun.file);
    return begun;
  } catch (error) {
    return { ...begun, written: failed(error) };
  }
}

function syncAmongOthers(begun: Begun): Promise<Begun> | Begun {
  const { file, written } = begun;
  if (file === undefined || "message" in written) return begun;
  return new Promise((resolve) => fdatasync(file, (error) => resolve(error ? { ...begun, written: failed(error) } : begun)));
}

function end({ file, written }: Begun): Written {
  if (file !== undefined) closeSync(file);
  return written;
}

const failed = (error: unknown): Written => ({
  code: error instanceof Error && "code" in error ? String(error.code) : undefined,
  message: String(error),
});
