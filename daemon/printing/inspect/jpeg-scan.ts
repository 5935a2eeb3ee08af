// The entropy coded part of a JPEG (ITU T.81 annexes F and G): Huffman codes, sequential and progressive scans, restart markers.
import type { JpegComponent } from "./jpeg-planes.ts";

/** The bytes contradict the format, or (`known`) are a kind of JPEG we know but do not decode. */
export class JpegDamage extends Error {
  readonly known: boolean;
  constructor(message: string, known = false) {
    super(message);
    this.known = known;
  }
}

/** For each possible 16 bits that come next: length << 8 | symbol; 0 where no code fits. */
export type HuffmanTable = Uint16Array;

export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65_536);
  let code = 0;
  let symbol = 0;
  for (let length = 1; length <= 16; length++) {
    for (let i = 0; i < (counts[length - 1] ?? 0); i++) {
      if (code >= 1 << length) throw new JpegDamage("huffman codes overflow");
      const from = code << (16 - length);
      table.fill((length << 8) | (symbols[symbol] ?? 0), from, from + (1 << (16 - length)));
      code += 1;
      symbol += 1;
    }
    code <<= 1;
  }
  return table;
}

export interface Scan {
  readonly frame: { readonly width: number; readonly height: number; readonly progressive: boolean };
  readonly chosen: readonly { component: JpegComponent; dc: HuffmanTable | undefined; ac: HuffmanTable | undefined }[];
  readonly restartInterval: number;
  /** Spectral selection and successive approximation (annex G); 0, 63, 0, 0 in sequential scans. */
  readonly from: number;
  readonly until: number;
  readonly high: number;
  readonly low: number;
}

/** Bits asked for past the end of the data are damage, with this much grace: the last code may be looked up in more bits than it has. */
const graceBytes = 4;

