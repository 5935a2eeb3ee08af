// A queue as IPP's Printer object, as data: one line per attribute (RFC 8011 §5.4, PWG 5100.1, .7, .11, .13, .14). Clients switch their
// options on by what stands here, so nothing stands here that is not carried through to a printer.
import { createHash } from "node:crypto";
import { languages } from "../words/index.ts";
import { announcedVersions, shorten } from "./answer.ts";
import {
  attribute,
  boolean,
  collection,
  dateTime,
  enumeration,
  integer,
  keyword,
  mime,
  nameValue,
  outOfBand,
  range,
  setOf,
  text,
  uri,
} from "./build.ts";
import { operations, printerStates } from "./codes.ts";
import { compressions } from "./compression.ts";
import { a4, margin, mediaCol, mediaSize, mediaSource, mediaType, parseMedia, type Media } from "./media.ts";
import { type Attribute, tags } from "./message.ts";
import type { Offer } from "./offer.ts";
import type { Telling } from "./requested.ts";
import { holds, sidesOffered, templateNames } from "./ticket.ts";

export interface PrinterSubject {
  readonly offer: Offer;
  /** Where the queue is reached, each with whether it is encrypted and how senders are known there. */
  readonly uris: readonly { readonly uri: string; readonly secure: boolean; readonly authentication: "basic" | "requesting-user-name" }[];
  readonly identity: string;
  /** Quoin's own, such as 1.2.3. */
  readonly version: string;
  /** ms since 1970. */
  readonly now: number;
  /** Since when the printer object is what it is: the server's start. */
  readonly since: number;
  /** The box's pages, where people see their jobs. */
  readonly web: string | undefined;
  readonly jobs: () => { readonly queued: number; readonly processing: boolean };
}

type Kind = "job-template" | "printer-description";
type Line = Telling<PrinterSubject, Kind | "explicit">;

const template = (name: string, tell: Line["tell"]): Line => ({ name, kind: "job-template", tell });
const description = (name: string, tell: Line["tell"]): Line => ({ name, kind: "printer-description", tell });
/** A template attribute with its default and what it may be. */
const choice = (
  name: string,
  tell: (suffixed: string) => { readonly default: Line["tell"]; readonly supported: Line["tell"] },
): readonly Line[] => [
  template(`${name}-default`, tell(`${name}-default`).default),
  template(`${name}-supported`, tell(`${name}-supported`).supported),
];

const defaultMedia = parseMedia(a4) as Media;
/** Dots per inch raster clients draw at: what every printer we know takes, and the smallest spool. */
const resolution = { x: 300, y: 300, units: 3 };
const has = ({ offer }: PrinterSubject, format: string): boolean => (offer.formats as readonly string[]).includes(format);
const mediaNames = ({ offer }: PrinterSubject): readonly string[] => offer.media.map((each) => each.name);
const columns = ({ offer }: PrinterSubject): readonly (readonly Attribute[])[] => offer.media.map(mediaCol);
const mediaColNames = [
  "media-size",
  "media-size-name",
  "media-bottom-margin",
  "media-left-margin",
  "media-right-margin",
  "media-top-margin",
  "media-source",
  "media-type",
] as const;

const templates: readonly Line[] = [
  ...choice("copies", (name) => ({ default: () => integer(name, 1), supported: ({ offer }) => range(name, 1, offer.copies) })),
  ...choice("sides", (name) => ({
    default: () => keyword(name, "one-sided"),
    supported: ({ offer }) => setOf(name, tags.keyword, sidesOffered(offer)),
  })),
  ...choice("print-color-mode", (name) => ({
    default: () => keyword(name, "auto"),
    supported: ({ offer }) => setOf(name, tags.keyword, offer.colorModes),
  })),
  ...choice("number-up", (name) => ({
    default: () => integer(name, 1),
    supported: ({ offer }) => setOf(name, tags.integer, offer.numberUp),
  })),
  template("page-ranges-supported", ({ offer }) => boolean("page-ranges-supported", offer.pageRanges)),
  ...choice("job-hold-until", (name) => ({ default: () => keyword(name, "no-hold"), supported: () => keyword(name, ...holds) })),
  ...choice("job-sheets", (name) => ({ default: () => keyword(name, "none"), supported: () => keyword(name, "none") })),
  ...choice("finishings", (name) => ({ default: () => enumeration(name, 3), supported: () => enumeration(name, 3) })),
  ...choice("print-quality", (name) => ({ default: () => enumeration(name, 4), supported: () => enumeration(name, 4) })),
  ...choice("orientation-requested", (name) => ({ default: () => outOfBand(name, tags.noValue), supported: () => enumeration(name, 3) })),
  ...choice("output-bin", (name) => ({ default: () => keyword(name, "auto"), supported: () => keyword(name, "auto") })),
  ...choice("multiple-document-handling", (name) => ({
    default: () => keyword(name, "separate-documents-collated-copies"),
    supported: () => keyword(name, "separate-documents-collated-copies", "single-document"),
  })),
  ...choice("media", (name) => ({
    default: () => keyword(name, a4),
    supported: (subject) => setOf(name, tags.keyword, mediaNames(subject)),
  })),
  template("media-ready", (subject) => setOf("media-ready", tags.keyword, mediaNames(subject))),
  ...choice("media-col", (name) => ({
    default: () => collection(name, mediaCol(defaultMedia)),
    supported: () => keyword(name, ...mediaColNames),
  })),
  template("media-col-ready", (subject) => setOf("media-col-ready", tags.begCollection, columns(subject))),
  { name: "media-col-database", kind: "explicit", tell: (subject) => setOf("media-col-database", tags.begCollection, columns(subject)) },
  template("media-size-supported", ({ offer }) => setOf("media-size-supported", tags.begCollection, offer.media.map(mediaSize))),
  template("media-source-supported", () => keyword("media-source-supported", mediaSource)),
  template("media-type-supported", () => keyword("media-type-supported", mediaType)),
  ...["bottom", "left", "right", "top"].map((side) =>
    template(`media-${side}-margin-supported`, () => integer(`media-${side}-margin-supported`, margin)),
  ),
];

