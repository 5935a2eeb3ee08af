// Cancel-Job, Cancel-My-Jobs, Hold-Job, Release-Job. What holds a job for its owner's card is not a client's to lift.
import { isEnded } from "../../domain/job.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { type Answer, ok, refused, say, unsupportedOf } from "../answer.ts";
import { numbersOf, textOf } from "../build.ts";
import { statuses } from "../codes.ts";
import type { JobView } from "../desk.ts";
import { stateFor } from "../job-attributes.ts";
import type { Call, House } from "../request.ts";
import { actorOf, isMine } from "../sender.ts";
import { holds } from "../ticket.ts";
import { type Addressed, isAddressed, owned, tellJob } from "./addressed.ts";

const over = (found: Addressed): Answer => say(statuses.notPossible, `The job is ${found.state.state}.`);

export async function cancelJob(call: Call, house: House): Promise<Answer> {
  const found = owned(call, house);
  if (!isAddressed(found)) return found;
  if (isEnded(found.state.state)) return over(found);
  const done = await house.desk.cancel(found.view.job.id, actorOf(call));
  return isRefusal(done) ? refused(done, call.language, house.currency) : ok();
}

/** All of one's own, or those of `job-ids`; if one of these is not one's own or over, none (PWG 5100.11 §5.3). */
export async function cancelMyJobs(call: Call, house: House): Promise<Answer> {
  const { queue, operation } = call;
  if (queue === undefined) return say(statuses.badRequest, "There is no printer-uri.");
  const live = house.desk.list({ ended: false }).filter(({ job }) => job.queue === queue.name && isMine(call, job));
  const mine = new Map(live.filter((view) => !isEnded(stateFor(call, view, queue).state)).map((view) => [view.job.number, view]));
  const ids = numbersOf(operation, "job-ids");
  if (ids.some((id) => !mine.has(id))) {
    return unsupportedOf(statuses.notPossible, call.operation, "job-ids", "One of the jobs is not yours, or is over.");
  }
  const chosen: readonly JobView[] =
    ids.length === 0 ? [...mine.values()] : ids.map((id) => mine.get(id)).filter((view) => view !== undefined);
  for (const { job } of chosen) {
    const done = await house.desk.cancel(job.id, actorOf(call));
    // One that ended meanwhile is what was wanted.
    if (isRefusal(done) && done.refused !== "job-not-possible" && done.refused !== "job-not-found")
      return refused(done, call.language, house.currency);
  }
  return ok();
}

export async function holdJob(call: Call, house: House): Promise<Answer> {
  const until = textOf(call.operation, "job-hold-until") ?? "indefinite";
  if (!holds.some((each) => each === until)) {
    return unsupportedOf(
      statuses.attributesOrValuesNotSupported,
      call.operation,
      "job-hold-until",
      "A job can be held until it is released, not until a time.",
    );
  }
  return changeHold(call, house, until === "indefinite");
}

/** Lifts the client's own job-hold-until; `job-release-wait` stays until a card (DESIGN.md §4.6). */
export const releaseJob = (call: Call, house: House): Promise<Answer> => changeHold(call, house, false);

async function changeHold(call: Call, house: House, held: boolean): Promise<Answer> {
  const found = owned(call, house);
  if (!isAddressed(found)) return found;
  const { job, state } = found.view;
  if (isEnded(found.state.state) || state === "processing" || state === "processing-stopped") return over(found);
  if (!held && !job.heldByClient)
    return say(statuses.notPossible, "The job is not held by its client; its owner releases it at the printer.");
  if (held === job.heldByClient) return tellJob(call, house, job);
  return tellJob(call, house, await house.desk.hold(job.id, held, actorOf(call)));
}
