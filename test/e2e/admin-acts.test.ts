// What an office does all day with several things at once: jobs that change hands, people who move, two administrators at one form.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, printJob } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { hall, heldJobs, person, pricedJobs } from "./hall.ts";

const skip = needs("chromium");

test("jobs are given to another with a reason, moved and released together; what cannot be is named, and what can is undone", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  await addPerson(box, { login: "karim", name: "Karim Benali", card: "04A1B2" });
  await box.client.call("PUT /api/v1/queues/{queue}", {
    params: { queue: "classe" as never },
    body: { mode: "pull", printers: ["hall" as never] },
  });
  for (const title of ["Rapport", "Exposé", "Affiche"]) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await pricedJobs(box, 3);
  const { page, picture, accessible } = await consoleAt(t, box);
  await open(page, "Impressions");
  await page.getByRole("link", { name: "Exposé" }).click();
  await page.getByRole("dialog").getByText("hall · 0,30 € · prête").waitFor();
  await page.getByRole("button", { name: "Réallouer à un autre utilisateur" }).click();
  await page.getByRole("combobox", { name: "À qui est cette impression" }).fill("kar");
  await page.getByRole("option", { name: "Karim Benali (karim)" }).click();
  await page.getByText("Le nouveau propriétaire paie").waitFor();
  await page.getByLabel("Pourquoi").fill("Imprimé sur son poste");
  await picture("acts-job-form");
  await accessible();
  await page.getByRole("button", { name: "Donner à cet utilisateur" }).click();
  await page.getByText("Exposé est maintenant à karim.").waitFor();
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("Exposé est maintenant à karim.").waitFor({ state: "detached" });
  assert.ok((await heldJobs(box)).every(({ login }) => login === "amelie"));
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();

  await page.getByLabel("Tout choisir").check();
  await page.getByRole("button", { name: "Autres actions" }).click();
  await picture("acts-jobs-menu");
  await page.getByRole("menuitem", { name: "Réallouer 3 impressions à une autre file" }).click();
  await page.getByRole("combobox", { name: "File" }).click();
  await page.getByRole("option", { name: /classe/ }).click();
  await page.getByRole("button", { name: "Réallouer à la file classe" }).click();
  await page.getByText("3 impressions sont maintenant dans la file classe.").waitFor();
  await picture("acts-jobs-moved");
  assert.ok((await heldJobs(box)).every(({ queue }) => queue === "classe"));

  await page.getByLabel("Tout choisir").check();
  await page.getByRole("button", { name: "Autres actions" }).click();
  await page.getByRole("menuitem", { name: "Libérer 3 impressions" }).click();
  await page.getByText("Chacun paie le prix").waitFor();
  await picture("acts-jobs-release");
  await accessible();
  await page.getByRole("button", { name: "Libérer les 3 sur hall" }).click();
  await page.getByText("3 impressions sont libérées sur hall, pour 0,90 €.").waitFor();
});

test("several people get credit and a department together, and both are undone; two administrators at one form lose nothing", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  await addPerson(box, { login: "karim", name: "Karim Benali", card: "04A1B2" });
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/accounts");
  await page.getByLabel("Choisir Karim Benali").check();
  await page.getByLabel("Choisir Amélie").check();
  const act = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "Autres actions" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await act("Recréditer 2 personnes");
  await page.getByLabel("Montant").fill("2");
  await page.getByLabel("Motif").fill("Dotation");
  await picture("acts-users-top-up");
  await accessible();
  await page.getByRole("button", { name: /Recréditer 2 personnes · 2,00/ }).click();
  await page.getByText("2 personnes ont reçu 2,00 € chacune.").waitFor();
  assert.equal((await person(box, "karim")).balance, 70_000);
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("2 personnes ont reçu").waitFor({ state: "detached" });
  assert.equal((await person(box, "karim")).balance, 50_000);

  await open(page, "Livres");
  await page.getByLabel("Filtrer la liste").fill("dotation");
  await page.getByRole("cell", { name: "+2,00 €" }).nth(1).waitFor();
  await page.getByLabel("Montant, de").fill("3");
  await page.getByText("Rien ne correspond.").waitFor();
  await page.getByLabel("Montant, de").fill("1,50");
  await page.getByRole("cell", { name: "+2,00 €" }).nth(1).waitFor();
  await picture("acts-ledger");
  await accessible();

  const params = { login: "karim" };
  await page.goto(new URL("/admin/accounts/karim", box.ready.http).href);
  await page.getByLabel("Nom", { exact: true }).fill("Karim B.");
  await box.client.call("PATCH /api/v1/users/{login}", { params, body: { department: "Terminale B" } });
  await page.getByText("karim · Terminale B").waitFor();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("Quelqu'un d'autre a modifié cela entre-temps").waitFor();
  await picture("acts-conflict");
  await accessible();
  await page.getByRole("button", { name: "Garder le leur" }).click();
  assert.deepEqual(
    [await page.getByLabel("Nom", { exact: true }).inputValue(), await page.getByLabel("Département").inputValue()],
    ["Karim Benali", "Terminale B"],
  );
  await page.getByLabel("Département").fill("");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("karim · Terminale B").waitFor({ state: "detached" });

  await open(page, "Terminaux");
  await page.getByRole("link", { name: "hall" }).click();
  await page.getByText("Rien reçu depuis le démarrage").first().waitFor();
  await picture("acts-terminal");
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
  await page.getByText("Le terminal hall est retiré").waitFor();
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByRole("link", { name: "hall" }).waitFor();
  await open(page, "Profils de prix");
  await page.getByRole("link", { name: "default" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
  await page.getByText("imprimante « hall »").waitFor();
});
