// Reading a spool file back: every byte is authenticated before it leaves, and a file without its end is told apart from a damaged one.
import type { KeyObject } from "node:crypto";
import { fstat } from "node:fs";
import { promisify } from "node:util";
import type { JobId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job.ts";
import { Fault } from "../../runtime/faults.ts";
import { close, type Descriptor, diskFault, isMissing, open, readUpTo } from "./disk.ts";
import {
  chunkBytes,
  type EndRecord,
  endBytes,
  headerBytes,
  mostHeaderBytes,
  openChunk,
  openEnd,
  openHeader,
  sealedBytes,
  sealedChunkBytes,
  slotBytes,
  slotKey,
  type SpoolKeys,
} from "./format.ts";

export interface SpoolHeader {
  readonly job: Job;
  /** Absent while the document is incomplete. */
  readonly document?: EndRecord;
}

/** One read for nearly every header. */
const firstReadBytes = 4096;

/** What the file says of itself; undefined when there is no such file, or none that was ever whole enough to be acknowledged. */
export async function readHeader(path: string, id: JobId, keys: SpoolKeys): Promise<SpoolHeader | undefined> {
  const opened = await openFile(path, id, keys).catch((error) => {
    if (isMissing(error)) return undefined;
    throw diskFault(error, "reading a job's header");
  });
  if (!opened) return undefined;
  await close(opened.file);
  return opened.end ? { job: opened.job, document: opened.end } : { job: opened.job };
}

/** The document's bytes. Throws Fault data-damaged where a bit was flipped, a piece is missing, or the key is gone. */
export async function* readDocument(path: string, id: JobId, keys: SpoolKeys): AsyncGenerator<Uint8Array> {
  const opened = await openFile(path, id, keys).catch((error) => {
    throw isMissing(error) ? damaged(id, "no file") : diskFault(error, "reading a document");
  });
  if (!opened) throw damaged(id, "no key");
  const { file, key, start, end } = opened;
  try {
    if (!end) throw damaged(id, "no end");
    let offset = start;
    let left = end.bytes;
    for (let index = 0; left > 0; index++) {
      const length = Math.min(left, chunkBytes) + sealedChunkBytes - chunkBytes;
      const sealed = await readUpTo(file, offset, length).catch((error) => {
        throw diskFault(error, "reading a document");
      });
      const plain = sealed.length === length ? openChunk(key, index, sealed) : undefined;
      if (!plain) throw damaged(id, `chunk ${index}`);
      yield plain;
      offset += length;
      left -= plain.length;
    }
  } finally {
    await close(file);
  }
}

interface Opened {
  readonly file: Descriptor;
  readonly key: KeyObject;
  readonly job: Job;
  /** Where the first chunk stands. */
  readonly start: number;
  readonly end?: EndRecord;
}

/** Undefined, and closed again, when the key or the header does not open. */
async function openFile(path: string, id: JobId, keys: SpoolKeys): Promise<Opened | undefined> {
  const file = await open(path, "r");
  let opened: Opened | undefined;
  try {
    opened = await readEnds(file, id, keys);
    return opened;
  } finally {
    if (!opened) await close(file);
  }
}

async function readEnds(file: Descriptor, id: JobId, keys: SpoolKeys): Promise<Opened | undefined> {
  let start = await readUpTo(file, 0, firstReadBytes);
  const key = slotKey(keys, id, start);
  const length = headerBytes(start);
  if (!key || length === undefined) return undefined;
  if (slotBytes + length > start.length) start = await readUpTo(file, 0, slotBytes + mostHeaderBytes + 64);
  const job = openHeader(key, start.subarray(slotBytes, slotBytes + length));
  if (!job) return undefined;
  const first = slotBytes + length;
  const { size } = await stat(file);
  const end = size < first + endBytes ? undefined : openEnd(key, await readUpTo(file, size - endBytes, endBytes));
  // An end in the wrong place: something between was cut out or put in.
  const whole = end !== undefined && first + sealedBytes(end.bytes) + endBytes === size;
  return { file, key, job, start: first, ...(whole ? { end } : {}) };
}

const stat = promisify(fstat);

const damaged = (id: JobId, what: string): Fault => new Fault("data-damaged", `spool file ${id}: ${what}`, { retry: "never" });