export function createScanDecoder(bytes: Uint8Array, start: number, scan: Scan): { decode(): number } {
  let at = start;
  let bits = 0;
  let count = 0;
  let missing = 0;
  let endOfBandRun = 0;
  const block = new Int16Array(64);
  const { from, until, high, low } = scan;

  const fill = (): void => {
    while (count <= 16) {
      let byte = bytes[at];
      if (byte === undefined) byte = 0xff;
      if (byte === 0xff) {
        if (bytes[at + 1] === 0) at += 2;
        else {
          // A marker, or the end: zeros from here on.
          byte = 0;
          missing += 1;
          if (missing > graceBytes) throw new JpegDamage("scan ends early");
        }
      } else at += 1;
      bits = ((bits << 8) | byte) & 0x1ff_ffff;
      count += 8;
    }
  };

  const receive = (length: number): number => {
    if (length === 0) return 0;
    if (count < length) fill();
    count -= length;
    return (bits >>> count) & ((1 << length) - 1);
  };

  /** T.81 §F.2.2.1: receive and extend. */
  const signed = (length: number): number => {
    const value = receive(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  };

  const symbol = (table: HuffmanTable | undefined): number => {
    if (table === undefined) throw new JpegDamage("missing huffman table");
    if (count < 16) fill();
    const entry = table[(bits >>> (count - 16)) & 0xffff] ?? 0;
    if (entry === 0) throw new JpegDamage("no such code");
    count -= entry >> 8;
    return entry & 0xff;
  };

  const mean = (component: JpegComponent, dc: HuffmanTable | undefined): number => {
    const length = symbol(dc);
    if (length > 15) throw new JpegDamage("mean too large");
    component.predictor += length === 0 ? 0 : signed(length);
    return component.predictor;
  };

  const sequential = (
    component: JpegComponent,
    dc: HuffmanTable | undefined,
    ac: HuffmanTable | undefined,
    column: number,
    row: number,
  ): void => {
    block.fill(0);
    block[0] = mean(component, dc);
    for (let k = 1; k < 64; k++) {
      const code = symbol(ac);
      const length = code & 15;
      if (length === 0) {
        if (code !== 0xf0) break;
        k += 15;
        continue;
      }
      k += code >> 4;
      const value = signed(length);
      if (k < 64) block[k] = value;
    }
    component.put(column, row, block);
  };

  /** The first pass over a band of one block (G.1.2.2). */
  const firstBand = (into: Int16Array, base: number, ac: HuffmanTable | undefined): void => {
    if (endOfBandRun > 0) {
      endOfBandRun -= 1;
      return;
    }
    for (let k = from; k <= until; k++) {
      const code = symbol(ac);
      const length = code & 15;
      const run = code >> 4;
      if (length === 0) {
        if (run < 15) {
          endOfBandRun = (1 << run) - 1 + receive(run);
          return;
        }
        k += 15;
        continue;
      }
      k += run;
      const value = signed(length) << low;
      if (k < 64) into[base + k] = value;
    }
  };

  /** A later pass adds one bit to what is there and may bring new ones (G.1.2.3). */
  const refineBand = (into: Int16Array, base: number, ac: HuffmanTable | undefined): void => {
    const step = 1 << low;
    const correct = (index: number): void => {
      const value = into[index] ?? 0;
      if (receive(1) === 1 && (value & step) === 0) into[index] = value + (value > 0 ? step : -step);
    };
    let k = from;
    if (endOfBandRun === 0) {
      for (; k <= until; k++) {
        const code = symbol(ac);
        let run = code >> 4;
        let fresh = 0;
        if ((code & 15) === 0) {
          if (run < 15) {
            endOfBandRun = (1 << run) + receive(run);
            break;
          }
        } else fresh = receive(1) === 1 ? step : -step;
        for (; k <= until; k++) {
          if (into[base + k] !== 0) correct(base + k);
          else if (run === 0) break;
          else run -= 1;
        }
        if (fresh !== 0 && k < 64) into[base + k] = fresh;
      }
    }
    if (endOfBandRun > 0) {
      for (; k <= until; k++) if (into[base + k] !== 0) correct(base + k);
      endOfBandRun -= 1;
    }
  };

  const progressive = (
    component: JpegComponent,
    dc: HuffmanTable | undefined,
    ac: HuffmanTable | undefined,
    column: number,
    row: number,
  ): void => {
    const index = row * component.storedAcross + column;
    const into = component.coefficients ?? component.means;
    if (into === undefined) return;
    const base = component.coefficients ? index * 64 : index;
    if (from === 0) {
      if (high === 0) into[base] = mean(component, dc) << low;
      else if (receive(1) === 1) into[base] = (into[base] ?? 0) | (1 << low);
    } else if (component.coefficients) high === 0 ? firstBand(into, base, ac) : refineBand(into, base, ac);
  };

  const restart = (): void => {
    bits = 0;
    count = 0;
    missing = 0;
    endOfBandRun = 0;
    for (const { component } of scan.chosen) component.predictor = 0;
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff)) at += 1;
    const code = bytes[at + 1] ?? 0;
    if (code < 0xd0 || code > 0xd7) throw new JpegDamage("restart marker missing");
    at += 2;
  };

  const units = (): { across: number; down: number } => {
    const [only] = scan.chosen;
    if (scan.chosen.length === 1 && only) return { across: only.component.blocksAcross, down: only.component.blocksDown };
    const first = scan.chosen[0]?.component;
    return first ? { across: first.storedAcross / first.h, down: first.storedDown / first.v } : { across: 0, down: 0 };
  };

  return {
    decode() {
      // Where only means are wanted, the scans of the other frequencies say nothing: the caller looks for the next marker.
      if (scan.frame.progressive && from > 0 && scan.chosen.every(({ component }) => component.meansOnly)) return at;
      if (from > until || until > 63 || low > 13) throw new JpegDamage("scan parameters");
      for (const { component } of scan.chosen) component.predictor = 0;
      const { across, down } = units();
      const single = scan.chosen.length === 1;
      const decodeBlock = scan.frame.progressive ? progressive : sequential;
      for (let unit = 0; unit < across * down; unit++) {
        if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) restart();
        const column = unit % across;
        const row = (unit - column) / across;
        for (const { component, dc, ac } of scan.chosen) {
          if (single) decodeBlock(component, dc, ac, column, row);
          else
            for (let v = 0; v < component.v; v++)
              for (let h = 0; h < component.h; h++) decodeBlock(component, dc, ac, column * component.h + h, row * component.v + v);
        }
      }
      return at;
    },
  };
}
