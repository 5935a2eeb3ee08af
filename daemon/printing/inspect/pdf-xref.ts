// Where each object of a PDF lies: read from its cross-references (ISO 32000-1 §7.5.4, §7.5.8), or found by searching when they are broken.
import {
  type ByteSource,
  isArray,
  isDict,
  isName,
  isRef,
  PdfCutShort,
  PdfDamage,
  type PdfDict,
  PdfScanner,
  PdfTooLarge,
  type PdfValue,
} from "./pdf-syntax.ts";

export interface XrefEntry {
  /** Offset in the file; meaningless in a pack. */
  readonly at: number;
  readonly gen: number;
  /** The object stream that holds it, and as which of its objects. */
  readonly pack?: number;
  readonly index?: number;
}

export interface PdfObject {
  readonly value: PdfValue;
  /** Where the bytes of its stream start, if it is one. */
  readonly streamAt: number | undefined;
}

/** An object stream, unpacked. */
export interface Pack {
  readonly bytes: Uint8Array;
  /** Object number → where it starts, in the stream's order. */
  readonly offsets: ReadonlyMap<number, number>;
}

/** What reading cross-references needs of the file. */
export interface ObjectReader {
  readonly source: ByteSource;
  xref: Xref;
  objectAt(offset: number, ref?: number): PdfObject;
  streamBytes(dict: PdfDict, streamAt: number): Uint8Array;
  readPack(offset: number, ref: number, gen: number): Pack;
  pages(): PdfDict | undefined;
}

export interface Xref {
  readonly kind: "table" | "stream" | "searched";
  readonly entries: Map<number, XrefEntry>;
  readonly trailer: PdfDict;
  /** What the file itself names as its last cross-reference. */
  readonly startxref: number;
  /** Offsets count from here: some files begin with other bytes. */
  readonly base: number;
}

/** A report of 20 000 pages has some 120 000 objects. */
const mostObjects = 1_000_000;

/** Updates saved one after the other. */
const mostSections = 1_000;

/** "startxref" stands in the last 1024 bytes (implementation note 18 of the reference); some writers add more. */
const tailBytes = 4096;
const headBytes = 1024;

/** The first window over a table; an entry is 20 bytes, and what follows it may be cut by the window too. */
const firstTableBytes = 32 * 1024;
const entryBytes = 64;

/** Searching reads the file in pieces of this size, overlapping by `overlapBytes`. */
const pieceBytes = 1024 * 1024;
const overlapBytes = 64;

/** Follows startxref and the chain of updates; undefined when anything in it is broken. */
export function findXref(file: ObjectReader): Xref | undefined {
  const { source } = file;
  const tail = latin1(source, Math.max(0, source.length - tailBytes), source.length);
  const found = /startxref\s+(\d{1,12})(?![\s\S]*startxref)/.exec(tail)?.[1];
  const header = latin1(source, 0, Math.min(source.length, headBytes)).indexOf("%PDF-");
  if (found === undefined) return undefined;
  for (const base of header > 0 ? [header, 0] : [0]) {
    try {
      return readChain(file, Number(found), base);
    } catch (error) {
      if (!(error instanceof PdfDamage)) throw error;
    }
  }
  return undefined;
}

function readChain(file: ObjectReader, startxref: number, base: number): Xref {
  const entries = new Map<number, XrefEntry>();
  const seen = new Set<number>();
  const queue = [startxref];
  let first: { kind: Xref["kind"]; trailer: PdfDict } | undefined;
  for (let offset = queue.shift(); offset !== undefined; offset = queue.shift()) {
    if (seen.has(offset)) continue;
    seen.add(offset);
    if (seen.size > mostSections) throw new PdfTooLarge("too many updates");
    const section = readSection(file, offset + base, base, entries);
    first ??= section;
    // A hybrid file (§7.5.8.4): the stream named in the table comes before older sections.
    for (const key of ["XRefStm", "Prev"]) {
      const next = section.trailer.get(key);
      if (typeof next === "number" && next >= 0) queue.push(next);
    }
  }
  if (first === undefined) throw new PdfDamage("no cross-reference");
  return { ...first, entries, startxref, base };
}

