// What is said to an IPP printer and what is read in its answers (RFC 8011). Pure. Everything read is cut to size and to its alphabet here:
// a printer's words end up in stores, logs and on screens.
import { createHash } from "node:crypto";
import type { ReservationId } from "../../domain/ids.ts";
import type { JobState } from "../../domain/job.ts";
import type { Capabilities } from "../../domain/printing.ts";
import {
  boolean,
  booleanOf,
  group,
  groupOf,
  groupsOf,
  integer,
  keyword,
  languageOf,
  mime,
  nameValue,
  numberOf,
  numbersOf,
  rangesOf,
  textOf,
  textsOf,
  uri,
} from "../../ipp/build.ts";
import { jobStates, operations, printerStates } from "../../ipp/codes.ts";
import { type Attribute, type Group, type Message, tags } from "../../ipp/message.ts";
import type { PrinterStatus, PrintOrder } from "./contract.ts";
import { readSupplies, supplyWords } from "./ipp-supplies.ts";
import { cut, printable } from "./printer-text.ts";
import { pricedAttributes, ticketAttributes } from "./ticket.ts";

/** A printer that announces IPP/1.1 only must answer 2.0 requests too, or say so (RFC 8011 §4.1.8); every one since 2000 does. */
const version = [2, 0] as const;

/** What stands in the job's name, first, so that cutting it short does not lose it: 64 bits of the reference's hash. */
export const tokenOf = (reference: ReservationId): string => `Q${createHash("sha256").update(reference).digest("hex").slice(0, 16)}`;

/** RFC 8011 §5.1.4: a name has at most 255 octets. */
const longestName = 255;

/** Who asks whom. The same user name in every request about a job: printers hide and protect jobs from others (RFC 8011 §9.3). */
export interface Asker {
  readonly uri: string;
  readonly user: string;
}

function request(
  code: number,
  { uri: printerUri, user }: Asker,
  more: { job?: number; operation?: readonly Attribute[]; template?: readonly Attribute[] },
): Message {
  const target = more.job === undefined ? [] : [integer("job-id", more.job)];
  const operation = group(tags.operation, [
    ...languageOf("en"),
    uri("printer-uri", printerUri),
    ...target,
    nameValue("requesting-user-name", user),
    ...(more.operation ?? []),
  ]);
  return { version, code, requestId: 1, groups: more.template?.length ? [operation, group(tags.job, more.template)] : [operation] };
}

export interface Announced extends Capabilities {
  readonly operations: readonly number[];
  readonly accepting: boolean;
}

const described: readonly [string, ...string[]] = [
  "operations-supported",
  "document-format-supported",
  "copies-supported",
  "sides-supported",
  "print-color-mode-supported",
  "number-up-supported",
  "page-ranges-supported",
  "media-supported",
  "color-supported",
  "printer-make-and-model",
  "printer-is-accepting-jobs",
];

const asking = (...names: readonly [string, ...string[]]): readonly Attribute[] => [keyword("requested-attributes", ...names)];
const jobWords = asking("job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed", "job-media-sheets-completed");

export const askPrinter = (asker: Asker): Message => request(operations.getPrinterAttributes, asker, { operation: asking(...described) });
export const askStatus = (asker: Asker): Message =>
  request(operations.getPrinterAttributes, asker, { operation: asking("printer-state", "printer-state-reasons", ...supplyWords) });

const jobName = (order: PrintOrder): Attribute =>
  nameValue("job-name", cut(`${tokenOf(order.reference)} ${printable(order.title)}`, longestName));

export const createJob = (asker: Asker, order: PrintOrder, announced: Announced): Message =>
  request(operations.createJob, asker, { operation: [jobName(order)], template: ticketAttributes(order.ticket, announced) });
export const printJob = (asker: Asker, order: PrintOrder, announced: Announced): Message =>
  request(operations.printJob, asker, {
    operation: [jobName(order), mime("document-format", order.format)],
    template: ticketAttributes(order.ticket, announced),
  });
export const sendDocument = (asker: Asker, job: number, order: PrintOrder): Message =>
  request(operations.sendDocument, asker, { job, operation: [mime("document-format", order.format), boolean("last-document", true)] });
export const cancelJob = (asker: Asker, job: number): Message => request(operations.cancelJob, asker, { job });
export const askJob = (asker: Asker, job: number): Message => request(operations.getJobAttributes, asker, { job, operation: jobWords });

/** Deeper histories are not searched: ours is among the newest (RFC 8011 §4.2.6.2 orders them so), and an answer has a limit too. */
const mostJobs = 500;

export const askJobs = (asker: Asker, which: "completed" | "not-completed"): Message =>
  request(operations.getJobs, asker, { operation: [integer("limit", mostJobs), keyword("which-jobs", which), ...jobWords] });

