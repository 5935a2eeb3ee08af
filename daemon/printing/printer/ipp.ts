// The driver for ipp: and ipps: printers. Creates the job before it sends a byte where the printer allows it, watches while it sends and
// after, and turns every way a printer can fail into evidence, or into a fault while nothing was sent.
import type { Evidence } from "../../domain/evidence.ts";
import type { ReservationId } from "../../domain/ids.ts";
import { type Capabilities, lacking } from "../../domain/printing.ts";
import { operations } from "../../ipp/codes.ts";
import type { Message } from "../../ipp/message.ts";
import { isFault } from "../../runtime/faults.ts";
import type { Following, PrinterDevice, PrintOrder } from "./contract.ts";
import { evidenceOf, isIncomplete, nothingSeen, type Seen, see } from "./ipp-evidence.ts";
import { failed, type IppDeps, Line, Refused, RemoteJob } from "./ipp-line.ts";
import { type Announced, askPrinter, createJob, leftAside, printJob, readAnnounced, readTheJob, sendDocument } from "./ipp-messages.ts";
import { cut } from "./printer-text.ts";
import { cancelJobAndConfirm, lateCounters, watchJob } from "./ipp-watch.ts";

export function createIppPrinter(uri: string, deps: IppDeps): PrinterDevice {
  const line = new Line(uri, deps);
  return {
    capabilities: async (signal) => capabilitiesOf(await announcedBy(line, signal)),
    status: (signal) => line.status(signal),
    print: (order, following) => print(line, order, following),
    recall: (reference, handle, following) => recall(line, reference, handle, following),
  };
}

function capabilitiesOf({ operations: _, accepting: __, ...capabilities }: Announced): Capabilities {
  return capabilities;
}

/** What the printer announces; one that announces no way to print (operations-supported is required, RFC 8011 §5.4.15) is none. */
async function announcedBy(line: Line, signal: AbortSignal): Promise<Announced> {
  const announced = readAnnounced(await line.ask(askPrinter(line.asker("quoin")), signal), line.clock.now());
  if (!createsJobs(announced) && !announced.operations.includes(operations.printJob))
    throw failed("what answers there does not say that it prints", "never", "printer-cannot");
  return announced;
}

const createsJobs = (announced: Announced): boolean =>
  announced.operations.includes(operations.createJob) && announced.operations.includes(operations.sendDocument);

/** What finds the job after a restart: its id, empty where the printer told none, and the name it was asked under. */
const handleOf = (id: number | undefined, user: string): string => `${id ?? ""}:${user}`;

function parseHandle(handle: string): { id?: number; user: string } {
  const [, id, user] = /^(\d{0,10}):(.*)$/s.exec(handle) ?? [];
  return { user: user ?? "quoin", ...(id ? { id: Number(id) } : {}) };
}

/** RFC 8011 §5.1.4. */
const ownerOf = (user: string): string => cut(user, 255) || "quoin";

/** Someone else's job is being taken in: the person waits this long before they hear that the printer is busy. */
const busyLimitMs = 120_000;
const [shortestBusyWaitMs, longestBusyWaitMs] = [250, 5_000];

/** Does it again while the printer says that it is busy. Only for what throws before a byte of the document was taken. */
async function unlessBusy<T>(line: Line, following: Following, act: () => Promise<T>): Promise<T> {
  const startedAt = line.clock.monotonic();
  for (let waitMs = shortestBusyWaitMs; ; waitMs = Math.min(longestBusyWaitMs, waitMs * 2)) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || error.retry !== "later" || line.clock.monotonic() - startedAt > busyLimitMs) throw error;
    }
    following.progress({ state: "waiting" });
    await line.clock.sleep(waitMs, following.signal).catch(() => undefined);
    if (following.signal.aborted) throw failed("given up while the printer was busy", "later", "printer-busy", following.signal.reason);
  }
}

