// What the portal tells by itself: live, and what must be confirmed on every device until it is.
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { printJob, priced } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall } from "./hall.ts";
import { screenAt } from "./kiosk-screen.ts";
import { amelieAt } from "./portal-person.ts";

const skip = needs("chromium");

test("a print is told with its price as chosen: to be confirmed, after a reload and on another device too", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("link", { name: "Compte et crédit" }).click();
  await page.getByRole("combobox", { name: "Un document imprimé, avec son prix" }).click();
  await page.getByRole("option", { name: "à confirmer", exact: true }).click();
  await page.getByRole("heading", { name: "Ce que cette page vous annonce" }).scrollIntoViewIfNeeded();
  await picture("portal-notices");
  await accessible();
  await page.getByRole("link", { name: "Imp. en attente" }).click();
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Rapport");
  await priced(box);
  await page.getByRole("button", { name: /Imprimer 3 pages/ }).click();
  const told = page.getByText(/Rapport.*est imprimé\s: 3 pages, 0,30\s€ débités/);
  await told.waitFor();
  await picture("portal-message");
  await accessible();
  await page.reload();
  await told.waitFor();
  const other = await page.context().newPage();
  await other.goto(box.ready.http);
  await other.getByRole("button", { name: "J'ai lu" }).click();
  await told.waitFor({ state: "detached" });
});

test("a message to confirm is there at the printer, too; confirmed there, it leaves the portal", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("link", { name: "Compte et crédit" }).click();
  await page.getByRole("combobox", { name: "Un document imprimé, avec son prix" }).click();
  await page.getByRole("option", { name: "à confirmer", exact: true }).click();
  await page.getByRole("link", { name: "Imp. en attente" }).click();
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Rapport");
  await priced(box);
  await page.getByRole("button", { name: /Imprimer 3 pages/ }).click();
  const told = page.getByText(/Rapport.*est imprimé/);
  await told.waitFor();
  for (const [width, height] of [
    [480, 320],
    [800, 480],
  ] as const) {
    const { shows, press, card } = await screenAt(t, box, { size: { width, height } });
    await card();
    await shows(/Rapport.*est imprimé.*0,30/, `message-${width}`);
    await press(width === 480 ? "Plus tard" : "J'ai lu");
    await shows("Rien ne vous attend", `message-over-${width}`);
    await press("Quitter");
  }
  await told.waitFor({ state: "detached" });
});
