// What clients that print may do with the box: IPP's desk, over intake while a job is on its way in, over accounting once it is there.
import type { Accounting } from "../accounting.ts";
import type { DocumentFormat } from "../domain/document.ts";
import type { JobId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { JobView, PrintDesk } from "../ipp/desk.ts";
import type { Arrivals } from "../printing/arrivals.ts";
import type { Intake } from "../printing/intake.ts";
import type { Releases } from "../printing/release.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { tellingRefusals } from "./refused-jobs.ts";

export interface PrintDeskParts {
  readonly accounting: Accounting;
  readonly intake: Intake;
  readonly arrivals: Pick<Arrivals, "again">;
  readonly releases: Pick<Releases, "running">;
  readonly signIn: (login: string, password: string, address: string) => Promise<User | Refusal>;
  readonly tokenHash: (token: string) => string;
  /** Documents are not looked into while one arrives; the answer ends that. */
  readonly giveWay: () => () => void;
  /** The terminals beside its printers say so. */
  readonly identify: PrintDesk["identify"];
  readonly clock: Pick<Clock, "sleep">;
  readonly log: Log;
}

/** A printer may take minutes to stop: who cancels waits no longer than this. Once a byte has left, the box never sends it again by itself. */
const stopPatienceMs = 1_000;

export function createPrintDesk(parts: PrintDeskParts): PrintDesk {
  const { accounting, intake, arrivals, releases, signIn, tokenHash, giveWay, identify, clock, log } = parts;
  const live = (id: JobId): Job | undefined => accounting.ask({ name: "job", id }) ?? intake.fresh(id);

  const first = async <T>(take: () => Promise<T>): Promise<T> => {
    const goOn = giveWay();
    try {
      return await take();
    } finally {
      goOn();
    }
  };

  const hold = async (id: JobId, heldByClient: boolean, by: Actor): Promise<Job | Refusal> => {
    await intake.whenSettled(id);
    const changed = await accounting.propose({ name: "change-job", job: id, heldByClient, by });
    // A queue that prints without a card goes on where its client had stopped it.
    if (!isRefusal(changed) && !heldByClient) arrivals.again(changed);
    return changed;
  };

  /** A client may cancel or hold in the breath after its job was taken, before the record is committed. */
  const cancel = async (id: JobId, by: Actor): Promise<{ done: true } | Refusal> => {
    await intake.whenSettled(id);
    if (!accounting.ask({ name: "job", id })) {
      const abandoned = await intake.abandon(id);
      return isRefusal(abandoned) ? abandoned : { done: true };
    }
    const running = releases.running(id);
    if (running) {
      running.stop();
      // One that waits for its printer is over at once: "canceled" is then on disk before it is answered, and no power cut undoes it.
      await Promise.race([endIfHeldAgain(running.done, id, by), clock.sleep(stopPatienceMs)]);
      return { done: true };
    }
    return giveUp(id, by);
  };

  const giveUp = (id: JobId, by: Actor): Promise<{ done: true } | Refusal> =>
    accounting.propose({ name: "cancel-job", job: id, reason: "canceled by its sender", by });

  /** A release of which nothing came out leaves the job held; its sender wanted it gone. */
  const endIfHeldAgain = async (done: Promise<{ heldAgain: boolean }>, id: JobId, by: Actor): Promise<void> => {
    try {
      if ((await done).heldAgain) await giveUp(id, by);
    } catch (error) {
      log.warn("a job that was to be canceled is held", { job: id, error });
    }
  };

  const tell = tellingRefusals(accounting, log);
  const toldTo = async (whose: Pick<Job, "sender" | "title"> | undefined, take: () => Promise<Job | Refusal>): Promise<Job | Refusal> => {
    const outcome = await take();
    if (whose) tell(whose, outcome);
    return outcome;
  };

  return {
    ask: (query) => accounting.ask(query),
    propose: (command) => accounting.propose(command),
    submit: (submission, format, document) =>
      toldTo(submission, () => first(() => intake.submit(submission, format as DocumentFormat, document))),
    open: (submission) => toldTo(submission, () => intake.open(submission)),
    receive: (id, format, document, last) =>
      toldTo(intake.fresh(id), () => first(() => intake.receive(id, format as DocumentFormat, document, last))),
    closeJob: (id) => toldTo(intake.fresh(id), () => intake.closeJob(id)),
    notTaken: tell,
    find: (number) => {
      const job = accounting.ask({ name: "job-by-number", number }) ?? intake.fresh(number);
      if (job) return viewOf(job);
      const ended = accounting.ask({ name: "ended-job", number });
      return (
        ended && {
          job: ended.job,
          state: ended.state,
          reasons: endedReasons[ended.state] ?? [],
          endedAt: ended.endedAt,
          impressions: ended.impressions,
        }
      );
    },
    list: ({ ended }) =>
      ended
        ? accounting
            .ask({ name: "ended-jobs" })
            .map(({ job, state, endedAt, impressions }) => ({ job, state, reasons: endedReasons[state] ?? [], endedAt, impressions }))
        : [...accounting.ask({ name: "jobs" }), ...intake.freshJobs().filter((job) => !accounting.ask({ name: "job", id: job.id }))].map(
            viewOf,
          ),
    cancel: async (id, by) => (live(id) ? cancel(id, by) : { refused: "job-not-found" }),
    hold,
    identify,
    signIn,
    userOfToken: (token) => accounting.ask({ name: "user-by-token", hash: tokenHash(token) }),
  };
}

const viewOf = (job: Job): JobView => ({ job, state: job.state, reasons: job.reasons });

/** RFC 8011 §5.3.8. */
const endedReasons: Partial<Record<Job["state"], readonly string[]>> = {
  completed: ["job-completed-successfully"],
  aborted: ["aborted-by-system"],
  canceled: ["job-canceled-by-user"],
};
