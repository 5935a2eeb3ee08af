// What goes wrong with bytes: bits, lengths, pieces that are lost, doubled, moved or cut, and messages spliced together.
import { encode } from "../../daemon/ipp/codec.ts";
import { tags } from "../../daemon/ipp/message.ts";
import { Chance } from "./chance.ts";
import { flatTree, hiddenPages, pdfBytes, twoKids } from "../fixtures/pdf-bytes.ts";
import { message, printing } from "./grammar.ts";

const interesting = [0, 1, 2, 3, 4, 5, 0x0f, 0x10, 0x13, 0x21, 0x34, 0x37, 0x4a, 0x47, 0x7f, 0x80, 0xfe, 0xff] as const;
const lengths = [0, 1, 2, 4, 8, 255, 256, 1023, 1024, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff] as const;

type Mutation = (bytes: Uint8Array, chance: Chance) => Uint8Array;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Start and end of some stretch. */
const stretch = (bytes: Uint8Array, chance: Chance): readonly [number, number] => {
  const from = chance.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + chance.below(40))];
};

/** Where a length field of an attribute or value stands, as far as the message can still be walked. */
function lengthFields(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: number[] = [];
  let at = 8;
  while (at + 3 <= bytes.length) {
    if ((bytes[at] ?? 0) < 0x10) {
      at += 1;
      continue;
    }
    const valueLengthAt = at + 3 + view.getUint16(at + 1);
    found.push(at + 1);
    if (valueLengthAt + 2 > bytes.length) break;
    found.push(valueLengthAt);
    at = valueLengthAt + 2 + view.getUint16(valueLengthAt);
  }
  return found;
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    return bytes.with(at, (bytes[at] ?? 0) ^ (1 << chance.below(8)));
  },
  (bytes, chance) => bytes.with(chance.below(bytes.length), chance.pick(interesting)),
  (bytes, chance) => {
    const fields = lengthFields(bytes);
    const at = fields[chance.below(Math.max(1, fields.length))];
    if (at === undefined) return bytes;
    const length = chance.pick(lengths);
    return bytes.with(at, length >> 8).with(at + 1, length & 0xff);
  },
  (bytes, chance) => {
    const [from, to] = stretch(bytes, chance);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, chance) => {
    const [from, to] = stretch(bytes, chance);
    return joined(bytes.subarray(0, to), bytes.subarray(from));
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), chance.bytes(1 + chance.below(20)), bytes.subarray(at));
  },
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length + 1)),
  (bytes, chance) => {
    const other = encode(message(chance));
    return joined(bytes.subarray(0, chance.below(bytes.length)), other.subarray(chance.below(other.length)));
  },
  (bytes, chance) => {
    // Collections without an end, as deep as the bytes go.
    const open = Uint8Array.of(tags.begCollection, 0, 1, 0x63, 0, 0);
    const inner = Uint8Array.of(tags.memberName, 0, 0, 0, 1, 0x6d, tags.begCollection, 0, 0, 0, 0);
    return joined(bytes.subarray(0, 9), open, ...Array.from({ length: chance.below(60) }, () => inner), bytes.subarray(9));
  },
];

/** Input number `index` of `seed`: a request of the grammar, one in eight left whole, the others mutated up to five times. */
export function input(seed: number, index: number): Uint8Array {
  const chance = new Chance(seed, index);
  let bytes = encode(message(chance));
  if (chance.once(8)) return bytes;
  for (let times = 1 + chance.below(5); times > 0 && bytes.length > 0; times--) bytes = chance.pick(mutations)(bytes, chance);
  return bytes;
}

/** A job that has a chance to be taken, with a document that has one to be read: half of either are whole. */
export function job(seed: number, index: number): { readonly request: Uint8Array; readonly document: Uint8Array } {
  const chance = new Chance(seed ^ 0x10b, index);
  const request = encode(printing(chance));
  const document = chance.pick(documents);
  return { request: chance.once(2) ? request : chance.pick(mutations)(request, chance), document: spoilt(document, chance) };
}

const documents: readonly [Uint8Array, ...Uint8Array[]] = [
  pdfBytes({ objects: flatTree(["0 0 0 rg 100 100 200 200 re f", "1 0 0 rg 100 100 200 200 re f"]) }),
  pdfBytes({ objects: flatTree(["1 0 0 rg 9 9 9 9 re f"]), xref: "wrong" }),
  hiddenPages("/Type /Page /Kids []"),
  twoKids(),
];

function spoilt(document: Uint8Array, chance: Chance): Uint8Array {
  let bytes = document;
  for (let times = chance.once(2) ? 0 : 1 + chance.below(5); times > 0 && bytes.length > 0; times--)
    bytes = chance.pick(mutations)(bytes, chance);
  return bytes;
}
