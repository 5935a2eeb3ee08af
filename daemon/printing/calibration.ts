// Learns how a printer counts, by one small print whose pages are known: 3 pages, both sides, 2 copies, one page in colour (PROMISES.md, "Each
// printer has an evidence profile"). What cannot be told apart is not guessed: the printer stays uncalibrated and its counts unverified.
import type { Evidence, EvidenceProfile } from "../domain/evidence.ts";
import type { ReservationId } from "../domain/ids.ts";
import type { Ticket } from "../domain/document.ts";
import { type Capabilities, type Feature, lacking } from "../domain/printing.ts";
import type { Clock } from "../runtime/clock.ts";
import { plainPdf } from "./plain-pdf.ts";
import type { Following, PrinterDevice, PrintOrder } from "./printer/contract.ts";

/** Why nothing could be learnt. `lacks`: the test page cannot be printed there as it must be. */
export type Uncalibrated = "lacks" | "not-finished" | "nothing-counted" | "ambiguous" | "counts-in-no-known-way";

export interface Calibration {
  readonly profile?: EvidenceProfile;
  readonly why?: Uncalibrated;
  /** What the printer said of the last test print. */
  readonly evidence?: Evidence;
  /** IPP attributes the printer lacks, with `lacks`. */
  readonly lacks?: readonly Feature[];
}

const pages = 3;

export interface TestPrint {
  readonly copies: number;
  readonly duplex: boolean;
}

/** How a counter may run, and what it then shows after the test print. */
const ways = ({
  copies,
  duplex,
}: TestPrint): readonly { readonly shows: number; readonly profile?: Omit<EvidenceProfile, "calibratedAt"> }[] => {
  const blanks = duplex ? pages % 2 : 0;
  const sheets = duplex ? Math.ceil(pages / 2) : pages;
  return [
    { shows: pages * copies, profile: { perCopy: false, countsBlankBacks: false } },
    ...(copies > 1 ? [{ shows: pages, profile: { perCopy: true, countsBlankBacks: false } }] : []),
    ...(duplex ? [{ shows: (pages + blanks) * copies, profile: { perCopy: false, countsBlankBacks: true } }] : []),
    ...(duplex && copies > 1 ? [{ shows: pages + blanks, profile: { perCopy: true, countsBlankBacks: true } }] : []),
    // Sheets where impressions were asked: they only bound what was printed, so no profile fits.
    ...(duplex ? [{ shows: sheets * copies }, { shows: sheets }] : []),
  ];
};

/** The profile that alone explains the count. */
export function deriveProfile(
  evidence: Evidence,
  print: TestPrint,
): Omit<EvidenceProfile, "calibratedAt"> | Exclude<Uncalibrated, "lacks"> {
  if (evidence.final !== "completed") return "not-finished";
  const { impressions } = evidence;
  if (impressions === undefined || impressions === 0) return "nothing-counted";
  const fitting = ways(print).filter(({ shows }) => shows === impressions);
  const [only] = fitting;
  if (only === undefined) return "counts-in-no-known-way";
  if (fitting.length > 1) return "ambiguous";
  return only.profile ?? "counts-in-no-known-way";
}

export interface CalibrationDeps {
  readonly device: PrinterDevice;
  readonly clock: Clock;
  /** A new identity for each print, never that of a reservation. */
  readonly reference: () => ReservationId;
}

/** Prints once; where 2 copies leave two explanations (4: sides of one copy with its blank back, or sheets of both), once more with 3. */
export async function calibrate(
  { device, clock, reference }: CalibrationDeps,
  following: Pick<Following, "progress" | "signal">,
): Promise<Calibration> {
  const capabilities = await device.capabilities(following.signal);
  const most = Math.min(capabilities.copies, 3);
  for (const copies of most < 2 ? [1] : [2, 3].slice(0, most - 1)) {
    const print = { copies, duplex: capabilities.duplex };
    const order = testOrder(print, capabilities, reference());
    const lacks = lacking(order.ticket, order.format, capabilities);
    if (lacks.length > 0) return { why: "lacks", lacks };
    const evidence = await device.print(order, { ...following, started: async () => undefined });
    const derived = deriveProfile(evidence, print);
    if (typeof derived === "object") return { profile: { ...derived, calibratedAt: clock.now() }, evidence };
    if (derived !== "ambiguous" || copies === most) return { why: derived, evidence };
  }
  return { why: "ambiguous" };
}

function testOrder({ copies, duplex }: TestPrint, capabilities: Capabilities, reference: ReservationId): PrintOrder {
  const bytes = testDocument();
  const color: Ticket["color"] = capabilities.color && capabilities.colorModes?.includes("color") ? "color" : "auto";
  return {
    reference,
    title: "Quoin calibration",
    user: "quoin",
    format: "application/pdf",
    bytes: bytes.length,
    ticket: { copies, sides: duplex ? "two-sided-long-edge" : "one-sided", color, numberUp: 1 },
    expected: { impressions: pages * copies, copies, duplex },
    document: async function* () {
      yield bytes;
    },
  };
}

/** Three A4 pages, the second in colour. */
export const testDocument = (title = "Quoin calibration"): Uint8Array =>
  plainPdf(
    Array.from({ length: pages }, (_, i) => `${i === 1 ? "1 0 0 rg " : ""}BT /F 24 Tf 72 720 Td (${title} ${i + 1}/${pages}) Tj ET`),
  );
