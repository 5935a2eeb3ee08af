// A spool file byte by byte: the wrapped key, the job as accepted, the document in sealed chunks, and the end that makes it whole.
//
//   slot    128 bytes: magic, version, who fills it, the file's own key wrapped by the box key (AES-256-GCM, id bound)
//   header  u32 length, then the sealed JSON of the job
//   chunks  each seals 64 KiB of the document, the last one less
//   end     272 bytes: sealed {format, bytes, hash}; without it the file is incomplete
//
// Every record is AES-256-GCM under the file's key. A nonce names the record's kind and place and is used once, because a file is written
// once from front to back and never appended to after a restart: cut, exchanged, repeated and flipped bytes all fail to open.
import { type CipherGCM, createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { assert } from "../../domain/bug.ts";
import type { DocumentFormat } from "../../domain/document.ts";
import type { JobId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job.ts";

export const slotBytes = 128;
/** A Raspberry Pi 4 without AES instructions seals this in under 1 ms: other requests hardly notice. */
export const chunkBytes = 64 * 1024;
/** A title of 255 octets and a full ticket are near 2 KB. */
export const mostHeaderBytes = 60 * 1024;
const tagBytes = 16;
const endText = 256;
export const endBytes = endText + tagBytes;
export const sealedChunkBytes = chunkBytes + tagBytes;

const magic = Buffer.from("QUOINJOB");
const version = 1;
/** Where the wrapped key stands: what destruction overwrites. */
export const keyPlace = { offset: 12, length: 12 + 32 + tagBytes };
const personPlace = { offset: keyPlace.offset + keyPlace.length, length: 8 };

/** What the box key is used for, one derived key each. Key objects: with raw bytes Node 24 takes 37 µs for each seal, so 8. */
export interface SpoolKeys {
  readonly wrap: KeyObject;
  readonly person: KeyObject;
}

export interface EndRecord {
  readonly format: DocumentFormat;
  readonly bytes: number;
  readonly hash: string;
}

export function spoolKeys(boxKey: Uint8Array): SpoolKeys {
  assert(boxKey.length === 32, "the box key has 32 bytes");
  const derive = (use: string): KeyObject => createSecretKey(Buffer.from(hkdfSync("sha256", boxKey, "", `quoin spool ${use}`, 32)));
  return { wrap: derive("wrap"), person: derive("person") };
}

/** Names whoever fills the spool without telling who it is: readable at start without opening anything. */
export const personTag = (keys: SpoolKeys, person: string): string =>
  createHmac("sha256", keys.person).update(person).digest().subarray(0, personPlace.length).toString("hex");

export function writeSlot(keys: Pick<SpoolKeys, "wrap">, id: JobId, person: string, key: Uint8Array, nonce: Uint8Array): Buffer {
  const slot = Buffer.alloc(slotBytes);
  magic.copy(slot);
  slot.writeUInt16BE(version, magic.length);
  slot.write(person, personPlace.offset, personPlace.length, "hex");
  const cipher = createCipheriv("aes-256-gcm", keys.wrap, nonce).setAAD(bound(slot, id));
  slot.set(nonce, keyPlace.offset);
  slot.set(cipher.update(key), keyPlace.offset + nonce.length);
  cipher.final();
  slot.set(cipher.getAuthTag(), keyPlace.offset + nonce.length + key.length);
  return slot;
}

/** The tag of who fills the file, or undefined when this is no slot of ours. */
export function slotPerson(slot: Buffer): string | undefined {
  if (slot.length < slotBytes || !slot.subarray(0, magic.length).equals(magic) || slot.readUInt16BE(magic.length) !== version)
    return undefined;
  return slot.toString("hex", personPlace.offset, personPlace.offset + personPlace.length);
}

/** The file's key, or undefined: destroyed, damaged, another file's slot, or another box's. */
export function slotKey(keys: SpoolKeys, id: JobId, slot: Buffer): KeyObject | undefined {
  if (slotPerson(slot) === undefined) return undefined;
  const place = slot.subarray(keyPlace.offset, keyPlace.offset + keyPlace.length);
  const key = unseal(keys.wrap, place.subarray(0, 12), place.subarray(12), bound(slot, id));
  return key && createSecretKey(key);
}

/** `job` as JSON. */
export function sealHeader(key: KeyObject, job: string): Buffer {
  const text = Buffer.from(job);
  assert(text.length <= mostHeaderBytes, `a job's header of ${text.length} bytes`);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + tagBytes);
  return Buffer.concat([length, sealed(key, nonceOf("header", 0), text)]);
}

/** Bytes from the slot to the first chunk, or undefined when `start` cannot be a header. */
export function headerBytes(start: Buffer): number | undefined {
  if (start.length < slotBytes + 4) return undefined;
  const length = start.readUInt32BE(slotBytes);
  return length <= mostHeaderBytes + tagBytes ? 4 + length : undefined;
}

/** `record` begins with its length. */
export function openHeader(key: KeyObject, record: Buffer): Job | undefined {
  const text = unseal(key, nonceOf("header", 0), record.subarray(4));
  return text && (JSON.parse(text.toString()) as Job);
}

/** Seals one chunk as its bytes come, copying nothing. */
export class ChunkSeal {
  readonly #cipher: CipherGCM;
  /** How many bytes it still takes. */
  left = chunkBytes;

  constructor(key: KeyObject, index: number) {
    this.#cipher = createCipheriv("aes-256-gcm", key, nonceOf("chunk", index));
  }

  add(plain: Uint8Array): Buffer {
    assert(plain.length <= this.left, "a chunk takes no more than its size");
    this.left -= plain.length;
    return this.#cipher.update(plain);
  }

  /** What follows its bytes. */
  end(): Buffer {
    this.#cipher.final();
    return this.#cipher.getAuthTag();
  }
}

export const openChunk = (key: KeyObject, index: number, record: Buffer): Buffer | undefined =>
  unseal(key, nonceOf("chunk", index), record);

export const sealEnd = (key: KeyObject, end: EndRecord): Buffer =>
  sealed(key, nonceOf("end", 0), Buffer.from(JSON.stringify(end).padEnd(endText)));

export function openEnd(key: KeyObject, record: Buffer): EndRecord | undefined {
  const text = unseal(key, nonceOf("end", 0), record);
  return text && (JSON.parse(text.toString()) as EndRecord);
}

/** What `bytes` of a document take once sealed. */
export const sealedBytes = (bytes: number): number => bytes + Math.ceil(bytes / chunkBytes) * tagBytes;

const kinds = { header: 1, chunk: 2, end: 3 } as const;

function nonceOf(kind: keyof typeof kinds, index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(kinds[kind], 0);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

/** Magic, version and the filling person stand in the clear: they are authenticated with the key. */
const bound = (slot: Buffer, id: JobId): Buffer =>
  Buffer.concat([
    slot.subarray(0, keyPlace.offset),
    slot.subarray(personPlace.offset, personPlace.offset + personPlace.length),
    Buffer.from(id),
  ]);

function sealed(key: KeyObject, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: KeyObject, nonce: Uint8Array, record: Buffer, aad?: Buffer): Buffer | undefined {
  if (record.length < tagBytes) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  if (aad) decipher.setAAD(aad);
  decipher.setAuthTag(record.subarray(record.length - tagBytes));
  try {
    const plain = decipher.update(record.subarray(0, record.length - tagBytes));
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
