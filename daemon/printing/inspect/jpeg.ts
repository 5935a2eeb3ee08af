// JPEG (ITU T.81, JFIF 1.02): one page. Is it coloured, and how large does it say it is? Decoded only as finely as the question needs.
import { type DocumentFacts, type SizeClass, sizeClass } from "../../domain/document.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { clamp, createJpegPlanes, type JpegComponent } from "./jpeg-planes.ts";
import { createScanDecoder, type HuffmanTable, huffmanTable, JpegDamage } from "./jpeg-scan.ts";
import type { ColorRule } from "./settings.ts";

export type JpegRule = ColorRule & { readonly imageSize: SizeClass };

/** 20 000 × 15 000: larger than any camera or scanner of an office; four times an A0 scan at 300 dpi is more. */
export const mostJpegPixels = 300_000_000;

/** A4 in inches: an image without its own size is printed as large as this paper lets it. */
const paperInches = { short: 8.27, long: 11.69 };

export function inspectJpeg(bytes: Uint8Array, rule: JpegRule): DocumentFacts | Refusal {
  try {
    return new JpegReader(bytes, rule).read();
  } catch (error) {
    if (error instanceof JpegDamage) return refuse(error.known ? "document-unreadable" : "document-damaged");
    throw error;
  }
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: JpegComponent[];
}

class JpegReader {
  readonly #bytes: Uint8Array;
  readonly #rule: JpegRule;
  #at = 2;
  readonly #quantization: Uint16Array[] = [];
  readonly #dc: HuffmanTable[] = [];
  readonly #ac: HuffmanTable[] = [];
  #restartInterval = 0;
  #adobeTransform: number | undefined;
  #density: { x: number; y: number } | undefined;
  #frame: Frame | undefined;
  #refusal: Refusal | undefined;

  constructor(bytes: Uint8Array, rule: JpegRule) {
    this.#bytes = bytes;
    this.#rule = rule;
  }

