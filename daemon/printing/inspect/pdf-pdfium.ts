// PDF pages by PDFium compiled to WebAssembly: no process to start, so it is quick for small documents, and it needs no Debian package.
import { type PDFiumLibrary as Library, PDFiumLibrary } from "@hyzyla/pdfium";
import { refuse } from "../../domain/refusal.ts";
import type { HeldDocument } from "./held-document.ts";
import type { DrawnPage, Drawing } from "./pdf-engine.ts";
import type { InspectSettings } from "./settings.ts";

export interface Pdfium {
  /** `pages`: how many there are, if the page tree could be read. */
  draw(document: HeldDocument, settings: InspectSettings, pages: number | undefined, hasForm: boolean): Drawing;
  /** It crashed once: its memory is not to be trusted any more. */
  readonly spent: boolean;
}

type Module = Library["module"];

/** fpdfview.h: error codes, the BGRx bitmap format, and the flags for annotations as they are printed. */
const wrongFormat = 3;
const wantsPassword = 4;
const bgrx = 3;
const printedAnnotations = 0x01 | 0x800;

/** fpdf_formfill.h, FPDF_FORMFILLINFO version 2: a version number and callbacks we leave out, 140 bytes and some room. */
const formInfoBytes = 256;

/** Loading takes about 80 ms and 30 MB, so once a process. */
export async function loadPdfium(): Promise<Pdfium> {
  const library = await PDFiumLibrary.init();
  const module: Module = library["module"];
  let spent = false;
  return {
    draw(document, settings, pages, hasForm) {
      if (spent) return "gave-up";
      try {
        return drawDocument(module, document, settings, pages, hasForm);
      } catch {
        // A trap of WebAssembly, an abort of its runtime, or no more memory.
        spent = true;
        return "gave-up";
      }
    },
    get spent() {
      return spent;
    },
  };
}

function drawDocument(
  module: Module,
  document: HeldDocument,
  settings: InspectSettings,
  pages: number | undefined,
  hasForm: boolean,
): Drawing {
  const at = allocate(module, document.length);
  document.copyTo(module.HEAPU8.subarray(at, at + document.length));
  const opened = module._FPDF_LoadMemDocument(at, document.length, 0);
  if (opened === 0) {
    const error = module._FPDF_GetLastError();
    module.wasmExports.free(at);
    return error === wantsPassword ? refuse("document-password-error") : error === wrongFormat ? refuse("document-damaged") : "gave-up";
  }
  const form = hasForm ? openForm(module, opened) : undefined;
  try {
    const count = module._FPDF_GetPageCount(opened);
    if (count === 0 && pages === undefined) return refuse("document-empty");
    if (count > settings.mostPages) return refuse("document-too-large", { pages: count });
    if (pages !== undefined && count < pages) return "gave-up";
    const drawn: DrawnPage[] = [];
    for (let index = 0; index < count; index++) {
      const page = drawPage(module, opened, index, form?.handle, settings);
      if (page === undefined) return refuse("document-damaged", { page: index + 1 });
      if (page === "too-large") return refuse("document-too-large", { page: index + 1 });
      drawn.push(page);
    }
    return drawn;
  } finally {
    form?.close();
    module._FPDF_CloseDocument(opened);
    module.wasmExports.free(at);
  }
}

function drawPage(
  module: Module,
  opened: number,
  index: number,
  form: number | undefined,
  settings: InspectSettings,
): DrawnPage | "too-large" | undefined {
  const page = module._FPDF_LoadPage(opened, index);
  if (page === 0) return undefined;
  try {
    const width = module._FPDF_GetPageWidth(page);
    const height = module._FPDF_GetPageHeight(page);
    const columns = Math.max(1, Math.ceil((width * settings.dpi) / 72));
    const rows = Math.max(1, Math.ceil((height * settings.dpi) / 72));
    if (columns * rows > settings.mostPagePixels * 1.1) return "too-large";
    const pixels = allocate(module, columns * rows * 4);
    const bitmap = module._FPDFBitmap_CreateEx(columns, rows, bgrx, pixels, columns * 4);
    try {
      module._FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xffffffff);
      if (form !== undefined) module._FORM_OnAfterLoadPage(page, form);
      module._FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, printedAnnotations);
      if (form !== undefined) {
        module._FPDF_FFLDraw(form, bitmap, page, 0, 0, columns, rows, 0, printedAnnotations);
        module._FORM_OnBeforeClosePage(page, form);
      }
      // The heap may have grown and moved: look at it only now.
      return { color: isColoured(new Uint32Array(module.HEAPU8.buffer, pixels, columns * rows), settings), width, height };
    } finally {
      module._FPDFBitmap_Destroy(bitmap);
      module.wasmExports.free(pixels);
    }
  } finally {
    module._FPDF_ClosePage(page);
  }
}

function isColoured(pixels: Uint32Array, { colorThreshold, colorPixels }: InspectSettings): boolean {
  let coloured = 0;
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] as number;
    const b = pixel & 255;
    const g = (pixel >>> 8) & 255;
    const r = (pixel >>> 16) & 255;
    if (r === g && g === b) continue;
    if (Math.max(r, g, b) - Math.min(r, g, b) > colorThreshold && ++coloured > colorPixels) return true;
  }
  return false;
}

function openForm(module: Module, opened: number): { handle: number; close(): void } | undefined {
  const info = allocate(module, formInfoBytes);
  module.HEAPU8.fill(0, info, info + formInfoBytes);
  new DataView(module.HEAPU8.buffer).setUint32(info, 2, true);
  const handle = module._FPDFDOC_InitFormFillEnvironment(opened, info);
  if (handle === 0) {
    module.wasmExports.free(info);
    return undefined;
  }
  return {
    handle,
    close() {
      module._FPDFDOC_ExitFormFillEnvironment(handle);
      module.wasmExports.free(info);
    },
  };
}

function allocate(module: Module, bytes: number): number {
  const at = module.wasmExports.malloc(bytes);
  if (at === 0) throw new RangeError("no more memory");
  return at;
}
