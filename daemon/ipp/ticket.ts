// Job template attributes into a Ticket. What the queue cannot do is named in the unsupported group, never silently dropped.
import { plainTicket, type Sides, type Ticket } from "../domain/document.ts";
import { collectionsOf, find, numberOf, outOfBand, textOf } from "./build.ts";
import { mediaBySize, mediaSource, mediaType } from "./media.ts";
import { type Attribute, type Range, tags, type Value } from "./message.ts";
import type { Offer } from "./offer.ts";

export interface Wanted {
  readonly ticket: Ticket;
  readonly heldByClient: boolean;
  /** As the client wrote them, or out-of-band `unsupported` for what is not known at all. */
  readonly unsupported: readonly Attribute[];
}

/** `rest`: the part of the attribute that cannot be had, where another part can. */
type Change = { readonly ticket?: Partial<Ticket>; readonly held?: boolean; readonly rest?: readonly Attribute[] } | undefined;
/** undefined: this value cannot be had. */
type Reader = (attribute: Attribute, offer: Offer) => Change;

export const sidesOffered = (offer: Offer): readonly Sides[] =>
  offer.duplex ? ["one-sided", "two-sided-long-edge", "two-sided-short-edge"] : ["one-sided"];
export const holds = ["no-hold", "indefinite"] as const;

/** One value of the right syntax. */
const only = (attribute: Attribute, ...allowed: readonly number[]): Value["value"] | undefined => {
  const [value] = attribute.values;
  return attribute.values.length === 1 && value !== undefined && allowed.includes(value.tag) ? value.value : undefined;
};
const word = (attribute: Attribute): string | undefined => {
  const value = only(attribute, tags.keyword, tags.name);
  return typeof value === "string" ? value : undefined;
};
const nothing: Change = {};
const fixed =
  (holdsFor: (attribute: Attribute) => boolean): Reader =>
  (attribute) =>
    holdsFor(attribute) ? nothing : undefined;

/** What is honoured, and what is taken because it asks for what happens anyway. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    "copies",
    (attribute, offer) => {
      const copies = only(attribute, tags.integer);
      return typeof copies === "number" && copies >= 1 && copies <= offer.copies ? { ticket: { copies } } : undefined;
    },
  ],
  [
    "sides",
    (attribute, offer) => {
      const sides = sidesOffered(offer).find((each) => each === word(attribute));
      return sides && { ticket: { sides } };
    },
  ],
  [
    "print-color-mode",
    (attribute, offer) => {
      const color = offer.colorModes.find((each) => each === word(attribute));
      return color && { ticket: { color } };
    },
  ],
  [
    "number-up",
    (attribute, offer) => {
      const numberUp = only(attribute, tags.integer);
      return typeof numberUp === "number" && offer.numberUp.includes(numberUp) ? { ticket: { numberUp } } : undefined;
    },
  ],
  ["page-ranges", (attribute, offer) => (offer.pageRanges ? readPageRanges(attribute) : undefined)],
  [
    "media",
    (attribute, offer) => {
      const media = offer.media.find((each) => each.name === word(attribute));
      return media && { ticket: { media: media.name } };
    },
  ],
  ["media-col", readMediaCol],
  [
    "job-hold-until",
    (attribute) => {
      const hold = holds.find((each) => each === word(attribute));
      return hold && { held: hold === "indefinite" };
    },
  ],
  ["job-sheets", fixed((attribute) => word(attribute) === "none")],
  ["finishings", fixed((attribute) => only(attribute, tags.enum) === 3)],
  [
    "multiple-document-handling",
    fixed((attribute) => word(attribute) === "single-document" || word(attribute) === "separate-documents-collated-copies"),
  ],
  ["print-quality", fixed((attribute) => only(attribute, tags.enum) === 4)],
  ["orientation-requested", fixed((attribute) => only(attribute, tags.enum) === 3)],
  ["output-bin", fixed((attribute) => word(attribute) === "auto")],
]);

/** Ranges of one document; more are a joke, or an attack on every later loop over pages. */
const mostRanges = 200;

function readPageRanges(attribute: Attribute): Change {
  const ranges: (readonly [number, number])[] = [];
  let last = 0;
  for (const { tag, value } of attribute.values) {
    const { from, to } = value as Range;
    // RFC 8011 §5.2.7: ascending, without overlap.
    if (tag !== tags.rangeOfInteger || from <= last || to < from || ranges.length >= mostRanges) return undefined;
    ranges.push([from, to]);
    last = to;
  }
  return { ticket: { pageRanges: ranges } };
}

/** Members that change nothing, with what they may say; the margins are the client's own business. */
const mediaColMembers: Readonly<Record<string, readonly string[] | "any">> = {
  "media-size": "any",
  "media-size-name": "any",
  "media-source": [mediaSource],
  "media-type": [mediaType, "auto"],
  "media-bottom-margin": "any",
  "media-left-margin": "any",
  "media-right-margin": "any",
  "media-top-margin": "any",
};

function readMediaCol(attribute: Attribute, offer: Offer): Change {
  const members = only(attribute, tags.begCollection);
  if (!Array.isArray(members)) return undefined;
  const rest = (members as readonly Attribute[]).filter(({ name }) => {
    const allowed = Object.hasOwn(mediaColMembers, name) ? mediaColMembers[name] : [];
    return allowed !== "any" && !allowed?.includes(textOf(members, name) ?? "");
  });
  const media = wantedSize(members, offer);
  if (media === "not-here") return undefined;
  return { ...(media === undefined ? {} : { ticket: { media } }), ...(rest.length === 0 ? {} : { rest }) };
}

/** The name of the size, undefined when none is asked for. */
function wantedSize(members: readonly Attribute[], offer: Offer): string | "not-here" | undefined {
  const name = textOf(members, "media-size-name");
  if (name !== undefined) return offer.media.find((each) => each.name === name)?.name ?? "not-here";
  const size = find(members, "media-size");
  if (size === undefined) return undefined;
  const [dimensions] = collectionsOf(members, "media-size");
  const [x, y] = [numberOf(dimensions, "x-dimension"), numberOf(dimensions, "y-dimension")];
  return (x === undefined || y === undefined ? undefined : mediaBySize(offer.media, x, y))?.name ?? "not-here";
}

export function readTicket(attributes: readonly Attribute[], offer: Offer): Wanted {
  let ticket: Ticket = plainTicket;
  let heldByClient = false;
  const unsupported: Attribute[] = [];
  for (const attribute of attributes) {
    const reader = readers.get(attribute.name);
    const change = reader?.(attribute, offer);
    if (change === undefined) unsupported.push(reader === undefined ? outOfBand(attribute.name, tags.unsupportedValue) : attribute);
    else {
      ticket = { ...ticket, ...change.ticket };
      heldByClient = change.held ?? heldByClient;
      if (change.rest !== undefined) unsupported.push({ name: attribute.name, values: [{ tag: tags.begCollection, value: change.rest }] });
    }
  }
  return { ticket, heldByClient, unsupported };
}

/** Every job template attribute that is looked at, for job-creation-attributes-supported. */
export const templateNames: readonly string[] = [...readers.keys()];
