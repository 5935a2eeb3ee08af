// Several jobs in the portal: chosen, priced and printed together, cut to some pages, refused with what is missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { printJob } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall, person, pricedJobs, printed } from "./hall.ts";
import { amelieAt } from "./portal-person.ts";

const skip = needs("chromium");

test("three documents: some pages of one, two together at one price, and the one that is too dear says what is missing", {
  skip,
  timeout,
}, async (t) => {
  const { box, printer } = await hall(t);
  for (const title of ["Un", "Deux", "Trois"]) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await pricedJobs(box, 3);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  const dear = page.getByRole("article", { name: "Trois" });
  await dear.getByRole("button", { name: "Changer l'impression" }).click();
  await dear.getByLabel("Exemplaires").fill("20");
  await dear.getByText("Il manque 1,00 € pour 6,00 €.").waitFor();
  const first = page.getByRole("article", { name: "Un", exact: true });
  await first.getByRole("button", { name: "Changer l'impression" }).click();
  const pages = first.getByLabel(/^Pages, sur 3/);
  await pages.fill("quatre");
  await pages.press("Enter");
  await first.getByText("une liste de pages comme 1-3, 5").waitFor();
  await pages.fill("2-");
  await pages.press("Enter");
  await first.getByText(/2 pages · .* · pages 2-/).waitFor();
  await picture("portal-changed");
  await page.getByLabel("Choisir Un", { exact: true }).check();
  await page.getByLabel("Choisir Deux").check();
  const together = page.getByRole("region", { name: "2 documents choisis" });
  await together.getByRole("button", { name: /Imprimer 2 documents · 0,[0-9]{2}/ }).waitFor();
  await picture("portal-together");
  await accessible();
  await page.getByLabel("Choisir Trois").check();
  await page.getByText("Il manque").nth(1).waitFor();
  await page.getByLabel("Choisir Trois").uncheck();
  const price =
    /Imprimer 2 documents · (0,\d\d)/.exec(
      (await together.getByRole("button", { name: /Imprimer 2 documents/ }).textContent()) ?? "",
    )?.[1] ?? "";
  await together.getByRole("button", { name: /Imprimer 2 documents/ }).click();
  await printed(box, 2);
  assert.equal(printer.paper.length, 5, "two pages of one, three of the other");
  assert.equal((await person(box)).balance, 50_000 - Number(price.replace(",", "")) * 100);
  await page.getByRole("article", { name: "Deux" }).waitFor({ state: "detached" });
  await dear.waitFor();
});

test("an address is copied where the browser keeps its clipboard from pages without TLS", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.getByRole("link", { name: "Imprimantes" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Imprimantes" }).click();
  const address = await page.getByLabel("school").inputValue();
  assert.match(address, /^ipps?:.*\/ipp\/print\/school$/);
  await picture("portal-printers");
  await accessible();
  await page.getByRole("button", { name: "Copier" }).click();
  await page.getByRole("button", { name: "Copié" }).waitFor();
  await page.getByRole("link", { name: "Historique" }).click();
  await page.getByLabel("Titre ou imprimante").press("Control+V");
  assert.equal(await page.getByLabel("Titre ou imprimante").inputValue(), address);
});
