// A person's whole account as a file of their own.
import type { MyStatementRow } from "../../daemon/api/contract/my-history.ts";
import { ask } from "../shared/api.ts";
import { type Cell, csvOf } from "../shared/csv.ts";
import type { Words } from "../shared/words.tsx";

const kinds = ["charge", "refund", "top-up", "adjustment"] as const;
export const kindOf = (kind: string): (typeof kinds)[number] => kinds.find((each) => each === kind) ?? "adjustment";

/** What one question answers at most. */
const atOnce = 200;

/** Newest first; `loaded` hears how many rows are there so far. */
export async function wholeStatement(loaded: (rows: number) => void): Promise<readonly MyStatementRow[]> {
  const all: MyStatementRow[] = [];
  for (let before: string | undefined; ; ) {
    const { rows } = await ask("GET /api/v1/me/statement", { query: { ...(before === undefined ? {} : { before }), limit: atOnce } });
    all.push(...rows);
    loaded(all.length);
    before = rows.at(-1)?.id;
    if (rows.length < atOnce || before === undefined) return all;
  }
}

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
