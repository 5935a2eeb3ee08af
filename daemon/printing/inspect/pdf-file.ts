// Finds the objects of a PDF: cross-reference tables and streams with their chain of updates (ISO 32000-1 §7.5), object streams, and a search
// through the whole file where those are broken. Only what the page tree needs; pages are drawn by an engine.
import { inflateSync } from "node:zlib";
import { openWithoutPassword, type StreamOpener } from "./pdf-crypt.ts";
import {
  type ByteSource,
  isArray,
  isDict,
  isName,
  isRef,
  PdfCutShort,
  PdfDamage,
  type PdfDict,
  PdfLocked,
  PdfScanner,
  PdfTooLarge,
  type PdfValue,
} from "./pdf-syntax.ts";
import { findXref, type ObjectReader, type Pack, type PdfObject, searchXref, type Xref } from "./pdf-xref.ts";

/** Object streams and cross-references unpacked, all together. A report of 20 000 pages has about 60 MB. */
const mostUnpackedBytes = 192 * 1024 * 1024;

/** The first window over an object, and the largest: an array of 100 000 pages is about 1 MB. */
const firstWindowBytes = 4096;
const lastWindowBytes = 16 * 1024 * 1024;

/** References to references. */
const mostHops = 32;

/** A keyword may follow an object; a window that ends right behind it cannot tell. */
const keywordBytes = 16;

export class PdfFile implements ObjectReader {
  readonly source: ByteSource;
  xref: Xref = { kind: "searched", entries: new Map(), trailer: new Map(), startxref: 0, base: 0 };
  #open: StreamOpener | undefined;
  #unpacked = 0;
  readonly #packs = new Map<number, Pack>();

  /** Throws PdfLocked, PdfTooLarge, or PdfDamage when not even a search finds a catalog. */
  constructor(source: ByteSource) {
    this.source = source;
    this.xref = findXref(this) ?? searchXref(this);
    if (this.pages() === undefined && this.xref.kind !== "searched") {
      this.#packs.clear();
      this.xref = searchXref(this);
    }
    if (this.pages() === undefined) throw new PdfDamage("no page tree");
  }

  /** The root of the page tree. */
  pages(): PdfDict | undefined {
    try {
      this.#unlock();
      const catalog = this.resolve(this.xref.trailer.get("Root"));
      const pages = isDict(catalog) ? this.resolve(catalog.get("Pages")) : null;
      return isDict(pages) ? pages : undefined;
    } catch (error) {
      if (error instanceof PdfDamage) return undefined;
      throw error;
    }
  }

