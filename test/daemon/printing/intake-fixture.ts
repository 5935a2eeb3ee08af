// What intake tests share: an intake over a real spool and a clock that stands, and clients on slow lines.
import { readdir } from "node:fs/promises";
import type { TestContext } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { BoxId, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { createIntake, type Intake, type Submission } from "../../../daemon/printing/intake.ts";
import type { Spool, SpoolLimits } from "../../../daemon/printing/spool.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { openSpool, quiet, temporary, wide } from "./spool-fixture.ts";

export const pdf = "application/pdf";

export function asked(more: Partial<Submission> = {}): Submission {
  return {
    queue: { name: "hall" as QueueName, mode: "pull", printers: [], leastStrength: "named", tell: "auto" },
    sender: { strength: "proven", user: "u-ann" as UserId, named: "ann", address: "10.0.0.1" },
    title: "Report",
    ticket: plainTicket,
    heldByClient: false,
    ...more,
  };
}

export interface Stage {
  readonly spool: Spool;
  readonly intake: Intake;
  readonly accepted: Job[];
  /** Those of them that a start found in the spool. */
  readonly found: Job[];
  readonly clock: ManualClock;
  readonly directory: string;
}

export async function stage(t: TestContext, more: { directory?: string; clock?: ManualClock; limits?: SpoolLimits } = {}): Promise<Stage> {
  const directory = more.directory ?? (await temporary(t));
  const clock = more.clock ?? new ManualClock();
  const spool = await openSpool(t, directory, { clock, limits: more.limits ?? wide });
  const [accepted, found]: [Job[], Job[]] = [[], []];
  const intake = createIntake({
    spool,
    clock,
    random: systemRandom,
    box: "box-1" as BoxId,
    log: quiet,
    accepted: (job, why) => {
      accepted.push(job);
      if (why === "found") found.push(job);
    },
  });
  t.after(() => intake.stop());
  return { spool, intake, accepted, found, clock, directory };
}

export async function* streamed(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Goes on when told to: a client on a slow line. */
export function slowly(first: Uint8Array): { stream: AsyncGenerator<Uint8Array>; go: (next?: Uint8Array | Error) => void } {
  let go: (next?: Uint8Array | Error) => void = () => {};
  const told = new Promise<Uint8Array | Error | undefined>((resolve) => {
    go = resolve;
  });
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield first;
    const next = await told;
    if (next instanceof Error) throw next;
    if (next) yield next;
  }
  return { stream: stream(), go };
}

export const jobFiles = async (directory: string): Promise<string[]> => (await readdir(directory)).filter((name) => name.endsWith(".job"));
