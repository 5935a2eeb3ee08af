// Get-Jobs and Get-Job-Attributes. Jobs of others are a number and a state (PRINTING.md).
import { isEnded, type JobState } from "../../domain/job.ts";
import type { Queue } from "../../domain/printing.ts";
import { type Answer, ok, say, unsupportedOf } from "../answer.ts";
import { booleanOf, find, numberOf, numbersOf, textOf } from "../build.ts";
import { statuses } from "../codes.ts";
import type { JobView } from "../desk.ts";
import { jobGroup, stateFor } from "../job-attributes.ts";
import type { Group } from "../message.ts";
import type { Call, House } from "../request.ts";
import { isMine } from "../sender.ts";
import { addressed, isAddressed } from "./addressed.ts";

export function getJobAttributes(call: Call, house: House): Answer {
  const found = addressed(call, house);
  return isAddressed(found) ? ok(jobGroup(call, house, found.view, found.state, ["all"])) : found;
}

/** Longer lists are asked for from a first-job-id on. */
const mostListed = 500;

const chosen: Readonly<Record<string, (state: JobState) => boolean>> = {
  all: () => true,
  completed: isEnded,
  "not-completed": (state) => !isEnded(state),
  ...Object.fromEntries(
    (["aborted", "canceled", "pending", "pending-held", "processing", "processing-stopped"] as const).map((each) => [
      each,
      (state: JobState) => state === each,
    ]),
  ),
};

export function getJobs(call: Call, house: House): Answer {
  const { queue, operation } = call;
  if (queue === undefined) return say(statuses.badRequest, "There is no printer-uri.");
  const which = textOf(operation, "which-jobs") ?? "not-completed";
  const wanted = Object.hasOwn(chosen, which) ? chosen[which] : undefined;
  if (wanted === undefined) {
    return unsupportedOf(statuses.attributesOrValuesNotSupported, call.operation, "which-jobs", "Jobs are not listed by that.");
  }
  const limit = numberOf(operation, "limit") ?? mostListed;
  if (limit < 1) return say(statuses.badRequest, "The limit is not at least 1.");
  const listed: Group[] = [];
  for (const view of candidates(call, house, queue, which)) {
    const state = stateFor(call, view, queue);
    if (!wanted(state.state)) continue;
    listed.push(jobGroup(call, house, view, state, ["job-id", "job-uri"]));
    if (listed.length >= Math.min(limit, mostListed)) break;
  }
  return ok(...listed);
}

/** Those not ended oldest first, then the ended, newest first (RFC 8011 §4.2.6.2). A live job may be told as completed. */
function* candidates(call: Call, house: House, queue: Queue, which: string): Generator<JobView> {
  const mine = booleanOf(call.operation, "my-jobs") === true;
  const first = numberOf(call.operation, "first-job-id") ?? 1;
  const ids = find(call.operation, "job-ids") === undefined ? undefined : new Set(numbersOf(call.operation, "job-ids"));
  for (const ended of which === "not-completed" ? [false] : [false, true]) {
    for (const view of house.desk.list({ ended })) {
      const { job } = view;
      if (job.queue !== queue.name || job.number < first || (ids && !ids.has(job.number)) || (mine && !isMine(call, job))) continue;
      yield view;
    }
  }
}