  #unlock(): void {
    const encrypt = this.resolve(this.xref.trailer.get("Encrypt"));
    this.#open = undefined;
    if (!isDict(encrypt)) return;
    const ids = this.resolve(this.xref.trailer.get("ID"));
    const id = isArray(ids) && ids[0] instanceof Uint8Array ? ids[0] : new Uint8Array(0);
    const answer = openWithoutPassword(encrypt, id, (value) => this.resolve(value));
    if (answer === "password") throw new PdfLocked();
    if (answer !== "unknown") this.#open = answer;
  }

  /** What a value stands for; null where nothing is there (§7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue {
    let at: PdfValue = value ?? null;
    for (let hops = 0; isRef(at); hops++) {
      if (hops >= mostHops) throw new PdfDamage("references in a circle");
      at = this.#load(at.ref);
    }
    return at;
  }

  #load(ref: number): PdfValue {
    const entry = this.xref.entries.get(ref);
    if (entry === undefined) return null;
    if (entry.pack === undefined) return this.objectAt(entry.at, ref).value;
    const pack = this.#pack(entry.pack);
    const offset = pack.offsets.get(ref);
    return offset === undefined ? null : new PdfScanner(pack.bytes, offset).value();
  }

  /** Reads "n g obj …" at an offset; throws PdfDamage when another object, or none, is there. */
  objectAt(offset: number, ref?: number): PdfObject {
    for (let window = firstWindowBytes; ; window *= 8) {
      const bytes = this.source.slice(offset, Math.min(this.source.length, offset + window));
      try {
        const scanner = new PdfScanner(bytes);
        const number = scanner.integer();
        if (number === undefined || scanner.integer() === undefined || !scanner.keyword("obj")) throw new PdfDamage("no object here");
        if (ref !== undefined && number !== ref) throw new PdfDamage("another object is here");
        const value = scanner.value();
        if (scanner.at + keywordBytes > bytes.length && offset + window < this.source.length)
          throw new PdfCutShort("ends behind an object");
        if (!isDict(value) || !scanner.keyword("stream")) return { value, streamAt: undefined };
        if (bytes[scanner.at] === 13) scanner.at += 1;
        if (bytes[scanner.at] === 10) scanner.at += 1;
        return { value, streamAt: offset + scanner.at };
      } catch (error) {
        if (!(error instanceof PdfCutShort) || offset + window >= this.source.length || window >= lastWindowBytes) throw error;
      }
    }
  }

  /** The unpacked bytes of a stream. `sealed`: object streams of encrypted documents are encrypted, cross-references never. */
  streamBytes(dict: PdfDict, streamAt: number, sealed?: { ref: number; gen: number }): Uint8Array {
    const length = this.resolve(dict.get("Length"));
    if (typeof length !== "number" || length < 0 || streamAt + length > this.source.length) throw new PdfDamage("stream length");
    let bytes = this.source.slice(streamAt, streamAt + length);
    if (sealed && this.#open) bytes = this.#open(sealed.ref, sealed.gen, bytes);
    const filter = this.resolve(dict.get("Filter"));
    const filters = isArray(filter) ? filter : filter === null ? [] : [filter];
    const first = this.resolve(filters[0]);
    if (filters.length === 0) return bytes;
    if (filters.length > 1 || !isName(first) || (first.name !== "FlateDecode" && first.name !== "Fl")) throw new PdfDamage("stream filter");
    const parameters = this.resolve(dict.get("DecodeParms"));
    return unpredict(this.#inflate(bytes), isArray(parameters) ? this.resolve(parameters[0]) : parameters);
  }

  #inflate(bytes: Uint8Array): Uint8Array {
    try {
      // Z_SYNC_FLUSH (2): a stream cut short gives what it has.
      const out = inflateSync(bytes, { maxOutputLength: Math.max(1, mostUnpackedBytes - this.#unpacked), finishFlush: 2 });
      this.#unpacked += out.length;
      return out;
    } catch (error) {
      if (error instanceof RangeError) throw new PdfTooLarge("unpacks without end");
      throw new PdfDamage("stream does not unpack");
    }
  }

  /** An object stream (§7.5.7): pairs of object number and offset, then the objects. */
  #pack(ref: number): Pack {
    const known = this.#packs.get(ref);
    if (known) return known;
    const entry = this.xref.entries.get(ref);
    if (entry === undefined || entry.pack !== undefined) throw new PdfDamage("object stream missing");
    const pack = this.readPack(entry.at, ref, entry.gen);
    this.#packs.set(ref, pack);
    return pack;
  }

  readPack(offset: number, ref: number, gen: number): Pack {
    const { value, streamAt } = this.objectAt(offset, ref);
    if (!isDict(value) || streamAt === undefined) throw new PdfDamage("object stream is none");
    const bytes = this.streamBytes(value, streamAt, { ref, gen });
    const first = this.resolve(value.get("First"));
    const count = this.resolve(value.get("N"));
    if (typeof first !== "number" || typeof count !== "number" || first > bytes.length) throw new PdfDamage("object stream header");
    const offsets = new Map<number, number>();
    const scanner = new PdfScanner(bytes.subarray(0, first));
    for (let i = 0; i < count; i++) {
      const number = scanner.integer();
      const at = scanner.integer();
      if (number === undefined || at === undefined) break;
      offsets.set(number, first + at);
    }
    return { bytes, offsets };
  }
}

/** Undoes the PNG predictors (§7.4.4.4), the only ones cross-reference streams use. */
function unpredict(bytes: Uint8Array, parameters: PdfValue): Uint8Array {
  const predictor = isDict(parameters) ? parameters.get("Predictor") : undefined;
  if (!isDict(parameters) || typeof predictor !== "number" || predictor < 2) return bytes;
  const number = (key: string, otherwise: number): number => {
    const value = parameters.get(key);
    return typeof value === "number" && value > 0 ? value : otherwise;
  };
  if (predictor < 10) throw new PdfDamage("predictor");
  const pixel = Math.max(1, (number("Colors", 1) * number("BitsPerComponent", 8)) >> 3);
  const row = Math.ceil((number("Columns", 1) * number("Colors", 1) * number("BitsPerComponent", 8)) / 8);
  const rows = Math.floor(bytes.length / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let y = 0; y < rows; y++) {
    const type = bytes[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const raw = bytes[y * (row + 1) + 1 + x] ?? 0;
      const left = x >= pixel ? (out[y * row + x - pixel] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * row + x] ?? 0) : 0;
      const corner = x >= pixel && y > 0 ? (out[(y - 1) * row + x - pixel] ?? 0) : 0;
      const guess = type === 1 ? left : type === 2 ? up : type === 3 ? (left + up) >> 1 : type === 4 ? paeth(left, up, corner) : 0;
      out[y * row + x] = raw + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
