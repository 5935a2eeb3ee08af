// IPP on the wire (RFC 8010 §3): strict, lossless, incremental. The bytes are hostile on both sides: clients' requests and printers' answers.
import { assert } from "../domain/bug.ts";
import { statuses } from "./codes.ts";
import { type Group, type LocalText, type Message, tags, type Value } from "./message.ts";

export { encode } from "./encode.ts";

/** A request's attributes fit many times over; the document is not counted. Readers of printers' answers pass a larger cap. */
export const requestHeaderBytes = 64 * 1024;
/** media-col-database nests 3 deep; nothing defined nests more than 5. */
export const deepestCollection = 16;

/** What could be read of a message before it went wrong, so that the answer can name its request. */
export interface Opening {
  readonly version: readonly [number, number];
  readonly code: number;
  readonly requestId: number;
}

/** The bytes are no IPP message, or one over the limits. `status` is what to answer. */
export class BadMessage extends Error {
  override readonly name = "BadMessage";
  readonly status: number;
  readonly sentence: string;
  readonly opening: Opening | undefined;

  constructor(status: number, sentence: string, opening?: Opening) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
    this.opening = opening;
  }
}

export interface Decoded {
  readonly message: Message;
  /** What followed the end-of-attributes tag: the start of the document. A view into the last chunk. */
  readonly rest: Uint8Array;
}

/** A whole message. Throws BadMessage also when it ends early. */
export function decode(bytes: Uint8Array, most: number = Number.POSITIVE_INFINITY): Decoded {
  const reader = new MessageReader(most);
  const decoded = reader.push(bytes);
  if (decoded === undefined) throw reader.cutShort();
  return decoded;
}

interface OpenAttribute {
  readonly name: string;
  readonly values: Value[];
}
interface OpenCollection {
  readonly members: OpenAttribute[];
  /** A member was named and its first value has not come yet. */
  waiting: string | undefined;
}

/** Takes a message in chunks of any size. Work and memory are linear in the bytes, whatever their split. */
export class MessageReader {
  readonly #most: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #used = 0;
  #at = 0;
  #opening: Opening | undefined;
  readonly #groups: { readonly tag: number; readonly attributes: OpenAttribute[] }[] = [];
  readonly #operationNames = new Set<string>();
  readonly #collections: OpenCollection[] = [];

  constructor(most: number = requestHeaderBytes) {
    this.#most = most;
  }

