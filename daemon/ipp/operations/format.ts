// Which format a document is taken as: what its client declared, or what its first bytes say.
import type { DocumentFormat } from "../../domain/document.ts";
import { refuse } from "../../domain/refusal.ts";
import { type Answer, refused, unsupportedOf } from "../answer.ts";
import { textOf } from "../build.ts";
import { statuses } from "../codes.ts";
import { type Compression, isCompression, unpack } from "../compression.ts";
import type { Offer } from "../offer.ts";
import type { Call, House } from "../request.ts";
import { peek, sniff } from "../../printing/sniff.ts";

/** Lower case, without parameters. */
export const formatOf = (declared: string | undefined): string | undefined => declared?.split(";")[0]?.trim().toLowerCase();

export interface Declared {
  readonly compression: Compression;
  /** undefined: look. */
  readonly format: DocumentFormat | undefined;
}

/** What the client says of its document, or why that cannot be: told before a byte of the document is read. */
export function declaredOf(call: Call, house: House, offer: Offer): Declared | Answer {
  const { operation } = call;
  const compression = textOf(operation, "compression") ?? "none";
  if (!isCompression(compression)) {
    return unsupportedOf(statuses.compressionNotSupported, operation, "compression", "Documents come as they are, or as gzip or deflate.");
  }
  const wanted = formatOf(textOf(operation, "document-format")) ?? "application/octet-stream";
  const format = offer.formats.find((each) => each === wanted);
  if (format === undefined) return notTaken(call, house);
  return { compression, format: format === "application/octet-stream" ? undefined : format };
}

export interface Arriving {
  readonly format: DocumentFormat;
  readonly document: AsyncIterable<Uint8Array>;
  /** No byte of a document came. */
  readonly empty: boolean;
  /** To be called in the end, however it ends. */
  readonly close: () => void;
}

/** The document unpacked, its format known. */
export async function arriving(call: Call, house: House, declared: Declared, offer: Offer): Promise<Arriving | Answer> {
  const { start, document, close } = await peek(unpack(call.document, declared.compression, house.unpack));
  if (start.length === 0) return { format: declared.format ?? "application/octet-stream", document, empty: true, close };
  const format = declared.format ?? sniff(start);
  if (format !== undefined && offer.formats.includes(format)) return { format, document, empty: false, close };
  close();
  return notTaken(call, house);
}

export const isAnswer = (value: object): value is Answer => "status" in value;

export const unknownFormat = refuse("document-format-not-supported");

/** `lp` shows the sentence to whoever printed. */
function notTaken({ operation, language }: Call, { currency }: House): Answer {
  const answer = refused(unknownFormat, language, currency);
  return { ...unsupportedOf(answer.status, operation, "document-format", ""), ...answer };
}
