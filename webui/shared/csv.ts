// A list as a file for a spreadsheet: each language's own separator and decimal sign, and nothing a spreadsheet would run.
import type { Language } from "../../daemon/words/index.ts";

export type Cell = string | number;

/** What a French spreadsheet opens without being asked, and an English one. */
const separators: Readonly<Record<Language, string>> = { fr: ";", en: "," };
/** Without it a spreadsheet takes UTF-8 for something older. */
const byteOrderMark = "\uFEFF";

export function csvOf(language: Language, rows: readonly (readonly Cell[])[]): string {
  const separator = separators[language];
  return byteOrderMark + rows.map((row) => row.map((cell) => field(language, cell)).join(separator)).join("\r\n") + "\r\n";
}

function field(language: Language, cell: Cell): string {
  if (typeof cell === "number") return language === "fr" ? String(cell).replace(".", ",") : String(cell);
  // Titles and names are anybody's words: read as a formula, they would act in the hands of whoever opens the file.
  const inert = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[";,\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
