// Apple raster, image/urf: "UNIRAST\0", a page count (0: unknown, so pages are walked), then a header of 32 bytes and lines for each page.
// The layout is that of CUPS' cups/raster-stream.c, cups_raster_read_header() for CUPS_RASTER_SYNC_APPLE.
import { type Sides, sizeClass } from "../../domain/document.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import {
  createRasterDecoder,
  type RasterColor,
  type RasterDecoder,
  type RasterDialect,
  type RasterLimits,
  type RasterPage,
} from "./raster.ts";

export const createUrfDecoder = (limits: RasterLimits): RasterDecoder => createRasterDecoder(urfDialect, limits);

const magic = [0x55, 0x4e, 0x49, 0x52, 0x41, 0x53, 0x54, 0x00];

/** 0 sgray, 1 srgb, 3 adobe rgb, 4 device white, 5 device rgb, 6 device cmyk, 7 device black. */
const colorSpaces = new Map<number, { color: RasterColor; samples: number }>([
  [0, { color: "gray", samples: 1 }],
  [1, { color: "rgb", samples: 3 }],
  [3, { color: "rgb", samples: 3 }],
  [4, { color: "gray", samples: 1 }],
  [5, { color: "rgb", samples: 3 }],
  [6, { color: "cmyk", samples: 4 }],
  [7, { color: "gray", samples: 1 }],
]);

const urfDialect: RasterDialect = {
  engine: "urf",
  fileHeaderBytes: 12,
  readFile: (header) => (magic.every((byte, i) => header[i] === byte) ? undefined : refuse("document-damaged")),
  pageHeaderBytes: 32,
  readPage,
  fillsLines: true,
};

function readPage(header: Uint8Array): RasterPage | Refusal {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const bitsPerPixel = view.getUint8(0);
  const space = colorSpaces.get(view.getUint8(1));
  if (space === undefined) return refuse("document-unreadable", { colorSpace: view.getUint8(1) });
  const bits = bitsPerPixel / space.samples;
  if (bits !== 8 && bits !== 16) return refuse("document-unreadable", { bitsPerPixel });
  const width = view.getUint32(12);
  const height = view.getUint32(16);
  const dpi = view.getUint32(20);
  return {
    width,
    height,
    dpiX: dpi,
    dpiY: dpi,
    color: space.color,
    bytesPerSample: bits === 16 ? 2 : 1,
    unitBytes: bitsPerPixel / 8,
    unitsPerLine: width,
    size: sizeClass((width * 72) / dpi, (height * 72) / dpi),
    sides: sidesOf(view.getUint8(2)),
    copies: 1,
  };
}

const sidesOf = (duplex: number): Sides => (duplex === 3 ? "two-sided-long-edge" : duplex === 2 ? "two-sided-short-edge" : "one-sided");
