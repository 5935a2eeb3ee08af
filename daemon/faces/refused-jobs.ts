// A job that its client's request did not get into the box: whoever sent it is told why, on their page, whatever their client shows of it.
import type { Accounting } from "../accounting.ts";
import type { Job, Sender } from "../domain/job.ts";
import { isRefusal, type Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Log } from "../runtime/log.ts";

/** About requests in a wrong order, not about the document. */
const clientsOwn: ReadonlySet<RefusalCode> = new Set(["job-not-found", "job-not-possible"]);

export type TellRefusal = (to: { readonly sender: Sender; readonly title: string }, outcome: Job | Refusal) => void;

/** Never keeps the client waiting: a box whose store does not answer refuses all the same. */
export const tellingRefusals =
  (accounting: Pick<Accounting, "propose">, log: Pick<Log, "warn">): TellRefusal =>
  ({ sender: { user, named }, title }, outcome) => {
    if (user === undefined || !isRefusal(outcome) || clientsOwn.has(outcome.refused)) return;
    accounting
      .propose({ name: "tell-refusal", user, title, refusal: outcome, by: { kind: "user", name: named } })
      .catch((error: unknown) => log.warn("a refusal was not told", { error, refused: outcome.refused }));
  };
