// Every page that the console and the portal link to, in both languages and both themes, on a desk and on a phone, where every name and title is
// as bad as people can make it: nothing runs, nothing sticks out, nobody is kept out, and no word of the other language is left.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, type BoxProcess, printJob } from "./box-process.ts";
import { openBrowser, openWindow, sizes, type Window, browserTestMs } from "./browser.ts";
import { administrator, enter, params, password } from "./console.ts";
import { hall, pricedJobs, printed, release } from "./hall.ts";
// biome-ignore lint/correctness/useImportExtensions: what runs in a page is JavaScript, its types beside it
import { isSettled, isStillIn, linkedPaths, widerThanWindow } from "./in-page.mjs";
import { foreignWords } from "./one-language.ts";

const skip = needs("chromium");

const script = `<img src=x onerror="document.title='ran'">`;
const bad = {
  name: `${script} \u202Eelgnaro\u202C ${"é".repeat(60)}`,
  titles: [`${script}<script>document.title='ran'</script>`, "\u202Etitle\u202E of words", "W".repeat(250), "=1+1"],
  reason: `${"A reason without end ".repeat(8)}${script}`.slice(0, 190),
} as const;

/** Where every kind of name is hostile, and every list holds something. */
async function badPlace(t: TestContext): Promise<BoxProcess> {
  const { box } = await hall(t);
  await administrator(box);
  await addPerson(box, { login: "mallory", name: bad.name, card: "04FFEE11" });
  for (const login of ["amelie", "mallory"])
    await box.client.call("PUT /api/v1/users/{login}/password", { params: { login }, body: { password } });
  await box.client.call("PATCH /api/v1/users/{login}", { params: { login: "mallory" }, body: { department: bad.name.slice(0, 60) } });
  await box.client.call("POST /api/v1/users/{login}/adjustments", {
    params: { login: "mallory" },
    once: "a-hostile-reason",
    body: { amount: 100 as never, reason: bad.reason },
  });
  await printJob(box.ready.ipp, testDocument("Essay"), "mallory", bad.titles[0]);
  await pricedJobs(box, 1);
  await release(box, "04FFEE11");
  await printed(box);
  for (const title of bad.titles) {
    await printJob(box.ready.ipp, testDocument("Essay"), "mallory", title);
    await printJob(box.ready.ipp, testDocument("Essay"), "nobody-here", title);
  }
  await pricedJobs(box, bad.titles.length);
  return box;
}

/** Until it has its heading and nothing is on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator("main :is(h1, h2)").filter({ visible: true }).first().waitFor();
  await page.waitForFunction(isSettled);
}

/** Each address of this face that the page links to; of the people, the one whose name is bad. */
const linked = async (page: Page, below: string): Promise<string[]> =>
  (await page.evaluate(linkedPaths)).filter((path) => path.startsWith(below) && !/\/accounts\/(?!mallory)/.test(path));

async function looksGood({ page, accessible, picture }: Window, language: "fr" | "en", name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction(isStillIn, scheme);
    await accessible();
  }
  // Addresses of the API are names, and say their parts in braces.
  const text = (await page.locator("body").ariaSnapshot()).replaceAll(/^ *- \/url:.*$|\/api\/v1\/[\w/{}-]+/gm, "");
  assert.deepEqual(foreignWords(text, language), [], `words of another language on ${page.url()}`);
  assert.doesNotMatch(text, /\{\w+\}|undefined|NaN|\[object/, `a hole in a sentence on ${page.url()}`);
  assert.notEqual(await page.title(), "ran", `a name ran on ${page.url()}`);
  await page.setViewportSize(sizes.phone);
  await settled(page);
  const sticksOut = await page.evaluate(widerThanWindow);
  await picture(`every-${language}-${name}`);
  assert.ok(sticksOut <= 0, `${page.url()} is ${sticksOut} px wider than a phone`);
  await page.setViewportSize(sizes.desk);
}

for (const language of ["fr", "en"] as const) {
  test(`every page stands bad names, in ${language}`, { skip, timeout: 2 * browserTestMs }, async (t) => {
    const box = await badPlace(t);
    const browser = await openBrowser(t);
    for (const [login, start] of [
      [params.login, "/admin"],
      ["mallory", "/"],
    ] as const) {
      const window = await openWindow(t, browser, { language });
      await window.page.goto(new URL(start, box.ready.http).href);
      await enter(window.page, login, language);
      await settled(window.page);
      const seen = new Set<string>();
      const toSee: string[] = [start];
      for (let path = toSee.shift(); path !== undefined; path = toSee.shift()) {
        if (seen.has(path)) continue;
        seen.add(path);
        await window.page.goto(new URL(path, box.ready.http).href);
        await settled(window.page);
        await looksGood(window, language, `${login}${path.replaceAll("/", "-")}`);
        toSee.push(...(await linked(window.page, start === "/" ? "/my" : start)));
      }
      assert.ok(seen.size >= 5, `only ${[...seen]}`);
    }
  });
}
