// A person's whole account, or all they printed, as a file of their own.
import type { MyEndedJobView, MyStatementRow } from "../../daemon/api/contract/my-history.ts";
import { reasonSentence, reviewSentence } from "../../daemon/words/reasons.ts";
import { ask } from "../shared/api.ts";
import { type Cell, csvOf } from "../shared/csv.ts";
import type { Words } from "../shared/words.tsx";

const kinds = ["charge", "refund", "top-up", "adjustment"] as const;
export const kindOf = (kind: string): (typeof kinds)[number] => kinds.find((each) => each === kind) ?? "adjustment";

type Asked = { readonly search?: string; readonly printed?: boolean };

/** What one question answers at most. */
const atOnce = 200;

/** All of a list that is asked for piece by piece, newest first; `loaded` hears how many are there so far. */
async function whole<R extends { readonly id: string }>(
  piece: (page: { readonly before?: string; readonly limit: number }) => Promise<readonly R[]>,
  loaded: (rows: number) => void,
): Promise<readonly R[]> {
  const all: R[] = [];
  for (let before: string | undefined; ; ) {
    const rows = await piece({ ...(before === undefined ? {} : { before }), limit: atOnce });
    all.push(...rows);
    loaded(all.length);
    before = rows.at(-1)?.id;
    if (rows.length < atOnce || before === undefined) return all;
  }
}

export const wholeStatement = (loaded: (rows: number) => void): Promise<readonly MyStatementRow[]> =>
  whole(async (page) => (await ask("GET /api/v1/me/statement", { query: page })).rows, loaded);

/** `asked`: what the page searches for. */
export const wholeHistory = (asked: Asked, loaded: (rows: number) => void): Promise<readonly MyEndedJobView[]> =>
  whole(async (page) => (await ask("GET /api/v1/me/history", { query: { ...asked, ...page } })).jobs, loaded);

export function statementFile({ say, date, language }: Words, rows: readonly MyStatementRow[]): string {
  const heads = ["at", "kind", "document", "printer", "pages", "reason", "amount", "refunded", "balance"] as const;
  const cells = ({ at, kind, title = "", printer = "", lines, reason = "", amount, refunded = 0, balance }: MyStatementRow): Cell[] => [
    date(at),
    say(`money.${kindOf(kind)}`),
    title,
    printer,
    lines.reduce((sum, line) => sum + line.impressions, 0),
    reason,
    amount / 10_000,
    refunded / 10_000,
    balance / 10_000,
  ];
  return csvOf(language, [heads.map((head) => say(`portal.file.${head}`)), ...rows.map(cells)]);
}

export function historyFile(words: Words, jobs: readonly MyEndedJobView[]): string {
  const { say, date, language } = words;
  const heads = ["at", "document", "printer", "pages", "reason", "amount", "refunded"] as const;
  const cells = (job: MyEndedJobView): Cell[] => [
    job.endedAt === undefined ? "" : date(job.endedAt),
    job.title,
    job.printer ?? "",
    job.impressions ?? 0,
    howEnded(words, job),
    (job.charged ?? 0) / 10_000,
    (job.refunded ?? 0) / 10_000,
  ];
  return csvOf(language, [heads.map((head) => say(`portal.file.${head}`)), ...jobs.map(cells)]);
}

/** Of what did not come out the books keep no title: they say how it ended. */
export const endedKey = ({ state, reason }: MyEndedJobView) =>
  reason === "retention" ? "portal.history.too-late" : state === "canceled" ? "job.deleted" : "job.not-printed";

/** Why it stopped on the way, in words. */
export const stoppedBy = (language: Words["language"], { reason, impressions = 0 }: MyEndedJobView): string =>
  impressions === 0
    ? ""
    : [...new Set((reason ?? "").split(", ").flatMap((keyword) => reasonSentence(language, keyword) ?? []))].join(", ");

function howEnded({ say, language }: Words, job: MyEndedJobView): string {
  if ((job.impressions ?? 0) === 0) return say(endedKey(job));
  return [stoppedBy(language, job), job.review === undefined ? "" : (reviewSentence(language, job.review) ?? "")]
    .filter((text) => text !== "")
    .join("; ");
}
