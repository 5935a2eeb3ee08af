// The console's settings in a real browser: typed as people write them, refused beside the field, kept over a reload, in effect after a restart.
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

test("settings are found, typed, refused, kept over a reload, saved, and in effect after a restart", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/settings");
  await page.getByText("Fixé dans quoin.yaml:4 : modifiez-le là.").waitFor();
  await picture("admin-settings");
  await accessible();
  await page.getByLabel("Chercher un réglage").fill("duree garde");
  await page.getByLabel("Durée de garde", { exact: true }).fill("demain");
  await page.getByText("pas encore enregistré", { exact: true }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText(/^Il faut une durée de 1\sh à 365\sj, avec son unité\. Par exemple\s: 24\sh/).waitFor();
  await picture("admin-settings-refused");
  await accessible();
  await page.getByLabel("Durée de garde", { exact: true }).fill("2 jours");
  // Somebody else is faster.
  await box.client.call("PATCH /api/v1/settings", { body: { values: { "spool.holdHours": "36 h", "box.name": "lycee" } } });
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText(/Le réglage «\sDurée de garde\s» a été modifié entre-temps/).waitFor();
  await page.getByText(/En place\s: 36\sh/).waitFor();
  await picture("admin-settings-conflict");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("modifié par odile").waitFor();
  await page.getByRole("button", { name: "Redémarrer maintenant" }).click();
  await page.getByText("Prend effet après un redémarrage").waitFor({ state: "detached" });
  await picture("admin-settings-saved");
  await accessible();
  await page.getByRole("button", { name: /Durée de garde.*Revenir à la valeur par défaut/ }).click();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("modifié par odile").waitFor({ state: "detached" });
});

test("on a phone, at night, in English", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(
    t,
    box,
    { size: "phone", language: "en", scheme: "dark" },
    "/admin/settings?q=documents",
  );
  await page.getByLabel("Largest document").fill("1.5 GB");
  await page.getByText("1 setting is not saved yet.").waitFor();
  await picture("admin-phone-settings");
  await accessible();
});
