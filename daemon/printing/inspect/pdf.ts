// PDF: the page tree by our own reader, colour by drawing. Which engine draws is a matter of size and of what is installed.
import { type DocumentFacts, type Page, sizeClass } from "../../domain/document.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts";
import type { HeldDocument } from "./held-document.ts";
import type { Drawing, PdfEngineName } from "./pdf-engine.ts";
import { PdfFile } from "./pdf-file.ts";
import { mendPdf } from "./pdf-mend.ts";
import { type PdfPageTree, walkPages } from "./pdf-pages.ts";
import type { Pdfium } from "./pdf-pdfium.ts";
import { drawWithPoppler, type Poppler } from "./pdf-poppler.ts";
import { PdfContradiction, PdfDamage, PdfLocked, PdfTooLarge } from "./pdf-syntax.ts";
import type { InspectSettings } from "./settings.ts";

export interface PdfTools {
  readonly settings: InspectSettings;
  /** Undefined: not installed, or no memory file to give it. */
  readonly poppler: Poppler | undefined;
  readonly pdfium: () => Promise<Pdfium>;
  /** The engine an inspector died with, looking at this document before. */
  readonly avoid: PdfEngineName | undefined;
  /** Told before an engine begins: if this process dies, that one is to be avoided. */
  readonly trying: (engine: PdfEngineName) => void;
}

export async function inspectPdf(document: HeldDocument, tools: PdfTools): Promise<DocumentFacts | Refusal> {
  const tree = readTree(document, tools.settings);
  if (isRefusal(tree)) return tree;
  let refusal: Refusal | undefined;
  for (const engine of enginesFor(document, tree?.pages.length, tools)) {
    tools.trying(engine);
    const drawing = await draw(engine, document, tree, tools);
    if (drawing === "gave-up") continue;
    if (isRefusal(drawing)) refusal ??= drawing;
    else return { pages: pagesOf(drawing, tree), copiesInside: 1, engine };
  }
  return refusal ?? refuse(tree === undefined ? "document-damaged" : "document-unreadable");
}

/** Undefined: the tree cannot be read; an engine may know better. */
function readTree(document: HeldDocument, settings: InspectSettings): PdfPageTree | Refusal | undefined {
  try {
    const file = new PdfFile(document);
    const tree = walkPages(file, settings.mostPages);
    if (isRefusal(tree)) return tree;
    const absurd = tree.pages.findIndex(
      ({ width, height }) => ((width * height) / (72 * 72)) * settings.dpi ** 2 > settings.mostPagePixels,
    );
    if (absurd >= 0) return refuse("document-too-large", { page: absurd + 1 });
    if (tree.lies.length > 0 || file.xref.kind === "searched") document.append(mendPdf(file, tree.lies));
    return tree;
  } catch (error) {
    if (error instanceof PdfLocked) return refuse("document-password-error");
    if (error instanceof PdfTooLarge) return refuse("document-too-large");
    if (error instanceof PdfContradiction) return refuse("document-damaged");
    if (error instanceof PdfDamage) return undefined;
    throw error;
  }
}

/**
 * Up to here PDFium in this process is as quick as a process of poppler, or quicker (measured: README); pictures, which make many bytes a
 * page, poppler decodes sooner, and long documents' memory it gives back.
 */
const smallPages = 200;
const smallBytes = 1024 * 1024;
const pictureBytes = 256 * 1024;

const isSmall = (bytes: number, pages: number): boolean => pages <= smallPages && bytes <= smallBytes && bytes / pages <= pictureBytes;

function enginesFor(document: HeldDocument, pages: number | undefined, tools: PdfTools): PdfEngineName[] {
  const { engine } = tools.settings;
  const installed = tools.poppler !== undefined;
  if (engine === "pdfium" || !installed) return ["pdfium"];
  if (engine === "poppler") return ["poppler"];
  if (tools.avoid) return [tools.avoid === "pdfium" ? "poppler" : "pdfium"];
  return isSmall(document.length, pages ?? 1) ? ["pdfium", "poppler"] : ["poppler", "pdfium"];
}

async function draw(engine: PdfEngineName, document: HeldDocument, tree: PdfPageTree | undefined, tools: PdfTools): Promise<Drawing> {
  const count = tree?.pages.length;
  if (engine === "poppler") return tools.poppler ? await drawWithPoppler(document, tools.poppler, tools.settings, count) : "gave-up";
  return (await tools.pdfium()).draw(document, tools.settings, count, tree?.hasForm ?? true);
}

/** Sizes by the tree where it and the drawing agree on the number of pages, else as drawn. */
function pagesOf(drawing: Exclude<Drawing, Refusal | "gave-up">, tree: PdfPageTree | undefined): Page[] {
  const known = tree?.pages.length === drawing.length ? tree.pages : undefined;
  return drawing.map(({ color, width, height }, i) => {
    const page = known?.[i] ?? { width, height, userUnit: 1 };
    return { color, size: sizeClass(page.width * page.userUnit, page.height * page.userUnit) };
  });
}
