// What PWG raster and Apple raster share: pages of run-length coded lines (PWG 5102.4 §4.4, the PackBits of CUPS raster). Decoded as they
// stream; only coloured pixels are added up, in cells of one pixel at the inspection's resolution, so grey and white cost next to nothing.
import type { DocumentFacts, Page, Sides } from "../../domain/document.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts";
import type { ColorRule } from "./settings.ts";

export type RasterColor = "gray" | "rgb" | "cmy" | "cmyk";

export interface RasterPage {
  readonly width: number;
  readonly height: number;
  readonly dpiX: number;
  readonly dpiY: number;
  readonly color: RasterColor;
  readonly bytesPerSample: 1 | 2;
  /** What one code repeats: a pixel, or a byte where pixels are smaller. */
  readonly unitBytes: number;
  readonly unitsPerLine: number;
  readonly size: Page["size"];
  readonly sides: Sides;
  readonly copies: number;
}

export interface RasterDialect {
  readonly engine: string;
  readonly fileHeaderBytes: number;
  /** Undefined when it is one of ours. */
  readFile(header: Uint8Array): Refusal | undefined;
  readonly pageHeaderBytes: number;
  readPage(header: Uint8Array): RasterPage | Refusal;
  /** Code 128: Apple raster fills the line with white; PWG keeps it unused. */
  readonly fillsLines: boolean;
}

export type RasterLimits = ColorRule & { readonly mostPages: number; readonly mostPagePixels: number };

export interface RasterDecoder {
  /** False when the rest need not be read: it is refused already. */
  push(chunk: Uint8Array): boolean;
  finish(): DocumentFacts | Refusal;
}

/** Thirteen metres at 600 dpi, sixteen bits, four colours: no line of a printable page is longer. */
const longestLineBytes = 2_500_000;

