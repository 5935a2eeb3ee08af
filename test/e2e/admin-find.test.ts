// Ctrl-K, with the keyboard alone: it finds what the console has, and does what it is told after it was read.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, printJob, until } from "./box-process.ts";
import { browserTestMs as timeout, sizes } from "./browser.ts";
import { consoleAt } from "./console.ts";
import { hall, heldJobs, person, pricedJobs } from "./hall.ts";

const skip = needs("chromium");

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
}

/** What a screen reader is told while the hands stay in the field. */
const told = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole("status").filter({ hasText: text }).waitFor({ state: "attached" });

test("credit is given by words: read whole before it is done, and taken back by an entry of its own", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await addPerson(box, { login: "karim", name: "Karim Benali", card: "04A1B2" });
  const { page, picture, accessible } = await consoleAt(t, box);
  await page.getByPlaceholder("Chercher une personne").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: /recharger amelie 5/ }).waitFor();
  await picture("find-empty");
  await accessible();
  await page.keyboard.press("Enter");
  await page.locator('input[value="recharger "]').waitFor();
  await told(page, "Qui, et de combien ?");
  await page.keyboard.type("karim");
  await told(page, "Il manque le montant.");
  await page.keyboard.type(" 5,5x");
  await told(page, "« 5,5x » n'est pas un montant.");
  await picture("find-lacks");
  await accessible();
  await page.keyboard.press("Backspace");
  await page.keyboard.type(" espèces");
  await page.getByRole("option", { name: /Recréditer Karim Benali de 5,50/ }).waitFor();
  await picture("find-act");
  await page.keyboard.press("Enter");
  await told(page, /Karim Benali \(karim\) reçoit 5,50.€\. Crédit.: 5,00.€ avant, 10,50.€ après\. Motif.: espèces\. Entrée le fait/);
  await picture("find-sure");
  await accessible();
  assert.equal((await person(box, "karim")).balance, 50_000, "the first Enter does nothing");
  await page.keyboard.press("Escape");
  await page.getByRole("option", { name: /Recréditer Karim Benali de 5,50/ }).waitFor();
  assert.equal((await person(box, "karim")).balance, 50_000, "Escape goes back");
  await page.keyboard.press("Enter");
  await told(page, "Entrée le fait");
  // Somebody pays in elsewhere while the sentence is read: it follows.
  await box.client.call("POST /api/v1/users/{login}/top-ups", {
    params: { login: "karim" },
    once: "paid-in-elsewhere",
    body: { amount: 10_000 as never, reason: "Guichet" },
  });
  await told(page, /6,00.€ avant, 11,50.€ après/);
  await page.keyboard.press("Enter");
  await told(page, /Karim Benali a reçu 5,50.€/);
  assert.equal((await person(box, "karim")).balance, 115_000);
  await picture("find-done");
  await page.getByRole("button", { name: "Annuler" }).press("Enter");
  await page.getByText("Karim Benali a reçu").waitFor({ state: "detached" });
  assert.equal((await person(box, "karim")).balance, 60_000);
  // The books follow the accounts.
  const entries = await until("both entries", async () => {
    const found = (await box.client.call("GET /api/v1/ledger/entries", { query: { search: "karim" } })).entries;
    return found[0]?.kind === "adjustment" ? found : undefined;
  });
  assert.deepEqual(
    entries.slice(0, 2).map(({ kind, amount, reason }) => [kind, amount, reason]),
    [
      ["adjustment", -55_000, "Annulé par un administrateur"],
      ["top-up", 55_000, "espèces"],
    ],
  );
});

test("jobs are released and deleted by their number, and everything else is found where it stands", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await addPerson(box, { login: "karim", name: "Karim Benali", card: "04A1B2" });
  for (const title of ["Rapport", "Exposé"]) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await printJob(box.ready.ipp, testDocument("Secret"), "stranger", "Secret");
  await pricedJobs(box, 2);
  const [report, talk] = (await heldJobs(box)).toSorted((a, b) => a.number - b.number);
  const { page, picture, accessible } = await consoleAt(t, box);
  await page.getByPlaceholder("Chercher une personne").waitFor();

  await type(page, `liberer ${report?.number} hall`);
  await page.getByRole("option", { name: /Libérer l'impression \d+ sur hall pour 0,30/ }).waitFor();
  await page.keyboard.press("Enter");
  await told(page, /«.Rapport.», de amelie, sort sur hall \(prête\)\. amelie paie 0,30/);
  await picture("find-release");
  await accessible();
  await page.keyboard.press("Enter");
  await told(page, /1 impression est libérée sur hall, pour 0,30/);
  await type(page, `libérer ${report?.number}`);
  await told(page, /n'attend plus/);

  await type(page, `supprimer ${talk?.number}`);
  await page.getByRole("option", { name: `Supprimer l'impression ${talk?.number}` }).waitFor();
  await page.keyboard.press("Enter");
  await told(page, /«.Exposé.», de amelie, est supprimée et son document détruit/);
  await page.keyboard.press("Enter");
  await told(page, "1 impression est supprimée.");
  assert.deepEqual(
    (await heldJobs(box)).filter(({ login }) => login === "amelie"),
    [],
  );
  const stranger = (await box.client.call("GET /api/v1/jobs", { query: { unclaimed: true } })).jobs[0];
  await type(page, `libérer ${stranger?.number}`);
  await told(page, "n'est encore à personne");
  await type(page, "supprimer 999999");
  await told(page, /999999/);
  await type(page, "recharger personne-ici 5");
  await told(page, "Personne ne s'appelle « personne-ici ».");

  for (const [typed, option, at] of [
    ["benal", /Karim Benali/, /\/admin\/accounts\/karim$/],
    ["school", /^school/, /\/admin\/queues\?open=school$/],
    ["hall", /^hall hall$/, /\/admin\/terminals\?open=hall$/],
    ["listen.http", /sans chiffrement/, /\/admin\/settings\?q=/],
    ["journal", /^Journal$/, /\/admin\/log$/],
  ] as const) {
    await type(page, typed);
    await page.getByRole("option", { name: option }).first().click();
    await page.waitForURL(at);
    if (!page.url().includes("open=")) continue;
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await type(page, "étalonnage");
  await picture("find-manual");
  const [manual] = await Promise.all([
    page.waitForEvent("popup"),
    page
      .getByRole("group", { name: /manuel/ })
      .getByRole("option")
      .first()
      .click(),
  ]);
  await manual.waitForURL(/\/help\/fr\//);
  await manual.close();
  await page.setViewportSize(sizes.phone);
  await page.emulateMedia({ colorScheme: "dark" });
  await type(page, "recharger karim 5");
  await page.getByRole("option", { name: /Recréditer/ }).click();
  await page.getByRole("button", { name: "Le faire" }).waitFor();
  await picture("find-phone");
  await accessible();
  await page.getByRole("button", { name: "Le faire" }).click();
  await told(page, /Karim Benali a reçu 5,00/);
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("Karim Benali a reçu").first().waitFor({ state: "detached" });
  assert.equal((await person(box, "karim")).balance, 50_000);
});
