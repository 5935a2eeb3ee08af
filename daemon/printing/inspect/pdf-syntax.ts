// The grammar of PDF objects (ISO 32000-1 §7.2–7.3), as far as the page tree needs it. Bytes in, values out; every loop and depth is bounded.

export type PdfValue = null | boolean | number | PdfName | PdfRef | Uint8Array | readonly PdfValue[] | PdfDict;
export type PdfDict = ReadonlyMap<string, PdfValue>;
export interface PdfName {
  readonly name: string;
}
export interface PdfRef {
  readonly ref: number;
  readonly gen: number;
}

/** The document's bytes, wherever they lie. */
export interface ByteSource {
  readonly length: number;
  slice(start: number, end: number): Uint8Array;
}

/** It opens only with a password someone has to be asked for. */
export class PdfLocked extends Error {}

/** More than a real document needs: it is built to exhaust whoever reads it. */
export class PdfTooLarge extends Error {}

/** The bytes are not what the format says. */
export class PdfDamage extends Error {}

/** It says two things of its pages, and each reader believes another one. Nobody can tell what a printer will print. */
export class PdfContradiction extends Error {}

/** The window over the file ends inside the object: read more and try again. */
export class PdfCutShort extends PdfDamage {}

/** Of a key that is there twice the first or the last counts, as a reader likes; where these differ, so does the number of pages. */
const leadsToPages: ReadonlySet<string> = new Set(["Root", "Pages", "Kids", "Type"]);

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const isRef = (value: PdfValue | undefined): value is PdfRef => typeof value === "object" && value !== null && "ref" in value;
export const isName = (value: PdfValue | undefined, name?: string): value is PdfName =>
  typeof value === "object" && value !== null && "name" in value && (name === undefined || value.name === name);

/** Real documents nest a handful deep; each level is a call of ours. */
const deepest = 64;

const space = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set([..."()<>[]{}/%"].map((char) => char.charCodeAt(0)));
const isSpace = (byte: number | undefined): boolean => byte !== undefined && space.has(byte);
const isRegular = (byte: number | undefined): byte is number => byte !== undefined && !space.has(byte) && !delimiters.has(byte);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

export class PdfScanner {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (isSpace(byte)) this.at += 1;
      else if (byte === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1;
      else return;
    }
  }

  /** A run of regular characters, such as a number or a keyword. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (isRegular(this.bytes[this.at])) this.at += 1;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, this.at - start).toString("latin1");
  }

  /** Takes the keyword if it comes next. */
  keyword(expected: string): boolean {
    const before = this.at;
    if (this.word() === expected) return true;
    this.at = before;
    return false;
  }

  /** A plain unsigned integer, or undefined with nothing taken. */
  integer(): number | undefined {
    const before = this.at;
    const word = this.word();
    if (/^\d{1,15}$/.test(word)) return Number(word);
    this.at = before;
    return undefined;
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new PdfDamage("nested too deeply");
    this.skipSpace();
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new PdfCutShort("ends inside an object");
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#literal();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.#dict(depth) : this.#hex();
    if (isDigit(byte)) return this.#numberOrRef();
    return this.#wordValue();
  }

  #wordValue(): PdfValue {
    const word = this.word();
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null") return null;
    if (word === "") throw new PdfDamage("unexpected delimiter");
    const number = Number.parseFloat(word);
    if (Number.isNaN(number)) throw new PdfDamage("unknown keyword");
    return number;
  }

  #numberOrRef(): PdfValue {
    const word = this.word();
    const after = this.at;
    if (/^\d{1,10}$/.test(word)) {
      const gen = this.integer();
      if (gen !== undefined && this.keyword("R")) return { ref: Number(word), gen };
      this.at = after;
    }
    const number = Number.parseFloat(word);
    return Number.isNaN(number) ? 0 : number;
  }

  #name(): PdfName {
    const start = ++this.at;
    while (isRegular(this.bytes[this.at])) this.at += 1;
    const raw = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, this.at - start).toString("latin1");
    return {
      name: raw.includes("#") ? raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : raw,
    };
  }

  #array(depth: number): readonly PdfValue[] {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.bytes.length) throw new PdfCutShort("ends inside an array");
      if (this.bytes[this.at] === 0x5d) {
        this.at += 1;
        return items;
      }
      items.push(this.value(depth + 1));
    }
  }

  #dict(depth: number): PdfDict {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new PdfCutShort("ends inside a dictionary");
      if (byte === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return entries;
      }
      if (byte !== 0x2f) throw new PdfDamage("a dictionary key is no name");
      const key = this.#name().name;
      const value = this.value(depth + 1);
      const before = leadsToPages.has(key) ? entries.get(key) : undefined;
      if (before !== undefined && writePdf(before) !== writePdf(value)) throw new PdfContradiction(`two values of ${key}`);
      entries.set(key, value);
    }
  }

  #literal(): Uint8Array {
    const out: number[] = [];
    let open = 1;
    for (this.at += 1; ; this.at++) {
      let byte = this.bytes[this.at];
      if (byte === undefined) throw new PdfCutShort("ends inside a string");
      if (byte === 0x28) open += 1;
      else if (byte === 0x29 && --open === 0) break;
      else if (byte === 0x5c) {
        const escaped = this.#escape();
        if (escaped === undefined) continue;
        byte = escaped;
      }
      out.push(byte);
    }
    this.at += 1;
    return Uint8Array.from(out);
  }

  /** Stands on the backslash; leaves `at` on the last byte of the escape. Undefined: a line continued. */
  #escape(): number | undefined {
    const byte = this.bytes[++this.at];
    if (byte === undefined) throw new PdfCutShort("ends inside a string");
    if (byte === 13 || byte === 10) {
      if (byte === 13 && this.bytes[this.at + 1] === 10) this.at += 1;
      return undefined;
    }
    const control = "nrtbf".indexOf(String.fromCharCode(byte));
    if (control >= 0) return [10, 13, 9, 8, 12][control];
    if (byte < 0x30 || byte > 0x37) return byte;
    let value = byte - 0x30;
    for (let i = 0; i < 2; i++) {
      const next = this.bytes[this.at + 1];
      if (next === undefined || next < 0x30 || next > 0x37) break;
      value = value * 8 + next - 0x30;
      this.at += 1;
    }
    return value & 0xff;
  }

  #hex(): Uint8Array {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new PdfCutShort("ends inside a string");
    const digits = Buffer.from(this.bytes.subarray(this.at + 1, end))
      .toString("latin1")
      .replace(/[^0-9a-fA-F]/g, "");
    this.at = end + 1;
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
  }
}

/** Writes a value as PDF; strings as hex. */
export function writePdf(value: PdfValue): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(5);
  if (value instanceof Uint8Array) return `<${Buffer.from(value).toString("hex")}>`;
  if (isArray(value)) return `[${value.map(writePdf).join(" ")}]`;
  if (isRef(value)) return `${value.ref} ${value.gen} R`;
  if (isDict(value)) return `<<${[...value].map(([key, item]) => `${writeName(key)} ${writePdf(item)}`).join(" ")}>>`;
  return writeName(value.name);
}

const writeName = (name: string): string =>
  `/${[...name].map((char) => (/[A-Za-z0-9_.+-]/.test(char) ? char : `#${char.charCodeAt(0).toString(16).padStart(2, "0")}`)).join("")}`;
