// What stands in the data file: `k<key>` the key as it is now, `h<revision>` what one revision changed and what stood there before,
// `s` the summary. The letters keep the three kinds apart in one tree; `h` sorts first, so forgetting old revisions frees the left edge.
import { headerBytes, seal, sumOf } from "./checked.ts";
import type { Revision } from "./store.ts";

export interface Entry {
  readonly value: string;
  readonly revision: Revision;
  readonly sum: number;
}

/** One key's part in a revision; `before` is what makes reading at an older revision possible. */
export interface KeyChange {
  readonly key: string;
  readonly value: string | undefined;
  readonly before: Pick<Entry, "value" | "revision"> | undefined;
}

/** Counts and digests of everything in the file, written in the same transaction: a record that vanished whole is found too. */
export interface Summary {
  readonly revision: Revision;
  readonly compacted: Revision;
  readonly keys: number;
  /** Exclusive or of all checksums of the kind. */
  readonly keysDigest: number;
  readonly versions: number;
  readonly versionsBytes: number;
  readonly versionsDigest: number;
}

export const emptySummary: Summary = {
  revision: 0,
  compacted: 0,
  keys: 0,
  keysDigest: 0,
  versions: 0,
  versionsBytes: 0,
  versionsDigest: 0,
};

export const entryName = (key: string): string => `k${key}`;
/** 16 digits: every safe integer, in order. */
export const versionName = (revision: Revision): string => `h${String(revision).padStart(16, "0")}`;
export const summaryName = "s";

/** A revision in 6 bytes: 2^48 is 8 900 years at 1 000 a second. */
const revisionBytes = 6;
const valueStart = headerBytes + revisionBytes;

export function encodeEntry(key: string, value: string, revision: Revision): { readonly record: Buffer; readonly sum: number } {
  const record = Buffer.allocUnsafe(valueStart + Buffer.byteLength(value));
  record.writeUIntLE(revision, headerBytes, revisionBytes);
  record.write(value, valueStart, "utf8");
  return { record, sum: seal(entryName(key), record) };
}

export const decodeEntry = (record: Buffer, size: number): Entry => ({
  value: record.toString("utf8", valueStart, size),
  revision: record.readUIntLE(headerBytes, revisionBytes),
  sum: sumOf(record),
});

/** In place of a length: no value. */
const absent = 0xffff_ffff;
const changeHeader = 4 + 4 + revisionBytes + 4;

const sizeOf = (text: string | undefined): number => (text === undefined ? 0 : Buffer.byteLength(text));

/** Per change: lengths of key, value and former value, the former revision, then the three texts. */
export function encodeVersion(revision: Revision, changes: readonly KeyChange[]): Buffer {
  let size = headerBytes;
  for (const { key, value, before } of changes) size += changeHeader + Buffer.byteLength(key) + sizeOf(value) + sizeOf(before?.value);
  const record = Buffer.allocUnsafe(size);
  let at = headerBytes;
  for (const { key, value, before } of changes) {
    const text = at + changeHeader;
    const keySize = record.write(key, text, "utf8");
    const valueSize = value === undefined ? 0 : record.write(value, text + keySize, "utf8");
    const beforeSize = before === undefined ? 0 : record.write(before.value, text + keySize + valueSize, "utf8");
    record.writeUInt32LE(keySize, at);
    record.writeUInt32LE(value === undefined ? absent : valueSize, at + 4);
    record.writeUIntLE(before?.revision ?? 0, at + 8, revisionBytes);
    record.writeUInt32LE(before === undefined ? absent : beforeSize, at + 8 + revisionBytes);
    at = text + keySize + valueSize + beforeSize;
  }
  seal(versionName(revision), record);
  return record;
}

export function decodeVersion(record: Buffer, size: number): KeyChange[] {
  const changes: KeyChange[] = [];
  let at = headerBytes;
  while (at < size) {
    const keySize = record.readUInt32LE(at);
    const valueSize = record.readUInt32LE(at + 4);
    const beforeSize = record.readUInt32LE(at + 8 + revisionBytes);
    const beforeRevision = record.readUIntLE(at + 8, revisionBytes);
    const text = at + changeHeader;
    const afterKey = text + keySize;
    const afterValue = afterKey + (valueSize === absent ? 0 : valueSize);
    at = afterValue + (beforeSize === absent ? 0 : beforeSize);
    changes.push({
      key: record.toString("utf8", text, afterKey),
      value: valueSize === absent ? undefined : record.toString("utf8", afterKey, afterValue),
      before: beforeSize === absent ? undefined : { value: record.toString("utf8", afterValue, at), revision: beforeRevision },
    });
  }
  return changes;
}

export function encodeSummary(summary: Summary): Buffer {
  const text = JSON.stringify(summary);
  const record = Buffer.allocUnsafe(headerBytes + Buffer.byteLength(text));
  record.write(text, headerBytes, "utf8");
  seal(summaryName, record);
  return record;
}

export const decodeSummary = (record: Buffer, size: number): Summary => JSON.parse(record.toString("utf8", headerBytes, size)) as Summary;
