// The paper log of a folder printer: one durable line per impression, so that what "came out" is known after any crash.
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { ReservationId } from "../../domain/ids.ts";
import { Fault } from "../../runtime/faults.ts";

/** A line says that a side came out, or (`final`) that the job ended. */
export type PaperLine =
  | {
      readonly reference: ReservationId;
      readonly impression: number;
      readonly copy: number;
      readonly side: "front" | "back";
      readonly sheet: number;
      readonly at: number;
    }
  | {
      readonly reference: ReservationId;
      readonly final: "completed" | "canceled" | "aborted";
      readonly impressions: number;
      readonly at: number;
    };

export interface Came {
  readonly impressions: number;
  readonly sheets: number;
  readonly final?: "completed" | "canceled" | "aborted";
}

/** Read through at every job and recall: 10 years of 200 pages a day at 150 bytes. */
const largestLog = 128 * 1024 * 1024;

const fileOf = (directory: string): string => path.join(directory, "paper.jsonl");

/** What the log proves about one job. A line cut short by a crash proves nothing: its page had not come out yet. */
export async function whatCame(directory: string, reference: ReservationId): Promise<Came | undefined> {
  const file = await openToRead(directory);
  if (file === undefined) return undefined;
  let came: Came | undefined;
  try {
    for await (const line of file.readLines()) {
      const entry = line.includes(reference) ? parse(line) : undefined;
      if (entry?.reference !== reference) continue;
      const before = came ?? { impressions: 0, sheets: 0 };
      came =
        "final" in entry
          ? { ...before, final: entry.final }
          : { ...before, impressions: before.impressions + 1, sheets: Math.max(before.sheets, entry.sheet) };
    }
    return came;
  } finally {
    await file.close();
  }
}

async function openToRead(directory: string): Promise<FileHandle | undefined> {
  let file: FileHandle;
  try {
    file = await open(fileOf(directory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Fault("printer-failed", `the paper log in ${directory} cannot be read`, { retry: "later", cause: error });
  }
  if ((await file.stat()).size <= largestLog) return file;
  await file.close();
  throw new Fault("printer-failed", `the paper log in ${directory} is over ${largestLog} bytes; move it away`, { retry: "never" });
}

function parse(line: string): PaperLine | undefined {
  try {
    return JSON.parse(line) as PaperLine;
  } catch {
    return undefined;
  }
}

export interface PaperLog {
  /** Durable when it resolves. */
  append(line: PaperLine): Promise<void>;
  close(): Promise<void>;
}

export async function openPaperLog(directory: string): Promise<PaperLog> {
  const file = await open(fileOf(directory), "a+");
  // A line that a crash cut short must not swallow the next one.
  const { size } = await file.stat();
  if (size > 0) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== 0x0a) await file.appendFile("\n");
  }
  return {
    async append(line) {
      await file.appendFile(`${JSON.stringify(line)}\n`);
      await file.datasync();
    },
    close: () => file.close(),
  };
}
