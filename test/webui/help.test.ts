// The manual: one book in two languages, every place that a page opens, every picture there and small, nothing that runs.
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { languages } from "../../daemon/words/index.ts";
import { helpBeside, helpOfStep, helpOf as consoleHelp } from "../../webui/admin/help.ts";
import { picturesOf, readBook } from "../../webui/help/book.ts";
import { chapters } from "../../webui/help/chapters.ts";
import { best, plain } from "../../webui/help/find.ts";
import { renderChapter } from "../../webui/help/render.ts";
import { typeset } from "../../webui/help/typography.ts";
import { kioskHelp } from "../../webui/kiosk/help-of.ts";
import { helpOf as portalHelp, trustHelp } from "../../webui/portal/help.ts";
import { made, withReference } from "../manual/made.ts";
import { shots } from "../manual/shots.ts";

const help = join(import.meta.dirname, "../../webui/help");
const [fr, en] = await Promise.all([readBook("fr"), readBook("en")]);
/** Beyond it a box's image and a clone grow for no reader's good. */
const mostPictureBytes = 4_000_000;

test("both languages have the same chapters, headings, pictures and links, and no file that is no chapter", async () => {
  for (const id of chapters) {
    const [a, b] = [fr.chapters.get(id)!, en.chapters.get(id)!];
    const shape = ({ headings }: typeof a) => headings.map((heading) => [heading.level, heading.id]);
    assert.deepEqual(shape(a), shape(b), id);
    assert.deepEqual(a.pictures, b.pictures, id);
    assert.deepEqual(a.links.toSorted(), b.links.toSorted(), id);
    assert.ok(Math.min(a.html.length, b.html.length) > 500, `${id} has nothing to say`);
  }
  for (const language of languages)
    assert.deepEqual((await readdir(join(help, language))).toSorted(), chapters.map((id) => `${id}.md`).toSorted());
});

test("every page of the console, tab of the portal and screen of the kiosk opens at a heading that is there, and every link leads somewhere", () => {
  const places = new Set(
    [...fr.chapters.values()].flatMap(({ id, headings }) => [id as string, ...headings.map((heading) => `${id}#${heading.id}`)]),
  );
  const asked = [
    ...Object.values(consoleHelp),
    ...Object.values(helpBeside),
    ...helpOfStep,
    ...Object.values(portalHelp),
    trustHelp,
    "portal#sign-in",
    ...Object.values(kioskHelp).map(({ place }) => place),
    ...[...fr.chapters.values()].flatMap(({ links }) => links),
  ];
  assert.deepEqual(
    asked.filter((place) => !places.has(place)),
    [],
  );
});

test("each picture that a chapter shows is taken in both languages with what its page said, and none is left over; all are small", async () => {
  const shown = [...fr.chapters.values()].flatMap(({ pictures }) => pictures).toSorted();
  assert.deepEqual([...new Set(shown)], shots.map(({ name }) => name).toSorted(), "pictures shown, pictures taken");
  let bytes = 0;
  for (const language of languages) {
    const files = await readdir(picturesOf(language));
    assert.deepEqual(files.toSorted(), shots.flatMap(({ name }) => [`${name}.txt`, `${name}.webp`]).toSorted(), "npm run manual");
    for (const file of files) bytes += (await stat(join(picturesOf(language), file))).size;
  }
  assert.ok(bytes <= mostPictureBytes, `${bytes} bytes of pictures`);
  for (const book of [fr, en])
    for (const { url, width, height } of book.pictures) {
      assert.match(url, /^\/help\/pictures\/(fr|en)\/[\w-]+\.[0-9a-f]{10}\.webp$/);
      assert.ok(width >= 300 && width <= 1400 && height >= 100 && height <= 1600, `${url} ${width}×${height}`);
    }
});

test("the references of commands and settings are what the product says of itself", async () => {
  for (const language of languages)
    for (const [chapter, make] of Object.entries(made)) {
      const text = await readFile(join(help, language, `${chapter}.md`), "utf8");
      assert.match(text, /\{#reference\}/);
      assert.equal(text, await withReference(text, language, make), `${chapter}: npm run manual writes it anew`);
    }
});

test("no HTML of a chapter passes, no link runs a script, an unknown word of a page or a heading without an id stops the build", () => {
  const render = (text: string) => renderChapter("print", "en", text, () => ({ url: "/x.webp", width: 1, height: 1 })).html;
  assert.doesNotMatch(render("# A\n<script>alert(1)</script>\n\n<img src=x onerror=y>"), /<script|<img/);
  assert.doesNotMatch(render("# A\n[x](javascript:alert(1)) [y](data:text/html,z)"), /href/);
  assert.match(render('# A\n![a "quoted" <b>](x)'), /alt="a &quot;quoted&quot; &lt;b&gt;"/);
  assert.match(render("# A\n[[admin.printers.add]]"), /<strong>Add a printer<\/strong>/);
  assert.throws(() => render("# A\n[[no.such.words]]"), /no page says no\.such\.words/);
  assert.throws(() => render("# A\n## B"), /has no \{#id\}/);
  assert.throws(() => render("# A\n## B {#b}\n## C {#b}"), /two headings are called b/);
  assert.throws(() => render("# A\n![](x)"), /no words for whoever cannot see it/);
  assert.throws(() => render("A"), /begin with its title/);
});

test("a French page has its spaces and quotes, and code stays as it is", () => {
  assert.equal(typeset("fr", "l'aide : « oui » ; 5 %"), "l’aide\u00a0: «\u00a0oui\u00a0»\u202f; 5\u00a0%");
  assert.equal(typeset("en", "it's : so"), "it’s : so");
  const { html } = renderChapter("print", "fr", "# A\n`d'ici : là`", () => undefined);
  assert.match(html, /<code>d'ici : là<\/code>/);
});

test("a search finds headings before texts, without accents, in every chapter, and nothing for nothing", () => {
  const entries = [...fr.chapters.values()].flatMap(({ id, title, headings }) =>
    headings.map((heading) => ({ at: `${id}#${heading.id}`, chapter: title, heading: heading.text, words: heading.words })),
  );
  const find = (text: string) => best(entries, plain(text).split(" ").filter(Boolean)).map(({ at }) => at);
  assert.equal(find("etalonner")[0], "printers#calibrate");
  assert.ok(find("carte perdue").includes("what-to-do#lost-card"));
  assert.deepEqual(find("zzzz"), []);
  assert.deepEqual(best(entries, []), []);
});
