// Engines believe /Count and stop there; some do not search for objects whose cross-reference is broken. Where either is so, an update with the
// truth is put behind the document (ISO 32000-1 §7.5.6), for the engine's eyes only; what is printed stays as it came.
import type { PdfFile } from "./pdf-file.ts";
import type { LyingNode } from "./pdf-pages.ts";
import { type PdfDict, type PdfValue, writePdf } from "./pdf-syntax.ts";
import type { XrefEntry } from "./pdf-xref.ts";

/** The bytes to append. After a search, the update lists every object found, so that no engine has to search again. */
export function mendPdf(file: PdfFile, lies: readonly LyingNode[]): Uint8Array {
  const { xref, source } = file;
  const rows = new Map<number, Row>();
  if (xref.kind === "searched") for (const [ref, entry] of xref.entries) rows.set(ref, entry);
  let text = "\n";
  for (const { ref, dict, count } of lies) {
    rows.set(ref.ref, { at: source.length + text.length, gen: ref.gen });
    text += `${ref.ref} ${ref.gen} obj\n${writePdf(new Map([...dict, ["Count", count]]))}\nendobj\n`;
  }
  const at = source.length + text.length;
  const trailer = new Map<string, PdfValue>();
  for (const key of ["Root", "Encrypt", "ID", "Info"]) if (xref.trailer.has(key)) trailer.set(key, xref.trailer.get(key) ?? null);
  const size = xref.trailer.get("Size");
  // One number more than any in use: a stream section is an object itself.
  const self = [...rows.keys()].reduce((most, ref) => Math.max(most, ref + 1), typeof size === "number" ? size : 0);
  trailer.set("Size", self + 1);
  if (xref.kind !== "searched") trailer.set("Prev", xref.startxref);
  text +=
    xref.kind === "table"
      ? tableSection(trailer, rows, xref.base)
      : streamSection(trailer, rows.set(self, { at, gen: 0 }), self, xref.base);
  return Buffer.from(`${text}startxref\n${at - xref.base}\n%%EOF\n`, "latin1");
}

type Row = Pick<XrefEntry, "at" | "gen" | "pack" | "index">;

function tableSection(trailer: PdfDict, rows: ReadonlyMap<number, Row>, base: number): string {
  const lines = [...rows].map(
    ([ref, { at, gen }]) => `${ref} 1\n${String(at - base).padStart(10, "0")} ${String(gen).padStart(5, "0")} n \n`,
  );
  return `xref\n${lines.join("")}trailer\n${writePdf(trailer)}\n`;
}

/** A file of cross-reference streams goes on with one: readers do not expect a table to follow. */
function streamSection(trailer: PdfDict, rows: ReadonlyMap<number, Row>, self: number, base: number): string {
  const big = (value: number, bytes: number): string =>
    Array.from({ length: bytes }, (_, i) => String.fromCharCode(Math.floor(value / 256 ** (bytes - 1 - i)) % 256)).join("");
  const data = [...rows.values()]
    .map(({ at, gen, pack, index }) =>
      pack === undefined ? big(1, 1) + big(at - base, 4) + big(gen, 2) : big(2, 1) + big(pack, 4) + big(index ?? 0, 2),
    )
    .join("");
  const dict = new Map<string, PdfValue>([
    ...trailer,
    ["Type", { name: "XRef" }],
    ["W", [1, 4, 2]],
    ["Index", [...rows.keys()].flatMap((ref) => [ref, 1])],
    ["Length", data.length],
  ]);
  return `${self} 0 obj\n${writePdf(dict)}\nstream\n${data}\nendstream\nendobj\n`;
}