const identification: readonly Line[] = [
  description("printer-name", ({ offer }) => nameValue("printer-name", offer.queue.name)),
  description("printer-info", ({ offer }) => text("printer-info", offer.queue.name)),
  description("printer-dns-sd-name", ({ offer }) => nameValue("printer-dns-sd-name", offer.queue.name)),
  description("printer-location", () => text("printer-location", "")),
  description("printer-organization", () => text("printer-organization", "")),
  description("printer-organizational-unit", () => text("printer-organizational-unit", "")),
  description("printer-geo-location", () => outOfBand("printer-geo-location", tags.unknown)),
  description("printer-make-and-model", ({ offer }) => text("printer-make-and-model", shorten(offer.makeModel, 127))),
  description("printer-more-info", ({ web }) => (web === undefined ? undefined : uri("printer-more-info", web))),
  description("printer-device-id", (subject) => text("printer-device-id", deviceId(subject))),
  // Windows' IPP Class Driver asks for these, and fails without. Nobody certified anything.
  description("mopria-certified", () => text("mopria-certified", "")),
  description("printer-firmware-name", () => nameValue("printer-firmware-name", "Quoin")),
  description("printer-firmware-string-version", ({ version }) => text("printer-firmware-string-version", version)),
  description("printer-firmware-version", ({ version }) => attribute("printer-firmware-version", tags.octetString, versionBytes(version))),
  description("printer-uuid", ({ identity, offer }) => uri("printer-uuid", `urn:uuid:${uuidOf(`${identity}/${offer.queue.name}`)}`)),
  description("printer-uri-supported", ({ uris }) =>
    setOf(
      "printer-uri-supported",
      tags.uri,
      uris.map((each) => each.uri),
    ),
  ),
  description("uri-security-supported", ({ uris }) =>
    setOf(
      "uri-security-supported",
      tags.keyword,
      uris.map((each) => (each.secure ? "tls" : "none")),
    ),
  ),
  description("uri-authentication-supported", ({ uris }) =>
    setOf(
      "uri-authentication-supported",
      tags.keyword,
      uris.map((each) => each.authentication),
    ),
  ),
];

const status: readonly Line[] = [
  description("printer-state", ({ jobs }) =>
    enumeration("printer-state", jobs().processing ? printerStates.processing : printerStates.idle),
  ),
  description("printer-state-reasons", () => keyword("printer-state-reasons", "none")),
  description("printer-is-accepting-jobs", () => boolean("printer-is-accepting-jobs", true)),
  description("queued-job-count", ({ jobs }) => integer("queued-job-count", jobs().queued)),
  // Seconds since 1970, as CUPS counts: a job's times stay true over a restart.
  description("printer-up-time", ({ now }) => integer("printer-up-time", Math.floor(now / 1000))),
  description("printer-current-time", ({ now }) => dateTime("printer-current-time", now)),
  description("printer-state-change-time", ({ since }) => integer("printer-state-change-time", Math.floor(since / 1000))),
  description("printer-state-change-date-time", ({ since }) => dateTime("printer-state-change-date-time", since)),
  description("printer-config-change-time", ({ since }) => integer("printer-config-change-time", Math.floor(since / 1000))),
  description("printer-config-change-date-time", ({ since }) => dateTime("printer-config-change-date-time", since)),
];

