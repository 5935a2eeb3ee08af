// What an operation answers, and how a refusal, a fault or a broken document becomes an IPP status.
import type { Refusal } from "../domain/refusal.ts";
import { type Fault, isFault } from "../runtime/faults.ts";
import type { Language } from "../words/index.ts";
import { ippStatus, sentence } from "../words/refusals.ts";
import { attribute, find, group, languageOf } from "./build.ts";
import { statuses } from "./codes.ts";
import { type Attribute, type Group, type Message, tags } from "./message.ts";

export interface Answer {
  readonly status: number;
  /** For the client's log; people see it only where their system shows it. */
  readonly sentence?: string;
  /** What the sentence is in; English where it is not said. */
  readonly language?: Language;
  /** After the operation group. */
  readonly groups?: readonly Group[];
}

/** The document broke while it was read; thrown through whoever reads it, and answered as said here. */
export class DocumentTrouble extends Error {
  override readonly name = "DocumentTrouble";
  readonly status: number;

  constructor(status: number, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.status = status;
  }
}

export const say = (status: number, sentence: string): Answer => ({ status, sentence });

export const ok = (...groups: readonly Group[]): Answer => ({ status: statuses.ok, groups });

/** Refused, naming the attributes that were the reason (RFC 8011 §4.1.7). */
export const unsupported = (status: number, attributes: readonly Attribute[], sentence: string): Answer => ({
  status,
  sentence,
  groups: [group(tags.unsupported, attributes)],
});

/** The same for one operation attribute, as the client wrote it; absent, it is only the sentence. */
export function unsupportedOf(status: number, operation: Group, name: string, sentence: string): Answer {
  const attribute = find(operation, name);
  return attribute === undefined ? say(status, sentence) : unsupported(status, [attribute], sentence);
}

export const refused = (refusal: Refusal, language: Language, currency: string): Answer => ({
  status: ippStatus(refusal.refused),
  sentence: sentence(language, refusal, currency),
  language,
});

const statusOfFault: Readonly<Partial<Record<Fault["code"], number>>> = {
  "disk-full": statuses.temporaryError,
  overloaded: statuses.busy,
  "store-ambiguous": statuses.temporaryError,
  "store-unavailable": statuses.serviceUnavailable,
  timeout: statuses.temporaryError,
};

/** Whatever an operation threw. `known` is false for what somebody should read in the log. */
export function failed(error: unknown): { readonly answer: Answer; readonly known: boolean } {
  if (error instanceof DocumentTrouble) return { answer: say(error.status, error.message), known: true };
  const status = isFault(error) ? statusOfFault[error.code] : undefined;
  if (status !== undefined) return { answer: say(status, "The box cannot take this now. Nothing was lost; try again."), known: true };
  return { answer: say(statuses.internalError, "The box made a mistake."), known: false };
}

/** RFC 8011 §4.1.6.2: at most 255 bytes. */
const sentenceBytes = 255;

export function answerMessage(
  answer: Answer,
  request: { readonly version: readonly [number, number]; readonly requestId: number },
  wanted: Language,
): Message {
  const operation = [...languageOf(answer.sentence === undefined ? wanted : (answer.language ?? "en"))];
  if (answer.sentence !== undefined) operation.push(attribute("status-message", tags.text, shorten(answer.sentence, sentenceBytes)));
  return {
    version: answeredVersion(request.version),
    code: answer.status,
    requestId: request.requestId,
    groups: [{ tag: tags.operation, attributes: operation }, ...(answer.groups ?? [])],
  };
}

const versions: readonly (readonly [number, number])[] = [
  [1, 0],
  [1, 1],
  [2, 0],
  [2, 1],
  [2, 2],
];
/** Requests of 2.1 and 2.2 are answered, but what those add (subscriptions, operators' operations) is not here. */
export const announcedVersions: readonly string[] = ["1.1", "2.0"];
export const isVersion = ([major, minor]: readonly [number, number]): boolean => versions.some(([a, b]) => a === major && b === minor);
/** A version we do not speak is answered in the nearest (RFC 8011 §4.1.8). */
const answeredVersion = (version: readonly [number, number]): readonly [number, number] =>
  isVersion(version) ? version : version[0] >= 2 ? [2, 2] : [1, 1];

const utf8 = new TextEncoder();

/** Cut to at most `bytes` of UTF-8, never inside a character. */
export function shorten(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  const { read } = utf8.encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
