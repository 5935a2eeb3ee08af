// From a decoded message to a call an operation can work on: the checks every operation shares (RFC 8011 §4.1), in the RFC's order.
import type { QueueName } from "../domain/ids.ts";
import type { Queue } from "../domain/printing.ts";
import type { User } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import { type Language, languageOf } from "../words/index.ts";
import { type Answer, isVersion, say } from "./answer.ts";
import { find, groupOf, groupsOf, numberOf, plainText, textOf } from "./build.ts";
import { statuses } from "./codes.ts";
import type { UnpackLimits } from "./compression.ts";
import type { PrintDesk } from "./desk.ts";
import { type Attribute, type Group, type Message, tags } from "./message.ts";
import { type Target, targetOf } from "./target.ts";

/** Who speaks, as far as the connection tells. */
export interface Connection {
  /** Without port, and without the prefix of an IPv4 address in IPv6. */
  readonly address: string;
  readonly secure: boolean;
  readonly userAgent?: string;
  /** The HTTP path, where a personal queue URI may stand. */
  readonly path: string;
  /** `host:port` as the client wrote it. */
  readonly authority: string;
  /** By HTTP Basic over TLS. */
  readonly signedIn?: User;
}

/** What stays the same for every request of a server. */
export interface House {
  readonly desk: PrintDesk;
  readonly clock: Clock;
  /** Stable name of this box, for printer-uuid. */
  readonly identity: string;
  /** Quoin's, which is what a queue's firmware is. */
  readonly version: string;
  readonly currency: string;
  readonly unpack: UnpackLimits;
  /** The box's pages, where it serves some. */
  readonly web: () => { readonly scheme: "http" | "https"; readonly port: number } | undefined;
  /** When the server started, ms since 1970. */
  readonly since: number;
  /** How many jobs of a queue have not ended, and whether one is being printed. Counted now and then. */
  readonly jobsOf: (queue: QueueName) => { readonly queued: number; readonly processing: boolean };
  /** Where the same queues are reached by the other scheme. */
  readonly sibling: () => { readonly scheme: "ipp" | "ipps"; readonly port: number } | undefined;
}

export interface Call {
  readonly message: Message;
  readonly operation: Group;
  /** The job template attributes, where there are any. */
  readonly template: readonly Attribute[];
  readonly connection: Connection;
  readonly language: Language;
  /** `requesting-user-name`, cleaned; "" when absent. */
  readonly named: string;
  /** By HTTP Basic over TLS, or by a personal queue URI. */
  readonly proven: User | undefined;
  /** The queue that was addressed; undefined for a job's own URI. */
  readonly queue: Queue | undefined;
  /** Path under which this client reached its queue, kept in the URIs it is told. */
  readonly token: string | undefined;
  readonly jobNumber: number | undefined;
  /** What followed the attributes. To be read once. */
  readonly document: AsyncIterable<Uint8Array>;
}

export const isCall = (value: Call | Answer): value is Call => "operation" in value;

export function readCall(message: Message, connection: Connection, document: AsyncIterable<Uint8Array>, house: House): Call | Answer {
  const wrong = wrongMessage(message);
  if (wrong) return wrong;
  const operation = groupOf(message, tags.operation) as Group;
  const found = targetOf(operation, connection.path);
  if (typeof found === "string") return say(statuses.badRequest, found);
  const place = placeOf(found, house.desk);
  if (place === undefined) return say(statuses.notFound, "There is no such queue here.");
  return {
    message,
    operation,
    connection,
    document,
    ...place,
    template: groupOf(message, tags.job)?.attributes ?? [],
    language: languageOf(textOf(operation, "attributes-natural-language")),
    named: clean(textOf(operation, "requesting-user-name") ?? ""),
    proven: place.proven ?? connection.signedIn,
    jobNumber: found.job ?? numberOf(operation, "job-id"),
  };
}

/** Control characters would reach terminals' displays and logs. */
export const clean = (text: string): string => text.replace(/\p{Cc}+/gu, " ").trim();

function wrongMessage(message: Message): Answer | undefined {
  if (!isVersion(message.version)) return say(statuses.versionNotSupported, "IPP 1.0 to 2.2 are spoken here.");
  if (message.requestId <= 0) return say(statuses.badRequest, "The request-id is not between 1 and 2147483647.");
  const [first] = message.groups;
  if (first?.tag !== tags.operation) return say(statuses.badRequest, "The operation attributes do not come first.");
  const [charset, language] = first.attributes;
  if (charset?.name !== "attributes-charset" || charset.values.length !== 1 || charset.values[0]?.tag !== tags.charset) {
    return say(statuses.badRequest, "The first attribute is not attributes-charset.");
  }
  if (
    language?.name !== "attributes-natural-language" ||
    language.values.length !== 1 ||
    language.values[0]?.tag !== tags.naturalLanguage
  ) {
    return say(statuses.badRequest, "The second attribute is not attributes-natural-language.");
  }
  const spoken = (textOf(first, "attributes-charset") ?? "").toLowerCase();
  if (spoken !== "utf-8" && spoken !== "us-ascii") return say(statuses.charsetNotSupported, "Only utf-8 is spoken here.");
  const jobGroups = groupsOf(message, tags.job);
  if (jobGroups.length > 1) return say(statuses.badRequest, "There are two groups of job attributes.");
  return tooLong([...first.attributes, ...(jobGroups[0]?.attributes ?? [])]) ?? twice(jobGroups[0]?.attributes ?? []);
}

/** Bytes a value of a tag may have (RFC 8011 §5.1). */
const mostBytes = new Map<number, number>([
  [tags.text, 1023],
  [tags.name, 255],
  [tags.keyword, 255],
  [tags.uri, 1023],
  [tags.uriScheme, 63],
  [tags.charset, 63],
  [tags.naturalLanguage, 63],
  [tags.mimeMediaType, 255],
  [tags.textWithLanguage, 1023],
  [tags.nameWithLanguage, 255],
]);

function tooLong(attributes: readonly Attribute[]): Answer | undefined {
  for (const { name, values } of attributes) {
    for (const value of values) {
      const most = mostBytes.get(value.tag);
      if (most !== undefined && Buffer.byteLength(plainText(value) ?? "") > most) {
        return say(statuses.requestValueTooLong, `A value of ${clean(name).slice(0, 60)} has more than ${most} bytes.`);
      }
    }
  }
  return undefined;
}

function twice(attributes: readonly Attribute[]): Answer | undefined {
  const names = new Set(attributes.map((each) => each.name));
  return names.size === attributes.length ? undefined : say(statuses.badRequest, "A job attribute is there twice.");
}

type Place = Pick<Call, "queue" | "proven" | "token">;

/** The queue, and the person whose personal URI it is; undefined when there is no such queue or no such person. */
function placeOf(target: Target, desk: PrintDesk): Place | undefined {
  const user = target.token === undefined ? undefined : desk.userOfToken(target.token);
  if (target.token !== undefined && (user === undefined || user.closed)) return undefined;
  const person = { proven: user, token: target.token };
  if (target.job !== undefined) return { queue: undefined, ...person };
  const queue =
    target.queue === undefined ? desk.ask({ name: "default-queue" }) : desk.ask({ name: "queue", queue: target.queue as QueueName });
  return queue && { queue, ...person };
}

/** Absent, or not of the tag it must have. */
export const hasTag = (operation: Group, name: string, ...allowed: readonly number[]): boolean =>
  find(operation, name)?.values.every((value) => allowed.includes(value.tag)) ?? false;
