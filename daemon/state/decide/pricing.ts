// Whether a job may be printed at a printer, by whom it is paid, and for how much. The same checks, in the same order, for the price
// that is shown and for the reservation that is made; their order is the precedence of refusals.
import type { DocumentFormat, PackedFacts, Ticket } from "../../domain/document.ts";
import type { PrinterName } from "../../domain/ids.ts";
import { atLeast, type Job } from "../../domain/job.ts";
import type { Actor } from "../../domain/ledger.ts";
import { type PriceProfile, type Quote, quote } from "../../domain/price.ts";
import { asTold, lacking, type Printer, type Queue } from "../../domain/printing.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { User } from "../../domain/user.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";
import { ticketProblem } from "./jobs.ts";

export interface Priced {
  /** As it can be printed there: a printer without colour prints, and is paid for, in black. */
  readonly ticket: Ticket;
  readonly facts: PackedFacts;
  readonly profile: PriceProfile;
  readonly quote: Quote;
  readonly queue: Queue;
  /** undefined: recorded, charged to nobody (tracked only). */
  readonly payer?: User;
}

type Reads = Pick<View, "get">;

export function priceRelease(view: Reads, job: Job, printerName: PrinterName, wanted: Ticket): Priced | Refusal {
  view.get(keys.config); // every price, queue and printer below stands on this one counter
  const queue = view.get(keys.queue(job.queue));
  if (!queue) return refuse("no-such-thing", { kind: "queue", name: job.queue });
  const payer = payerOf(view, job, queue);
  if (payer && "refused" in payer) return payer;
  if (!job.document) return refuse("job-not-possible");
  const { facts, format } = job.document;
  if (!facts) return refuse(job.document.problem ?? "job-not-possible");
  const problem = ticketProblem(wanted);
  if (problem) return problem;
  const printer = view.get(keys.printer(printerName));
  if (!printer) return refuse("no-such-thing", { kind: "printer", name: printerName });
  if (!queue.printers.includes(printerName)) return refuse("printer-not-compatible", { name: printerName });
  const unable = unableTo(view, queue, printer, format, facts, wanted);
  if (unable) return unable;
  const profile = view.get(keys.price(printer.price));
  if (!profile) return refuse("no-such-thing", { kind: "price", name: printer.price });
  const ticket = asTold(wanted, facts, printer.capabilities);
  const priced = quote(facts, ticket, profile);
  if (priced.impressions === 0) return refuse("document-empty");
  return { ticket, facts, profile, quote: priced, queue, ...(payer ? { payer } : {}) };
}

function payerOf(view: Reads, job: Job, queue: Queue): User | Refusal | undefined {
  const proven = atLeast(job.sender.strength, "bound");
  if (queue.mode === "tracked" && !proven) return undefined;
  if (job.sender.user === undefined) return queue.mode === "tracked" ? undefined : refuse("account-info-needed");
  const user = view.get(keys.user(job.sender.user));
  return user && !user.closed ? user : refuse("account-closed");
}

/** What the printer lacks, naming one of the queue's that can do all that is asked. */
function unableTo(
  view: Reads,
  queue: Queue,
  printer: Printer,
  format: DocumentFormat,
  facts: PackedFacts,
  wanted: Ticket,
): Refusal | undefined {
  const lacks = ({ capabilities }: Printer) => lacking(asTold(wanted, facts, capabilities), format, capabilities);
  const [feature] = lacks(printer);
  if (feature === undefined) return undefined;
  const others = queue.printers.filter((name) => name !== printer.name).flatMap((name) => view.get(keys.printer(name)) ?? []);
  const other = others.find((each) => lacks(each).length === 0)?.name ?? "";
  if (feature === "document-format") return refuse("document-format-not-supported", { name: printer.name, format, other });
  return refuse("printer-not-compatible", { name: printer.name, feature, other });
}

/** Whether `by` may have the job printed: its owner, an operator, or the box itself where the queue prints without a card. */
export function mayRelease(view: Reads, job: Job, queue: Queue, by: Actor): boolean {
  if (by.kind === "operator") return true;
  if (by.kind === "user") return job.sender.user !== undefined && view.get(keys.user(job.sender.user))?.login === by.name;
  if (queue.mode === "tracked") return true;
  return queue.mode === "direct" && atLeast(job.sender.strength, "bound");
}