async function print(line: Line, order: PrintOrder, following: Following): Promise<Evidence> {
  const user = ownerOf(order.user);
  const asker = line.asker(user);
  const announced = await announcedBy(line, following.signal);
  if (!announced.accepting) throw failed("the printer takes no jobs now", "later", "printer-not-accepting");
  // It was priced by what the printer announced some time ago: what it cannot do by now would come out otherwise than it is paid for.
  const lacks = lacking(order.ticket, order.format, announced);
  if (lacks.length > 0) throw failed(`the printer cannot do ${lacks.join(", ")}`, "never", "printer-cannot");
  const job = new RemoteJob(line, user, order.reference);
  try {
    if (!createsJobs(announced)) {
      await following.started(handleOf(undefined, user));
      return await unlessBusy(line, following, () => transfer(line, job, order, following, printJob(asker, order, announced)));
    }
    const created = await unlessBusy(line, following, () => line.ask(createJob(asker, order, announced), following.signal));
    job.id = readTheJob(created).id;
    if (job.id === undefined) throw failed("the printer created a job and told no id", "later", "printer-garbled");
    const aside = leftAside(created);
    if (aside.length > 0) throw failed(`the printer would leave aside ${aside.join(", ")}`, "never", "printer-cannot");
    await following.started(handleOf(job.id, user));
    following.signal.throwIfAborted();
    return await transfer(line, job, order, following, sendDocument(asker, job.id, order));
  } catch (error) {
    await job.clear();
    throw following.signal.aborted && !isFault(error) ? failed("given up before anything was sent", "later", undefined, error) : error;
  }
}

/** Sends the document and watches at the same time, for a printer out of paper stops taking bytes. Throws only when no byte was pulled. */
async function transfer(line: Line, job: RemoteJob, order: PrintOrder, following: Following, message: Message): Promise<Evidence> {
  const { clock } = line;
  const dropped = new AbortController();
  const broken = new AbortController();
  const sent = { any: false, all: false };
  job.byteAt = clock.monotonic();
  job.unanswered = true;
  async function* document(): AsyncIterable<Uint8Array> {
    for await (const chunk of order.document()) {
      sent.any = true;
      yield chunk;
    }
    sent.all = true;
    job.byteAt = undefined;
  }
  let fault: unknown;
  const sending = line
    .ask(message, dropped.signal, {
      document: document(),
      taken: () => (job.byteAt = clock.monotonic()),
      answerTimeoutMs: documentAnswerMs,
    })
    .then((answer) => {
      job.id ??= readTheJob(answer).id;
    })
    .catch((error: unknown) => {
      // All bytes are there and only the answer was lost: the job may well be printing, so it is watched, not canceled.
      if (sent.all && !(error instanceof Refused)) return;
      fault = error;
      broken.abort(error);
    })
    .finally(() => {
      job.byteAt = undefined;
      job.unanswered = false;
    });

  const watching = { clock, view: job, progress: following.progress };
  const watched = await watchJob(watching, AbortSignal.any([following.signal, broken.signal]), nothingSeen);
  if (watched.final !== undefined) await Promise.race([sending, clock.sleep(lateAnswerMs, dropped.signal).catch(() => undefined)]);
  dropped.abort();
  await sending;
  if (!sent.any && fault !== undefined && !following.signal.aborted) throw fault;
  const ended =
    watched.final === undefined ? await cancelJobAndConfirm(watching, watched.seen) : { seen: watched.seen, final: watched.final };
  // The printer said no to the whole job and lists none: that is its answer, not its silence.
  const final = ended.final === "unknown" && fault instanceof Refused && ended.seen.last === undefined ? "aborted" : ended.final;
  const seen = final === "unknown" ? ended.seen : await lateCounters(watching, ended.seen, order.expected.impressions);
  return evidenceOf(seen, final, sent.any);
}

/** ippeveprinter and others answer when the job is printed. It is watched meanwhile, so nobody waits for this. */
const documentAnswerMs = 10 * 60_000;
/** From a job's end to the answer of the request that brought it. */
const lateAnswerMs = 5_000;

/** A printer lost again while a recalled job printed is waited for this long (PROMISES.md: 15 min), then what is proven stands. */
const lostAfterMs = 15 * 60_000;

async function recall(
  line: Line,
  reference: ReservationId,
  handle: string | undefined,
  following: Pick<Following, "progress" | "signal">,
): Promise<Evidence> {
  const { id, user } = parseHandle(handle ?? "");
  const job = new RemoteJob(line, user, reference, id);
  if (handle === undefined) {
    // `started` was never answered, so no byte left; an empty job may have stayed behind.
    await job.clear();
    return { source: "ipp", final: "canceled", sent: false };
  }
  const found = await job.askOurs(following.signal);
  if (typeof found !== "object") return { source: "ipp", final: "unknown", sent: true };
  const watching = { clock: line.clock, view: job, progress: following.progress };
  const seen: Seen = see(nothingSeen, found);
  const watched = isIncomplete(found) ? { seen } : await watchJob(watching, following.signal, seen, lostAfterMs);
  const ended = "final" in watched && watched.final !== undefined ? watched : await cancelJobAndConfirm(watching, watched.seen);
  const final = ended.final ?? "unknown";
  return evidenceOf(final === "unknown" ? ended.seen : await lateCounters(watching, ended.seen, undefined), final, true);
}
