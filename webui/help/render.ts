// Markdown → a chapter in HTML. No HTML passes; words of the pages are taken from the catalogues, so that the manual says what the page says.
import MarkdownIt, { type Token } from "markdown-it";
import { fill, isKey, type Language } from "../../daemon/words/index.ts";
import type { ChapterId } from "./chapters.ts";
import { typeset } from "./typography.ts";

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
  /** What stands below it, as words to search in. */
  readonly words: string;
}

export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

export interface Chapter {
  readonly id: ChapterId;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Names of the pictures it shows. */
  readonly pictures: readonly string[];
  /** Places it points to. */
  readonly links: readonly string[];
}

/** What the manual names and does not find; the build and the tests stop at it. */
export class ManualError extends Error {
  override readonly name = "ManualError";
}

export function renderChapter(
  id: ChapterId,
  language: Language,
  markdown: string,
  picture: (name: string) => Picture | undefined,
): Chapter {
  const wrong = (what: string): never => {
    throw new ManualError(`webui/help/${language}/${id}.md: ${what}`);
  };
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false });
  const pictures: string[] = [];
  const links: string[] = [];
  const tokens = md.parse(withWords(markdown, language, wrong), {});
  const headings = readHeadings(tokens, language, wrong);
  for (const token of tokens)
    for (const child of token.children ?? []) if (child.type === "text") child.content = typeset(language, child.content);
  md.renderer.rules.image = (all, index) => {
    const token = all[index] as Token;
    const name = String(token.attrGet("src"));
    pictures.push(name);
    const found = picture(name);
    if (token.content === "") return wrong(`the picture ${name} has no words for whoever cannot see it`);
    const alt = md.utils.escapeHtml(typeset(language, token.content));
    // Not taken yet: `npm run manual` needs the pages built before it can. A test asks for each.
    if (!found) return `<em>${alt}</em>`;
    const { url, width, height } = found;
    const shape = width < height ? "tall" : "wide";
    return `<span class="picture ${shape}"><img src="${url}" alt="${alt}" width="${width}" height="${height}" loading="lazy" decoding="async"></span>`;
  };
  md.renderer.rules.link_open = (all, index, options, _env, self) => {
    const token = all[index] as Token;
    const href = String(token.attrGet("href"));
    if (!/^https?:|^\//.test(href)) links.push(href.startsWith("#") ? `${id}${href}` : href);
    return self.renderToken([...all], index, options);
  };
  // What scrolls is reached by the keyboard.
  md.renderer.rules.fence = (all, index) => `<pre tabindex="0"><code>${md.utils.escapeHtml(all[index]?.content ?? "")}</code></pre>\n`;
  md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  const html = md.renderer.render(tokens, md.options, {});
  const [first] = headings;
  if (first?.level !== 1) return wrong("it does not begin with its title");
  return { id, title: first.text, html, headings, pictures, links };
}

type Wrong = (what: string) => never;

/** `[[key]]` is what the pages themselves say; a placeholder in it becomes an ellipsis. */
function withWords(markdown: string, language: Language, wrong: Wrong): string {
  return markdown.replaceAll(/\[\[([\w.-]+)\]\]/g, (_whole, key: string) => {
    if (!isKey(key)) return wrong(`no page says ${key}`);
    const text = fill(language, key, { n: "…" }).replaceAll(/\{\w+\}/g, "…");
    return `**${text.replaceAll(/[\\*_`[\]<|]/g, "\\$&")}**`;
  });
}

/** `## Words {#id}`: the id is the same in each language, so that a page finds its place in both. */
function readHeadings(tokens: readonly Token[], language: Language, wrong: Wrong): readonly Heading[] {
  const headings: (Heading & { words: string })[] = [];
  const seen = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    const inline = tokens[at + 1];
    if (token.type === "heading_open" && inline?.children) {
      const level = Number(token.tag.slice(1));
      const last = inline.children.at(-1);
      const id = level === 1 ? "top" : /\s*\{#([a-z0-9-]+)\}$/.exec(last?.content ?? "")?.[1];
      if (id === undefined || last === undefined) return wrong(`"${inline.content}" has no {#id}`);
      if (seen.has(id)) return wrong(`two headings are called ${id}`);
      seen.add(id);
      last.content = last.content.replace(/\s*\{#[a-z0-9-]+\}$/, "");
      token.attrSet("id", id);
      headings.push({ id, level, text: typeset(language, plainOf(inline)), words: "" });
    } else if (token.type === "inline" && tokens[at - 1]?.type !== "heading_open") {
      const heading = headings.at(-1);
      if (heading) heading.words += ` ${plainOf(token)}`;
    } else if (token.type === "fence") {
      const heading = headings.at(-1);
      if (heading) heading.words += ` ${token.content}`;
    }
  }
  return headings;
}

const plainOf = (token: Token): string =>
  (token.children ?? [])
    .map((child) => (child.type === "softbreak" ? " " : child.type === "image" || child.type.startsWith("link_") ? "" : child.content))
    .join("");
