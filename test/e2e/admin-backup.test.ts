// Backup and about in a real browser: the file that a page saves makes the box anew.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { quoin } from "../daemon/cli/quoin.ts";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { again, hall, person } from "./hall.ts";

const skip = needs("chromium");

test("a backup saved from the console is whole, and restored by the command the page shows", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/backup");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Faire une sauvegarde et l'enregistrer" }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /^quoin-\d{4}-\d\d-\d\d\.backup$/);
  await page.getByText(/La sauvegarde est complète\s: quoin-/).waitFor();
  await picture("admin-backup", true);
  await accessible();
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const file = join(data, "taken");
  await download.saveAs(file);
  assert.match(await readFile(file, "utf8"), /\n\{"section":"end","rows":\d+,"sha256":"[0-9a-f]{64}"\}\n$/);
  assert.ok((await page.getByLabel("Commande", { exact: true }).inputValue()).endsWith(` --data ${box.data}`));
  await open(page, "À propos");
  await page.getByText(box.data).waitFor();
  await page.getByRole("button", { name: "Afficher les paquets" }).click();
  await page.getByRole("cell", { name: "fastify", exact: true }).waitFor();
  await picture("admin-about");
  await accessible();
  const before = await person(box);
  await box.stop();
  assert.equal((await quoin(["restore", file, "--data", data])).code, 0);
  assert.deepEqual(await person(await again(t, data)), before);
});

test("on a phone, at night, in English", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, { size: "phone", language: "en", scheme: "dark" }, "/admin/about");
  await page.getByText("Free on its disk").waitFor();
  await picture("admin-phone-about", true);
  await accessible();
  await page.goto(new URL("/admin/backup", box.ready.http).href);
  await page.getByLabel("Command", { exact: true }).waitFor();
  await picture("admin-phone-backup", true);
  await accessible();
});