function readSection(
  file: ObjectReader,
  offset: number,
  base: number,
  entries: Map<number, XrefEntry>,
): { kind: "table" | "stream"; trailer: PdfDict } {
  const { source } = file;
  if (offset >= source.length) throw new PdfDamage("cross-reference past the end");
  for (let window = firstTableBytes; ; window *= 8) {
    const bytes = source.slice(offset, Math.min(source.length, offset + window));
    if (!new PdfScanner(bytes).keyword("xref")) return { kind: "stream", trailer: readStreamSection(file, offset, base, entries) };
    try {
      return { kind: "table", trailer: readTable(bytes, base, entries, offset + window >= source.length) };
    } catch (error) {
      if (!(error instanceof PdfCutShort) || offset + window >= source.length) throw error;
    }
  }
}

/** A table and its trailer. Throws PdfCutShort, with no entry added, when the window may end inside it. */
function readTable(bytes: Uint8Array, base: number, entries: Map<number, XrefEntry>, whole: boolean): PdfDict {
  const scanner = new PdfScanner(bytes);
  scanner.keyword("xref");
  const found: { ref: number; entry: XrefEntry }[] = [];
  const broken = (what: string): PdfDamage =>
    !whole && scanner.at + entryBytes >= bytes.length ? new PdfCutShort(what) : new PdfDamage(what);
  while (!scanner.keyword("trailer")) {
    const from = scanner.integer();
    const count = scanner.integer();
    if (from === undefined || count === undefined) throw broken("cross-reference table");
    for (let i = 0; i < count; i++) {
      const quick = fixedEntry(bytes, scanner.at);
      if (quick) {
        if (quick.used) found.push({ ref: from + i, entry: { at: quick.at + base, gen: quick.gen } });
        scanner.at = quick.end;
        continue;
      }
      const at = scanner.integer();
      const gen = scanner.integer();
      const kind = scanner.word();
      if (at === undefined || gen === undefined || (kind !== "n" && kind !== "f")) throw broken("cross-reference entry");
      if (kind === "n") found.push({ ref: from + i, entry: { at: at + base, gen } });
      if (found.length > mostObjects) throw new PdfTooLarge("too many objects");
    }
  }
  const trailer = scanner.value();
  if (!isDict(trailer)) throw new PdfDamage("trailer");
  for (const { ref, entry } of found) add(entries, ref, entry);
  return trailer;
}

/** An entry exactly as the standard writes it, "nnnnnnnnnn ggggg n" with one line end before and after; undefined: read it the patient way. */
function fixedEntry(bytes: Uint8Array, from: number): { at: number; gen: number; used: boolean; end: number } | undefined {
  let start = from;
  while (bytes[start] === 32 || bytes[start] === 13 || bytes[start] === 10) start += 1;
  const kind = bytes[start + 17];
  if (bytes[start + 10] !== 32 || bytes[start + 16] !== 32 || (kind !== 0x6e && kind !== 0x66) || start + 20 > bytes.length)
    return undefined;
  const at = digits(bytes, start, 10);
  const gen = digits(bytes, start + 11, 5);
  return at === undefined || gen === undefined ? undefined : { at, gen, used: kind === 0x6e, end: start + 18 };
}

function digits(bytes: Uint8Array, from: number, count: number): number | undefined {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function readStreamSection(file: ObjectReader, offset: number, base: number, entries: Map<number, XrefEntry>): PdfDict {
  const { value, streamAt } = file.objectAt(offset);
  if (!isDict(value) || streamAt === undefined || !isName(value.get("Type"), "XRef")) throw new PdfDamage("cross-reference stream");
  // Length must be direct here: there is no cross-reference yet to follow.
  if (isRef(value.get("Length"))) throw new PdfDamage("cross-reference length");
  const bytes = file.streamBytes(value, streamAt);
  const widths = numbers(value.get("W"));
  const [w0 = 0, w1 = 0, w2 = 0] = widths;
  const row = w0 + w1 + w2;
  if (widths.length < 3 || row < 1 || row > 24 || Math.min(w0, w1, w2) < 0) throw new PdfDamage("cross-reference widths");
  const size = value.get("Size");
  const index = value.has("Index") ? numbers(value.get("Index")) : [0, typeof size === "number" ? size : 0];
  const field = (at: number, width: number): number => {
    let result = 0;
    for (let i = 0; i < width; i++) result = result * 256 + (bytes[at + i] ?? 0);
    return result;
  };
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    for (let i = 0; i < (index[pair + 1] ?? 0) && at + row <= bytes.length; i++, at += row) {
      const type = w0 === 0 ? 1 : field(at, w0);
      const second = field(at + w0, w1);
      const third = field(at + w0 + w1, w2);
      if (type === 1) add(entries, (index[pair] ?? 0) + i, { at: second + base, gen: third });
      else if (type === 2) add(entries, (index[pair] ?? 0) + i, { at: 0, gen: 0, pack: second, index: third });
    }
  }
  return value;
}

