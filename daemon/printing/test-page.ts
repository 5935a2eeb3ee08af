// One page at a printer, to see that it prints and how: asked for by an administrator, paid by nobody, noted in the log with who asked.
import type { PrinterName, ReservationId } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import { type Capabilities, lacking } from "../domain/printing.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { type Clock, dateOf } from "../runtime/clock.ts";
import { isFault } from "../runtime/faults.ts";
import type { Log } from "../runtime/log.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import type { Delivery } from "./delivery.ts";
import { plainPdf, plainText } from "./plain-pdf.ts";
import type { PrinterDevice, PrintOrder } from "./printer/contract.ts";

export interface TestPageParts {
  readonly delivery: Pick<Delivery, "alone">;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Somebody waits at the console: one page on a printer that must wake up first. */
const testPageMs = 90_000;

/** Refused `test-page-not-printed` with its reason where it did not come out, or where nobody can say so. */
export async function printTestPage(
  { delivery, clock, random, log }: TestPageParts,
  printer: PrinterName,
  by: Actor,
): Promise<{ readonly done: true } | Refusal> {
  const signal = clock.timeout(testPageMs);
  const reference = `test-page.${uuidv7(clock.now(), random)}` as ReservationId;
  let begun = false;
  const reason = await delivery
    .alone(printer, signal, (device) => {
      begun = true;
      return failureOf(device, { reference, printer, by, at: clock.now() }, signal);
    })
    .catch((error: unknown) => {
      if (!isFault(error)) throw error;
      log.warn("test page not printed", { printer, error });
      // Without a word of the printer's own: others have it, or it was waited for to the end.
      return error.trouble ?? (begun ? "timed-out" : "printer-busy");
    });
  log.info("test page", { printer, by: by.name, outcome: reason ?? "printed" });
  return reason === undefined ? { done: true } : refuse("test-page-not-printed", { name: printer, reason });
}

interface Asked {
  readonly reference: ReservationId;
  readonly printer: PrinterName;
  readonly by: Actor;
  readonly at: number;
}

/** Why it did not come out, in a keyword; undefined: the printer says that it did. Throws Fault printer-failed while nothing was sent. */
async function failureOf(device: PrinterDevice, asked: Asked, signal: AbortSignal): Promise<string | undefined> {
  const order = testPage(asked, await device.capabilities(signal));
  if (order === undefined) return "calibration-no-pdf";
  let stopped: string | undefined;
  const progress = ({ state, reasons }: { readonly state: string; readonly reasons?: readonly string[] }): void => {
    if (state === "stopped") stopped = reasons?.[0] ?? stopped;
  };
  const { final } = await device.print(order, { signal, progress, started: async () => undefined });
  if (final === "completed") return undefined;
  return stopped ?? (final === "unknown" ? "test-page-unknown" : "test-page-stopped");
}

/** undefined: the printer takes no PDF. */
function testPage({ reference, printer, by, at }: Asked, capabilities: Capabilities): PrintOrder | undefined {
  const ticket = { copies: 1, sides: "one-sided", color: "auto", numberUp: 1 } as const;
  if (lacking(ticket, "application/pdf", capabilities).length > 0) return undefined;
  const bytes = pageOf([
    `Quoin test page: ${printer}`,
    `${dateOf(at).toISOString().slice(0, 16).replace("T", " ")} UTC, asked for by ${by.name}`,
  ]);
  return {
    reference,
    title: "Quoin test page",
    user: "quoin",
    format: "application/pdf",
    bytes: bytes.length,
    ticket,
    expected: { impressions: 1, copies: 1, duplex: false },
    document: async function* () {
      yield bytes;
    },
  };
}

/** A heading, a line, a square of each toner, and a frame by which one sees whether the page is whole. */
function pageOf([heading = "", line = ""]: readonly string[]): Uint8Array {
  const squares = ["0 0 0 1", "1 0 0 0", "0 1 0 0", "0 0 1 0"].map((ink, i) => `${ink} k ${72 + 118 * i} 480 96 96 re f`);
  return plainPdf([
    [
      `BT /F 24 Tf 72 720 Td ${plainText(heading)} Tj /F 12 Tf 0 -32 Td ${plainText(line)} Tj ET`,
      ...squares,
      "0 0 0 1 K 36 36 523 770 re S",
    ].join("\n"),
  ]);
}
