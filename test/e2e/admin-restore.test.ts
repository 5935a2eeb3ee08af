// A backup restored in a real browser: taken, the credit changed, brought back, and the old credit there; what is refused says why.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory, until } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, password } from "./console.ts";
import { hall, person } from "./hall.ts";

const skip = needs("chromium");

async function directory(t: TestContext): Promise<string> {
  const made = await newDirectory();
  t.after(() => removeDirectory(made));
  return made;
}

test("backed up, topped up by mistake, restored: the old credit, and everybody signs in again", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/backup");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Faire une sauvegarde et l'enregistrer" }).click();
  const file = join(await directory(t), "monday.backup");
  await (await coming).saveAs(file);
  await box.quoin("topup", "amelie", "100.00", "--reason", "two zeros too many");
  assert.equal((await person(box)).balance, 1_050_000);

  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: "L'envoyer et le vérifier" }).click();
  await page.getByText("Ce que contient cette sauvegarde").waitFor();
  await page.getByText("quoin, celui-ci").waitFor();
  await page.getByText(/1 écriture des livres.*100,00\s€ versés/).waitFor();
  await picture("admin-restore", true);
  await accessible();

  const act = page.getByRole("button", { name: "Mettre cette sauvegarde en vigueur" });
  await page.getByLabel("Tapez quoin pour confirmer").fill("quoi");
  await page.getByLabel("Votre mot de passe").fill("not this one");
  assert.ok(await act.isDisabled(), "the name is not whole");
  await page.getByLabel("Tapez quoin pour confirmer").fill("quoin");
  await act.click();
  await page
    .getByRole("alert")
    .getByText(/Non reconnu/)
    .waitFor();
  assert.equal((await person(box)).balance, 1_050_000);
  await page.getByLabel("Votre mot de passe").fill(password);
  await act.click();
  await until("the old credit", async () => (await person(box).catch(() => undefined))?.balance === 50_000 || undefined);
  await page.getByLabel("Mot de passe", { exact: true }).waitFor();
  await picture("admin-restore-signed-out");
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByText("La sauvegarde est en vigueur.").waitFor();
  await picture("admin-restore-done", true);
  await accessible();
});

test("a wrong file, one cut off, one of a box nobody ran: a sentence each, also on a phone at night", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const folder = await directory(t);
  const early = join(folder, "early.backup");
  await box.quoin("backup", early);
  await writeFile(join(folder, "essay.pdf"), "%PDF-1.7");
  const { page, picture, accessible } = await consoleAt(t, box, { size: "phone", language: "en", scheme: "dark" }, "/admin/backup");
  const bring = async (name: string): Promise<void> => {
    await page.locator('input[type="file"]').setInputFiles(join(folder, name));
    await page.getByRole("button", { name: "Bring and check it" }).click();
  };
  await bring("essay.pdf");
  await page.getByText("This file cannot be restored: it is not a backup of a box. Nothing was changed.").waitFor();
  await picture("admin-phone-restore-refused", true);
  await accessible();
  await bring("early.backup");
  await page.getByText(/no administrator in it could sign in/).waitFor();
  const whole = join(folder, "whole.backup");
  await box.quoin("backup", whole);
  await bring("whole.backup");
  await page.getByText("What will be lost").waitFor();
  await picture("admin-phone-restore", true);
  await accessible();
  await page.reload();
  await page.getByText("What will be lost").waitFor();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await page.getByLabel("Backup file").waitFor();
});
