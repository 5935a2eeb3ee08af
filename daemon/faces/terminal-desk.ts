// What a terminal may do with the box: sign people in, list and price their jobs, release and delete.
import type { Accounting } from "../accounting.ts";
import type { JobId, PrinterName, UserId } from "../domain/ids.ts";
import type { Ticket } from "../domain/document.ts";
import type { Job } from "../domain/job.ts";
import { isFresh } from "../domain/message.ts";
import { leftOut, type Terminal } from "../domain/printing.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import type { CardReading } from "../people/card-reading.ts";
import type { SignIn } from "../people/sign-in.ts";
import type { Fleet } from "../printing/fleet.ts";
import type { Releases } from "../printing/release.ts";
import type { Clock } from "../runtime/clock.ts";
import type { TerminalDesk } from "../terminals/desk.ts";
import type { Elsewhere, Outlook } from "../terminals/visit.ts";

export function createTerminalDesk({
  accounting,
  releases,
  signIn,
  cardReading,
  fleet,
  clock,
}: {
  accounting: Accounting;
  releases: Releases;
  fleet: Pick<Fleet, "condition" | "follow">;
  signIn: SignIn;
  clock: Pick<Clock, "now">;
  cardReading: Pick<CardReading, "seen">;
}): TerminalDesk {
  return {
    signInByCard: async (number, place) => {
      const found = await signIn.byCard(number, place);
      const unknown = isRefusal(found) && found.refused === "sign-in-failed";
      return unknown && cardReading.seen(place, number) ? refuse("card-awaited") : found;
    },
    signInByCode: (code, place) => signIn.byCode(code, place),
    signInByLogin: (login, secret, place) => signIn.byPasswordOrPin(login, secret, place),
    checkPin: async (id, pin, place) => {
      const user = accounting.ask({ name: "user", id });
      return user ? signIn.checkPin(user, pin, place) : { refused: "sign-in-failed" };
    },
    jobs: (user, terminal) => jobsAt(accounting, user, terminal),
    quote: (job, printer, ticket) => accounting.ask({ name: "quote", job, printer, ticket }),
    outlook: (job, printer, ticket) => ({ ...stoppedAt(fleet, printer), ...leavesOut(accounting, job, printer, ticket) }),
    elsewhere: (job, ticket, here) => elsewhere(accounting, fleet, job, ticket, here),
    messages: (user) => accounting.ask({ name: "messages", user }).filter((message) => isFresh(message, clock.now())),
    confirmMessage: (user, message, by) => accounting.propose({ name: "confirm-message", user, message, by }),
    purse: (user) => accounting.ask({ name: "purse", user }),
    release: (request) => releases.release(request),
    deleteJob: (job, by) => accounting.propose({ name: "cancel-job", job, reason: "deleted at the terminal", by }),
    follow: (user, changed) => {
      const unfollow = [
        accounting.follow((fact) => {
          if (fact.kind === "config" || (fact.kind === "job" && fact.job.sender.user === user) || fact.kind === "rows") changed();
        }),
        fleet.follow(changed),
      ];
      return () => {
        for (const end of unfollow) end();
      };
    },
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

function stoppedAt(fleet: Pick<Fleet, "condition">, printer: PrinterName): Pick<Outlook, "stopped"> {
  const { state, reasons } = fleet.condition(printer);
  if (state !== "stopped" && state !== "unreachable") return {};
  return { stopped: state === "unreachable" && reasons.length === 0 ? ["printer-unreachable"] : reasons };
}

function leavesOut(accounting: Accounting, id: JobId, printer: PrinterName, ticket: Ticket): Pick<Outlook, "leavesOut"> {
  const facts = accounting.ask({ name: "job", id })?.document?.facts;
  return facts ? { leavesOut: leftOut(ticket, facts, accounting.ask({ name: "printer", printer })?.capabilities) } : {};
}

/** In the order in which the operator named the queue's printers. */
function elsewhere(
  accounting: Accounting,
  fleet: Pick<Fleet, "condition">,
  id: JobId,
  ticket: Ticket,
  here: readonly PrinterName[],
): Elsewhere | undefined {
  const job = accounting.ask({ name: "job", id });
  const queue = job && accounting.ask({ name: "queue", queue: job.queue });
  for (const printer of queue?.printers ?? []) {
    if (here.includes(printer) || stoppedAt(fleet, printer).stopped) continue;
    const answer = accounting.ask({ name: "quote", job: id, printer, ticket });
    if (!isRefusal(answer)) return { printer, price: answer.total };
  }
  return undefined;
}