  /** The message and what follows it, once its end was seen. Throws BadMessage; the reader is spent then, as after an answer. */
  push(chunk: Uint8Array): Decoded | undefined {
    const before = this.#used;
    const room = chunk.subarray(0, this.#most - before);
    if (before === 0) {
      this.#bytes = room;
      this.#used = room.length;
    } else this.#append(room);
    if (this.#read()) {
      assert(this.#opening !== undefined, "a message has an opening");
      return { message: { ...this.#opening, groups: this.#groups as readonly Group[] }, rest: chunk.subarray(this.#at - before) };
    }
    if (room.length < chunk.length) throw this.#tooLarge();
    // The chunk is the caller's: keep our own copy of what was not finished.
    if (before === 0) this.#bytes = room.slice();
    return undefined;
  }

  /** What to say when the stream ended before the message did. */
  cutShort(): BadMessage {
    return this.#bad("The request ended before its end-of-attributes tag.");
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#used + chunk.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#most, Math.max(needed, this.#bytes.length * 2)));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#used);
    this.#used = needed;
  }

  /** Reads every complete token there is; true once the end tag was read. */
  #read(): boolean {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#used);
    if (this.#opening === undefined) {
      if (this.#used < 8) return false;
      this.#opening = { version: [view.getUint8(0), view.getUint8(1)], code: view.getUint16(2), requestId: view.getInt32(4) };
      this.#at = 8;
    }
    while (this.#at < this.#used) {
      const tag = view.getUint8(this.#at);
      if (tag < 0x10) {
        this.#at += 1;
        if (this.#delimit(tag)) return true;
      } else if (!this.#readValue(view, tag)) return false;
    }
    return false;
  }

  /** tag, name length, name, value length, value; false while it is not complete. */
  #readValue(view: DataView, tag: number): boolean {
    const nameAt = this.#at + 3;
    if (this.#used < nameAt) return false;
    const valueAt = nameAt + view.getUint16(this.#at + 1) + 2;
    // One more byte: the end tag must still fit.
    if (valueAt + 1 > this.#most) throw this.#tooLarge();
    if (this.#used < valueAt) return false;
    const end = valueAt + view.getUint16(valueAt - 2);
    if (end + 1 > this.#most) throw this.#tooLarge();
    if (this.#used < end) return false;
    this.#take(tag, this.#bytes.subarray(nameAt, valueAt - 2), this.#bytes.subarray(valueAt, end));
    this.#at = end;
    return true;
  }

  /** A delimiter tag; true for the end. */
  #delimit(tag: number): boolean {
    if (this.#collections.length > 0) throw this.#bad("A collection is not closed.");
    if (tag === tags.end) return true;
    if (tag === 0) throw this.#bad("The group tag 0x00 is reserved.");
    if (tag === tags.operation && this.#groups.some((group) => group.tag === tag))
      throw this.#bad("There are two groups of operation attributes.");
    this.#groups.push({ tag, attributes: [] });
    return false;
  }

  #take(tag: number, nameBytes: Uint8Array, bytes: Uint8Array): void {
    const group = this.#groups.at(-1);
    if (group === undefined) throw this.#bad("An attribute stands before the first group.");
    const collection = this.#collections.at(-1);
    if (collection !== undefined) {
      if (nameBytes.length > 0) throw this.#bad("An attribute begins inside a collection.");
      return this.#takeMember(collection, tag, bytes);
    }
    if (tag === tags.memberName || tag === tags.endCollection) throw this.#bad("A part of a collection stands outside one.");
    if (nameBytes.length === 0) {
      const attribute = group.attributes.at(-1);
      if (attribute === undefined) throw this.#bad("An additional value has no attribute.");
      attribute.values.push(this.#value(tag, bytes));
      return;
    }
    const name = this.#name(nameBytes);
    if (group.tag === tags.operation) {
      if (this.#operationNames.has(name)) throw this.#bad(`The operation attribute ${shown(name)} is there twice.`);
      this.#operationNames.add(name);
    }
    group.attributes.push({ name, values: [this.#value(tag, bytes)] });
  }

  #takeMember(collection: OpenCollection, tag: number, bytes: Uint8Array): void {
    if (tag === tags.memberName) {
      if (collection.waiting !== undefined) throw this.#bad(`The collection member ${shown(collection.waiting)} has no value.`);
      if (bytes.length === 0) throw this.#bad("A collection member has no name.");
      collection.waiting = this.#name(bytes);
    } else if (tag === tags.endCollection) {
      if (collection.waiting !== undefined) throw this.#bad(`The collection member ${shown(collection.waiting)} has no value.`);
      if (bytes.length > 0) throw this.#bad("The end of a collection carries a value.");
      this.#collections.pop();
    } else if (collection.waiting !== undefined) {
      collection.members.push({ name: collection.waiting, values: [this.#value(tag, bytes)] });
      collection.waiting = undefined;
    } else {
      const member = collection.members.at(-1);
      if (member === undefined) throw this.#bad("A collection begins with a value that has no member.");
      member.values.push(this.#value(tag, bytes));
    }
  }

  #value(tag: number, bytes: Uint8Array): Value {
    if (tag !== tags.begCollection) {
      const value = readPlain(tag, bytes);
      if (value === undefined) throw this.#bad(`A value of tag 0x${tag.toString(16)} has ${bytes.length} bytes that do not make one.`);
      return value;
    }
    if (bytes.length > 0) throw this.#bad("The beginning of a collection carries a value.");
    if (this.#collections.length >= deepestCollection) throw this.#bad(`Collections are nested more than ${deepestCollection} deep.`);
    const members: OpenAttribute[] = [];
    this.#collections.push({ members, waiting: undefined });
    return { tag: tags.begCollection, value: members };
  }

  #name(bytes: Uint8Array): string {
    const name = readText(bytes);
    if (name === undefined) throw this.#bad("The name of an attribute is not UTF-8.");
    return name;
  }

  #bad(sentence: string): BadMessage {
    return new BadMessage(statuses.badRequest, sentence, this.#opening);
  }

  #tooLarge(): BadMessage {
    return new BadMessage(statuses.requestEntityTooLarge, `The attributes take more than ${this.#most} bytes.`, this.#opening);
  }
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readText(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names quoted in sentences: short and printable. */
const shown = (name: string): string => name.slice(0, 40).replace(/[^\x21-\x7e]/g, "?");

/** Any value but a collection; undefined when the bytes do not fit the tag. Text that is not UTF-8 keeps its bytes, so that nothing is lost. */
function readPlain(tag: number, bytes: Uint8Array): Value | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (tag) {
    case tags.integer:
    case tags.enum:
      return bytes.length === 4 ? { tag, value: view.getInt32(0) } : undefined;
    case tags.boolean: {
      const [byte] = bytes;
      return bytes.length === 1 && (byte === 0 || byte === 1) ? { tag, value: byte === 1 } : undefined;
    }
    case tags.resolution:
      return bytes.length === 9 ? { tag, value: { x: view.getInt32(0), y: view.getInt32(4), units: view.getInt8(8) } } : undefined;
    case tags.rangeOfInteger:
      return bytes.length === 8 ? { tag, value: { from: view.getInt32(0), to: view.getInt32(4) } } : undefined;
    case tags.dateTime:
      return bytes.length === 11 ? { tag, value: bytes.slice() } : undefined;
    case tags.textWithLanguage:
    case tags.nameWithLanguage: {
      const local = readLocalText(bytes, view);
      return local === "not-utf8" ? { tag, value: bytes.slice() } : local && { tag, value: local };
    }
    case tags.text:
    case tags.name:
    case tags.keyword:
    case tags.uri:
    case tags.uriScheme:
    case tags.charset:
    case tags.naturalLanguage:
    case tags.mimeMediaType: {
      const text = readText(bytes);
      return text === undefined ? { tag, value: bytes.slice() } : { tag, value: text };
    }
    default:
      return { tag, value: bytes.slice() };
  }
}

function readLocalText(bytes: Uint8Array, view: DataView): LocalText | "not-utf8" | undefined {
  if (bytes.length < 4) return undefined;
  const textAt = 4 + view.getUint16(0);
  if (bytes.length < textAt || bytes.length !== textAt + view.getUint16(textAt - 2)) return undefined;
  const [language, text] = [readText(bytes.subarray(2, textAt - 2)), readText(bytes.subarray(textAt))];
  return language === undefined || text === undefined ? "not-utf8" : { language, text };
}
