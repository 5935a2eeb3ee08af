// How fast a job is durable, beside the plainest thing that writes the same bytes and syncs them. Both take turns in short slices, in one
// run: the disk's mood weighs on both alike.
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainTicket } from "../../daemon/domain/document.ts";
import type { BoxId, JobId, QueueName, UserId } from "../../daemon/domain/ids.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import { createIntake, type Intake, type Submission } from "../../daemon/printing/intake.ts";
import { Spool } from "../../daemon/printing/spool.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { createLog } from "../../daemon/runtime/log.ts";
import { systemRandom, uuidv7 } from "../../daemon/runtime/random.ts";

export interface Bench {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: number;
  readonly ratio: number;
  readonly note?: string;
}

/** The one-page PDF of PRINTING.md. */
const documentBytes = 29_800;
const heldJobs = 20_000;
const slices = 60;
/** Until the code is compiled. */
const warmUp = 10;
const log = createLog({ level: "error" });

export async function benches(): Promise<Bench[]> {
  const base = await mkdtemp(join(tmpdir(), "quoin-bench-spool-"));
  const stops: (() => Promise<void>)[] = [];
  const start = async (name: string): Promise<Intake> => {
    const { intake, stop } = await startIntake(join(base, name));
    stops.push(stop);
    return intake;
  };
  try {
    const document = randomBytes(documentBytes);
    const [sink, empty] = [syncingSink(base, document), submitting(await start("empty"), document)];
    const results: Bench[] = [];
    for (const clients of [1, 8]) {
      const [durable, plain] = await inTurns([empty, sink], clients);
      results.push(rates(`spool: durable jobs, ${clients} at once`, durable, plain, "a plain write and fsync of the same bytes"));
    }
    await fill(join(base, "empty"), join(base, "full"));
    const opening = systemClock.monotonic();
    const full = await start("full");
    const opened = systemClock.monotonic() - opening;
    results.push({
      name: `spool: opening with ${heldJobs} jobs`,
      value: opened,
      unit: "ms",
      bound: 2000,
      ratio: opened / 2000,
      note: "bound: ready ≤ 2 s",
    });
    const [slow, fast] = await inTurns([submitting(full, document), submitting(await start("fresh"), document)], 8);
    results.push(rates(`spool: durable jobs, ${heldJobs} held`, slow, fast, "the same with none held"));
    return results;
  } finally {
    for (const stop of stops) await stop();
    await rm(base, { recursive: true, force: true });
  }
}

async function startIntake(directory: string): Promise<{ intake: Intake; stop: () => Promise<void> }> {
  const limits = { documentBytes: 1e9, personBytes: 1e12, totalBytes: 1e12, personJobs: 1e6, totalJobs: 1e6, keepFreeBytes: 0 };
  const spool = await Spool.open({ directory, boxKey: randomBytes(32), clock: systemClock, random: systemRandom, limits, log });
  const intake = createIntake({
    spool,
    clock: systemClock,
    random: systemRandom,
    box: "bench" as BoxId,
    log,
    accepted: (job) => intake.settled(job.id),
  });
  return { intake, stop: () => spool.close() };
}

type Act = () => Promise<void>;

function submitting(intake: Intake, document: Buffer): Act {
  const submission: Submission = {
    queue: { name: "hall" as QueueName, mode: "pull", printers: [], leastStrength: "named", tell: "auto" },
    sender: { strength: "proven", user: "u-ann" as UserId, named: "ann", address: "127.0.0.1" },
    title: "one page",
    ticket: plainTicket,
    heldByClient: false,
  };
  return async () => {
    const job = await intake.submit(submission, "application/pdf", pieces(document));
    if (isRefusal(job)) throw new Error(job.refused);
  };
}

/** As a socket hands it over. */
async function* pieces(document: Buffer): AsyncGenerator<Uint8Array> {
  yield document.subarray(0, 16_384);
  yield document.subarray(16_384);
}

function syncingSink(directory: string, document: Buffer): Act {
  let count = 0;
  return async () => {
    const file = await open(join(directory, `sink-${count++}`), "wx");
    await file.write(document);
    await file.sync();
    await file.close();
  };
}

/** Acts of each of two, in alternating short slices of `clients` at once: the rate of the middle slice of each. */
async function inTurns(acts: readonly [Act, Act], clients: number): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []];
  const perSlice = clients * 6;
  for (let slice = -warmUp; slice < slices; slice++) {
    for (const which of slice % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const before = systemClock.monotonic();
      let left = perSlice;
      const client = async (): Promise<void> => {
        while (left-- > 0) await acts[which]();
      };
      await Promise.all(Array.from({ length: clients }, client));
      if (slice >= 0) took[which].push(systemClock.monotonic() - before);
    }
  }
  const rate = (times: number[]): number => (perSlice * 1000) / (times.sort((a, b) => a - b)[slices / 2] ?? 1);
  return [rate(took[0]), rate(took[1])];
}

const rates = (name: string, value: number, bound: number, note: string): Bench => ({
  name,
  value,
  unit: "/s",
  bound,
  ratio: value / bound,
  note: `bound: ${note}`,
});

/** Copies one job's file under many names: what a spool full of held jobs looks like to everything but a reader. */
async function fill(from: string, to: string): Promise<void> {
  const [sample = ""] = (await readdir(from)).filter((name) => name.endsWith(".job"));
  const bytes = await readFile(join(from, sample));
  await mkdir(to, { mode: 0o700 });
  const writer = async (): Promise<void> => {
    while (left-- > 0) await writeFile(join(to, `${uuidv7(systemClock.now(), systemRandom) as JobId}.job`), bytes.subarray(0, 2048));
  };
  let left = heldJobs;
  await Promise.all(Array.from({ length: 8 }, writer));
}

if (import.meta.main) console.table(await benches());
