// The shape of what a bench answers, and how it is told.
/** One measured line of the bench table. `bound` was measured in the same run, or is the figure the work was asked to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: number;
  /** value ÷ bound. */
  readonly ratio: number;
  readonly note?: string;
}

/** A figure of the issue: no more than this. */
export const atMost = (name: string, value: number, unit: string, bound: number, note?: string): Figure => ({
  name,
  value: Math.round(value * 10) / 10,
  unit,
  bound,
  ratio: value / bound,
  ...(note === undefined ? {} : { note }),
});

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The share `p` of all are no more than this. */
export const quantile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN;

/** A table, or one JSON object. */
export function report(figures: readonly Figure[], asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(Object.fromEntries(figures.map(({ name, note: _note, ...figure }) => [name, figure]))));
  else for (const line of table(figures)) console.log(line);
}

function table(lines: readonly Figure[]): string[] {
  const rows = lines.map(({ name, value, unit, bound, ratio, note }) => [
    name,
    `${rounded(value)} ${unit}`,
    `${rounded(bound)} ${unit}`,
    ratio.toFixed(2),
    note ?? "",
  ]);
  const head = ["figure", "value", "bound", "ratio", "what the bound is"];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}
