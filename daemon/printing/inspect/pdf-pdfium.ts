// PDF pages by PDFium compiled to WebAssembly: no process to start, so it is quick for small documents, and it needs no Debian package.
import { type PDFiumLibrary as Library, PDFiumLibrary } from "@hyzyla/pdfium";
import { refuse } from "../../domain/refusal.ts";
import type { HeldDocument } from "./held-document.ts";
import type { DrawnPage, Drawing } from "./pdf-engine.ts";
import { pngOf } from "./png.ts";
import type { InspectSettings } from "./settings.ts";

export interface Pdfium {
  /** `pages`: how many there are, if the page tree could be read. */
  draw(document: HeldDocument, settings: InspectSettings, pages: number | undefined, hasForm: boolean): Drawing;
  /** One page, from 1, as PNG; undefined where it cannot be drawn. */
  picture(document: HeldDocument, settings: InspectSettings, page: number): Uint8Array | undefined;
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
  const guarded = <T, E>(otherwise: E, act: () => T): T | E => {
    if (spent) return otherwise;
    try {
      return act();
    } catch {
      // A trap of WebAssembly, an abort of its runtime, or no more memory.
      spent = true;
      return otherwise;
    }
  };
  return {
    draw: (document, settings, pages, hasForm) => guarded("gave-up", () => drawDocument(module, document, settings, pages, hasForm)),
    picture: (document, settings, page) => guarded(undefined, () => picture(module, document, settings, page)),
    get spent() {
      return spent;
    },
  };
}

/** Answers what `use` does with the opened document, or PDFium's number of why it cannot be opened. */
function withDocument<T>(
  module: Module,
  document: HeldDocument,
  hasForm: boolean,
  use: (opened: number, form?: number) => T,
): T | Unopened {
  const at = allocate(module, document.length);
  document.copyTo(module.HEAPU8.subarray(at, at + document.length));
  const opened = module._FPDF_LoadMemDocument(at, document.length, 0);
  if (opened === 0) {
    const error = module._FPDF_GetLastError();
    module.wasmExports.free(at);
    return { error };
  }
  const form = hasForm ? openForm(module, opened) : undefined;
  try {
    return use(opened, form?.handle);
  } finally {
    form?.close();
    module._FPDF_CloseDocument(opened);
    module.wasmExports.free(at);
  }
}

interface Unopened {
  readonly error: number;
}

function picture(module: Module, document: HeldDocument, settings: InspectSettings, page: number): Uint8Array | undefined {
  const drawn = withDocument(module, document, true, (opened, form) =>
    drawPage(module, opened, page - 1, form, settings, ({ pixels, columns, rows }) => pngOf(pixels, columns, rows)),
  );
  return drawn instanceof Uint8Array ? drawn : undefined;
}

function drawDocument(
  module: Module,
  document: HeldDocument,
  settings: InspectSettings,
  pages: number | undefined,
  hasForm: boolean,
): Drawing {
  const drawn = withDocument(module, document, hasForm, (opened, form): Drawing => {
    const count = module._FPDF_GetPageCount(opened);
    if (count === 0 && pages === undefined) return refuse("document-empty");
    if (count > settings.mostPages) return refuse("document-too-large", { pages: count });
    if (pages !== undefined && count < pages) return "gave-up";
    const drawn: DrawnPage[] = [];
    for (let index = 0; index < count; index++) {
      const page = drawPage(module, opened, index, form, settings, ({ pixels, width, height }) => ({
        color: isColoured(new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4), settings),
        width,
        height,
      }));
      if (page === undefined) return refuse("document-damaged", { page: index + 1 });
      if (page === "too-large") return refuse("document-too-large", { page: index + 1 });
      drawn.push(page);
    }
    return drawn;
  });
  if (!("error" in Object(drawn))) return drawn as Drawing;
  const { error } = drawn as Unopened;
  return error === wantsPassword ? refuse("document-password-error") : error === wrongFormat ? refuse("document-damaged") : "gave-up";
}

interface Drawn {
  readonly pixels: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

function drawPage<T>(
  module: Module,
  opened: number,
  index: number,
  form: number | undefined,
  settings: InspectSettings,
  look: (drawn: Drawn) => T,
): T | "too-large" | undefined {
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
      return look({ pixels: new Uint8Array(module.HEAPU8.buffer, pixels, columns * rows * 4), columns, rows, width, height });
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