/** The newest section comes first, so what is there stays. */
function add(entries: Map<number, XrefEntry>, ref: number, entry: XrefEntry): void {
  if (entries.has(ref)) return;
  if (entries.size >= mostObjects) throw new PdfTooLarge("too many objects");
  entries.set(ref, entry);
}

const numbers = (value: PdfValue | undefined): readonly number[] =>
  isArray(value) ? value.filter((item) => typeof item === "number") : [];

/** Reads the whole file for "n g obj" and trailers, the last one winning, and opens every object stream it meets. */
export function searchXref(file: ObjectReader): Xref {
  const { source } = file;
  const entries = new Map<number, XrefEntry>();
  const trailer = new Map<string, PdfValue>();
  const packs: { ref: number; at: number; gen: number }[] = [];
  let catalog: PdfValue | undefined;
  file.xref = { kind: "searched", entries, trailer, startxref: 0, base: 0 };
  const takeTrailer = (dict: PdfValue): void => {
    if (isDict(dict)) for (const key of ["Root", "Encrypt", "ID", "Info"]) if (dict.has(key)) trailer.set(key, dict.get(key) ?? null);
  };
  for (const found of landmarks(source)) {
    try {
      if (found.ref === undefined) {
        takeTrailer(new PdfScanner(source.slice(found.at, Math.min(source.length, found.at + pieceBytes))).value());
        continue;
      }
      if (entries.size >= mostObjects) throw new PdfTooLarge("too many objects");
      entries.set(found.ref, { at: found.at, gen: found.gen });
      const { value } = file.objectAt(found.at, found.ref);
      const type = isDict(value) ? value.get("Type") : undefined;
      if (isName(type, "Catalog")) catalog = { ref: found.ref, gen: found.gen };
      else if (isName(type, "XRef")) takeTrailer(value);
      else if (isName(type, "ObjStm")) packs.push({ ref: found.ref, at: found.at, gen: found.gen });
    } catch (error) {
      if (!(error instanceof PdfDamage)) throw error;
    }
  }
  if (catalog && !trailer.has("Root")) trailer.set("Root", catalog);
  file.pages(); // learns how to open encrypted object streams, if it can already
  for (const pack of packs) {
    try {
      const refs = [...file.readPack(pack.at, pack.ref, pack.gen).offsets.keys()];
      for (const [index, ref] of refs.entries()) if (!entries.has(ref)) entries.set(ref, { at: 0, gen: 0, pack: pack.ref, index });
    } catch (error) {
      if (!(error instanceof PdfDamage)) throw error;
    }
  }
  return file.xref;
}

/** Object starts and trailers, in file order. */
function* landmarks(source: ByteSource): Generator<{ at: number; ref?: number; gen: number }> {
  const pattern = /(?<![0-9])(\d{1,10})[\s\0]{1,8}(\d{1,5})[\s\0]{1,8}obj(?![a-z])|\btrailer(?=[\s<])/g;
  for (let start = 0; start < source.length; start += pieceBytes) {
    const text = latin1(source, start, Math.min(source.length, start + pieceBytes + overlapBytes));
    for (const match of text.matchAll(pattern)) {
      if (match.index >= pieceBytes) break;
      const at = start + match.index;
      if (match[1] === undefined) yield { at: at + "trailer".length, gen: 0 };
      else yield { at, ref: Number(match[1]), gen: Number(match[2]) };
    }
  }
}

function latin1(source: ByteSource, start: number, end: number): string {
  const bytes = source.slice(start, end);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