export interface JobReading {
  readonly id?: number;
  readonly name?: string;
  readonly state?: JobState;
  readonly reasons: readonly string[];
  readonly impressions?: number;
  readonly sheets?: number;
}

const stateNames = new Map<number, JobState>(Object.entries(jobStates).map(([name, number]) => [number, name as JobState]));

export function readJob(from: Group | undefined): JobReading {
  const [id, name] = [numberOf(from, "job-id"), textOf(from, "job-name")];
  const state = stateNames.get(numberOf(from, "job-state") ?? 0);
  const [impressions, sheets] = [count(from, "job-impressions-completed"), count(from, "job-media-sheets-completed")];
  return {
    reasons: keywords(from, "job-state-reasons", mostReasons),
    ...(id !== undefined && id > 0 ? { id } : {}),
    ...(name === undefined ? {} : { name }),
    ...(state === undefined ? {} : { state }),
    ...(impressions === undefined ? {} : { impressions }),
    ...(sheets === undefined ? {} : { sheets }),
  };
}
export const readTheJob = (answer: Message): JobReading => readJob(groupOf(answer, tags.job));

/** The job that carries this token in its name, newest id first. */
export const findJob = (answer: Message, token: string): JobReading | undefined =>
  groupsOf(answer, tags.job)
    .map(readJob)
    .filter((job) => job.name?.includes(token))
    .toSorted((a, b) => (b.id ?? 0) - (a.id ?? 0))[0];

/** Of what was ordered, the priced attributes that the printer says it left aside or changed. */
export const leftAside = (answer: Message): readonly string[] =>
  (groupOf(answer, tags.unsupported)?.attributes ?? []).map(({ name }) => name).filter((name) => pricedAttributes.includes(name));

const count = (from: Group | undefined, name: string): number | undefined => numbersOf(from, name).find((each) => each >= 0);

/** Generous to any real printer, small enough to be replicated: a store's value stays below 64 KB (DESIGN.md §6). */
const [mostReasons, mostModes, mostKeywords, longestKeyword] = [16, 32, 300, 100];

/** RFC 8011 §5.1.5 allows lower case only; printers add capitals. Anything else is no keyword. */
const keywords = (from: Group | undefined, name: string, most: number): readonly string[] =>
  textsOf(from, name)
    .filter((each) => each !== "none" && each.length <= longestKeyword && /^[A-Za-z0-9][A-Za-z0-9._+/-]*$/.test(each))
    .slice(0, most);

export function readAnnounced(answer: Message, askedAt: number): Announced {
  const from = groupOf(answer, tags.printer);
  const modes = keywords(from, "print-color-mode-supported", mostModes);
  const numberUp = [
    ...numbersOf(from, "number-up-supported"),
    ...rangesOf(from, "number-up-supported").flatMap(({ from: least, to }) => several(least, to)),
  ];
  return {
    makeModel: cut(printable(textOf(from, "printer-make-and-model") ?? ""), 127),
    formats: keywords(from, "document-format-supported", mostKeywords),
    color: booleanOf(from, "color-supported") ?? modes.includes("color"),
    duplex: keywords(from, "sides-supported", mostKeywords).includes("two-sided-long-edge"),
    copies: [...rangesOf(from, "copies-supported").map(({ to }) => to), ...numbersOf(from, "copies-supported")].reduce(
      (a, b) => Math.max(a, b),
      1,
    ),
    media: keywords(from, "media-supported", mostKeywords),
    ...(modes.length === 0 ? {} : { colorModes: modes }),
    ...(numberUp.length === 0 ? {} : { numberUp: numberUp.filter((each) => each >= 1).slice(0, 32) }),
    ...(booleanOf(from, "page-ranges-supported") ? { pageRanges: true } : {}),
    askedAt,
    operations: numbersOf(from, "operations-supported"),
    accepting: booleanOf(from, "printer-is-accepting-jobs") ?? true,
  };
}

/** number-up may be announced as a range (PWG 5100.3 §3.2); nobody lays out more than 16 pages on a side. */
const several = (from: number, to: number): number[] =>
  Array.from({ length: 16 }, (_, i) => i + 1).filter((each) => each >= from && each <= to);

/** undefined: the printer did not say. */
export function readStatus(answer: Message): PrinterStatus | undefined {
  const from = groupOf(answer, tags.printer);
  const number = numberOf(from, "printer-state");
  const state = Object.entries(printerStates).find(([, each]) => each === number)?.[0] as PrinterStatus["state"] | undefined;
  return state && { state, reasons: keywords(from, "printer-state-reasons", mostReasons), supplies: readSupplies(answer) };
}
