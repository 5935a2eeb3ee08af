// Aligned columns of text.

export type Align = "left" | "right";

/** The lines of a table: a head, then its rows; the last column is never padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], align: readonly Align[] = []): string[] {
  const widths = head.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i] ?? ""))));
  return [head, ...rows].map((row) =>
    row
      .map((cell, i) => padded(clean(cell), widths[i] ?? 0, align[i] ?? "left"))
      .join("  ")
      .trimEnd(),
  );
}

/** Name and value a line. */
export function facts(pairs: readonly (readonly [name: string, value: string] | undefined)[]): string[] {
  const there = pairs.filter((pair) => pair !== undefined);
  const widest = Math.max(0, ...there.map(([name]) => width(name)));
  return there.map(([name, value]) => `${padded(name, widest, "left")}  ${clean(value)}`);
}

// Combining marks take no column; wide scripts are rare in names here and cost only their alignment.
const width = (text: string): number => [...text.normalize("NFC")].length;

/** What others typed must not move the cursor or colour the screen. */
const clean = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "�");

const padded = (text: string, to: number, align: Align): string => {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return align === "right" ? space + text : text + space;
};