export function createRasterDecoder(dialect: RasterDialect, limits: RasterLimits): RasterDecoder {
  let rest: Uint8Array = new Uint8Array(0);
  let fileSeen = false;
  let lines: LineDecoder | undefined;
  let header: RasterPage | undefined;
  let refusal: Refusal | undefined;
  let copies = 1;
  let sides: Sides | undefined;
  const pages: Page[] = [];

  const openPage = (bytes: Uint8Array): Refusal | undefined => {
    if (pages.length >= limits.mostPages) return refuse("document-too-large", { pages: pages.length + 1 });
    const page = dialect.readPage(bytes);
    if (isRefusal(page)) return page;
    const absurd = checkPage(page, limits);
    if (absurd) return absurd;
    header = page;
    copies = Math.max(copies, page.copies);
    sides ??= page.sides;
    lines = createLineDecoder(page, dialect.fillsLines, limits);
    return undefined;
  };

  /** Takes what it can from `bytes`; the answer is how much. */
  const take = (bytes: Uint8Array): number => {
    let at = 0;
    while (refusal === undefined) {
      if (!fileSeen) {
        if (bytes.length < dialect.fileHeaderBytes) return at;
        refusal = dialect.readFile(bytes);
        fileSeen = true;
        at = dialect.fileHeaderBytes;
      } else if (lines === undefined || header === undefined) {
        if (bytes.length - at < dialect.pageHeaderBytes) return at;
        refusal = openPage(bytes.subarray(at, at + dialect.pageHeaderBytes));
        at += dialect.pageHeaderBytes;
      } else {
        at = lines.take(bytes, at);
        if (lines.damaged) refusal = refuse("document-damaged", { page: pages.length + 1 });
        if (!lines.done) return at;
        pages.push({ color: lines.color(), size: header.size });
        lines = undefined;
      }
    }
    return at;
  };

  return {
    push(chunk) {
      const bytes = rest.length === 0 ? chunk : join(rest, chunk);
      rest = bytes.slice(take(bytes));
      return refusal === undefined;
    },
    finish() {
      if (refusal) return refusal;
      if (!fileSeen || lines !== undefined || rest.length > 0) return refuse("document-damaged", { page: pages.length + 1 });
      if (pages.length === 0) return refuse("document-empty");
      return { pages, copiesInside: copies, ...(sides ? { sidesInside: sides } : {}), engine: dialect.engine };
    },
  };
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function checkPage(page: RasterPage, limits: RasterLimits): Refusal | undefined {
  if (page.width < 1 || page.height < 1 || page.dpiX < 1 || page.dpiY < 1) return refuse("document-damaged");
  const pixels = (page.width / Math.max(1, page.dpiX / limits.dpi)) * (page.height / Math.max(1, page.dpiY / limits.dpi));
  if (pixels > limits.mostPagePixels || page.unitsPerLine * page.unitBytes > longestLineBytes)
    return refuse("document-too-large", { pixels: Math.round(pixels) });
  return undefined;
}

interface LineDecoder {
  /** Decodes whole codes from `at` on; the answer is the first byte not taken. */
  take(bytes: Uint8Array, at: number): number;
  color(): boolean;
  readonly done: boolean;
  readonly damaged: boolean;
}

function createLineDecoder(page: RasterPage, fillsLines: boolean, rule: ColorRule): LineDecoder {
  const { unitBytes, unitsPerLine, height } = page;
  const cells = page.color === "gray" ? undefined : createCells(page, rule);
  let line = 0;
  let repeat = 0; // lines the current one stands for; 0: its repeat code comes next
  let unit = 0;
  let damaged = false;

  const endLine = (): void => {
    cells?.endLine(line, repeat);
    line += repeat;
    repeat = 0;
    unit = 0;
  };

  return {
    take(bytes, from) {
      let at = from;
      const end = bytes.length;
      while (line < height && !damaged) {
        if (repeat === 0) {
          if (at >= end) return at;
          repeat = Math.min((bytes[at++] ?? 0) + 1, height - line);
        }
        if (at >= end) return at;
        const code = bytes[at] ?? 0;
        if (code === 128) {
          if (!fillsLines) damaged = true;
          at += 1;
          unit = unitsPerLine;
        } else {
          const same = code < 128;
          const count = same ? code + 1 : 257 - code;
          const length = same ? unitBytes : count * unitBytes;
          if (end - at < 1 + length) return at;
          if (unit + count > unitsPerLine) damaged = true;
          else if (cells) same ? cells.run(bytes, at + 1, unit, count) : cells.literal(bytes, at + 1, unit, count);
          at += 1 + length;
          unit += count;
        }
        if (unit >= unitsPerLine) endLine();
      }
      return at;
    },
    color: () => cells?.color() ?? false,
    get done() {
      return line >= height && !damaged;
    },
    get damaged() {
      return damaged;
    },
  };
}

interface Cells {
  run(bytes: Uint8Array, at: number, x: number, count: number): void;
  literal(bytes: Uint8Array, at: number, x: number, count: number): void;
  endLine(line: number, repeat: number): void;
  color(): boolean;
}

/** Adds up red−green and green−blue for each cell. Averages of a cell then differ by sum ÷ area, and grey pixels add nothing. */
function createCells(page: RasterPage, rule: ColorRule): Cells {
  const { unitBytes, bytesPerSample: step, color: kind } = page;
  const perX = Math.min(1, rule.dpi / page.dpiX);
  const perY = Math.min(1, rule.dpi / page.dpiY);
  const columns = Math.floor((page.width - 1) * perX) + 1;
  const cellOf = new Uint32Array(page.width);
  const cellWidth = new Uint32Array(columns);
  for (let x = 0; x < page.width; x++) {
    const cell = Math.floor(x * perX);
    cellOf[x] = cell;
    cellWidth[cell] = (cellWidth[cell] ?? 0) + 1;
  }
  const lineSums = new Int32Array(columns * 2);
  const bandSums = new Float64Array(columns * 2);
  let lineDirty = false;
  let bandDirty = false;
  let bandLines = 0;
  let coloured = 0;

  const add = (bytes: Uint8Array, at: number, x: number, count: number): void => {
    let r = bytes[at] ?? 0;
    let g = bytes[at + step] ?? 0;
    let b = bytes[at + 2 * step] ?? 0;
    if (r === g && g === b) return;
    if (kind === "cmy" || kind === "cmyk") {
      const light = kind === "cmyk" ? (255 - (bytes[at + 3 * step] ?? 0)) / 255 : 1;
      r = Math.round((255 - r) * light);
      g = Math.round((255 - g) * light);
      b = Math.round((255 - b) * light);
    }
    lineDirty = true;
    for (let i = x; i < x + count; i++) {
      const cell = (cellOf[i] ?? 0) * 2;
      lineSums[cell] = (lineSums[cell] ?? 0) + r - g;
      lineSums[cell + 1] = (lineSums[cell + 1] ?? 0) + g - b;
    }
  };

  const endBand = (): void => {
    if (bandDirty) {
      for (let cell = 0; cell < columns; cell++) {
        const rg = bandSums[cell * 2] ?? 0;
        const gb = bandSums[cell * 2 + 1] ?? 0;
        const most = Math.max(Math.abs(rg), Math.abs(gb), Math.abs(rg + gb));
        if (most > rule.colorThreshold * (cellWidth[cell] ?? 1) * bandLines) coloured += 1;
      }
      bandSums.fill(0);
      bandDirty = false;
    }
    bandLines = 0;
  };

  const enough = (): boolean => coloured > rule.colorPixels;

  return {
    run(bytes, at, x, count) {
      if (!enough()) add(bytes, at, x, count);
    },
    literal(bytes, at, x, count) {
      if (enough()) return;
      for (let i = 0; i < count; i++) add(bytes, at + i * unitBytes, x + i, 1);
    },
    endLine(line, repeat) {
      let from = line;
      while (from < line + repeat) {
        // The band of this line ends at the first line that falls into the next one.
        const band = Math.floor(from * perY);
        let until = Math.max(from + 1, Math.ceil((band + 1) / perY));
        while (Math.floor((until - 1) * perY) > band) until -= 1;
        const bandEnd = Math.min(until, page.height);
        const lines = Math.min(bandEnd, line + repeat) - from;
        if (lineDirty) {
          for (let i = 0; i < bandSums.length; i++) bandSums[i] = (bandSums[i] ?? 0) + (lineSums[i] ?? 0) * lines;
          bandDirty = true;
        }
        bandLines += lines;
        from += lines;
        if (from >= bandEnd) endBand();
      }
      if (lineDirty) lineSums.fill(0);
      lineDirty = false;
    },
    color: enough,
  };
}
