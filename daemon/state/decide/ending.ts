// The end of a job: its record leaves the store, and one line of the log stays for ever.
import type { Job } from "../../domain/job.ts";
import type { Actor, JobRow } from "../../domain/ledger.ts";
import { money } from "../../domain/money.ts";
import type { User } from "../../domain/user.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";
import { tell } from "./messages.ts";

export interface Ending {
  readonly job: Job;
  readonly ended: JobRow["ended"];
  readonly by: Actor;
  readonly reason?: string;
  /** What came out and what it cost; absent when nothing was printed. */
  readonly printed?: Pick<
    JobRow,
    "printer" | "impressions" | "impressionsColor" | "sheets" | "charged" | "refunded" | "evidence" | "verified" | "review" | "reservation"
  >;
}

export function endJob(view: View, { job, ended, by, reason, printed }: Ending): void {
  const owner = job.sender.user === undefined ? undefined : view.get(keys.user(job.sender.user));
  view.delete(keys.job(job.id));
  for (const over of job.resolved) view.delete(keys.resolve(over));
  view.append(`job.${job.id}`, {
    kind: "job",
    job: job.id,
    number: job.number,
    queue: job.queue,
    named: job.sender.named,
    strength: job.sender.strength,
    // Kept for its owner's history only: of what nobody owned or nothing came out, the books say no more than that it was.
    title: owner && printed && printed.impressions > 0 ? job.title : "",
    ended,
    by,
    impressions: 0,
    impressionsColor: 0,
    sheets: 0,
    charged: money(0),
    ...(owner ? { user: owner.id, login: owner.login } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...printed,
  });
  if (owner) tellEnd(view, owner, { job, ended, by, ...(reason === undefined ? {} : { reason }), ...(printed ? { printed } : {}) });
}

/** What came out and what it cost; or that nobody fetched it in time. What a person deletes, or has deleted for them, is no news. */
function tellEnd(view: View, owner: User, { job, ended, reason, printed }: Ending): void {
  const { id, title } = job;
  if (printed && printed.impressions > 0) {
    const { impressions, charged: amount, refunded } = printed;
    if (refunded === undefined) tell(view, owner, "printed", { id: `${id} printed`, title, impressions, amount });
    else tell(view, owner, "refunded", { id: `${id} refunded`, title, impressions, amount, refunded });
  } else if (ended === "canceled" && reason === "retention") tell(view, owner, "expired", { id: `${id} expired`, title });
}
