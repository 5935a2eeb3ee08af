// Printers, queues and terminals as the operator set them up.
import {
  type ColorMode,
  type DocumentFormat,
  mediaSize,
  mostCopies,
  type PackedFacts,
  type Page,
  pagesOf,
  tallyOfCopy,
  type Ticket,
} from "./document.ts";
import type { EvidenceProfile } from "./evidence.ts";
import type { PriceName, PrinterName, QueueName, TerminalName } from "./ids.ts";
import type { Strength } from "./job.ts";

/** What a printer said it can do, when it was last asked. Never trusted: what is sent is checked against it, what comes back is judged. */
export interface Capabilities {
  readonly makeModel: string;
  readonly formats: readonly string[];
  readonly color: boolean;
  readonly duplex: boolean;
  readonly copies: number;
  readonly media: readonly string[];
  /** print-color-mode-supported; absent: none announced, so the printer's own choice cannot be overruled. */
  readonly colorModes?: readonly string[];
  /** number-up-supported; absent: 1 only. */
  readonly numberUp?: readonly number[];
  /** Absent: the printer prints every page it is sent. */
  readonly pageRanges?: boolean;
  readonly askedAt: number;
}

/** Of a supply whose printer names no level of its own, in percent: time to order. */
export const lowPercent = 10;

/** Toner, ink, a drum, a waste box, as a printer last told of it: cut to size where it is read, and believed by nothing that decides. */
export interface Supply {
  /** The printer's own word for it; may be empty. */
  readonly name: string;
  /** Percent, 0 to 100; absent where the printer does not say. */
  readonly level?: number;
  /** Without a level: something is left, not how much. */
  readonly some?: true;
  readonly low?: true;
  /** A box that printing fills. */
  readonly waste?: true;
  /** `#rrggbb`, several for a cartridge of several inks. */
  readonly colors: readonly string[];
}

export interface Printer {
  readonly name: PrinterName;
  /** `ipp:`, `ipps:` or `folder:`. */
  readonly uri: string;
  readonly price: PriceName;
  /** The operator's own note: the corridor, the contract, whom to call. */
  readonly comment?: string;
  readonly version?: number;
  readonly capabilities?: Capabilities;
  readonly evidence?: EvidenceProfile;
}

/** direct: prints at once; pull: waits for a card at any of its printers; tracked: recorded, never held. */
export type QueueMode = "direct" | "pull" | "tracked";

export interface Queue {
  readonly name: QueueName;
  readonly mode: QueueMode;
  /** One for direct and tracked; one or more for pull. */
  readonly printers: readonly PrinterName[];
  /** Below this a job is unclaimed. */
  readonly leastStrength: Strength;
  /** What a client hears once its job waits: as it is, or `completed` for clients that block on it. `auto`: by User-Agent. */
  readonly tell: "auto" | "held" | "completed";
  readonly version?: number;
}

export interface Terminal {
  readonly name: TerminalName;
  /** Printers that stand beside it. */
  readonly printers: readonly PrinterName[];
  readonly version?: number;
}

/** A screen or phone that stands for a terminal, by a token of its own. */
export interface TerminalScreen {
  /** The hash of its token. */
  readonly id: string;
  readonly terminal: TerminalName;
  readonly createdAt: number;
}

/** What may be asked of a printer, by IPP's names; each changes what is paid for, or was chosen by the person who pays. */
export type Feature = "document-format" | "copies" | "sides" | "print-color-mode" | "number-up" | "page-ranges" | "media";

/**
 * Of a printer that was never asked: PDF is believed, and so is what every printer can or leaves visibly undone. What a printer would leave
 * aside in silence is not: it would print everything that was not paid for.
 */
const neverAsked: Capabilities = {
  makeModel: "",
  formats: ["application/pdf"],
  color: true,
  duplex: true,
  copies: mostCopies,
  media: [],
  askedAt: 0,
};

/** What the printer cannot do of a ticket, empty when it can do all. A capability that an older record lacks is taken for missing. */
export function lacking(ticket: Ticket, format: DocumentFormat, able: Capabilities = neverAsked): readonly Feature[] {
  const lacks: readonly [feature: Feature, lacking: boolean][] = [
    ["document-format", !able.formats.includes(format)],
    ["copies", ticket.copies > able.copies],
    ["sides", ticket.sides !== "one-sided" && !able.duplex],
    ["print-color-mode", !hasColorMode(ticket.color, able)],
    ["number-up", ticket.numberUp > 1 && !able.numberUp?.includes(ticket.numberUp)],
    ["page-ranges", ticket.pageRanges !== undefined && !able.pageRanges],
    ["media", ticket.media !== undefined && !able.media.includes(ticket.media)],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([feature]) => feature);
}

/** A printer without colour prints monochrome without being told to. */
function hasColorMode(color: ColorMode, { color: hasColor, colorModes }: Capabilities): boolean {
  if (color === "auto") return true;
  if (color === "color") return hasColor;
  return !hasColor || (colorModes?.includes("monochrome") ?? false);
}

/** The ticket as this printer is told it: one without colour prints, and is paid for, in black. */
export function asTold(ticket: Ticket, facts: PackedFacts, able: Capabilities = neverAsked): Ticket {
  const { media: asked, ...rest } = ticket;
  const media = mediaTold(asked, pagesOf(facts, ticket), able);
  const told: Ticket = media === undefined ? rest : { ...rest, media };
  return able.color || told.color === "color" ? told : { ...told, color: "monochrome" };
}

/** What this printer prints otherwise than the pages are: colour in black, A3 on smaller paper. Nothing is refused for it, so it is said before. */
export type LeftOut = "color" | "a3";

export function leftOut(ticket: Ticket, facts: PackedFacts, able: Capabilities = neverAsked): readonly LeftOut[] {
  const [wanted, told] = [tallyOfCopy(facts, ticket), tallyOfCopy(facts, asTold(ticket, facts, able))];
  const color = wanted.some((each) => each.color) && !told.some((each) => each.color);
  const a3 = wanted.some(({ size }) => size === "a3") && !told.some(({ size }) => size === "a3");
  return [...(color ? (["color"] as const) : []), ...(a3 ? (["a3"] as const) : [])];
}

/** In their order: paper a printer without A3 has for certain. */
const smaller: readonly string[] = ["iso_a4_210x297mm", "na_letter_8.5x11in"];

/**
 * A printer without A3 prints A3 pages, and is paid for them, on the paper it has; A3 asked for by name is lacking there. A medium that is not
 * announced is left away where the pages have that size already, for then nothing changes.
 */
function mediaTold(asked: string | undefined, pages: readonly Pick<Page, "size">[], { media }: Capabilities): string | undefined {
  const withoutA3 = media.length > 0 && !media.some((each) => mediaSize(each) === "a3");
  if (asked === undefined)
    return withoutA3 && pages.some(({ size }) => size === "a3") ? smaller.find((each) => media.includes(each)) : undefined;
  const size = mediaSize(asked);
  const changesNothing = pages.every((page) => page.size === size) && !(size === "a3" && withoutA3);
  return !media.includes(asked) && changesNothing ? undefined : asked;
}
