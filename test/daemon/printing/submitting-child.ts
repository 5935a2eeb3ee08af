// A process that takes jobs without end and tells each acknowledgement on stdout, to be killed or to lose its disk.
// Usage: node submitting-child.ts <spool directory>
import type { BoxId, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { plainTicket } from "../../../daemon/domain/document.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import { createIntake, type Submission } from "../../../daemon/printing/intake.ts";
import { Spool } from "../../../daemon/printing/spool.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { aDocument, boxKey, quiet, wide } from "./spool-fixture.ts";

const [directory = ""] = process.argv.slice(2);
const spool = await Spool.open({ directory, boxKey, clock: systemClock, random: systemRandom, limits: wide, log: quiet });
const intake = createIntake({ spool, clock: systemClock, random: systemRandom, box: "box-1" as BoxId, log: quiet, accepted: () => {} });
const submission: Submission = {
  queue: { name: "hall" as QueueName, mode: "pull", printers: [], leastStrength: "named", tell: "auto" },
  sender: { strength: "proven", user: "u-ann" as UserId, named: "ann", address: "10.0.0.1" },
  title: "Contrat-secret-4711",
  ticket: plainTicket,
  heldByClient: false,
};

async function* pieces(document: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < document.length; at += 16_384) yield document.subarray(at, at + 16_384);
}

async function submit(round: number): Promise<Job | Refusal> {
  const document = aDocument(round % 7 === 0 ? 700_000 : 1000 + ((round * 977) % 40_000));
  if (round % 3 !== 0) return intake.submit(submission, "application/pdf", pieces(document));
  const opened = await intake.open(submission);
  if (isRefusal(opened)) return opened;
  process.stdout.write(`opened ${opened.id}\n`);
  return intake.receive(opened.id, "application/pdf", pieces(document), true);
}

async function client(start: number): Promise<void> {
  for (let round = start; ; round += 8) {
    try {
      const job = await submit(round);
      if (isRefusal(job)) process.stdout.write(`refused ${job.refused}\n`);
      else process.stdout.write(`ok ${job.id} ${job.document?.hash} ${job.number}\n`);
    } catch (error) {
      process.stdout.write(`fault ${error instanceof Fault ? error.code : error}\n`);
      if (!(error instanceof Fault)) process.exit(1);
    }
  }
}

process.stdout.write("ready\n");
await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(client));
