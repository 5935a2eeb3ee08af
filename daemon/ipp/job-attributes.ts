// A job as IPP tells it (RFC 8011 §5.3): all of it to whoever may touch it, its number and state to everybody else.
import { impressionsInCopy } from "../domain/document.ts";
import { isEnded } from "../domain/job.ts";
import type { Queue } from "../domain/printing.ts";
import { shorten } from "./answer.ts";
import { attribute, dateTime, enumeration, group, integer, keyword, mime, nameValue, outOfBand, setOf, uri } from "./build.ts";
import { jobStates } from "./codes.ts";
import type { JobView } from "./desk.ts";
import { type Attribute, type Group, tags } from "./message.ts";
import type { Call, House } from "./request.ts";
import { told, type Telling } from "./requested.ts";
import { mayTouch } from "./sender.ts";
import { jobPath, queuePath } from "./target.ts";
import { toldState, type Told } from "./told.ts";

export interface JobSubject {
  readonly view: JobView;
  readonly state: Told;
  /** `ipp://host:port`, as this client reaches the box. */
  readonly base: string;
  /** Seconds since 1970: also what printer-up-time counts. */
  readonly now: number;
  readonly login: string | undefined;
}

type Kind = "job-template" | "job-description";

const seconds = (ms: number): number => Math.floor(ms / 1000);
/** RFC 8011 §5.3.14: without a value until it happens. */
const whenever = (name: string, at: number | undefined): Attribute =>
  at === undefined ? outOfBand(name, tags.noValue) : integer(name, seconds(at));
const dated = (name: string, at: number | undefined): Attribute => (at === undefined ? outOfBand(name, tags.noValue) : dateTime(name, at));
const endedAt = ({ view, state }: JobSubject): number | undefined =>
  view.endedAt ?? (isEnded(state.state) ? view.job.createdAt : undefined);

/** What strangers see. */
const open: readonly Telling<JobSubject, Kind>[] = [
  { name: "job-id", kind: "job-description", tell: ({ view }) => integer("job-id", view.job.number) },
  { name: "job-uri", kind: "job-description", tell: ({ view, base }) => uri("job-uri", base + jobPath(view.job.number)) },
  { name: "job-state", kind: "job-description", tell: ({ state }) => enumeration("job-state", jobStates[state.state]) },
];

