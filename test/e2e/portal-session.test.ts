// A session that ends under an open page: the page says so, keeps what was typed, unseen, and goes on for the same person.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { printJob, until } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall, heldJobs, pricedJobs } from "./hall.ts";
import { amelieAt, password } from "./portal-person.ts";

const skip = needs("chromium");

test("signed out elsewhere: what was typed is still there after signing in again", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("link", { name: "Compte et crédit" }).click();
  await page.getByLabel("Nouveau mot de passe, 8 caractères au moins").fill("half of a new secr");
  const other = await page.context().newPage();
  await other.goto(box.ready.http);
  await other.getByRole("button", { name: "Déconnexion" }).click();
  await other.getByRole("heading", { name: "Connexion" }).waitFor();
  await page.getByText("12 mois").click();
  await page.getByText("Votre session est terminée").waitFor();
  await picture("portal-session-ended");
  await accessible();
  assert.equal(await page.getByText("Ce que vous avez imprimé").isVisible(), false, "nobody reads on");
  assert.equal(await page.getByLabel("Identifiant").inputValue(), "amelie");
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByText("Ce que vous avez imprimé").waitFor();
  assert.equal(await page.getByLabel("Nouveau mot de passe, 8 caractères au moins").inputValue(), "half of a new secr");
  await page.getByRole("row", { name: /Impression 0 %/ }).waitFor();
});

test("a job that was deleted a moment before signing out is deleted all the same", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Rapport");
  await pricedJobs(box, 1);
  const { page } = await amelieAt(t, box, { size: "phone" });
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("est supprimé").waitFor();
  await page.getByRole("button", { name: "Déconnexion" }).click();
  await page.getByRole("button", { name: "Se connecter" }).waitFor();
  await until("the deletion", async () => ((await heldJobs(box)).length === 0 ? true : undefined));
});
