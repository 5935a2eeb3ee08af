// What a queue can do: the union of its printers. Nothing is announced that Quoin does not carry through to one of them.
import type { DocumentFormat } from "../domain/document.ts";
import { mostCopies } from "../domain/document.ts";
import type { Capabilities, Printer, Queue } from "../domain/printing.ts";
import type { PrintDesk } from "./desk.ts";
import { type Media, unionOfMedia } from "./media.ts";

export interface Offer {
  readonly queue: Queue;
  readonly makeModel: string;
  /** What may be declared; `application/octet-stream` is looked into. */
  readonly formats: readonly DocumentFormat[];
  readonly color: boolean;
  readonly duplex: boolean;
  readonly colorModes: readonly ("auto" | "monochrome" | "color")[];
  readonly numberUp: readonly number[];
  readonly pageRanges: boolean;
  readonly copies: number;
  readonly media: readonly Media[];
}

/** Formats the box can look into, count and price. */
const readable: readonly DocumentFormat[] = ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"];

/** Of a printer nobody could ask yet. */
const unknownPrinter: Capabilities = {
  makeModel: "",
  formats: ["application/pdf"],
  color: false,
  duplex: false,
  copies: 1,
  media: [],
  askedAt: 0,
};

/** Layouts our own n-up also knows; a printer's odd ones are not announced. */
const layouts: readonly number[] = [1, 2, 4, 6, 9, 16];

/** The last offer of each queue, for as long as it and its printers are the same records: every request asks for it. */
const offers = new WeakMap<Queue, { readonly printers: readonly Printer[]; readonly offer: Offer }>();

export function offerOf(queue: Queue, ask: PrintDesk["ask"]): Offer {
  const printers = queue.printers.map((printer) => ask({ name: "printer", printer })).filter((printer) => printer !== undefined);
  const known = offers.get(queue);
  if (known?.printers.length === printers.length && printers.every((printer, i) => printer === known.printers[i])) return known.offer;
  const offer = unionOf(queue, printers);
  offers.set(queue, { printers, offer });
  return offer;
}

function unionOf(queue: Queue, printers: readonly Printer[]): Offer {
  const able = printers.map((printer) => printer.capabilities ?? unknownPrinter);
  const formats = readable.filter((format) => able.some((each) => each.formats.includes(format)));
  const color = able.some((each) => each.color);
  const monochrome = able.some((each) => !each.color || each.colorModes?.includes("monochrome"));
  return {
    queue,
    makeModel: makeModel(printers),
    formats: [...(formats.length > 0 ? formats : ["application/pdf" as const]), "application/octet-stream"],
    color,
    duplex: able.some((each) => each.duplex),
    colorModes: ["auto", ...(monochrome ? ["monochrome" as const] : []), ...(color ? ["color" as const] : [])],
    numberUp: layouts.filter((pages) => pages === 1 || able.some((each) => each.numberUp?.includes(pages))),
    pageRanges: able.some((each) => each.pageRanges === true),
    // iOS repeats the pages in the document when it is announced fewer copies than it wants, and each would be counted.
    copies: mostCopies,
    media: unionOfMedia(able.map((each) => each.media)),
  };
}

/** One printer is announced by its own name, several as what they are together. */
function makeModel(printers: readonly Printer[]): string {
  const [only] = printers;
  return printers.length === 1 && only?.capabilities?.makeModel ? only.capabilities.makeModel : "Quoin";
}
