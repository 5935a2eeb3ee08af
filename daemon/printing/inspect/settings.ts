// What inspection may be told and where it stops. Passed as arguments; nothing here is read from the environment.
import { mostPages, type SizeClass } from "../../domain/document.ts";

export interface InspectSettings {
  /** `auto`: PDFium for small documents, poppler for large ones where it is installed, the other one when the first gives up. */
  readonly engine: "auto" | "poppler" | "pdfium";
  /** Pages are looked at in this resolution. */
  readonly dpi: number;
  /** More than this many coloured pixels make a page a colour page. */
  readonly colorPixels: number;
  /** A pixel is coloured when its largest and smallest of red, green and blue differ by more than this. */
  readonly colorThreshold: number;
  /** The size class of an image that does not say how large it is: printers scale it to their paper. */
  readonly imageSize: SizeClass;
  /** No more than a record of facts holds. */
  readonly mostPages: number;
  /** Pixels of one page at `dpi`. Twice A0 (3370 × 4768 pt) is 7.8 million at 50 dpi; a 14 400 pt page would be 100 million. */
  readonly mostPagePixels: number;
  /** A larger PDF or JPEG would not fit into a small box's memory beside everything else. Rasters stream and have no such limit. */
  readonly mostBytes: number;
  /** Bytes of documents looked at at the same time, all together. */
  readonly mostBytesAtOnce: number;
  /** Wall clock for one try at one document; it gets two, the second with the other engine. */
  readonly timeoutMs: number;
  /** Inspector processes at most, each 115–130 MB while at work (measured). */
  readonly inspectors: number;
  /** An inspector without work for so long is ended. */
  readonly idleMs: number;
  /** Documents that may wait; each is a few hundred bytes. The next is refused as overloaded and asked for again later. */
  readonly mostWaiting: number;
  /** While intake is busy inspection gives way, but nobody waits longer than this. */
  readonly patienceMs: number;
}

export const inspectDefaults: InspectSettings = {
  engine: "auto",
  dpi: 50,
  colorPixels: 2,
  colorThreshold: 24,
  imageSize: "a4",
  mostPages,
  mostPagePixels: 8_000_000,
  mostBytes: 256 * 1024 * 1024,
  mostBytesAtOnce: 320 * 1024 * 1024,
  timeoutMs: 60_000,
  inspectors: 2,
  idleMs: 60_000,
  mostWaiting: 5_000,
  patienceMs: 5_000,
};

/** What the decoders need to know of colour. */
export type ColorRule = Pick<InspectSettings, "dpi" | "colorPixels" | "colorThreshold">;