const abilities: readonly Line[] = [
  description("ipp-versions-supported", () => setOf("ipp-versions-supported", tags.keyword, announcedVersions)),
  description("operations-supported", () => setOf("operations-supported", tags.enum, Object.values(operations))),
  description("charset-configured", () => attribute("charset-configured", tags.charset, "utf-8")),
  description("charset-supported", () => attribute("charset-supported", tags.charset, "utf-8", "us-ascii")),
  description("natural-language-configured", () => attribute("natural-language-configured", tags.naturalLanguage, languages[0])),
  description("generated-natural-language-supported", () => setOf("generated-natural-language-supported", tags.naturalLanguage, languages)),
  description("compression-supported", () => keyword("compression-supported", ...compressions)),
  description("document-format-default", ({ offer }) => mime("document-format-default", offer.formats[0] ?? "application/octet-stream")),
  description("document-format-preferred", ({ offer }) =>
    mime("document-format-preferred", offer.formats[0] ?? "application/octet-stream"),
  ),
  description("document-format-supported", ({ offer }) => setOf("document-format-supported", tags.mimeMediaType, offer.formats)),
  description("color-supported", ({ offer }) => boolean("color-supported", offer.color)),
  // IPP 2.0 wants a number; every printer does more.
  description("pages-per-minute", () => integer("pages-per-minute", 1)),
  description("pages-per-minute-color", ({ offer }) => (offer.color ? integer("pages-per-minute-color", 1) : undefined)),
  description("pdl-override-supported", () => keyword("pdl-override-supported", "attempted")),
  description("multiple-document-jobs-supported", () => boolean("multiple-document-jobs-supported", false)),
  description("multiple-operation-time-out", () => integer("multiple-operation-time-out", 240)),
  // What was sent whole is taken; only a job without a document ends.
  description("multiple-operation-time-out-action", () => keyword("multiple-operation-time-out-action", "process-job")),
  description("which-jobs-supported", () =>
    keyword(
      "which-jobs-supported",
      "completed",
      "not-completed",
      "all",
      "aborted",
      "canceled",
      "pending",
      "pending-held",
      "processing",
      "processing-stopped",
    ),
  ),
  description("job-ids-supported", () => boolean("job-ids-supported", true)),
  description("job-creation-attributes-supported", () => setOf("job-creation-attributes-supported", tags.keyword, templateNames)),
  description("printer-get-attributes-supported", () => keyword("printer-get-attributes-supported", "document-format")),
  description("preferred-attributes-supported", () => boolean("preferred-attributes-supported", false)),
  description("identify-actions-default", () => keyword("identify-actions-default", "display")),
  description("identify-actions-supported", () => keyword("identify-actions-supported", "display")),
  description("job-k-octets-supported", () => range("job-k-octets-supported", 0, 2 * 1024 ** 2)),
  template("printer-resolution-default", () => attribute("printer-resolution-default", tags.resolution, resolution)),
  template("printer-resolution-supported", () => attribute("printer-resolution-supported", tags.resolution, resolution)),
  description("pwg-raster-document-resolution-supported", (subject) =>
    ifPwg(subject, () => attribute("pwg-raster-document-resolution-supported", tags.resolution, resolution)),
  ),
  description("pwg-raster-document-sheet-back", (subject) => ifPwg(subject, () => keyword("pwg-raster-document-sheet-back", "normal"))),
  description("pwg-raster-document-type-supported", (subject) =>
    ifPwg(subject, () =>
      setOf("pwg-raster-document-type-supported", tags.keyword, ["sgray_8", ...(subject.offer.color ? ["srgb_8"] : [])]),
    ),
  ),
  description("urf-supported", (subject) => (has(subject, "image/urf") ? setOf("urf-supported", tags.keyword, urf(subject)) : undefined)),
];

const ifPwg = (subject: PrinterSubject, tell: () => Attribute | undefined): Attribute | undefined =>
  has(subject, "image/pwg-raster") ? tell() : undefined;

/** iOS lists no printer without it: version, copies, resolution, gray and colour, duplex. */
const urf = ({ offer }: PrinterSubject): readonly string[] => [
  "V1.4",
  "CP999",
  "RS300",
  "W8",
  ...(offer.color ? ["SRGB24"] : []),
  ...(offer.duplex ? ["DM1"] : []),
  "PQ4",
  "IS1",
  "MT1",
  "OB1",
];

const commandSets: readonly (readonly [format: string, name: string])[] = [
  ["application/pdf", "PDF"],
  ["image/jpeg", "JPEG"],
  ["image/pwg-raster", "PWGRaster"],
  ["image/urf", "URF"],
];

/** IEEE 1284 device id; Windows' class driver needs one. */
function deviceId(subject: PrinterSubject): string {
  const sets = commandSets.filter(([format]) => has(subject, format)).map(([, name]) => name);
  return `MFG:Quoin;MDL:${subject.offer.queue.name};CMD:${sets.join(",")};`;
}

/** PWG 5100.13 §6.6.15: for comparing; a byte a part. */
const versionBytes = (version: string): Uint8Array => Uint8Array.from(version.split(/\D+/, 3), Number);

/** A name-based UUID (RFC 9562 §5.8): the same for ever for the same box and queue. */
function uuidOf(name: string): string {
  const hash = createHash("sha256").update(`quoin printer ${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export const printerAttributes: readonly Line[] = [...identification, ...status, ...abilities, ...templates];
