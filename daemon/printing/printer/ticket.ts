// A ticket against what a printer announces: what it lacks, and what is sent to it. Pure; an attribute a printer does not announce is never sent.
import type { ColorMode, DocumentFormat, Ticket } from "../../domain/document.ts";
import type { Capabilities } from "../../domain/printing.ts";
import { attribute, integer, keyword } from "../../ipp/build.ts";
import { type Attribute, tags } from "../../ipp/message.ts";

/** The IPP names of what the printer cannot do, empty when it can do all. Release refuses on these; they change what would be paid for. */
export function unsupported(ticket: Ticket, format: DocumentFormat, capabilities: Capabilities): string[] {
  const lacks: readonly [name: string, lacking: boolean][] = [
    ["document-format", !capabilities.formats.includes(format)],
    ["copies", ticket.copies > capabilities.copies],
    ["sides", ticket.sides !== "one-sided" && !capabilities.duplex],
    ["print-color-mode", !hasColorMode(ticket.color, capabilities)],
    ["number-up", ticket.numberUp > 1 && !capabilities.numberUp?.includes(ticket.numberUp)],
    ["page-ranges", ticket.pageRanges !== undefined && !capabilities.pageRanges],
    ["media", ticket.media !== undefined && !capabilities.media.includes(ticket.media)],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([name]) => name);
}

/** A printer without colour prints monochrome without being told to. */
function hasColorMode(color: ColorMode, { color: hasColor, colorModes }: Capabilities): boolean {
  if (color === "auto") return true;
  if (color === "color") return hasColor;
  return !hasColor || (colorModes?.includes("monochrome") ?? false);
}

/** Job template attributes (RFC 8011 §5.2, PWG 5100.13 §6.2), all of them explicit: a printer's own defaults are not what was priced. */
export function ticketAttributes(ticket: Ticket, capabilities: Capabilities): readonly Attribute[] {
  const { pageRanges, media } = ticket;
  const [firstRange, ...otherRanges] = (pageRanges ?? []).map(([from, to]) => ({ from, to }));
  const wanted: readonly (Attribute | false | undefined)[] = [
    capabilities.copies > 1 && integer("copies", ticket.copies),
    capabilities.duplex && keyword("sides", ticket.sides),
    capabilities.colorModes?.includes(ticket.color) && keyword("print-color-mode", ticket.color),
    capabilities.numberUp?.includes(ticket.numberUp) && integer("number-up", ticket.numberUp),
    capabilities.pageRanges && firstRange && attribute("page-ranges", tags.rangeOfInteger, firstRange, ...otherRanges),
    media !== undefined && capabilities.media.includes(media) && keyword("media", media),
  ];
  return wanted.filter((each) => each !== false && each !== undefined);
}

/** Attributes that change how many pages of which colour come out: a printer that leaves one of these aside would print what nobody paid for. */
export const pricedAttributes: readonly string[] = ["copies", "print-color-mode", "number-up", "page-ranges"];
