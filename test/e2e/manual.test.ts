// The manual in a browser: its pages with axe, its search, the way to it from each face; and its pictures, which may not age.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { picturesOf } from "../../webui/help/book.ts";
import { shots } from "../manual/shots.ts";
import { settleMs, walk } from "../manual/walk.ts";
import { needs } from "../setup/tools.ts";
import { until } from "./box-process.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

test("every picture of the manual still shows what its page says, in both languages", { skip, timeout }, async (t) => {
  const aged: string[] = [];
  const wrong = await walk(t, shots, async ({ shot, language, read }) => {
    const expected = await readFile(join(picturesOf(language), `${shot.name}.txt`), "utf8");
    let now = "";
    const same = await until("the page to say it", async () => (now = await read()) === expected || undefined, settleMs).catch(() => false);
    if (!same)
      aged.push(
        `the manual's picture ${language}/${shot.name} no longer shows what the page says: npm run manual\n${firstChange(expected, now)}`,
      );
  });
  assert.deepEqual([...wrong, ...aged], []);
});

/** The first line that is not what it was. */
function firstChange(before: string, now: string): string {
  const [was, is] = [before.split("\n"), now.split("\n")];
  const at = was.findIndex((line, i) => line !== is[i]);
  return `  it said: ${was[at] ?? "nothing more"}\n  it says: ${is[at] ?? "nothing more"}`;
}

test("a page leads to its place in the manual, in its language; search and the other language lead on", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t));
  await page.goto(box.ready.http);
  const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Aide" }).click()]);
  await tab.getByRole("heading", { name: "Se connecter" }).waitFor();
  assert.equal(new URL(tab.url()).pathname + new URL(tab.url()).hash, "/help/fr/portal#sign-in");
  await tab.close();
  await page.goto(`${box.ready.http}/help`);
  await page.getByRole("heading", { level: 1, name: "Manuel" }).waitFor();
  await picture("help-contents");
  await accessible();
  await page.getByLabel("Chercher dans le manuel").fill("etalonner");
  await page.getByRole("link", { name: "Étalonner" }).first().waitFor();
  await picture("help-search");
  await accessible();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/help/fr/printers#calibrate");
  await picture("help-chapter");
  await accessible();
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL("**/help/en/printers#calibrate");
  await page.getByRole("heading", { level: 1, name: "Printers" }).waitFor();
  await page.goto(`${box.ready.http}/help/fr/no-such-chapter`);
  await page.getByRole("link", { name: "Voir le sommaire" }).waitFor();
});

for (const look of [
  { size: "phone", language: "fr", scheme: "dark" },
  { size: "phone", language: "en", scheme: "light" },
  { size: "desk", language: "en", scheme: "dark" },
] as const)
  test(`the manual on a ${look.size}, ${look.language}, ${look.scheme}: nothing runs over the edge, and it prints`, {
    skip,
    timeout,
  }, async (t) => {
    const { box } = await hall(t);
    const { page, picture, accessible } = await openWindow(t, await openBrowser(t), look);
    for (const chapter of ["", "at-the-printer", "network", "commands", "glossary"]) {
      await page.goto(`${box.ready.http}/help/${look.language}/${chapter}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await accessible();
      await picture(`help-${look.size}-${look.language}-${look.scheme}-${chapter || "contents"}`);
      assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${chapter} is too wide`);
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("navigation").count(), 0, "what leads elsewhere is not printed");
  });
