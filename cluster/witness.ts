// The newest acknowledged revision, kept beside the data file. LMDB has two head pages and takes the newer one; when that one is damaged
// in the right bits it takes the older, and the last commits are gone in silence. A file older than its witness is known to be damaged.
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

const size = 16;

export interface Witness {
  /** Not synced: it may lag behind after a power cut, and never runs ahead, because it is written after the commit. */
  saw(revision: number): void;
  close(): void;
}

export function openWitness(file: string): Witness {
  closeSync(openSync(file, "a"));
  const fd = openSync(file, "r+");
  const record = Buffer.alloc(size);
  return {
    saw(revision) {
      record.writeBigUInt64LE(BigInt(revision), 0);
      record.writeUInt32LE(crc32(record.subarray(0, 8)), 8);
      try {
        writeSync(fd, record, 0, size, 0);
      } catch {
        // It lags behind then, as after a power cut. The commit is durable and must be answered so; the disk speaks for itself at the next.
      }
    },
    close: () => closeSync(fd),
  };
}

/** undefined: none, or unreadable; then the file's own checks must do. */
export function readWitness(file: string): number | undefined {
  let record: Buffer;
  try {
    record = readFileSync(file);
  } catch {
    return undefined;
  }
  return record.length === size && record.readUInt32LE(8) === crc32(record.subarray(0, 8)) ? Number(record.readBigUInt64LE(0)) : undefined;
}
