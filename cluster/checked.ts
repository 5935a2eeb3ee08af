// Every record in the data file carries a checksum over its name and its content: LMDB has none, and answers flipped bytes in silence.
//
// CRC32 (zlib's, about 1 GB/s and built in) finds every burst of up to 32 bits and misses other damage once in 4 billion. It guards
// against disks, not against forgers: whoever can write the file owns the box anyway.
import { crc32 } from "node:zlib";

/** Bytes before the content. */
export const headerBytes = 4;

/** Writes the checksum into the first bytes of `record`, whose content starts at {@link headerBytes}. Answers the checksum. */
export function seal(name: string, record: Buffer): number {
  const sum = checksum(name, record, record.length);
  record.writeUInt32LE(sum, 0);
  return sum;
}

/** `size` is passed because LMDB's reused read buffer is longer than the record in it. */
export const isIntact = (name: string, record: Uint8Array, size: number): boolean =>
  size >= headerBytes && sumOf(record) === checksum(name, record, size);

/** The checksum a record says it has. */
export const sumOf = (record: Uint8Array): number =>
  ((record[0] ?? 0) | ((record[1] ?? 0) << 8) | ((record[2] ?? 0) << 16) | ((record[3] ?? 0) << 24)) >>> 0;

const checksum = (name: string, record: Uint8Array, size: number): number => crc32(record.subarray(headerBytes, size), crc32(name));
