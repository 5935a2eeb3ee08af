// The console as everybody may meet it: without the right, signed out elsewhere, in another language, on a phone, with many people.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, printJob, priced } from "./box-process.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";
import { administrator, consoleAt, enter, params, password } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

test("somebody signed out elsewhere is asked who they are; somebody whose right was taken is told so", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page } = await consoleAt(t, box);
  await page.getByRole("heading", { name: "Bonjour Odile Marchand" }).waitFor();
  await box.client.call("PATCH /api/v1/users/{login}", { params, body: { roles: [] } });
  await page.getByText("cette page est pour ceux qui gèrent le service").waitFor();
  await box.client.call("PATCH /api/v1/users/{login}", { params, body: { roles: ["administrator"] } });
  await page.reload();
  await page.getByRole("heading", { name: "Bonjour Odile Marchand" }).waitFor();
  await page.context().clearCookies();
  // A page asks when something changed, and not before.
  await addPerson(box, { login: "zoe", name: "Zoé", card: "04FFEE11" });
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
});

test("the list of people is searched by the box, sorted, kept in the address and written to a file", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/accounts");
  await addPerson(box, { login: "zoe", name: "=Zoé;1", card: "04FFEE11" });
  for (let n = 0; n < 120; n++) await box.client.call("POST /api/v1/users", { body: { login: `eleve${n}`, name: `Élève ${n}` } });
  await page.reload();
  await page.getByRole("button", { name: "Afficher la suite" }).waitFor();
  await picture("admin-accounts");
  await accessible();
  await page.getByLabel("Filtrer la liste").fill("zo");
  await page.getByRole("link", { name: "=Zoé;1" }).waitFor();
  await page.getByRole("link", { name: "Amélie" }).waitFor({ state: "detached" });
  assert.match(page.url(), /[?&]q=zo$/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Télécharger en CSV" }).click()]);
  const text = await readFile(await file.path(), "utf8");
  assert.match(text, /^\uFEFFNom;Identifiant;/);
  assert.match(text, /"'=Zoé;1";zoe;;5;0;/, "what a spreadsheet would run is inert, and an amount is a number");
  await page.getByLabel("Filtrer la liste").fill("nobody of that name");
  await page.getByText("Rien ne correspond.").waitFor();
});

test("somebody who does not run the service is told so, and shown the way to their own page", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await administrator(box);
  await box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), {});
  await page.goto(new URL("/admin/accounts", box.ready.http).href);
  await enter(page, "amelie");
  await page.getByText("Amélie, cette page est pour ceux qui gèrent le service.").waitFor();
  await picture("admin-not-yours");
  await accessible();
  await page.getByRole("link", { name: "Aller à mes impressions" }).click();
  await page.getByText("Rien n'attend.").waitFor();
});

test("a language that is chosen stays", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page } = await consoleAt(t, box, { language: "en" }, "/admin/accounts/amelie");
  await page.getByRole("cell", { name: "+€5.00" }).waitFor();
  for (const [language, heading] of [
    ["Français", "Relevé"],
    ["English", "Statement"],
    ["Français", "Relevé"],
  ] as const) {
    await page.getByText(language).first().click();
    await page.getByRole("heading", { name: heading }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: heading }).waitFor();
  }
});

test("on a phone the heads are in a drawer, and each row is a card", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Rapport de stage");
  await priced(box);
  const { page, picture, accessible } = await consoleAt(t, box, { size: "phone" });
  await page.getByRole("heading", { name: "Bonjour Odile Marchand" }).waitFor();
  await page.getByText("prête").waitFor();
  await picture("admin-phone-home");
  await page.getByRole("button", { name: "Pages de la console" }).click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /^Impressions/ })
    .waitFor();
  await picture("admin-phone-menu");
  await accessible();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /^Impressions/ })
    .click();
  await page.getByRole("link", { name: "Rapport de stage" }).waitFor();
  await picture("admin-phone-jobs");
});
