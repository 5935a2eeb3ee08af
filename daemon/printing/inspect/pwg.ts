// PWG raster, image/pwg-raster (PWG 5102.4): "RaS2", then for each page a big-endian header of 1796 bytes and its lines.
import { sizeClass } from "../../domain/document.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import {
  createRasterDecoder,
  type RasterColor,
  type RasterDecoder,
  type RasterDialect,
  type RasterLimits,
  type RasterPage,
} from "./raster.ts";

export const createPwgDecoder = (limits: RasterLimits): RasterDecoder => createRasterDecoder(pwgDialect, limits);

/** Where PWG 5102.4 table 2 puts what we need. */
export const pwgOffsets = {
  duplex: 272,
  resolutionX: 276,
  resolutionY: 280,
  numCopies: 340,
  pageWidth: 352,
  pageHeight: 356,
  tumble: 368,
  width: 372,
  height: 376,
  bitsPerColor: 384,
  bitsPerPixel: 388,
  bytesPerLine: 392,
  colorOrder: 396,
  colorSpace: 400,
} as const;

/** The same bound as IPP's copies (domain mostCopies): a header with more is nonsense. */
const mostCopiesInside = 999;

/** 0 luminance, 1 rgb, 3 black, 4 cmy, 6 cmyk, 18 sgray, 19 srgb, 20 adobe rgb. */
const colorSpaces = new Map<number, { color: RasterColor; samples: number }>([
  [0, { color: "gray", samples: 1 }],
  [1, { color: "rgb", samples: 3 }],
  [3, { color: "gray", samples: 1 }],
  [4, { color: "cmy", samples: 3 }],
  [6, { color: "cmyk", samples: 4 }],
  [18, { color: "gray", samples: 1 }],
  [19, { color: "rgb", samples: 3 }],
  [20, { color: "rgb", samples: 3 }],
]);

const pwgDialect: RasterDialect = {
  engine: "pwg-raster",
  fileHeaderBytes: 4,
  readFile: (header) =>
    header[0] === 0x52 && header[1] === 0x61 && header[2] === 0x53 && header[3] === 0x32 ? undefined : refuse("document-damaged"),
  pageHeaderBytes: 1796,
  readPage,
  fillsLines: false,
};

function readPage(header: Uint8Array): RasterPage | Refusal {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const at = (offset: keyof typeof pwgOffsets): number => view.getUint32(pwgOffsets[offset]);
  const space = colorSpaces.get(at("colorSpace"));
  if (space === undefined) return refuse("document-unreadable", { colorSpace: at("colorSpace") });
  if (at("colorOrder") !== 0) return refuse("document-unreadable", { colorOrder: at("colorOrder") });
  const bits = at("bitsPerColor");
  const fits =
    at("bitsPerPixel") === bits * space.samples && (bits === 8 || bits === 16 || (space.color === "gray" && [1, 2, 4].includes(bits)));
  if (!fits) return refuse("document-unreadable", { bitsPerPixel: at("bitsPerPixel") });
  const width = at("width");
  const unitBytes = Math.max(1, at("bitsPerPixel") / 8);
  const bytesPerLine = Math.ceil((width * at("bitsPerPixel")) / 8);
  if (at("bytesPerLine") !== bytesPerLine) return refuse("document-damaged");
  const dpiX = at("resolutionX");
  const dpiY = at("resolutionY");
  const points = at("pageWidth") > 0 && at("pageHeight") > 0;
  return {
    width,
    height: at("height"),
    dpiX,
    dpiY,
    color: space.color,
    bytesPerSample: bits === 16 ? 2 : 1,
    unitBytes,
    unitsPerLine: bytesPerLine / unitBytes,
    size: points ? sizeClass(at("pageWidth"), at("pageHeight")) : sizeClass((width * 72) / dpiX, (at("height") * 72) / dpiY),
    sides: at("duplex") === 0 ? "one-sided" : at("tumble") === 0 ? "two-sided-long-edge" : "two-sided-short-edge",
    copies: Math.min(Math.max(1, at("numCopies")), mostCopiesInside),
  };
}
