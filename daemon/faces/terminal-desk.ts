// What a terminal may do with the box: sign people in, list and price their jobs, release and delete.
import type { Accounting } from "../accounting.ts";
import type { UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Terminal } from "../domain/printing.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import type { CardReading } from "../people/card-reading.ts";
import type { SignIn } from "../people/sign-in.ts";
import type { Releases } from "../printing/release.ts";
import type { TerminalDesk } from "../terminals/desk.ts";

export function createTerminalDesk({
  accounting,
  releases,
  signIn,
  cardReading,
}: {
  accounting: Accounting;
  releases: Releases;
  signIn: SignIn;
  cardReading: Pick<CardReading, "seen">;
}): TerminalDesk {
  return {
    signInByCard: async (number, place) => {
      const found = await signIn.byCard(number, place);
      const unknown = isRefusal(found) && found.refused === "sign-in-failed";
      return unknown && cardReading.seen(place, number) ? refuse("card-awaited") : found;
    },
    signInByCode: (code, place) => signIn.byCode(code, place),
    checkPin: async (id, pin, place) => {
      const user = accounting.ask({ name: "user", id });
      return user ? signIn.checkPin(user, pin, place) : { refused: "sign-in-failed" };
    },
    jobs: (user, terminal) => jobsAt(accounting, user, terminal),
    quote: (job, printer, ticket) => accounting.ask({ name: "quote", job, printer, ticket }),
    purse: (user) => accounting.ask({ name: "purse", user }),
    release: (request) => releases.release(request),
    deleteJob: (job, by) => accounting.propose({ name: "cancel-job", job, reason: "deleted at the terminal", by }),
    follow: (user, changed) =>
      accounting.follow((fact) => {
        if (fact.kind === "config" || (fact.kind === "job" && fact.job.sender.user === user) || fact.kind === "rows") changed();
      }),
  };
}

/** Held jobs of the queues that print at one of the terminal's printers. */
function jobsAt(accounting: Accounting, user: UserId, { printers }: Terminal): readonly Job[] {
  const here = new Set(
    accounting
      .ask({ name: "queues" })
      .filter((queue) => queue.printers.some((printer) => printers.includes(printer)))
      .map((queue) => queue.name),
  );
  return accounting.ask({ name: "jobs", user, held: true }).filter((job) => here.has(job.queue));
}
