// The standard security handler of PDF (ISO 32000-2 §7.6) with the empty password: can the document be opened without asking anyone, and if
// so, what do its object streams hold?
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { isDict, isName, type PdfDict, type PdfValue } from "./pdf-syntax.ts";

/** Opens the bytes of a stream of that object. */
export type StreamOpener = (ref: number, gen: number, bytes: Uint8Array) => Uint8Array;

/** `password`: someone must be asked. `unknown`: a handler we do not know; an engine may. */
export type CryptAnswer = StreamOpener | "password" | "unknown";

const padding = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");

const md5 = (...parts: Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash("md5")).digest();
const sha = (bits: 256 | 384 | 512, ...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash(`sha${bits}`)).digest();

/** `resolve` follows references; `id` is the first part of the trailer's ID. */
export function openWithoutPassword(encrypt: PdfDict, id: Uint8Array, resolve: (value: PdfValue | undefined) => PdfValue): CryptAnswer {
  const get = (key: string): PdfValue => resolve(encrypt.get(key));
  const number = (key: string, otherwise: number): number => {
    const value = get(key);
    return typeof value === "number" ? value : otherwise;
  };
  const bytes = (key: string): Uint8Array => {
    const value = get(key);
    return value instanceof Uint8Array ? value : new Uint8Array(0);
  };
  if (!isName(get("Filter"), "Standard")) return "password"; // by certificate: nobody here holds it
  const version = number("V", 0);
  const revision = number("R", 0);
  if (version < 1 || version > 5 || version === 3 || revision < 2 || revision > 6) return "unknown";
  const method = version < 4 ? "V2" : streamMethod(encrypt, resolve);
  if (method === undefined) return "unknown";
  const key =
    revision >= 5
      ? keyOfRevision5(revision, bytes("U"), bytes("UE"))
      : keyOfRevision2(
          { revision, length: version === 1 ? 5 : version === 4 ? 16 : Math.min(16, Math.max(5, number("Length", 40) >> 3)) },
          { owner: bytes("O"), user: bytes("U"), id, permissions: number("P", 0), metadata: get("EncryptMetadata") !== false },
        );
  return key === undefined ? "password" : opener(key, method);
}

type Method = "Identity" | "V2" | "AESV2" | "AESV3";

function streamMethod(encrypt: PdfDict, resolve: (value: PdfValue | undefined) => PdfValue): Method | undefined {
  const filter = resolve(encrypt.get("StmF"));
  if (!isName(filter) || filter.name === "Identity") return "Identity";
  const filters = resolve(encrypt.get("CF"));
  const chosen = isDict(filters) ? resolve(filters.get(filter.name)) : null;
  const method = isDict(chosen) ? resolve(chosen.get("CFM")) : null;
  if (!isName(method)) return undefined;
  if (method.name === "None") return "Identity";
  return method.name === "V2" || method.name === "AESV2" || method.name === "AESV3" ? method.name : undefined;
}

/** Algorithms 2 and 6. */
function keyOfRevision2(
  { revision, length }: { revision: number; length: number },
  with_: { owner: Uint8Array; user: Uint8Array; id: Uint8Array; permissions: number; metadata: boolean },
): Uint8Array | undefined {
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(with_.permissions | 0);
  const hidden = revision >= 4 && !with_.metadata ? [Buffer.from("ffffffff", "hex")] : [];
  let key: Uint8Array = md5(padding, with_.owner.subarray(0, 32), permissions, with_.id, ...hidden).subarray(0, length);
  if (revision >= 3) for (let i = 0; i < 50; i++) key = md5(key).subarray(0, length);
  if (revision === 2) return same(rc4(key, padding), with_.user.subarray(0, 32)) ? key : undefined;
  let check: Uint8Array = rc4(key, md5(padding, with_.id));
  for (let i = 1; i < 20; i++)
    check = rc4(
      key.map((byte) => byte ^ i),
      check,
    );
  return same(check, with_.user.subarray(0, 16)) ? key : undefined;
}

/** Algorithms 2.A and 11; revision 5 is Adobe's extension level 3. */
function keyOfRevision5(revision: number, user: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  if (user.length < 48 || wrapped.length < 32) return undefined;
  const digest = (salt: Uint8Array): Buffer => (revision === 5 ? sha(256, salt) : hardened(salt));
  if (!same(digest(user.subarray(32, 40)), user.subarray(0, 32))) return undefined;
  const cipher = createDecipheriv("aes-256-cbc", digest(user.subarray(40, 48)), Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()]);
}

/** Algorithm 2.B with an empty password. */
function hardened(salt: Uint8Array): Buffer {
  let key: Buffer = sha(256, salt);
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = Buffer.concat(Array<Buffer>(64).fill(key));
    const cipher = createCipheriv("aes-128-cbc", key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false);
    const mixed = cipher.update(block);
    const rest = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = sha(rest === 0 ? 256 : rest === 1 ? 384 : 512, mixed);
    last = mixed.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}

function opener(key: Uint8Array, method: Method): StreamOpener {
  if (method === "Identity") return (_ref, _gen, bytes) => bytes;
  return (ref, gen, bytes) => {
    if (method === "AESV3") return unblock("aes-256-cbc", key, bytes);
    // Algorithm 1: the key of each object.
    const tail = Buffer.from([ref & 255, (ref >> 8) & 255, (ref >> 16) & 255, gen & 255, (gen >> 8) & 255]);
    const own = md5(key, tail, ...(method === "AESV2" ? [Buffer.from("sAlT")] : [])).subarray(0, Math.min(16, key.length + 5));
    return method === "AESV2" ? unblock("aes-128-cbc", own, bytes) : rc4(own, bytes);
  };
}

function unblock(cipherName: string, key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % 16);
  if (whole < 32) return new Uint8Array(0);
  const cipher = createDecipheriv(cipherName, key, bytes.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(bytes.subarray(16, whole)), cipher.final()]);
  const pad = plain.at(-1) ?? 0;
  return pad >= 1 && pad <= 16 ? plain.subarray(0, plain.length - pad) : plain;
}

/** Node's OpenSSL keeps RC4 in its legacy part; forty-bit documents still exist. */
function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    const kept = state[i] ?? 0;
    state[i] = state[j] ?? 0;
    state[j] = kept;
  }
  const out = new Uint8Array(bytes.length);
  for (let n = 0, i = 0, j = 0; n < bytes.length; n++) {
    i = (i + 1) & 255;
    const a = state[i] ?? 0;
    j = (j + a) & 255;
    const b = state[j] ?? 0;
    state[i] = b;
    state[j] = a;
    out[n] = (bytes[n] ?? 0) ^ (state[(a + b) & 255] ?? 0);
  }
  return out;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
