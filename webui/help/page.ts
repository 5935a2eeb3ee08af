// One page of the manual: contents, chapter, the ones before and after. Plain HTML, whole without its script.
import { type Key, type Language, languages, say } from "../../daemon/words/index.ts";
import type { Book } from "./book.ts";
import { type ChapterId, chapters, type PartId, parts } from "./chapters.ts";
import type { Chapter } from "./render.ts";
import { languageNames } from "../shared/language-names.ts";

export interface Shell {
  /** The built page into which the manual's pages are set. */
  readonly html: string;
}

const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const partKey = (part: PartId): Extract<Key, `help.part.${string}`> => `help.part.${part}`;

export function chapterPage(shell: Shell, book: Book, chapter: Chapter): string {
  const at = chapters.indexOf(chapter.id);
  const body = `<article>
${chapter.html}</article>
${turnPages(book, chapters[at - 1], chapters[at + 1])}`;
  return page(shell, book, { title: chapter.title, here: chapter.id, body });
}

export function contentsPage(shell: Shell, book: Book): string {
  const { language } = book;
  const cards = parts
    .map(
      (part) => `<section class="part"><h2>${html(say(language, partKey(part.id)))}</h2>
<p>${html(say(language, `${partKey(part.id)}.hint`))}</p>
<ul>${part.chapters.map((id) => `<li><a href="${id}">${html(titleOf(book, id))}</a></li>`).join("")}</ul></section>`,
    )
    .join("\n");
  const body = `<div class="welcome"><h1>${html(say(language, "help.title"))}</h1><p>${html(say(language, "help.hint"))}</p></div>
<div class="parts">${cards}</div>`;
  return page(shell, book, { title: say(language, "help.title"), body });
}

export function nowherePage(shell: Shell, book: Book): string {
  const { language } = book;
  const body = `<article><h1>${html(say(language, "help.nowhere"))}</h1>
<p><a href="/help/${language}/">${html(say(language, "help.nowhere.contents"))}</a></p></article>`;
  return page(shell, book, { title: say(language, "help.nowhere"), body });
}

interface Parts {
  readonly title: string;
  readonly body: string;
  readonly here?: ChapterId;
}

function page(shell: Shell, book: Book, { title, body, here }: Parts): string {
  const { language } = book;
  const words = (key: Key): string => html(say(language, key as "help.title"));
  const main = `<a class="skip" href="#content">${words("help.skip")}</a>
<header class="head">
<a class="mark" href="/help/${language}/"><svg width="28" height="28" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M3 3h18L3 17.6z"/><path d="M21 21H3L21 6.4z"/></svg><span>Quoin</span><span class="what">${words("help.title")}</span></a>
<search class="search" hidden data-words="/help/${language}/words.json"><input type="search" aria-label="${words("help.search")}" placeholder="${words("help.search")}" autocomplete="off" spellcheck="false"><ol class="found" hidden></ol><p class="none" role="status" hidden>${words("help.search.none")}</p></search>
${here === undefined ? "" : `<a class="to-contents" href="#contents">${words("help.contents")}</a>\n`}<nav class="languages" aria-label="${words("page.language")}">${languages.map((each) => languageLink(each, language, here)).join("")}</nav>
</header>
<div class="frame">
<main id="content" tabindex="-1">
${body}
<footer class="foot"><a href="/">${words("help.to-portal")}</a><a href="/admin">${words("help.to-console")}</a></footer>
</main>
${here === undefined ? "" : contents(book, here)}</div>`;
  return shell.html
    .replace('lang="fr"', `lang="${language}"`)
    .replace("{{title}}", () => html(`${title} · Quoin`))
    .replace("{{body}}", () => main);
}

/** The same chapter in the other language; the script adds the heading. */
function languageLink(each: Language, language: Language, here: ChapterId | undefined): string {
  const current = each === language ? ' aria-current="true"' : "";
  return `<a href="/help/${each}/${here ?? ""}" lang="${each}" hreflang="${each}"${current}>${languageNames[each]}</a>`;
}

function contents(book: Book, here: ChapterId): string {
  const label = html(say(book.language, "help.contents"));
  const entry = (id: ChapterId): string => {
    const current = id === here ? ' aria-current="page"' : "";
    return `<li><a href="${id}"${current}>${html(titleOf(book, id))}</a>${id === here ? headingsOf(book, id) : ""}</li>`;
  };
  const lists = parts.map((part) => `<h2>${html(say(book.language, partKey(part.id)))}</h2><ul>${part.chapters.map(entry).join("")}</ul>`);
  return `<nav class="contents" id="contents" aria-label="${label}">\n${lists.join("\n")}\n</nav>\n`;
}

function headingsOf(book: Book, id: ChapterId): string {
  const below = book.chapters.get(id)?.headings.filter(({ level }) => level === 2) ?? [];
  return below.length === 0 ? "" : `<ul>${below.map(({ id: to, text }) => `<li><a href="#${to}">${html(text)}</a></li>`).join("")}</ul>`;
}

function turnPages(book: Book, before: ChapterId | undefined, after: ChapterId | undefined): string {
  const turn = (id: ChapterId | undefined, key: "help.before" | "help.after", rel: string): string =>
    id === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${id}"><small>${html(say(book.language, key))}</small>${html(titleOf(book, id))}</a>`;
  return `<nav class="turn" aria-label="${html(say(book.language, "help.turn"))}">${turn(before, "help.before", "prev")}${turn(after, "help.after", "next")}</nav>`;
}

const titleOf = (book: Book, id: ChapterId): string => book.chapters.get(id)?.title ?? id;
