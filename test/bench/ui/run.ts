// `npm run bench:ui`: the pages' figures beside the issue's, in Debian's Chromium before a real box. A table, or `-- --json`.
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { type BoxProcess, removeDirectory } from "../../e2e/box-process.ts";
import { params, password } from "../../e2e/console.ts";
import { startFakePrinter } from "../../fakes/printer.ts";
import { bringDebianPackages } from "../../setup/debian.ts";
import { type Figure, report } from "../figure.ts";
import { listenerFigures } from "./listeners.ts";
import { contextOf, type Face, faceFigures, interactionFigure, interactionsOf, openChromium, signIn, watchInteractions } from "./pages.ts";
import { boxFigures, browserFigures } from "./people.ts";
import { school } from "./school.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
bringDebianPackages();
const say = (what: string): void => console.error(`measuring ${what} …`);

const printer = await startFakePrinter({ pages: 1 });
say("nothing yet: filling the school");
const box = await school(printer.uri);
const browser = await openChromium();
try {
  report(await figuresOf(box, browser), values.json);
} finally {
  await browser.close();
  await box.stop();
  await printer.close();
  await removeDirectory(box.data);
}
process.exit(0);

async function figuresOf({ ready: { http }, client }: BoxProcess, chromium: Browser): Promise<Figure[]> {
  await client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const { address } = await client.call("POST /api/v1/terminals/{terminal}/screens", { params: { terminal: "hall" } });
  const boss = await signIn(http, params.login);
  const pupil = await signIn(http, "amelie");
  const portal: Face = { name: "portal", url: http, stands: "main h1", kilobytes: 150, paintMs: 1_500 };
  const kiosk: Face = { name: "kiosk", url: address, stands: "main svg[role=img] path", kilobytes: 150, paintMs: 1_200 };
  const console: Face = { name: "console", url: new URL("/admin", http).href, stands: "main h1", kilobytes: 300, paintMs: 2_500 };
  const figures: Figure[] = [];
  say("the list of people");
  figures.push(...(await boxFigures(http, boss)));
  const office = await (await contextOf(chromium, http, boss)).newPage();
  figures.push(...(await browserFigures(office, http)));
  say("first pages");
  figures.push(...(await faceFigures(chromium, http, portal, pupil)));
  figures.push(...(await faceFigures(chromium, http, kiosk)));
  figures.push(...(await faceFigures(chromium, http, console, boss)));
  say("interactions");
  const phone = await (await contextOf(chromium, http, pupil)).newPage();
  const screen = await (await contextOf(chromium, http)).newPage();
  const times = [
    ...(await used(office, console, typeAndSort)),
    ...(await used(phone, portal, turnPages)),
    ...(await used(screen, kiosk, typeCode)),
  ];
  figures.push(interactionFigure(times));
  say("open pages");
  figures.push(...(await listenerFigures(box, boss)));
  return figures;
}

async function used(page: Page, face: Face, use: (page: Page) => Promise<void>): Promise<number[]> {
  await page.goto(face.url);
  await page.locator(face.stands).first().waitFor();
  await watchInteractions(page);
  await use(page);
  return interactionsOf(page);
}

/** In the list of a hundred thousand, letter by letter. */
async function typeAndSort(page: Page): Promise<void> {
  await page.locator('nav a[href="/admin/accounts"]').first().click();
  await page.locator("main tbody tr").first().waitFor();
  await page.getByRole("searchbox").first().click();
  for (const text of ["amelie brunel", "karim 12", "eleve0042"]) {
    for (const letter of text) await page.keyboard.press(letter === " " ? "Space" : letter);
    for (const _ of text) await page.keyboard.press("Backspace");
  }
  for (const nth of [0, 1, 2, 3, 3, 2]) await page.locator("main thead button").nth(nth).click();
}

async function turnPages(page: Page): Promise<void> {
  for (let round = 0; round < 3; round++)
    for (const at of ["/my/account", "/my/history", "/my/documents", "/my/printers", "/"])
      await page.locator(`nav a[href="${at}"]`).click();
}

async function typeCode(page: Page): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await page.locator("[data-settling=false]").waitFor();
    for (const digit of "4821") await page.locator(`[data-key="${digit}"]`).click();
    for (const _ of "4821") await page.locator('[data-key="*"]').click();
  }
}
