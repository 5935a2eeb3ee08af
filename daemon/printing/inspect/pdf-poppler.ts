// PDF pages by poppler's pdftoppm: a process of its own a document, fed with a memory file, its pictures read from a pipe as they come.
import type { ChildProcess } from "node:child_process";
import { killGroup, type Sandbox, startConfined } from "../../runtime/sandbox.ts";
import type { HeldDocument } from "./held-document.ts";
import type { Drawing } from "./pdf-engine.ts";
import { createPpmReader } from "./ppm.ts";
import type { InspectSettings } from "./settings.ts";

export interface Poppler {
  /** Full path of pdftoppm. */
  readonly pdftoppm: string;
  readonly sandbox: Sandbox;
}

/** A4 at 600 dpi in CMYK is 140 MB and poppler holds it once; pages with several such images stay below this. */
const addressBytes = 768 * 1024 * 1024;

/** It writes no files; some font libraries try to keep a cache of a few kB. */
const fileBytes = 1024 * 1024;

const openFiles = 64;

/** `pages`: how many there are, if the page tree could be read. */
export async function drawWithPoppler(
  document: HeldDocument,
  poppler: Poppler,
  settings: InspectSettings,
  pages: number | undefined,
): Promise<Drawing> {
  const { dpi, mostPages, mostPagePixels } = settings;
  // The crop box, at this resolution, no matter how long the document says it is.
  const args = ["-q", "-cropbox", "-r", String(dpi), "-l", String(pages ?? mostPages + 1), "/proc/self/fd/3"];
  const child = startConfined(poppler.sandbox, poppler.pdftoppm, args, {
    limits: { addressBytes, fileBytes, openFiles, cpuSeconds: Math.ceil(settings.timeoutMs / 1000) },
    stdio: ["ignore", "pipe", "ignore", document.file()],
    nested: true,
  });
  const ended = exitOf(child);
  // Rounding up may add a row and a column to what was allowed.
  const reader = createPpmReader(settings, { pictures: pages ?? mostPages, pixels: mostPagePixels * 1.1 });
  try {
    for await (const chunk of child.stdout ?? []) {
      if (!reader.push(chunk)) return "gave-up";
    }
    const clean = await ended;
    if (!clean || !reader.complete || reader.pictures.length === 0) return "gave-up";
    if (pages !== undefined && reader.pictures.length !== pages) return "gave-up";
    return reader.pictures.map(({ width, height, color }) => ({ color, width: (width * 72) / dpi, height: (height * 72) / dpi }));
  } finally {
    killGroup(child);
    await ended;
  }
}

/** Resolves to whether it ended by itself and well; never rejects. */
function exitOf(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}
