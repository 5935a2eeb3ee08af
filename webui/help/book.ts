// The whole manual of one language, read from its folder, with its pictures.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "../../daemon/words/index.ts";
import { type ChapterId, chapters } from "./chapters.ts";
import { type Chapter, type Picture, renderChapter } from "./render.ts";
import { sizeOf } from "./webp.ts";

export interface PictureFile extends Picture {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Book {
  readonly language: Language;
  readonly chapters: ReadonlyMap<ChapterId, Chapter>;
  /** Those its chapters show. */
  readonly pictures: readonly PictureFile[];
}

export const picturesOf = (language: Language): string => join(import.meta.dirname, "pictures", language);

export async function readBook(language: Language): Promise<Book> {
  const texts = await Promise.all(chapters.map((id) => readFile(join(import.meta.dirname, language, `${id}.md`), "utf8")));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/!\[[^\]]*\]\(([\w-]+)\)/g)].map(([, name = ""]) => name)));
  const pictures = new Map<string, PictureFile>();
  for (const name of names) {
    const bytes = await readFile(join(picturesOf(language), `${name}.webp`)).catch(() => undefined);
    if (bytes) pictures.set(name, picture(language, name, bytes));
  }
  const rendered = chapters.map((id, at) => renderChapter(id, language, texts[at] as string, (name) => pictures.get(name)));
  return { language, chapters: new Map(rendered.map((chapter) => [chapter.id, chapter])), pictures: [...pictures.values()] };
}

/** Its address holds a hash of it: a browser keeps it for ever. */
function picture(language: Language, name: string, bytes: Buffer): PictureFile {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  return { name, bytes, url: `/help/pictures/${language}/${name}.${hash}.webp`, ...sizeOf(bytes) };
}
