// What an engine that draws PDF pages answers, whichever it is.
import type { Refusal } from "../../domain/refusal.ts";

export type PdfEngineName = "poppler" | "pdfium";

export interface DrawnPage {
  readonly color: boolean;
  /** Points, as far as the engine knows them. */
  readonly width: number;
  readonly height: number;
}

/** All pages, a refusal that it is sure of, or nothing: another engine may do better. */
export type Drawing = readonly DrawnPage[] | Refusal | "gave-up";
