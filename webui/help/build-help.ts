// Writes the manual's pages beside the built faces: one file a chapter and language, the words to search in, the pictures.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { languages } from "../../daemon/words/index.ts";
import { type Book, readBook } from "./book.ts";
import { chapterPage, contentsPage, nowherePage } from "./page.ts";

export async function buildHelp(dist: string): Promise<void> {
  const shellFile = join(dist, "help", "shell.html");
  const html = await readFile(shellFile, "utf8");
  await rm(shellFile);
  for (const language of languages) await write(join(dist, "help"), { html }, await readBook(language));
}

async function write(help: string, shell: { readonly html: string }, book: Book): Promise<void> {
  const folder = join(help, book.language);
  const pictures = join(help, "pictures", book.language);
  await Promise.all([mkdir(folder, { recursive: true }), mkdir(pictures, { recursive: true })]);
  const pages = [
    ...[...book.chapters.values()].map((chapter) => [`${chapter.id}.html`, chapterPage(shell, book, chapter)] as const),
    ["index.html", contentsPage(shell, book)] as const,
    ["nowhere.html", nowherePage(shell, book)] as const,
    ["words.json", JSON.stringify(wordsOf(book))] as const,
  ];
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
  for (const { url, bytes } of book.pictures) await writeFile(join(pictures, basename(url)), bytes);
}

/** What the search looks through: each heading with what stands below it. */
const wordsOf = (book: Book): readonly object[] =>
  [...book.chapters.values()].flatMap(({ id, title, headings }) =>
    headings.map((heading) => ({ at: `${id}#${heading.id}`, chapter: title, heading: heading.text, words: heading.words.trim() })),
  );
