// Who sent a job, and what a caller may see and do with jobs (DESIGN.md §4.2). A name in the request proves nothing.
import { atLeast, type Job, type Sender, type Strength } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Queue } from "../domain/printing.ts";
import type { User } from "../domain/user.ts";
import type { PrintDesk } from "./desk.ts";
import type { Call } from "./request.ts";

/** Below the queue's least strength nobody owns the job: it is unclaimed. */
export function senderOf(call: Call, queue: Queue, ask: PrintDesk["ask"]): Sender {
  const { connection, named, proven } = call;
  const strength: Strength = proven ? "proven" : named === "" ? "none" : "named";
  const user = atLeast(strength, queue.leastStrength) ? (proven ?? userNamed(named, ask)) : undefined;
  return { strength, named, address: connection.address, ...(user === undefined ? {} : { user: user.id }) };
}

function userNamed(named: string, ask: PrintDesk["ask"]): User | undefined {
  const user = named === "" ? undefined : ask({ name: "user-by-login", login: named.toLowerCase() });
  return user?.closed ? undefined : user;
}

/** The proven owner, or the connection's own address. Everybody else sees that a job exists and its state, and may do nothing. */
export const mayTouch = (call: Call, job: Job): boolean =>
  (call.proven !== undefined && job.sender.user === call.proven.id) || job.sender.address === call.connection.address;

/** `my-jobs`: of those the caller may touch, the ones under its name. */
export const isMine = (call: Call, job: Job): boolean =>
  call.proven !== undefined && job.sender.user === call.proven.id
    ? true
    : mayTouch(call, job) && call.proven === undefined && job.sender.named === call.named;

/** For the log of who did it. A name that was only claimed is marked by the address it came from. */
export const actorOf = (call: Call): Actor => ({
  kind: "user",
  name: call.proven?.login ?? `${call.named === "" ? "anonymous" : call.named} at ${call.connection.address}`,
});
