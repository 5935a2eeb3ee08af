// The mass of the inputs, straight into the codec: whole and in pieces, read back and written again. In a process of its own, so that a
// hang or a crash is seen from outside.
import { BadMessage, decode, encode, MessageReader } from "../../daemon/ipp/codec.ts";
import { Chance } from "./chance.ts";
import { input } from "./mutate.ts";

export interface CodecCounts {
  inputs: number;
  taken: number;
  refused: number;
  /** Index of the first inputs that did what none may do. */
  readonly wrong: { readonly index: number; readonly what: string }[];
}

/** One input. undefined: refused as it should be. Throws what a caller of the codec would not expect. */
function take(bytes: Uint8Array): ReturnType<typeof decode> | undefined {
  try {
    return decode(bytes, 64 * 1024);
  } catch (error) {
    if (error instanceof BadMessage && error.status >= 0x400 && error.sentence !== "") return undefined;
    throw error;
  }
}

function takeInPieces(bytes: Uint8Array, chance: Chance): ReturnType<typeof decode> | undefined {
  const reader = new MessageReader();
  let at = 0;
  try {
    while (at < bytes.length) {
      const end = at + 1 + chance.below(30);
      const decoded = reader.push(bytes.slice(at, end));
      if (decoded) return { message: decoded.message, rest: bytes.slice(Math.min(end, bytes.length) - decoded.rest.length) };
      at = end;
    }
    return undefined;
  } catch (error) {
    if (error instanceof BadMessage) return undefined;
    throw error;
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** What is wrong with how the codec took it, or undefined. */
export function judge(seed: number, index: number, counts: CodecCounts): string | undefined {
  const bytes = input(seed, index);
  const whole = take(bytes);
  counts.inputs++;
  if (whole === undefined) counts.refused++;
  else {
    counts.taken++;
    const written = encode(whole.message);
    if (!same(written, bytes.subarray(0, written.length)) || written.length + whole.rest.length !== bytes.length)
      return "written again, it is not what was read";
  }
  if (index % 8 !== 0) return undefined;
  const pieces = takeInPieces(bytes, new Chance(seed, -index - 1));
  if ((pieces === undefined) !== (whole === undefined)) return "whole it is taken otherwise than in pieces";
  return pieces && whole && !(same(encode(pieces.message), encode(whole.message)) && same(pieces.rest, whole.rest))
    ? "in pieces it reads otherwise"
    : undefined;
}

export function runCodec(
  seed: number,
  from: number,
  count: number,
  progress: (counts: CodecCounts) => void = () => undefined,
): CodecCounts {
  const counts: CodecCounts = { inputs: 0, taken: 0, refused: 0, wrong: [] };
  for (let index = from; index < from + count; index++) {
    try {
      const what = judge(seed, index, counts);
      if (what !== undefined && counts.wrong.length < 20) counts.wrong.push({ index, what });
    } catch (error) {
      if (counts.wrong.length < 20) counts.wrong.push({ index, what: String(error) });
    }
    if (counts.inputs % 5_000 === 0) progress(counts);
  }
  return counts;
}

// Most inputs are refused, and a stack costs more than everything else about a refusal.
Error.stackTraceLimit = 0;

if (process.argv[1]?.endsWith("codec-run.ts") && process.send) {
  const [seed = 1, from = 0, count = 0] = process.argv.slice(2).map(Number);
  const tell = (counts: CodecCounts, done: boolean): void => void process.send?.({ ...counts, done });
  tell(
    runCodec(seed, from, count, (counts) => tell(counts, false)),
    true,
  );
}
