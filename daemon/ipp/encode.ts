// The writing half of the codec (RFC 8010 §3). What cannot be written without loss is our bug, so it is asserted.
import { assert } from "../domain/bug.ts";
import { type Attribute, type LocalText, type Message, type Range, type Resolution, tags, type Value } from "./message.ts";

/** The header of a request or answer, up to and with the end-of-attributes tag; a document follows as it is. */
export function encode(message: Message): Uint8Array {
  const out = new Bytes();
  out.u8(message.version[0]);
  out.u8(message.version[1]);
  out.u16(message.code);
  out.i32(message.requestId);
  for (const group of message.groups) {
    assert(group.tag > 0 && group.tag < 0x10 && group.tag !== tags.end, `no group tag: ${group.tag}`);
    out.u8(group.tag);
    for (const attribute of group.attributes) writeAttribute(out, attribute);
  }
  out.u8(tags.end);
  return out.bytes();
}

function writeAttribute(out: Bytes, attribute: Attribute): void {
  assert(attribute.values.length > 0 && attribute.name !== "", `attribute "${attribute.name}" without name or value`);
  let name = attribute.name;
  for (const value of attribute.values) {
    writeValue(out, name, value);
    name = "";
  }
}

function writeValue(out: Bytes, name: string, { tag, value }: Value): void {
  assert(tag >= 0x10 && tag <= 0xff && tag !== tags.endCollection && tag !== tags.memberName, `no value tag: ${tag}`);
  out.u8(tag);
  out.text(name);
  if (tag === tags.begCollection) {
    out.u16(0);
    for (const member of value as readonly Attribute[]) writeMember(out, member);
    out.u8(tags.endCollection);
    out.u16(0);
    out.u16(0);
  } else if (value instanceof Uint8Array) out.block(value);
  else writePlain(out, tag, value);
}

function writeMember(out: Bytes, member: Attribute): void {
  assert(member.values.length > 0 && member.name !== "", `member "${member.name}" without name or value`);
  out.u8(tags.memberName);
  out.u16(0);
  out.text(member.name);
  for (const value of member.values) writeValue(out, "", value);
}

function writePlain(out: Bytes, tag: number, value: Value["value"]): void {
  if (typeof value === "string") return out.text(value);
  if (typeof value === "boolean") {
    out.u16(1);
    out.u8(value ? 1 : 0);
  } else if (typeof value === "number") {
    out.u16(4);
    out.i32(value);
  } else if (tag === tags.resolution) {
    const { x, y, units } = value as Resolution;
    out.u16(9);
    out.i32(x);
    out.i32(y);
    out.u8(units & 0xff);
  } else if (tag === tags.rangeOfInteger) {
    const { from, to } = value as Range;
    out.u16(8);
    out.i32(from);
    out.i32(to);
  } else {
    assert(tag === tags.textWithLanguage || tag === tags.nameWithLanguage, `no such value: tag ${tag}`);
    const { language, text } = value as LocalText;
    const inner = new Bytes();
    inner.text(language);
    inner.text(text);
    out.block(inner.bytes());
  }
}

const utf8 = new TextEncoder();

/** A growing buffer of big-endian fields. */
class Bytes {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;

  u8(value: number): void {
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
  }
  u16(value: number): void {
    assert(value >= 0 && value <= 0xffff, `does not fit 16 bits: ${value}`);
    const at = this.#reserve(2);
    this.#view.setUint16(at, value);
  }
  i32(value: number): void {
    assert(Number.isInteger(value) && value >= -0x8000_0000 && value <= 0x7fff_ffff, `no 32-bit integer: ${value}`);
    const at = this.#reserve(4);
    this.#view.setInt32(at, value);
  }
  text(text: string): void {
    // Most text is short ASCII: no allocation for it.
    const at = this.#reserve(2 + text.length * 3);
    const { written } = utf8.encodeInto(text, this.#bytes.subarray(at + 2));
    this.#used = at;
    this.u16(written);
    this.#used += written;
  }
  block(bytes: Uint8Array): void {
    this.u16(bytes.length);
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#used);
  }

  #reserve(length: number): number {
    const at = this.#used;
    this.#used += length;
    if (this.#used > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#used, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
