// Where a waiting job can come out, for how much, and why not elsewhere.
import type { PrinterName, UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Money } from "../domain/money.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { Language } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import type { JobPlace } from "./contract/jobs.ts";
import type { Deps, PrinterCondition } from "./deps.ts";

/** Cheapest first; those where it cannot come out last, each with why. */
export function placesOf(deps: Deps, job: Job, language: Language, conditions: readonly PrinterCondition[]): JobPlace[] {
  const printers = deps.accounting.ask({ name: "queue", queue: job.queue })?.printers ?? [];
  return printers
    .map((printer): JobPlace => {
      const quote = deps.accounting.ask({ name: "quote", job: job.id, printer });
      const state = stateOf(conditions, printer);
      return isRefusal(quote)
        ? { printer, state, sentence: sentence(language, quote, deps.currency) }
        : { printer, state, price: quote.total, ...missingOf(deps, job.sender.user, quote.total) };
    })
    .sort((a, b) => (a.price ?? Number.MAX_SAFE_INTEGER) - (b.price ?? Number.MAX_SAFE_INTEGER));
}

export const stateOf = (conditions: readonly PrinterCondition[], printer: PrinterName): string =>
  conditions.find(({ name }) => name === printer)?.state ?? "unknown";

/** What their credit lacks of a price, where it lacks anything. */
export function missingOf(deps: Deps, user: UserId | undefined, total: Money): { missing?: number } {
  const purse = user === undefined ? undefined : deps.accounting.ask({ name: "purse", user });
  return purse?.limited && total > purse.spendable ? { missing: total - purse.spendable } : {};
}
