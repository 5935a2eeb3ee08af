// What is known of a delivery under way, fsynced before byte one leaves: without it a crash would have to guess whether a job was printed.
//
// One small file beside the job's, of two checksummed lines: that sending begins, and the printer's own handle once it is known.
import { constants } from "node:fs";
import { readFile, truncate, unlink } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { assert } from "../../domain/bug.ts";
import type { JobId, ReservationId } from "../../domain/ids.ts";
import { Fault } from "../../runtime/faults.ts";
import { datasync, type DirectorySync, diskFault, isMissing, withFile, writeAll } from "./disk.ts";

export interface SendingRecord {
  readonly reservation: ReservationId;
  /** Where it is sent: another device may have the printer's name when it is asked what became of it. Absent in older records. */
  readonly uri?: string;
  /** ms since 1970. */
  readonly at: number;
}

export interface Delivery extends SendingRecord {
  /** What finds the job in the printer again; absent while the printer has not said. */
  readonly handle?: string;
}

/** Replaces the record of an earlier attempt, which is resolved or this one could not have been reserved. Throws Fault: then nothing may be sent. */
export async function writeSending(path: string, sending: SendingRecord, directory: DirectorySync): Promise<void> {
  try {
    await unlink(path).catch(ignoreMissing);
    await withFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC, (file) =>
      Promise.all([writeAll(file, [line(sending)], 0), directory.sync()]),
    );
  } catch (error) {
    throw diskFault(error, "recording a delivery");
  }
}

/** Over whatever follows the first line: the tail of a write that a crash cut short is never built upon. */
export async function writeHandle(path: string, handle: string): Promise<void> {
  try {
    const first = (await readFile(path)).indexOf("\n") + 1;
    assert(first > 0, "a handle belongs to a recorded sending");
    await truncate(path, first);
    await withFile(path, "r+", async (file) => {
      await writeAll(file, [line({ handle })], first);
      await datasync(file);
    });
  } catch (error) {
    throw diskFault(error, "recording a printer's handle");
  }
}

/** Undefined when no sending was acknowledged: no file, or a first line the crash cut short. Any other damage to it is a fault. */
export async function readDelivery(path: string, id: JobId): Promise<Delivery | undefined> {
  const bytes = await readFile(path).catch((error) => {
    if (isMissing(error)) return undefined;
    throw diskFault(error, "reading a delivery");
  });
  const [first, second] = bytes?.toString().split(/(?<=\n)/) ?? [];
  const sending = parsed(first) as SendingRecord | undefined;
  if (sending) return { ...sending, ...(parsed(second) as { handle: string } | undefined) };
  // Blocks that never reached the disk are missing or read as zeros.
  if (!first?.endsWith("\n") || first.includes("\0")) return undefined;
  throw new Fault("data-damaged", `delivery record of ${id}`, { retry: "never" });
}

export async function removeDelivery(path: string): Promise<void> {
  await unlink(path).catch(ignoreMissing);
}

const ignoreMissing = (error: unknown): void => {
  if (!isMissing(error)) throw diskFault(error, "clearing a delivery");
};

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");

function line(value: SendingRecord | { handle: string }): Buffer {
  const text = JSON.stringify(value);
  return Buffer.from(`${checksum(text)} ${text}\n`);
}

function parsed(text: string | undefined): unknown {
  const json = text?.slice(9, -1) ?? "";
  return text?.endsWith("\n") && text.startsWith(`${checksum(json)} `) ? JSON.parse(json) : undefined;
}
