// What the fake printer reads in requests and says in answers, in the words of RFC 8011.
import {
  attribute,
  boolean,
  enumeration,
  group,
  integer,
  keyword,
  languageOf,
  mime,
  nameValue,
  numberOf,
  outOfBand,
  range,
  rangesOf,
  text,
  textOf,
  uri,
} from "../../daemon/ipp/build.ts";
import { jobStates, operations } from "../../daemon/ipp/codes.ts";
import { type Attribute, type Group, type Message, tags } from "../../daemon/ipp/message.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { counterOf, type Engine, type FakeJob, type FakeTicket, type Quirks } from "./printer-engine.ts";

export interface FakePrinterOptions {
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Every side that comes out, one fsynced line each; also kept in memory. */
  readonly paperFile?: string;
  /** Pages of every document; else counted roughly in a PDF. */
  readonly pages?: number;
  readonly pageMs?: number;
  readonly quirks?: Quirks;
  /** false: Print-Job only, as printers before 2010 often are. */
  readonly createsJobs?: boolean;
  readonly formats?: readonly [string, ...string[]];
  readonly color?: boolean;
  readonly duplex?: boolean;
  readonly media?: readonly [string, ...string[]];
  readonly mostCopies?: number;
  /** Job attributes it says it leaves aside when a job is created. */
  readonly leavesAside?: readonly string[];
  /** Told when the first byte of a document is there. */
  readonly firstByte?: () => void;
  /** What it says of toner and the like, in its own words. */
  readonly supplies?: readonly Attribute[];
  /** What it answers to `Expect: 100-continue`. */
  readonly expect?: "continue" | "silence" | 417 | 426;
}

/** Roughly: what a page tree without object streams holds. At least one. */
export const countPages = (document: Buffer): number =>
  Math.max(1, (document.toString("latin1").match(/\/Type\s*\/Page(?![a-zA-Z])/g) ?? []).length);

export const reply = (to: Message, code: number, groups: readonly Group[] = []): Message => ({
  version: [2, 0],
  code,
  requestId: to.requestId,
  groups: [group(tags.operation, languageOf("en")), ...groups],
});

export function readTicket(from: Group | undefined): FakeTicket {
  return {
    copies: numberOf(from, "copies") ?? 1,
    duplex: textOf(from, "sides")?.startsWith("two-sided") ?? false,
    numberUp: numberOf(from, "number-up") ?? 1,
    ranges: rangesOf(from, "page-ranges").map(({ from: first, to }) => [first, to] as const),
    monochrome: textOf(from, "print-color-mode") === "monochrome",
  };
}

export function jobGroupOf(job: FakeJob, quirks: Quirks): Group {
  const impressions = counterOf(job, quirks, systemClock.monotonic());
  const [first = "none", ...more] = job.reasons;
  return group(tags.job, [
    integer("job-id", job.id),
    uri("job-uri", `ipp://127.0.0.1/jobs/${job.id}`),
    nameValue("job-name", job.name),
    enumeration("job-state", jobStates[job.state]),
    keyword("job-state-reasons", first, ...more),
    impressions === undefined ? outOfBand("job-impressions-completed", tags.noValue) : integer("job-impressions-completed", impressions),
    quirks.counts === "none" ? undefined : integer("job-media-sheets-completed", job.sheets),
  ]);
}

const blackAndWaste: readonly Attribute[] = [
  attribute("marker-names", tags.name, "Black Toner", "Waste Toner Box"),
  attribute("marker-colors", tags.name, "#000000", "none"),
  keyword("marker-types", "toner", "waste-toner"),
  integer("marker-levels", 64, -3),
  integer("marker-low-levels", 10, -1),
  integer("marker-high-levels", 100, 90),
];

export function describe(options: FakePrinterOptions, engine: Engine, quirks: Quirks): Group {
  const color = options.color ?? true;
  const stopped = engine.jammed && quirks.tellsJam !== "nowhere";
  const created = options.createsJobs === false ? [] : [operations.createJob, operations.sendDocument];
  const sides: Attribute =
    options.duplex === false
      ? keyword("sides-supported", "one-sided")
      : keyword("sides-supported", "one-sided", "two-sided-long-edge", "two-sided-short-edge");
  return group(tags.printer, [
    enumeration(
      "operations-supported",
      operations.printJob,
      ...created,
      operations.cancelJob,
      operations.getJobAttributes,
      operations.getJobs,
      operations.getPrinterAttributes,
    ),
    mime("document-format-supported", ...(options.formats ?? ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"])),
    range("copies-supported", 1, options.mostCopies ?? 99),
    sides,
    boolean("color-supported", color),
    color ? keyword("print-color-mode-supported", "auto", "monochrome", "color") : keyword("print-color-mode-supported", "monochrome"),
    integer("number-up-supported", 1, 2, 4),
    boolean("page-ranges-supported", true),
    keyword("media-supported", ...(options.media ?? (["iso_a4_210x297mm", "na_letter_8.5x11in"] as const))),
    text("printer-make-and-model", "Quoin Fake Printer"),
    boolean("printer-is-accepting-jobs", true),
    enumeration("printer-state", stopped ? 5 : 3),
    keyword("printer-state-reasons", stopped ? "media-jam-error" : "none"),
    ...(options.supplies ?? blackAndWaste),
  ]);
}
