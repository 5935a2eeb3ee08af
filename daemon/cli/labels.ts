// What the box's keywords are called for people: states of jobs, printers and devices, kinds of rows. Programs read the keywords (`--json`).
import type { JobView } from "../api/contract/jobs.ts";
import type { PrinterView, QueueView } from "../api/contract/printing.ts";
import { reasonSentence } from "../words/reasons.ts";
import { fill, isKey, type Language, say } from "../words/say.ts";

/** A keyword that has no words yet is better shown than hidden. */
const labelled = (language: Language, key: string, keyword: string): string => (isKey(key) ? fill(language, key, {}) : keyword);

export function jobLabel(language: Language, job: JobView): string {
  if (job.endedAt !== undefined) return endLabel(language, job);
  if (job.held) {
    const problem = `problem.${job.problem}`;
    if (isKey(problem)) return fill(language, problem, {});
    if (job.login === undefined) return say(language, "job.unclaimed");
    return say(language, job.impressions === undefined && job.problem === undefined ? "job.checking" : "job.waiting");
  }
  if (job.state === "processing") return say(language, "job.printing");
  return say(language, job.state === "processing-stopped" ? "job.stopped" : "job.waiting");
}

function endLabel(language: Language, { state, impressions = 0 }: JobView): string {
  if (state === "completed") return say(language, "job.printed");
  if (impressions > 0) return say(language, "job.partly-printed");
  return say(language, state === "canceled" ? "job.deleted" : "job.not-printed");
}

export const printerLabel = (language: Language, { state, reasons }: Pick<PrinterView, "reasons"> & { readonly state: string }): string =>
  [labelled(language, `printer.${state}`, state), ...reasons.map((reason) => reasonSentence(language, reason) ?? reason)].join(", ");

export const modeLabel = (language: Language, mode: QueueView["mode"]): string => say(language, `mode.${mode}`);
export const leastLabel = (language: Language, least: QueueView["least"]): string => say(language, `least.${least}`);

export const deviceLabel = (language: Language, { kind, state }: { readonly kind: string; readonly state: string }): string =>
  `${labelled(language, `device.${kind}`, kind)}, ${labelled(language, `device.${state}`, state)}`;

export const rowLabel = (language: Language, kind: string): string =>
  labelled(language, kind === "job" ? "thing.job" : `money.${kind}`, kind);
