// The console in a real browser before a real box: setting up, people and their credit, jobs and the search.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { startFakePrinter } from "../fakes/printer.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, printJob, removeDirectory, startBoxProcess } from "./box-process.ts";
import { consoleAt, open } from "./console.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall, heldJobs, person, pricedJobs } from "./hall.ts";

const skip = needs("chromium");

test("from an empty box to a printer, a queue, a terminal with its screen, all by the pages", { skip, timeout }, async (t) => {
  const [box, printer] = await Promise.all([startBoxProcess(), startFakePrinter()]);
  t.after(async () => {
    await box.kill();
    await printer.close();
    await removeDirectory(box.data);
  });
  const { page, picture, accessible } = await consoleAt(t, box);
  await page.getByRole("heading", { name: "Bonjour Odile Marchand" }).waitFor();
  await page.getByText("Il n'y a pas encore de prix").waitFor();
  await picture("admin-home-empty");
  await accessible();

  await page.getByRole("link", { name: "Fixer un prix" }).click();
  await page.getByLabel("La page en noir, A4").fill("0,05");
  await page.getByLabel("La page en couleur, A4").fill("0,2");
  await page.getByLabel("A3", { exact: true }).fill("2");
  // 8 × 0,05 + 2 × 0,20, and twice that in A3.
  await page.getByText("0,80 €").waitFor();
  await page.getByText("La même chose en A3 : 1,60 €").waitFor();
  await picture("admin-price-form");
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Ajouter un profil" }).click();
  await page.getByRole("cell", { name: "0,20 €" }).waitFor();
  await picture("admin-prices");
  await accessible();

  await open(page, "Imprimantes");
  await page.getByText("Aucune imprimante pour l'instant.").waitFor();
  await picture("admin-printers-empty");
  await accessible();
  await page.getByRole("button", { name: "Ajouter une imprimante" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("hall");
  await page.getByLabel("Adresse", { exact: true }).fill(printer.uri);
  await page.getByRole("dialog").getByRole("button", { name: "Ajouter une imprimante" }).click();
  await page.getByRole("dialog", { name: "hall" }).waitFor();
  await page.getByRole("dialog").getByText("prête").waitFor();
  await picture("admin-printer");
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await page.getByRole("cell", { name: /0,05 € \/ 0,20 €/ }).waitFor();

  await open(page, "Files");
  await page.getByRole("button", { name: "Ajouter une file" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("ecole");
  await page.getByRole("combobox", { name: "Imprimantes" }).click();
  await page.getByRole("option", { name: "hall" }).click();
  await page.keyboard.press("Tab");
  await picture("admin-queue-form");
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Ajouter une file" }).click();
  await page.getByText("/ipp/print/ecole").waitFor();
  await picture("admin-queues");
  await accessible();
  await page.getByRole("link", { name: "ecole" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
  await page.getByText("La file ecole est retirée.").waitFor();
  await picture("admin-undo");
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("/ipp/print/ecole").waitFor();

  await open(page, "Terminaux");
  await page.getByRole("link", { name: "hall" }).click();
  await page.getByRole("button", { name: "Lier un écran" }).click();
  assert.match(await page.getByLabel("Adresse de l'écran").inputValue(), /^http.*\/kiosk#.{20,}/);
  await picture("admin-terminal");
  await accessible();
  await page.getByRole("button", { name: "Délier" }).click();
  await page.getByText("Aucun écran pour l'instant.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();

  await open(page, "Accueil");
  await page.getByText("prête").waitFor();
  await picture("admin-home");
  await accessible();
});

test("a person is added, gets 5,00 € with a reason, a card and a code; the statement shows it; the account is closed", {
  skip,
}, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box);
  await open(page, "Utilisateurs");
  await page.getByRole("link", { name: "Amélie" }).waitFor();
  await page.getByRole("button", { name: "Ajouter un utilisateur" }).click();
  await page.getByLabel("Identifiant").fill("karim");
  await page.getByLabel("Nom", { exact: true }).fill("Karim Benali");
  await page.getByLabel("Département").fill("Terminale B");
  await picture("admin-account-add");
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Ajouter un utilisateur" }).click();
  await page.getByRole("heading", { name: "Karim Benali" }).waitFor();
  assert.match(page.url(), /\/admin\/accounts\/karim$/);

  await page.getByLabel("Montant").fill("5,00");
  await page.getByLabel("Motif", { exact: true }).fill("Espèces à l'accueil");
  await page.getByRole("button", { name: /Recréditer 5,00/ }).click();
  await page.getByText("Karim Benali a reçu 5,00 €.").waitFor();
  await page.getByRole("cell", { name: "+5,00 €" }).waitFor();
  assert.equal((await person(box, "karim")).balance, 50_000);
  await page.getByText("Régulariser").click();
  await page.getByLabel("Montant").fill("-0,50");
  await page.getByLabel("Motif", { exact: true }).fill("Erreur de caisse");
  await page.getByRole("button", { name: /Régulariser de/ }).click();
  await page.getByRole("cell", { name: "-0,50 €" }).waitFor();
  await page.getByRole("cell", { name: "4,50 €" }).waitFor();

  await page.getByLabel("Numéro de carte").fill("04A1B2C3D4");
  await page.getByRole("button", { name: "Donner" }).click();
  await page.getByText("1 carte.").waitFor();
  await page.getByLabel("Code tapé").fill("48291375");
  await page.getByRole("button", { name: "Définir" }).first().click();
  await page.getByText("Enregistré.").waitFor();
  await picture("admin-account");
  await accessible();

  await page.reload();
  await page.getByLabel(/Tapez karim/).fill("karim");
  await page.getByRole("button", { name: "Fermer karim" }).click();
  await page.getByText("Ce compte est fermé").waitFor();
  await picture("admin-account-closed");
  await accessible();
  await open(page, "Utilisateurs");
  await page.getByText("Partis").click();
  await page.getByRole("link", { name: "Karim Benali" }).waitFor();
});

test("an answer that is lost on the way is asked for again, and the money is paid in once", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture } = await consoleAt(t, box, {}, "/admin/accounts/amelie");
  await page.getByLabel("Montant").fill("2,50");
  await page.getByLabel("Motif", { exact: true }).fill("Espèces");
  let lost = 0;
  await page.route("**/top-ups", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole("button", { name: /Recréditer 2,50/ }).click();
  await page.getByText("cette page réessaie d'elle-même").waitFor();
  await picture("admin-account-lost");
  await page.getByText("Amélie a reçu 2,50 €.").waitFor();
  assert.deepEqual([lost, (await person(box)).balance], [2, 75_000]);
});

test("jobs that wait are seen, assigned with a reason, released and deleted", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await addPerson(box, { login: "karim", name: "Karim Benali", card: "04A1B2" });
  for (const title of ["Rapport de stage", "Exposé", "Affiche"]) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await printJob(box.ready.ipp, testDocument("Secret"), "stranger", "Secret");
  await pricedJobs(box, 3);
  const { page, picture, accessible } = await consoleAt(t, box);
  await open(page, "Impressions");
  await page.getByRole("link", { name: "Affiche" }).waitFor();
  await page.getByLabel("Choisir Affiche").check();
  await picture("admin-jobs");
  await accessible();
  await page.getByRole("button", { name: "Supprimer 1 impression" }).click();
  await page.getByRole("link", { name: "Affiche" }).waitFor({ state: "detached" });
  assert.equal((await heldJobs(box)).length, 2);

  await page.getByRole("link", { name: "Exposé" }).click();
  await page.getByRole("button", { name: /Libérer sur hall · 0,30/ }).waitFor();
  await picture("admin-job");
  await accessible();
  await page.getByRole("button", { name: /Libérer sur hall/ }).click();
  await page.getByRole("dialog").getByText("imprimée", { exact: true }).waitFor();
  assert.equal((await person(box)).balance, 47_000);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();

  await open(page, "Terminées");
  await page.getByRole("link", { name: "Exposé" }).waitFor();
  await picture("admin-ended");
  await accessible();
  await open(page, "Non réclamées");
  await page.getByText("titre caché").waitFor();
  assert.equal(await page.getByText("Secret").count(), 0);
  await picture("admin-unclaimed");
  await accessible();
  await page.getByText("titre caché").click();
  await page.getByRole("combobox", { name: "À qui est cette impression" }).fill("kar");
  await page.getByRole("option", { name: "Karim Benali (karim)" }).click();
  await page.getByLabel("Pourquoi").fill("Il l'a demandé à l'accueil");
  await page.getByRole("button", { name: "Donner à cet utilisateur" }).click();
  await page.getByRole("button", { name: /Libérer sur hall · 0,30/ }).waitFor();
  await picture("admin-assigned");
  await page.getByRole("button", { name: /Libérer sur hall/ }).click();
  await page.getByRole("dialog").getByText("imprimée", { exact: true }).waitFor();
  assert.equal((await person(box, "karim")).balance, 47_000, "its cost is its owner's");
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await open(page, "À vérifier");
  await page
    .getByText(/Rien à vérifier\.|à vérifier/)
    .first()
    .waitFor();
  await accessible();

  await open(page, "Livres");
  await page.getByRole("button", { name: "Vérifier maintenant" }).click();
  await page.getByText("Les livres tombent juste").waitFor();
  await page.getByRole("combobox", { name: "Utilisateur" }).fill("kar");
  await page.getByRole("option", { name: "Karim Benali (karim)" }).click();
  await page.getByRole("cell", { name: "débit" }).waitFor();
  await picture("admin-ledger");
  await accessible();
  await open(page, "État du boîtier");
  await page.getByText("lecteur de cartes").waitFor();
  await picture("admin-system");
  await accessible();
});