  read(): DocumentFacts | Refusal {
    if (this.#bytes[0] !== 0xff || this.#bytes[1] !== 0xd8) return refuse("document-damaged");
    let scans = 0;
    for (;;) {
      const marker = this.#nextMarker();
      if (marker === 0xd9) break;
      const segment = this.#segment();
      if (marker === 0xda) {
        scans += 1;
        this.#scan(segment);
      } else this.#table(marker, segment);
      if (this.#refusal) return this.#refusal;
    }
    if (this.#frame === undefined || scans === 0) return refuse("document-empty");
    return { pages: [{ color: this.#color(this.#frame), size: this.#size(this.#frame) }], copiesInside: 1, engine: "jpeg" };
  }

  /** The next marker code; fill bytes and what a finished scan left over are skipped. */
  #nextMarker(): number {
    const bytes = this.#bytes;
    for (; this.#at + 1 < bytes.length; this.#at++) {
      const code = bytes[this.#at + 1] ?? 0;
      if (bytes[this.#at] !== 0xff || code === 0 || code === 0xff || (code >= 0xd0 && code <= 0xd7)) continue;
      this.#at += 2;
      return code;
    }
    throw new JpegDamage("no end of image");
  }

  #segment(): Uint8Array {
    const length = ((this.#bytes[this.#at] ?? 0) << 8) | (this.#bytes[this.#at + 1] ?? 0);
    if (length < 2 || this.#at + length > this.#bytes.length) throw new JpegDamage("segment runs past the end");
    const segment = this.#bytes.subarray(this.#at + 2, this.#at + length);
    this.#at += length;
    return segment;
  }

  #table(marker: number, segment: Uint8Array): void {
    if (marker === 0xdb) this.#quantizationTables(segment);
    else if (marker === 0xc4) this.#huffmanTables(segment);
    else if (marker === 0xdd) this.#restartInterval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (marker === 0xe0 && ascii(segment, "JFIF\0")) this.#jfif(segment);
    else if (marker === 0xee && ascii(segment, "Adobe") && segment.length >= 12) this.#adobeTransform = segment[11] ?? 0;
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) this.#frameHeader(segment, marker === 0xc2);
    // Lossless, hierarchical and arithmetic coded frames: no printer takes them either.
    else if (marker > 0xc2 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) throw new JpegDamage("frame type", true);
  }

  #quantizationTables(segment: Uint8Array): void {
    for (let at = 0; at < segment.length; ) {
      const spec = segment[at++] ?? 0;
      const wide = spec >> 4 !== 0;
      if (at + (wide ? 128 : 64) > segment.length) throw new JpegDamage("quantization table");
      const table = new Uint16Array(64);
      for (let i = 0; i < 64; i++) {
        table[i] = wide ? ((segment[at] ?? 0) << 8) | (segment[at + 1] ?? 0) : (segment[at] ?? 0);
        at += wide ? 2 : 1;
      }
      this.#quantization[spec & 3] = table;
    }
  }

  #huffmanTables(segment: Uint8Array): void {
    for (let at = 0; at + 17 <= segment.length; ) {
      const spec = segment[at] ?? 0;
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (at + 17 + total > segment.length) throw new JpegDamage("huffman table");
      const table = huffmanTable(counts, segment.subarray(at + 17, at + 17 + total));
      (spec >> 4 === 0 ? this.#dc : this.#ac)[spec & 3] = table;
      at += 17 + total;
    }
  }

  #jfif(segment: Uint8Array): void {
    const unit = segment[7] ?? 0;
    const x = ((segment[8] ?? 0) << 8) | (segment[9] ?? 0);
    const y = ((segment[10] ?? 0) << 8) | (segment[11] ?? 0);
    const perInch = unit === 1 ? 1 : unit === 2 ? 2.54 : 0;
    if (perInch > 0 && x > 0 && y > 0) this.#density = { x: x * perInch, y: y * perInch };
  }

  #frameHeader(segment: Uint8Array, progressive: boolean): void {
    if (this.#frame) throw new JpegDamage("second frame");
    const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = segment;
    if (precision !== 8) throw new JpegDamage("precision", true);
    const height = (h1 << 8) | h0;
    const width = (w1 << 8) | w0;
    if (segment.length < 6 + count * 3 || count === 0 || count > 4 || width === 0 || height === 0) throw new JpegDamage("frame header");
    if (width * height > mostJpegPixels) {
      this.#refusal = refuse("document-too-large", { pixels: width * height });
      return;
    }
    const declared = Array.from({ length: count }, (_, i) => ({
      id: segment[6 + i * 3] ?? 0,
      h: (segment[7 + i * 3] ?? 0) >> 4,
      v: (segment[7 + i * 3] ?? 0) & 15,
      table: (segment[8 + i * 3] ?? 0) & 3,
    }));
    if (declared.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) throw new JpegDamage("sampling");
    this.#frame = {
      width,
      height,
      progressive,
      components: createJpegPlanes(width, height, progressive, declared, this.#grid(width, height)),
    };
  }

  /** The picture on its paper at the inspection's resolution; never larger than the picture. */
  #grid(width: number, height: number): { width: number; height: number } {
    const { dpi } = this.#rule;
    const portrait = width <= height;
    const across = (portrait ? paperInches.short : paperInches.long) * dpi;
    const down = (portrait ? paperInches.long : paperInches.short) * dpi;
    const scale = Math.min(1, Math.min(across / width, down / height));
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  }

  #scan(header: Uint8Array): void {
    const frame = this.#frame;
    if (frame === undefined) throw new JpegDamage("scan before frame");
    const count = header[0] ?? 0;
    if (count < 1 || count > 4 || header.length < 4 + count * 2) throw new JpegDamage("scan header");
    const chosen = Array.from({ length: count }, (_, i) => {
      const component = frame.components.find(({ id }) => id === header[1 + i * 2]);
      if (component === undefined) throw new JpegDamage("scan of an unknown component");
      const tables = header[2 + i * 2] ?? 0;
      component.quantization ??= this.#quantization[component.table];
      return { component, dc: this.#dc[(tables >> 4) & 3], ac: this.#ac[tables & 3] };
    });
    const [from = 0, until = 63, approximation = 0] = header.subarray(1 + count * 2);
    this.#at = createScanDecoder(this.#bytes, this.#at, {
      frame,
      chosen,
      restartInterval: this.#restartInterval,
      from,
      until: frame.progressive ? until : 63,
      high: approximation >> 4,
      low: approximation & 15,
    }).decode();
  }

  #color(frame: Frame): boolean {
    const planes = frame.components;
    if (planes.length < 3) return false;
    const ids = planes.map(({ id }) => String.fromCharCode(id)).join("");
    const luma =
      planes.length === 4 ? this.#adobeTransform === 2 : this.#adobeTransform === undefined ? ids !== "RGB" : this.#adobeTransform !== 0;
    const grid = this.#grid(frame.width, frame.height);
    const [a, b, c, k] = planes.map((plane) => plane.shrunk(grid, frame.width, frame.height));
    if (!a || !b || !c) return false;
    let coloured = 0;
    for (let i = 0; i < a.length && coloured <= this.#rule.colorPixels; i++) {
      let rgb: readonly [number, number, number] = [a[i] ?? 0, b[i] ?? 0, c[i] ?? 0];
      if (luma) rgb = fromLuma(rgb[0], rgb[1], rgb[2]);
      if (k) {
        // Adobe writes CMYK inverted (255: no ink), so the product of colour and black is light already; others write ink.
        const ink = k[i] ?? 0;
        rgb =
          this.#adobeTransform === undefined
            ? mapThree(rgb, (v) => ((255 - v) * (255 - ink)) / 255)
            : mapThree(rgb, (v) => (v * ink) / 255);
      }
      if (Math.max(...rgb) - Math.min(...rgb) > this.#rule.colorThreshold) coloured += 1;
    }
    return coloured > this.#rule.colorPixels;
  }

  #size(frame: Frame): SizeClass {
    if (this.#density === undefined) return this.#rule.imageSize;
    const own = sizeClass((frame.width / this.#density.x) * 72, (frame.height / this.#density.y) * 72);
    return own === "other" ? this.#rule.imageSize : own;
  }
}

const ascii = (bytes: Uint8Array, text: string): boolean => [...text].every((char, i) => bytes[i] === char.charCodeAt(0));

const mapThree = ([a, b, c]: readonly [number, number, number], f: (v: number) => number): readonly [number, number, number] => [
  f(a),
  f(b),
  f(c),
];

/** JFIF 1.02 §7. */
const fromLuma = (y: number, cb: number, cr: number): readonly [number, number, number] => [
  clamp(y + 1.402 * (cr - 128)),
  clamp(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128)),
  clamp(y + 1.772 * (cb - 128)),
];
