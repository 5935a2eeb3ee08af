// The portal in a real browser before a real box: signing in, what waits, printing it, sending a document, the account.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { printJob, priced, until } from "./box-process.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";
import { again, hall, heldJobs, person, printed, says } from "./hall.ts";
// biome-ignore lint/correctness/useImportExtensions: what runs in a page is JavaScript, its types beside it
import { hasWorker } from "./in-page.mjs";
import { amelieAt, password, signIn } from "./portal-person.ts";

const skip = needs("chromium");
test("on a phone: what waits, with its price; changed to two copies; printed; in the history", { skip, timeout }, async (t) => {
  const { box, printer } = await hall(t);
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Rapport de stage");
  await priced(box);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("button", { name: /Imprimer 3 pages · 0,30/ }).waitFor();
  await picture("portal-waiting");
  await accessible();
  await page.getByRole("button", { name: "Changer l'impression" }).click();
  await page.getByLabel("Exemplaires").fill("2");
  await page.getByRole("button", { name: /Imprimer 6 pages · 0,60/ }).waitFor();
  await picture("portal-change");
  await page.getByRole("button", { name: /Imprimer 6 pages/ }).click();
  await page.getByText("Rien n'attend.").waitFor();
  await printed(box);
  assert.equal(printer.paper.length, 6);
  await page.getByText("4,40 €").waitFor();
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Sent meanwhile");
  await page.getByText("Sent meanwhile").waitFor({ timeout: 5_000 });
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("est supprimé").waitFor();
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("est supprimé").waitFor();
  await picture("portal-deleted");
  await page.reload();
  await until("the deletion", async () => ((await heldJobs(box)).length === 0 ? true : undefined));
  await page.getByText("Rien n'attend.").waitFor();
  await picture("portal-empty");
  await page.getByRole("link", { name: "Historique" }).click();
  await page.getByText("Rapport de stage").waitFor();
  await page.getByText("4 pages en noir et blanc A4 à 0,05 € : 0,20 €").waitFor();
  await picture("portal-history");
  await accessible();
  const [prints] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Télécharger en CSV" }).click()]);
  const jobs = (await readFile(await prints.path(), "utf8")).trim().split("\r\n");
  assert.ok(
    jobs.some((line) => /;Rapport de stage;hall;\d+;;0,6;0$/.test(line)),
    jobs.join("\n"),
  );
  await page.getByLabel("Titre ou imprimante").fill("nulle part");
  await page.getByText("Rien ne correspond.").waitFor();
  await page.getByText("Compte", { exact: true }).click();
  await page.getByText("débit").first().waitFor();
  await picture("portal-statement");
  await accessible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Télécharger en CSV" }).click()]);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  assert.match(lines[1] ?? "", /;débit;Rapport de stage;hall;6;;-0,6;0;4,4$/);
  assert.equal(lines.length, 3, "a head, a charge, a top-up");
  await page.getByRole("link", { name: "Compte et crédit" }).click();
  await page.getByRole("row", { name: /Impression 100 %/ }).waitFor();
  await page.getByText("6 feuilles, soit 0,00 arbre").waitFor();
  await picture("portal-use");
  await accessible();
});

test("the account: use, code, language; signed out elsewhere it asks again", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "desk" });
  await page.getByRole("link", { name: "Compte et crédit" }).click();
  await page.getByText("Ce que vous avez imprimé").waitFor();
  await picture("portal-account");
  await accessible();
  await page.getByRole("button", { name: "Nouveau code" }).click();
  const told = (await page.getByText(/^Votre nouveau code\s: \d{5}$/).textContent()) ?? "";
  await page.getByText("Vous avez un code.").waitFor();
  await page.getByLabel("Adresse e-mail").fill("amelie@ecole.example");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Carte qui finit par EE").waitFor();
  await page.getByRole("button", { name: "Je vais la présenter" }).click();
  await page.getByText("Présentez votre carte au lecteur").waitFor();
  await box.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal: "hall" as never }, body: { number: "BADCAFE5" } });
  await page.getByText("Une carte qui finit par E5 vient d'être lue").waitFor();
  await says(box, /Say yes on the page/);
  await page.getByRole("heading", { name: "Mes cartes" }).scrollIntoViewIfNeeded();
  await picture("portal-card-read");
  await accessible();
  await page.getByRole("button", { name: "Oui, c'est la mine" }).click();
  await page.getByText("Carte qui finit par E5").waitFor();
  await page.getByRole("button", { name: "Supprimer la carte" }).first().click();
  await page.getByRole("button", { name: "Oui, supprimer" }).click();
  await page.getByText("Carte qui finit par EE").waitFor({ state: "detached" });
  assert.deepEqual([(await person(box)).cards, (await person(box)).code], [1, true]);
  await page.getByRole("heading", { name: "Code et PIN" }).scrollIntoViewIfNeeded();
  await picture("portal-secrets");
  await page.reload();
  await page.getByText("Vous avez un code.").waitFor();
  assert.equal(await page.getByText(told).count(), 0, "shown once");
  await page.getByText("English").click();
  await page.getByRole("heading", { name: "What you printed" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "What you printed" }).waitFor();
  await page.getByRole("link", { name: "Printers" }).click();
  await page.getByRole("heading", { name: "Printers" }).waitFor();
  await picture("portal-printers");
  await accessible();
});

test("over TLS: a cookie of the safe name only, live news, and no way in by the other door with it", { skip, timeout }, async (t) => {
  const { box } = await hall(t, { box: { args: ["--https", "127.0.0.1:0"] } });
  const url = box.ready.https ?? "";
  assert.match(url, /^https:/);
  await box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const { page } = await openWindow(t, await openBrowser(t), { size: "phone", ignoreCertificate: true });
  await signIn(page, url);
  await page.getByText("Rien n'attend.").waitFor();
  const cookies = await page.context().cookies();
  assert.deepEqual(
    cookies.map(({ name, secure, httpOnly, sameSite }) => [name, secure, httpOnly, sameSite]),
    [["__Host-quoin-session", true, true, "Strict"]],
  );
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Heard at once");
  await page.getByText("Heard at once").waitFor({ timeout: 5_000 });
  await page.goto(box.ready.http);
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
});

test("the box is switched off and on under an open page: the page says so, keeps what it shows, and catches up", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Before");
  const { page, picture } = await amelieAt(t, box, { size: "phone" });
  await page.getByText("Before").waitFor();
  await page.waitForFunction(hasWorker);
  await page.reload();
  await page.getByText("Before").waitFor();
  await box.stop();
  await page.getByText("ne se fait plus entendre").waitFor();
  await picture("portal-lost");
  await page.getByText("Before").waitFor();
  await page.reload();
  await page.getByText("Le boîtier ne répond pas").waitFor();
  await picture("portal-lost-reloaded");
  const life = await again(t, box.data, { args: ["--http", new URL(box.ready.http).host] });
  await page.getByText("Before").waitFor();
  await printJob(life.ready.ipp, testDocument("Essay"), "amelie", "After");
  await page.getByText("After").waitFor({ timeout: 10_000 });
});

test("a wrong password is told in a sentence, and nothing else", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), { size: "phone" });
  await page.goto(box.ready.http);
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
  await picture("sign-in");
  await accessible();
  await page.getByLabel("Identifiant").fill("amelie");
  await page.getByLabel("Mot de passe", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Se connecter" }).click();
  assert.match((await page.getByRole("alert").textContent()) ?? "", /Rien n'a été imprimé ni débité|pas été reconnu/);
});
