// A job while it waits: accepted, looked into, changed, claimed or assigned, given up.
import { atLeast, isHeld, isUnowned, type Job } from "../../domain/job.ts";
import { mostCopies, type Ticket } from "../../domain/document.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";
import { tell } from "./messages.ts";
import { endJob } from "./ending.ts";
import { audit } from "./users.ts";

const notFound = refuse("job-not-found");
const notPossible = refuse("job-not-possible");

/** job-state-reasons of a job that waits: for an owner, for its client, for a card (RFC 8011, PWG 5100.11). */
export const waitingReasons = (job: Pick<Job, "sender" | "heldByClient" | "document">): readonly string[] => [
  ...(job.sender.user === undefined ? ["account-info-needed"] : ["job-release-wait"]),
  ...(job.heldByClient ? ["job-hold-until-specified"] : []),
  ...(job.document ? [] : ["job-incoming"]),
];

const held = (job: Job): Job => ({ ...job, state: "pending-held", reasons: waitingReasons(job) });

/** The same job twice is one job. One that has ended would come back: only intake proposes this, and only until it was answered. */
export function acceptJob(command: Command<"accept-job">, view: View): Job | Refusal {
  const before = view.get(keys.job(command.job.id));
  if (before) return before;
  view.put(keys.job(command.job.id), command.job);
  return command.job;
}

export function describeDocument(command: Command<"describe-document">, view: View): Job | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  if (job.reservation !== undefined) return notPossible;
  const described = held({ ...job, document: command.document });
  view.put(keys.job(job.id), described);
  const { problem } = command.document;
  const owner = job.sender.user && view.get(keys.user(job.sender.user));
  if (problem && owner) tell(view, owner, "refused", { id: `${job.id} refused`, title: job.title, problem });
  return described;
}

export function changeJob(command: Command<"change-job">, view: View): Job | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  if (!isHeld(job)) return notPossible;
  const problem = command.ticket && ticketProblem(command.ticket);
  if (problem) return problem;
  const changed = held({
    ...job,
    ticket: command.ticket ?? job.ticket,
    heldByClient: command.heldByClient ?? job.heldByClient,
    title: command.title ?? job.title,
  });
  view.put(keys.job(job.id), changed);
  return changed;
}

/** What nobody can print: said before a price is. */
export function ticketProblem(ticket: Ticket): Refusal | undefined {
  const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;
  if (!whole(ticket.copies) || ticket.copies > mostCopies)
    return refuse("bad-input", { field: "copies", detail: "too-many", n: mostCopies });
  if (![1, 2, 4, 6, 9, 16].includes(ticket.numberUp))
    return refuse("bad-input", { field: "number-up", detail: "options", options: "1, 2, 4, 6, 9, 16" });
  if (ticket.pageRanges?.some(([from, to]) => !whole(from) || !whole(to) || to < from))
    return refuse("bad-input", { field: "page-ranges", detail: "too-small", n: 1 });
  return undefined;
}

/** Claimed from the sending device by someone who proved who they are there. */
export function claimJob(command: Command<"claim-job">, view: View): Job | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  if (!isHeld(job) || job.sender.user !== undefined) return notPossible;
  const { sender } = command;
  if (sender.user === undefined || !atLeast(sender.strength, "bound")) return refuse("strength-too-low");
  if (sender.address !== job.sender.address) return refuse("account-authorization-failed");
  return own(command, view, { ...job, sender: { ...sender, named: job.sender.named } }, "job claimed");
}

/**
 * An administrator says whose a waiting job is: nobody's until then, or somebody else's, who is no longer charged for it. It is priced and
 * authorised again when it is released. Whoever gets it has not sent it, so it never prints by itself.
 */
export function assignJob(command: Command<"assign-job">, view: View): Job | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  if (!isHeld(job)) return notPossible;
  if (command.reason.trim() === "") return refuse("bad-input", { field: "reason", detail: "too-short", n: 1 });
  const before = job.sender.user;
  if (before === command.user) return job;
  const from = before && view.get(keys.user(before))?.login;
  // A tracked queue prints in any case, and charges only whom it is sure of.
  const isTracked = view.get(keys.queue(job.queue))?.mode === "tracked";
  const strength = isTracked || !atLeast(job.sender.strength, "bound") ? job.sender.strength : "named";
  const sender = { ...job.sender, user: command.user, strength };
  const { unsent: _byItself, ...rest } = job;
  return own(command, view, { ...rest, sender }, "job assigned", command.reason, from);
}

/** Where it can come out, and what it costs, is from now on as that queue says. A tracked queue only records: nothing is moved there to be free. */
export function moveJob(command: Command<"move-job">, view: View): Job | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  const queue = view.get(keys.queue(command.queue));
  if (!queue) return refuse("no-such-thing", { kind: "queue", name: command.queue });
  if (!isHeld(job) || isUnowned(job) || queue.mode === "tracked") return notPossible;
  if (job.queue === queue.name) return job;
  const moved: Job = { ...job, queue: queue.name };
  view.put(keys.job(job.id), moved);
  audit(view, command, "job moved", `${job.number} to ${queue.name}`, job.queue);
  return moved;
}

function own(command: Command, view: View, job: Job, act: string, reason?: string, from?: string): Job | Refusal {
  const user = job.sender.user && view.get(keys.user(job.sender.user));
  if (!user) return refuse("no-such-thing", { kind: "user", name: job.sender.user ?? "" });
  if (user.closed) return refuse("account-closed");
  const owned = held(job);
  view.put(keys.job(job.id), owned);
  audit(view, command, act, `${job.number} to ${user.login}`, from && `from ${from}`, reason);
  return owned;
}

export function cancelJob(command: Command<"cancel-job">, view: View): { done: true } | Refusal {
  const job = view.get(keys.job(command.job));
  if (!job) return notFound;
  if (job.reservation !== undefined) return notPossible;
  // Its sender may still claim it. What a tracked queue records is nobody's to claim.
  const claimable = isUnowned(job) && view.get(keys.queue(job.queue))?.mode !== "tracked";
  if (claimable && command.by.kind === "operator") return refuse("account-info-needed");
  endJob(view, { job, ended: "canceled", by: command.by, reason: command.reason });
  return { done: true };
}
