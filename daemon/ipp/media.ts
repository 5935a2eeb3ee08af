// Paper by its PWG self-describing name (PWG 5101.1). Names come from printers and clients: what does not parse is nothing.
import { attribute, collection, integer, keyword } from "./build.ts";
import { type Attribute, tags } from "./message.ts";

export interface Media {
  readonly name: string;
  /** 1/100 mm, as IPP counts. */
  readonly width: number;
  readonly height: number;
}

export const a4 = "iso_a4_210x297mm";

/** A printer that lists more is not helped by a longer answer. */
const mostMedia = 64;

const named = /^(?:iso|jis|jpn|prc|om|na|oe|roc)_[a-z0-9][a-z0-9.-]{0,60}_(\d{1,4}(?:\.\d{1,3})?)x(\d{1,4}(?:\.\d{1,3})?)(mm|in)$/;

/** Custom sizes and rolls are no names here: nobody could load or price them. */
export function parseMedia(name: string): Media | undefined {
  const match = named.exec(name);
  if (!match) return undefined;
  const scale = match[3] === "mm" ? 100 : 2540;
  return { name, width: Math.round(Number(match[1]) * scale), height: Math.round(Number(match[2]) * scale) };
}

/** The media of all the lists, A4 first and always. */
export function unionOfMedia(lists: readonly (readonly string[])[]): readonly Media[] {
  const names = new Set([a4, ...lists.flat()]);
  return [...names]
    .map(parseMedia)
    .filter((each) => each !== undefined)
    .slice(0, mostMedia);
}

/** Clients round inches and points differently. */
const toleranceHundredths = 60;

export const mediaBySize = (supported: readonly Media[], width: number, height: number): Media | undefined =>
  supported.find((each) => Math.abs(each.width - width) <= toleranceHundredths && Math.abs(each.height - height) <= toleranceHundredths);

/** 4.23 mm, a sixth of an inch: what lasers cannot print on. Printers say better; Quoin only announces a safe frame. */
export const margin = 423;
export const mediaSource = "auto";
export const mediaType = "stationery";

export const mediaSize = (media: Media): readonly Attribute[] => [
  integer("x-dimension", media.width),
  integer("y-dimension", media.height),
];

/** media-col (PWG 5100.7 §6.3). */
export const mediaCol = (media: Media): readonly Attribute[] => [
  collection("media-size", mediaSize(media)),
  attribute("media-size-name", tags.keyword, media.name),
  integer("media-bottom-margin", margin),
  integer("media-left-margin", margin),
  integer("media-right-margin", margin),
  integer("media-top-margin", margin),
  keyword("media-source", mediaSource),
  keyword("media-type", mediaType),
];
