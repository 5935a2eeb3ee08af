// Documents sent from the portal: several, with their price at once; and everything that can be wrong with a file, each in a sentence.
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { hallConfig } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall, pricedJobs } from "./hall.ts";
import { amelieAt, choose } from "./portal-person.ts";

const skip = needs("chromium");
const pdf = (name: string, text = "Talk") => ({ name, mimeType: "application/pdf", buffer: Buffer.from(testDocument(text)) });
/** One black dot on nothing. */
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

test("several at once, a PNG among them: each waits with its pages and price, and is printed from there", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone", scheme: "dark" });
  await page.getByRole("link", { name: "Impressions et docs" }).click();
  await choose(page, pdf("Exposé.pdf"), { name: "photo.png", mimeType: "image/png", buffer: png });
  await pricedJobs(box, 2);
  await page
    .getByRole("article", { name: "Exposé.pdf" })
    .getByRole("button", { name: /Imprimer 3 pages · 0,30/ })
    .waitFor();
  await page
    .getByRole("article", { name: "photo.png" })
    .getByRole("button", { name: /Imprimer 1 page · 0,05/ })
    .waitFor();
  await picture("portal-sent");
  await accessible();
  await page
    .getByRole("article", { name: "photo.png" })
    .getByRole("button", { name: /Imprimer 1 page/ })
    .click();
  await page.getByText("n'attend plus").waitFor();
  await page.getByRole("link", { name: "Imp. en attente" }).click();
  await page.getByRole("article", { name: "Exposé.pdf" }).waitFor();
  await picture("portal-waiting-dark");
  await accessible();
});

test("empty, too large, of the wrong kind, sent twice, with a name that lies or never ends: a sentence each, and the good one arrives", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t, { box: { config: `${hallConfig}\nspool: { maxDocumentBytes: 1 MiB }\n` } });
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("link", { name: "Impressions et docs" }).click();
  const lie = "\u202Efdp.exe";
  const thesis = pdf(`${"a".repeat(10_000)}.pdf`);
  await choose(
    page,
    { name: "rien.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
    { name: "film.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(1_100_000, "%PDF") },
    { name: `notes${lie}`, mimeType: "application/pdf", buffer: Buffer.from("not a PDF at all") },
    thesis,
  );
  await page.getByText("est vide").waitFor();
  await page.getByText(/fait 1,1\sMo\s; ce boîtier prend 1\sMo au plus/).waitFor();
  await page.getByText(/notes fdp\.exe.*n'est pas gardé/).waitFor();
  await page.getByRole("article", { name: /^a{150}/ }).waitFor();
  await picture("portal-refused");
  await accessible();
  await choose(page, thesis);
  await page.getByText("est déjà envoyé").waitFor();
  await page.getByRole("button", { name: "Envoyer de nouveau" }).click();
  await page
    .getByRole("article", { name: /^a{150}/ })
    .nth(1)
    .waitFor();
});

test("cut in the middle, twice: the page says so, keeps the file, and sends it when asked", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture } = await amelieAt(t, box, { size: "desk" });
  await page.getByRole("link", { name: "Impressions et docs" }).click();
  await page.route("**/api/v1/me/documents*", (route) => route.abort("connectionreset"), { times: 2 });
  await choose(page, pdf("Thèse.pdf"));
  for (const _ of ["once", "twice"]) {
    await page.getByText("n'est pas arrivé entier").waitFor();
    await picture("portal-cut");
    await page.getByRole("button", { name: "Envoyer de nouveau" }).click();
  }
  await page
    .getByRole("article", { name: "Thèse.pdf" })
    .getByRole("button", { name: /Imprimer 3 pages/ })
    .waitFor();
  await page.route("**/api/v1/me/documents*", () => undefined, { times: 1 });
  await choose(page, pdf("Lent.pdf"));
  await page.getByRole("button", { name: "Arrêter" }).click();
  await page.getByText("L'envoi de « ").waitFor();
});
