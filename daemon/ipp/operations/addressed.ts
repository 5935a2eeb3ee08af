// The job a request is about, and whether its caller may do anything with it.
import type { Job } from "../../domain/job.ts";
import type { Queue } from "../../domain/printing.ts";
import { isRefusal, type Refusal } from "../../domain/refusal.ts";
import { type Answer, ok, refused, say } from "../answer.ts";
import { statuses } from "../codes.ts";
import type { JobView } from "../desk.ts";
import { jobBriefly, queueOf, stateFor } from "../job-attributes.ts";
import type { Attribute } from "../message.ts";
import { group } from "../build.ts";
import { tags } from "../message.ts";
import type { Call, House } from "../request.ts";
import { mayTouch } from "../sender.ts";
import type { Told } from "../told.ts";

export interface Addressed {
  readonly view: JobView;
  readonly queue: Queue | undefined;
  readonly state: Told;
}

export const isAddressed = (value: Addressed | Answer): value is Addressed => "view" in value;

/** By job-uri, or by printer-uri and job-id. A job is found only at its own queue. */
export function addressed(call: Call, house: House): Addressed | Answer {
  if (call.jobNumber === undefined) return say(statuses.badRequest, "There is no job-id.");
  const view = house.desk.find(call.jobNumber);
  if (view === undefined || (call.queue !== undefined && view.job.queue !== call.queue.name))
    return say(statuses.notFound, "There is no such job.");
  const queue = queueOf(view, house);
  return { view, queue, state: stateFor(call, view, queue) };
}

/** The same, for whoever wants to do something with it. */
export function owned(call: Call, house: House): Addressed | Answer {
  const found = addressed(call, house);
  if (!isAddressed(found) || mayTouch(call, found.view.job)) return found;
  return say(statuses.notAuthorized, "This job is somebody else's.");
}

/** The same, for whoever gives it its document. What her proof began is charged to her, so only her proof goes on with it, not her address. */
export function fillable(call: Call, house: House): Addressed | Answer {
  const found = owned(call, house);
  if (!isAddressed(found) || !needsProof(found.view.job) || call.proven?.id === found.view.job.sender.user) return found;
  return say(statuses.notAuthenticated, "Its sender signed in for this job; its document comes the same way.");
}

export const needsProof = ({ sender }: Job): boolean => sender.strength === "proven";

/** The answer after a job was made or changed. What could not be had is named, and the job goes on without it. */
export function tellJob(call: Call, house: House, outcome: Job | Refusal, ignored: readonly Attribute[] = []): Answer {
  if (isRefusal(outcome)) return refused(outcome, call.language, house.currency);
  const view = house.desk.find(outcome.number) ?? { job: outcome, state: outcome.state, reasons: outcome.reasons };
  const job = jobBriefly(call, view, stateFor(call, view, queueOf(view, house)));
  if (ignored.length === 0) return ok(job);
  return {
    status: statuses.okIgnoredOrSubstituted,
    sentence: `Not possible here, so left out: ${ignored.map((each) => each.name).join(", ")}.`,
    groups: [group(tags.unsupported, ignored), job],
  };
}
