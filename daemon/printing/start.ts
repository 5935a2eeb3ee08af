// Builds the printing rooms of a box: from the bytes that come in to the paper that goes out. Start order is what recovery needs: what the
// last life left is looked at before anything new is taken.
import { join } from "node:path";
import type { Config } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { Books } from "../books/index.ts";
import type { BoxId, JobId } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import { every } from "../runtime/schedule.ts";
import type { Shutdown } from "../runtime/shutdown.ts";
import { Arrivals } from "./arrivals.ts";
import { createDelivery, type Delivery } from "./delivery.ts";
import { Fleet } from "./fleet.ts";
import { createInspection, type Inspection } from "./inspect/inspection.ts";
import { createIntake, type Fate, type Intake } from "./intake.ts";
import { createSimulatedPrinters, type SimulatedPrinters } from "./printer/simulated.ts";
import { openTrust } from "./printer/trust.ts";
import { Recovery } from "./recovery.ts";
import { Releases } from "./release.ts";
import { createRetention } from "./retention.ts";
import { Spool, type SpoolLimits } from "./spool.ts";

export interface PrintingParts {
  readonly data: string;
  readonly box: BoxId;
  readonly config: Config;
  readonly accounting: Accounting;
  readonly books: Pick<Books, "findJob" | "highestNumber">;
  readonly boxKey: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

export interface Printing {
  readonly spool: Spool;
  readonly intake: Intake;
  readonly arrivals: Arrivals;
  readonly releases: Releases;
  readonly fleet: Fleet;
  readonly delivery: Delivery;
  readonly picture: Inspection["picture"];
  /** Absent: the settings enable no simulated devices. */
  readonly simulated?: SimulatedPrinters;
  /** Keeps inspection from taking the processor from jobs that arrive. */
  readonly giveWay: () => () => void;
}

/** A printer that answers again, or a reservation a crash left, is looked after this often: well inside the two minutes promised. */
const recoverEveryMs = 10_000;
/** A sender stands at the printer of a direct queue: it should go on soon after it was switched on. */
const tryAgainEveryMs = 5_000;
/** Paper and toner change slowly; a terminal shows the state it heard last. */
const askPrintersEveryMs = 60_000;
/** Whoever mends a printer looks at the screen beside it. */
const askStoppedEveryMs = 5_000;
const hourMs = 60 * 60_000;

export async function startPrinting(parts: PrintingParts): Promise<Printing> {
  const { data, box, config, accounting, clock, random, log, shutdown } = parts;
  const spool = await Spool.open({
    directory: join(data, "spool"),
    boxKey: parts.boxKey,
    clock,
    random,
    limits: spoolLimits(config),
    log: log.room("spool"),
  });
  shutdown.add("spool", () => spool.close());
  await spool.passOver(highestNumber(parts));

  const simulated = config.devices.simulated ? { simulated: createSimulatedPrinters(clock) } : {};
  const trust = await openTrust(join(data, "printer-certificates.json"));
  const fleet = new Fleet({ ...simulated, accounting, clock, random, box, log: log.room("printers"), trust });
  const delivery = createDelivery({
    clock,
    log: log.room("delivery"),
    addressOf: (printer) => fleet.addressOf(printer),
    deviceFor: (printer, uri) => fleet.deviceFor(printer, uri),
    heard: (printer, progress) => fleet.heard(printer, progress),
    record: {
      sending: (job, record) => spool.markSending(job, { ...record, at: clock.now() }),
      handle: (job, handle) => spool.addHandle(job, handle),
    },
  });
  const releases = new Releases({ accounting, spool, deliver: delivery.deliver, clock, log: log.room("release"), box });
  shutdown.add("releases", () => releases.close());

  const { workers, ...inspect } = config.inspect;
  const inspection = createInspection({ clock, log: log.room("inspect"), settings: { ...inspect, inspectors: workers } });
  shutdown.add("inspection", () => inspection.close());
  const arrivals = new Arrivals({
    accounting,
    spool,
    releases,
    inspect: inspection.inspect,
    answers: (printer) => fleet.conditions().find(({ name }) => name === printer)?.state !== "unreachable",
    recorded: (job) => intake.settled(job),
    clock,
    log: log.room("arrivals"),
    box,
  });
  const intake = createIntake({ spool, clock, random, box, log: log.room("intake"), accepted: (job, why) => arrivals.accepted(job, why) });
  shutdown.add("intake", () => {
    intake.stop();
    arrivals.close();
  });

  await intake.recover((id) => fateOf(parts, id));
  arrivals.resume();
  const recovery = new Recovery({ accounting, spool, releases, recall: delivery.recall, clock, log: log.room("recovery"), box });
  void recovery.pass();

  keepHouse(parts, { spool, intake, arrivals, releases, recovery, fleet });
  const { picture } = inspection;
  return { spool, intake, arrivals, releases, fleet, delivery, picture, ...simulated, giveWay: () => giveWay(inspection, clock) };
}

/** A client that sends one document after the other leaves gaps; starting to look into one in each would slow them all. */
const gapMs = 200;

function giveWay(inspection: Pick<Inspection, "pause">, clock: Clock): () => void {
  const goOn = inspection.pause();
  return () => void clock.after(gapMs, goOn);
}

/** What goes on by itself while the box runs: recovery, retention, a look at the printers. */
function keepHouse(
  { accounting, config, clock, log, box, shutdown }: PrintingParts,
  {
    spool,
    intake,
    arrivals,
    releases,
    recovery,
    fleet,
  }: Pick<Printing, "spool" | "intake" | "arrivals" | "releases" | "fleet"> & { readonly recovery: Recovery },
): void {
  const by: Actor = { kind: "box", name: box };
  const retention = createRetention({
    spool,
    clock,
    log: log.room("retention"),
    holdMs: () => config.spool.holdHours * hourMs,
    jobs: () => accounting.ask({ name: "jobs" }).filter((job) => job.spoolBox === box),
    needed: (id) => accounting.ask({ name: "job", id }) !== undefined || intake.fresh(id) !== undefined || releases.knows(id),
    cancel: (job, reason) => accounting.propose({ name: "cancel-job", job, reason, by }),
  });
  retention.start();
  const unfollow = accounting.follow((fact) => {
    if (fact.kind === "job" && fact.ended && fact.job.spoolBox === box) void retention.ended(fact.job.id);
  });
  // Not waited for: a job watched for an hour at one printer must not keep the others' reservations open. Each is asked about once at a time.
  const recovering = every(recoverEveryMs, "recovery", () => void recovery.pass(), { clock, log });
  const trying = every(tryAgainEveryMs, "tries in vain", () => arrivals.round(), { clock, log });
  const asking = every(askPrintersEveryMs, "ask printers", () => fleet.round(), { clock, log });
  void asking.soon();
  const mending = every(askStoppedEveryMs, "ask stopped printers", () => fleet.stopped(), { clock, log });
  shutdown.add("schedules", async () => {
    unfollow();
    await Promise.all([retention.stop(), recovering.stop(), trying.stop(), asking.stop(), mending.stop()]);
  });
}

const spoolLimits = ({ spool }: Config): SpoolLimits => ({
  documentBytes: spool.maxDocumentBytes,
  personBytes: spool.maxBytesPerPerson,
  totalBytes: spool.maxBytes,
  personJobs: spool.maxJobsPerPerson,
  totalJobs: spool.maxJobs,
  keepFreeBytes: spool.keepFreeBytes,
});

/** Jobs end in any order, but hardly this many older ones after the youngest; reading them takes 30 ms of a start. */
const numbersLookedAt = 5_000;

/** The highest job number anything here remembers; a restored box has a spool that begins again. */
function highestNumber({ accounting, books, box }: PrintingParts): number {
  let highest = books.highestNumber(box, numbersLookedAt);
  const see = (number: number): void => void (highest = Math.max(highest, number));
  for (const job of accounting.ask({ name: "jobs" })) if (job.spoolBox === box) see(job.number);
  for (const { row } of accounting.rows(Number.POSITIVE_INFINITY)) if (row.kind === "job" && row.box === box) see(row.number);
  return highest;
}

/** What the state, the outbox and the books know of a file's job. */
function fateOf({ accounting, books }: PrintingParts, id: JobId): Fate {
  if (accounting.ask({ name: "job", id })) return "live";
  const onItsWay = accounting.rows(Number.POSITIVE_INFINITY).some(({ row }) => row.kind === "job" && row.job === id);
  return onItsWay || books.findJob(id) ? "ended" : "unknown";
}
