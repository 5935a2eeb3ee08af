// Printers played by command, where the settings enable simulated devices: a folder printer that takes its time, jams, runs out of paper or is
// switched off, and remembers the sides that came out of it. An ordinary printer otherwise.
import path from "node:path";
import type { DocumentFormat } from "../../domain/document.ts";
import type { ReservationId } from "../../domain/ids.ts";
import { type Capabilities, lowPercent, type Supply } from "../../domain/printing.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Fault } from "../../runtime/faults.ts";
import type { PrinterDevice, PrinterStatus } from "./contract.ts";
import { createFolderPrinter, type Side } from "./folder.ts";

export type Trouble = "jam" | "empty" | "off";

/** A side of paper that came out, as far as a picture of it needs. */
export interface PrintedSide {
  /** Of its job's attempt. */
  readonly reference: ReservationId;
  readonly impression: number;
  readonly file: string;
  readonly format: DocumentFormat;
  /** The document's page on it, from 1; the first of those that share it. */
  readonly page: number;
  readonly monochrome: boolean;
  readonly at: number;
}

export interface SimulatedPrinters {
  open(uri: URL): PrinterDevice;
  /** undefined: no simulated printer has this address. */
  find(uri: string): Simulated | undefined;
}

export interface Simulated {
  readonly trouble: Trouble | undefined;
  /** Newest last. */
  readonly sides: readonly PrintedSide[];
  hinder(trouble: Trouble | undefined): void;
}

/** Slow enough to be watched, quick enough to be waited for. */
const sideMs = 400;
/** What a strip has room for. */
const mostSides = 24;

const reasons: Readonly<Record<Trouble, string>> = { jam: "media-jam", empty: "media-empty", off: "connecting-to-device" };

/**
 * `simulated:/directory?color=no&duplex=no&a3=no&black=8`: what such a printer cannot do, and how full its toner is in percent, stands in its
 * address.
 */
export const simulatedScheme = "simulated:";
const abilities: readonly string[] = ["color", "duplex", "a3"];
const toners = { black: ["#000000", 72], cyan: ["#00ffff", 58], magenta: ["#ff00ff", 64], yellow: ["#ffff00", 41] } as const;
export const isSimulatedQuery = (query: URLSearchParams): boolean =>
  [...query].every(([name, value]) =>
    name in toners ? /^(?:100|[1-9]?\d)$/.test(value) : abilities.includes(name) && (value === "no" || value === "yes"),
  );

export function createSimulatedPrinters(clock: Clock): SimulatedPrinters {
  const played = new Map<string, Played>();
  return {
    open(uri) {
      const directory = directoryOf(uri);
      const hand = played.get(directory) ?? new Played(clock);
      played.set(directory, hand);
      const device = createFolderPrinter(directory, { clock, hand });
      return {
        ...device,
        async capabilities(signal) {
          hand.status();
          return able(await device.capabilities(signal), uri.searchParams);
        },
        status: async (signal) => ({ ...(await device.status(signal)), supplies: suppliesOf(uri.searchParams) }),
      };
    },
    find: (uri) => (uri.startsWith(simulatedScheme) ? played.get(directoryOf(new URL(uri))) : undefined),
  };
}

const directoryOf = (uri: URL): string => path.resolve(decodeURIComponent(uri.pathname));

function able(all: Capabilities, query: URLSearchParams): Capabilities {
  const can = (ability: string): boolean => query.get(ability) !== "no";
  return {
    ...all,
    makeModel: "Quoin simulated printer",
    color: can("color"),
    colorModes: can("color") ? ["auto", "monochrome", "color"] : ["monochrome"],
    duplex: can("duplex"),
    media: all.media.filter((name) => can("a3") || !name.includes("_a3_")),
  };
}

const suppliesOf = (query: URLSearchParams): Supply[] =>
  Object.entries(toners)
    .filter(([name]) => name === "black" || query.get("color") !== "no")
    .map(([name, [color, usual]]) => {
      const level = Number(query.get(name) ?? usual);
      return {
        name: `${name[0]?.toUpperCase()}${name.slice(1)} toner`,
        level,
        ...(level <= lowPercent ? { low: true } : {}),
        colors: [color],
      };
    });

class Played implements Simulated {
  readonly #clock: Clock;
  readonly #sides: PrintedSide[] = [];
  readonly #waiting = new Set<() => void>();
  #trouble: Trouble | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  get sides(): readonly PrintedSide[] {
    return this.#sides;
  }

  hinder(trouble: Trouble | undefined): void {
    this.#trouble = trouble;
    for (const again of this.#waiting) again();
  }

  status(): PrinterStatus {
    if (this.#trouble === "off")
      throw new Fault("printer-failed", "the simulated printer is switched off", { retry: "later", trouble: "printer-unreachable" });
    return this.#trouble ? { state: "stopped", reasons: [reasons[this.#trouble]] } : { state: "idle", reasons: [] };
  }

  /** Until the next side may come out, or the signal aborts. */
  async turn(stopped: (reasons: readonly string[]) => void, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(sideMs, signal).catch(() => undefined);
    while (this.#trouble && !signal.aborted) {
      // Listened for before it is told: whoever hears of it may mend it at once.
      const changed = this.#changed(signal);
      stopped([reasons[this.#trouble]]);
      await changed;
    }
  }

  came(side: Side): void {
    const { reference, impression, ticket, file, format, sides } = side;
    const first = ((impression - 1) % sides) * ticket.numberUp + 1;
    const { pageRanges = [[1, Number.MAX_SAFE_INTEGER]], color } = ticket;
    const page = nth(first, pageRanges);
    this.#sides.push({ reference, impression, file, format, page, monochrome: color === "monochrome", at: this.#clock.now() });
    if (this.#sides.length > mostSides) this.#sides.shift();
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const again = (): void => {
        this.#waiting.delete(again);
        signal.removeEventListener("abort", again);
        resolve();
      };
      this.#waiting.add(again);
      signal.addEventListener("abort", again, { once: true });
    });
  }
}

/** The nth page among those that were chosen. */
function nth(n: number, ranges: readonly (readonly [number, number])[]): number {
  let left = n;
  for (const [from, to] of ranges) {
    if (left <= to - from + 1) return from + left - 1;
    left -= to - from + 1;
  }
  return n;
}