const closed: readonly Telling<JobSubject, Kind>[] = [
  { name: "job-state-reasons", kind: "job-description", tell: ({ state }) => setOf("job-state-reasons", tags.keyword, state.reasons) },
  { name: "job-printer-uri", kind: "job-description", tell: ({ view, base }) => uri("job-printer-uri", base + queuePath(view.job.queue)) },
  { name: "job-name", kind: "job-description", tell: ({ view }) => nameValue("job-name", shorten(view.job.title, 255)) },
  {
    name: "job-originating-user-name",
    kind: "job-description",
    tell: ({ view, login }) => nameValue("job-originating-user-name", login ?? (view.job.sender.named || "anonymous")),
  },
  { name: "job-uuid", kind: "job-description", tell: ({ view }) => uri("job-uuid", `urn:uuid:${view.job.id}`) },
  { name: "job-printer-up-time", kind: "job-description", tell: ({ now }) => integer("job-printer-up-time", now) },
  { name: "time-at-creation", kind: "job-description", tell: ({ view }) => integer("time-at-creation", seconds(view.job.createdAt)) },
  { name: "time-at-processing", kind: "job-description", tell: (subject) => whenever("time-at-processing", endedAt(subject)) },
  { name: "time-at-completed", kind: "job-description", tell: (subject) => whenever("time-at-completed", endedAt(subject)) },
  { name: "date-time-at-creation", kind: "job-description", tell: ({ view }) => dateTime("date-time-at-creation", view.job.createdAt) },
  { name: "date-time-at-processing", kind: "job-description", tell: (subject) => dated("date-time-at-processing", endedAt(subject)) },
  { name: "date-time-at-completed", kind: "job-description", tell: (subject) => dated("date-time-at-completed", endedAt(subject)) },
  { name: "number-of-documents", kind: "job-description", tell: ({ view }) => integer("number-of-documents", view.job.document ? 1 : 0) },
  {
    name: "document-format",
    kind: "job-description",
    tell: ({ view }) => view.job.document && mime("document-format", view.job.document.format),
  },
  {
    name: "job-k-octets",
    kind: "job-description",
    tell: ({ view }) => view.job.document && integer("job-k-octets", Math.ceil(view.job.document.bytes / 1024)),
  },
  { name: "job-impressions", kind: "job-description", tell: jobImpressions },
  {
    name: "job-impressions-completed",
    kind: "job-description",
    tell: ({ view }) => integer("job-impressions-completed", view.impressions ?? 0),
  },
  { name: "copies", kind: "job-template", tell: ({ view }) => integer("copies", view.job.ticket.copies) },
  { name: "sides", kind: "job-template", tell: ({ view }) => keyword("sides", view.job.ticket.sides) },
  { name: "print-color-mode", kind: "job-template", tell: ({ view }) => keyword("print-color-mode", view.job.ticket.color) },
  { name: "number-up", kind: "job-template", tell: ({ view }) => integer("number-up", view.job.ticket.numberUp) },
  {
    name: "page-ranges",
    kind: "job-template",
    tell: ({ view }) =>
      setOf(
        "page-ranges",
        tags.rangeOfInteger,
        (view.job.ticket.pageRanges ?? []).map(([from, to]) => ({ from, to })),
      ),
  },
  {
    name: "media",
    kind: "job-template",
    tell: ({ view }) => (view.job.ticket.media === undefined ? undefined : keyword("media", view.job.ticket.media)),
  },
  {
    name: "job-hold-until",
    kind: "job-template",
    tell: ({ view }) => keyword("job-hold-until", view.job.heldByClient ? "indefinite" : "no-hold"),
  },
  { name: "job-sheets", kind: "job-template", tell: () => attribute("job-sheets", tags.keyword, "none") },
];

/** Copies are not counted (RFC 8011 §5.3.17.2). */
function jobImpressions({ view }: JobSubject): Attribute | undefined {
  const facts = view.job.document?.facts;
  return facts && integer("job-impressions", impressionsInCopy(facts, view.job.ticket));
}

const everything = [...open, ...closed];

/** `scheme://authority` for the URIs a client is told. */
export const baseOf = (call: Call): string => `${call.connection.secure ? "ipps" : "ipp"}://${call.connection.authority}`;

export function queueOf(view: JobView, house: House): Queue | undefined {
  return house.desk.ask({ name: "queue", queue: view.job.queue });
}

export const stateFor = (call: Call, view: JobView, queue: Queue | undefined): Told => toldState(view, queue, call.connection.userAgent);

/** The job group of an answer, as far as this caller may see the job. */
export function jobGroup(call: Call, house: House, view: JobView, state: Told, absent: readonly string[]): Group {
  const { user } = view.job.sender;
  const known = mayTouch(call, view.job);
  const login = known && user !== undefined ? house.desk.ask({ name: "user", id: user })?.login : undefined;
  const subject: JobSubject = { view, state, base: baseOf(call), now: seconds(house.clock.now()), login };
  return group(tags.job, told(call.operation, absent, known ? everything : open, subject));
}

/** After a job was created or changed (RFC 8011 §4.2.1.2). */
export const jobBriefly = (call: Call, view: JobView, state: Told): Group => {
  const base = baseOf(call);
  return group(tags.job, [
    integer("job-id", view.job.number),
    uri("job-uri", base + jobPath(view.job.number)),
    enumeration("job-state", jobStates[state.state]),
    setOf("job-state-reasons", tags.keyword, state.reasons),
  ]);
};
