// A folder that behaves as a printer: a file per job and a paper log. For the demo, for trying a box without hardware, and for archives.
// It renders nothing: the document's bytes are copied as they are, and the expected impressions "come out" one durable line each.
import { constants } from "node:fs";
import { access, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type DocumentFormat, mostCopies, type Ticket } from "../../domain/document.ts";
import type { Evidence } from "../../domain/evidence.ts";
import type { ReservationId } from "../../domain/ids.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Fault } from "../../runtime/faults.ts";
import type { Following, PrinterDevice, PrinterStatus, PrintOrder } from "./contract.ts";
import { openPaperLog, type PaperLog, whatCame } from "./paper-log.ts";

const endings: Readonly<Partial<Record<DocumentFormat, string>>> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/pwg-raster": "pwg",
  "image/urf": "urf",
};

const media = ["iso_a4_210x297mm", "iso_a3_297x420mm", "iso_a5_148x210mm", "na_letter_8.5x11in"];

/** A side that came out. */
export interface Side {
  readonly reference: ReservationId;
  readonly impression: number;
  /** Of one copy. */
  readonly sides: number;
  readonly file: string;
  readonly format: DocumentFormat;
  readonly ticket: Ticket;
}

/** What plays with a printer: see simulated.ts. */
export interface Hand {
  /** Throws Fault printer-failed where it is switched off. */
  status(): PrinterStatus;
  turn(stopped: (reasons: readonly string[]) => void, signal: AbortSignal): Promise<void>;
  came(side: Side): void;
}

interface FolderDeps {
  readonly clock: Clock;
  readonly hand?: Hand;
}

export function createFolderPrinter(directory: string, deps: FolderDeps): PrinterDevice {
  const { clock, hand } = deps;
  return {
    async capabilities() {
      await prepare(directory);
      return {
        makeModel: "Quoin folder printer",
        formats: Object.keys(endings),
        color: true,
        duplex: true,
        copies: mostCopies,
        media,
        colorModes: ["auto", "monochrome", "color"],
        numberUp: [1, 2, 4, 6, 9, 16],
        pageRanges: true,
        askedAt: clock.now(),
      };
    },
    async status() {
      await prepare(directory);
      return hand?.status() ?? { state: "idle", reasons: [] };
    },
    print: (order, following) => print(directory, deps, order, following),
    recall: (reference, handle) => recall(directory, reference, handle),
  };
}

async function prepare(directory: string): Promise<void> {
  try {
    // Only the last one: a slip in the path would make a printer nobody finds.
    await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Fault("printer-failed", `the folder ${directory} cannot be written to`, {
      retry: "later",
      trouble: "printer-unreachable",
      cause: error,
    });
  }
}

/** References are derived from ids; this keeps any other text from naming a place outside the folder. */
const isFileName = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/.test(text);

async function print(directory: string, deps: FolderDeps, order: PrintOrder, following: Following): Promise<Evidence> {
  const ending = endings[order.format];
  if (ending === undefined) throw new Fault("printer-failed", `a folder printer does not take ${order.format}`, { retry: "never" });
  if (!isFileName(order.reference)) throw new Fault("printer-failed", "the job's reference is no file name", { retry: "never" });
  await prepare(directory);
  deps.hand?.status();
  const name = `${order.reference}.${ending}`;
  const file = path.join(directory, name);
  if ((await exists(file)) || (await whatCame(directory, order.reference)) !== undefined) {
    throw new Fault("printer-failed", `${name} was printed before`, { retry: "never" });
  }
  following.signal.throwIfAborted();
  await following.started(name);
  let log: PaperLog | undefined;
  try {
    await copyDurably(order, file, following.signal);
    log = await openPaperLog(directory);
    const final = await comeOut(log, deps, order, following, file);
    return await evidenceOf(directory, order.reference, final);
  } catch (error) {
    const reasons = [following.signal.aborted ? "job-canceled-by-user" : reasonOf(error)];
    return { ...(await evidenceOf(directory, order.reference, following.signal.aborted ? "canceled" : "aborted")), reasons };
  } finally {
    await log?.close().catch(() => undefined);
  }
}

/** The disk's own word (such as ENOSPC), which an operator can act on. */
const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "document-access-error";

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function copyDurably(order: PrintOrder, file: string, signal: AbortSignal): Promise<void> {
  const part = `${file}.part`;
  const out = await open(part, "w", 0o600);
  try {
    for await (const chunk of order.document()) {
      signal.throwIfAborted();
      await out.writeFile(chunk);
    }
    await out.sync();
    await out.close();
    await rename(part, file);
  } catch (error) {
    await out.close().catch(() => undefined);
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
  const folder = await open(path.dirname(file));
  await folder.sync().finally(() => folder.close());
}

/** Copies collated, sides of a copy on its own sheets. */
async function comeOut(
  log: PaperLog,
  { clock, hand }: FolderDeps,
  order: PrintOrder,
  following: Following,
  file: string,
): Promise<"completed" | "canceled"> {
  const { reference, format, ticket } = order;
  const { impressions, copies, duplex } = order.expected;
  const sides = Math.max(1, Math.ceil(impressions / copies));
  const sheetsOfCopy = duplex ? Math.ceil(sides / 2) : sides;
  let out = 0;
  while (out < impressions && !following.signal.aborted) {
    await hand?.turn((reasons) => following.progress({ state: "stopped", impressions: out, reasons }), following.signal);
    if (following.signal.aborted) break;
    const [copy, side] = [Math.floor(out / sides), out % sides];
    const sheet = copy * sheetsOfCopy + (duplex ? Math.floor(side / 2) : side) + 1;
    out += 1;
    await log.append({
      reference,
      impression: out,
      copy: copy + 1,
      side: duplex && side % 2 === 1 ? "back" : "front",
      sheet,
      at: clock.now(),
    });
    hand?.came({ reference, impression: out, sides, file, format, ticket });
    following.progress({ state: "printing", impressions: out });
  }
  const final = out < impressions ? "canceled" : "completed";
  await log.append({ reference, final, impressions: out, at: clock.now() });
  return final;
}

/** After a failed write too, the log itself is asked: its lines are this printer's paper. */
async function evidenceOf(directory: string, reference: ReservationId, final: Evidence["final"]): Promise<Evidence> {
  try {
    const came = await whatCame(directory, reference);
    return { source: "paper-log", final: came?.final ?? final, impressions: came?.impressions ?? 0, sheets: came?.sheets ?? 0, sent: true };
  } catch {
    return { source: "paper-log", final: "unknown", sent: true };
  }
}

/** The folder printed inside the process that died: a job without its last line was cut off at the last page that came out. */
async function recall(directory: string, reference: ReservationId, handle: string | undefined): Promise<Evidence> {
  if (handle === undefined) return { source: "paper-log", final: "aborted", impressions: 0, sent: false };
  if (!(await exists(directory))) return { source: "paper-log", final: "unknown", sent: true };
  return evidenceOf(directory, reference, "aborted");
}
