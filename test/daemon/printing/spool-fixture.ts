// What spool tests share: a spool in a directory of its own, jobs to put into it, documents to compare.
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { BoxId, JobId, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import { Spool, type SpoolFile, type SpoolLimits, type SpoolParts } from "../../../daemon/printing/spool.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog, type Log } from "../../../daemon/runtime/log.ts";
import { systemRandom, uuidv7 } from "../../../daemon/runtime/random.ts";

export const boxKey = Buffer.alloc(32, 7);
export const wide: SpoolLimits = {
  documentBytes: 2 ** 32,
  personBytes: 2 ** 33,
  totalBytes: 2 ** 34,
  personJobs: 1e6,
  totalJobs: 1e6,
  keepFreeBytes: 0,
};
export const quiet: Log = createLog({ level: "error", sink: { write: () => {} } });

export async function temporary(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "quoin-spool-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

export async function openSpool(t: TestContext, directory: string, more: Partial<SpoolParts> = {}): Promise<Spool> {
  const spool = await Spool.open({ directory, boxKey, clock: systemClock, random: systemRandom, limits: wide, log: quiet, ...more });
  t.after(() => spool.close().catch(() => {}));
  return spool;
}

let number = 0;

export function aJob(more: Partial<Job> = {}): Job {
  const id = uuidv7(systemClock.now(), systemRandom) as JobId;
  const sender = { strength: "proven", user: "u-ann" as UserId, named: "ann", address: "10.0.0.1" } as const;
  return {
    id,
    number: ++number,
    queue: "hall" as QueueName,
    title: "Contrat-secret-4711",
    sender,
    state: "pending-held",
    reasons: ["job-release-wait"],
    ticket: plainTicket,
    spoolBox: "box-1" as BoxId,
    attempt: 0,
    resolved: [],
    createdAt: systemClock.now(),
    heldByClient: false,
    ...more,
  };
}

/** A document nobody can compress or guess, with `marker` in it. */
export const aDocument = (bytes: number, marker = "MARKER-91af"): Buffer => {
  const document = randomBytes(bytes);
  document.write(marker, Math.min(100, Math.max(0, bytes - marker.length)));
  return document;
};

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export function taken<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`);
  return value;
}

/** Puts a whole document into the spool in pieces of `step` bytes. */
export async function put(spool: Spool, job: Job, document: Uint8Array, step = 16_384): Promise<SpoolFile> {
  const file = taken(await spool.create(job));
  for (let at = 0; at < document.length; at += step) taken((await file.write(document.subarray(at, at + step))) ?? "taken");
  taken(await file.finish({ format: "application/pdf" }));
  return file;
}

export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
