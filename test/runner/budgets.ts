// What the pages may weigh: somebody waits for a phone in a corridor to fetch and read their script.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Weight } from "../../webui/weights.ts";

/** Compressed script of a face's first page, in kilobytes of 1000 bytes (the figures). */
export const budgets: Readonly<Record<string, number>> = { portal: 150, kiosk: 150, admin: 300 };

export async function weightsOf(root: string): Promise<readonly Weight[]> {
  return JSON.parse(await readFile(join(root, "webui/dist/.weights.json"), "utf8")) as readonly Weight[];
}

/** Nothing when every face keeps to its budget. */
export function overBudget(weights: readonly Weight[]): string {
  const missing = Object.keys(budgets).filter((face) => !weights.some((weight) => weight.face === face));
  const heavy = weights.filter(({ face, bytes }) => bytes > (budgets[face] ?? 0) * 1_000);
  return [
    ...missing.map((face) => `${face}: not weighed. Build the pages: npm run build`),
    ...heavy.map(({ face, bytes, largest }) =>
      [
        `${face}: its first page fetches ${(bytes / 1_000).toFixed(1)} KB of compressed script, ${budgets[face] ?? 0} are allowed.`,
        "    Fetch what is not seen at once with lazily() (webui/shared/lazily.tsx). The largest parts, in KB before compression:",
        ...largest.map(([part, of]) => `    ${(of / 1_000).toFixed(0).padStart(4)} ${part}`),
      ].join("\n"),
    ),
  ].join("\n");
}
