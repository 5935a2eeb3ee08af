// The options that all readers share: how they write a card's number, and what the box makes of it.
import { z } from "zod";
import type { CardRules } from "./card-number.ts";

/** Longer than any chip's serial number (10 bytes) or a badge's text. */
const mostDigits = 64;
/** The largest identifiers on cards are 16 bytes. */
const mostBits = 128;

const bits = z.int().min(4).max(mostBits);
const length = z.int().min(1).max(mostDigits);

const shared = {
  prefix: z.string().max(16).default(""),
  suffix: z.string().max(16).default(""),
  written: z.enum(["hex", "decimal", "text"]).default("hex"),
  /** Fewer digits are noise, or somebody leaning on a key. */
  least: length.default(4),
  most: length.default(mostDigits),
  /** Until somebody says that no stripe is read here, bank cards may come. */
  magnetic: z.boolean().default(true),
  bits: bits.optional(),
  reverse: z.boolean().default(false),
  dropParity: z.boolean().default(false),
  keepBits: bits.optional(),
  write: z.enum(["hex", "decimal"]).optional(),
};

/** Options of a reader: the shared ones and its own. */
export const readerOptions = <S extends z.ZodRawShape>(own: S) =>
  z.strictObject({ ...shared, ...own }).superRefine((given, context) => {
    for (const [path, message] of contradictions(given as unknown as CardRules))
      context.addIssue({ code: "custom", path: [path], message });
  });

function* contradictions(rules: CardRules): Iterable<[keyof CardRules, string]> {
  const { written, bits, reverse, dropParity, keepBits, write, least, most } = rules;
  const changed = reverse || dropParity || bits !== undefined || keepBits !== undefined || write !== undefined;
  if (least > most) yield ["least", `cannot be more than most (${most})`];
  if (written === "text" && changed) yield ["written", "text is no number: it cannot be reversed, cut or written in another way"];
  if (written === "decimal" && (reverse || dropParity) && bits === undefined)
    yield ["bits", "must say how many bits the reader means (32 for a four-byte chip): decimal digits do not show leading zeros"];
  if (reverse && bits !== undefined && bits % 8 !== 0) yield ["bits", "must be whole bytes (a multiple of 8) to be reversed"];
}
