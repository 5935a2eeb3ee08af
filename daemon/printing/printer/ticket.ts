// What is sent to a printer of a ticket. Pure; an attribute a printer does not announce is never sent, so what it lacks is refused before
// (domain/printing.ts).
import type { Ticket } from "../../domain/document.ts";
import type { Capabilities } from "../../domain/printing.ts";
import { attribute, integer, keyword } from "../../ipp/build.ts";
import { type Attribute, tags } from "../../ipp/message.ts";

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
