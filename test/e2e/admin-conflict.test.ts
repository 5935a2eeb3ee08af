// Two administrators at one form: whoever keeps the other's goes on at the open form, with what the other wrote.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { needs } from "../setup/tools.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

/** Saved over somebody else's change; then theirs is kept. */
async function keepTheirs(page: Page): Promise<void> {
  const save = page.getByRole("dialog").getByRole("button", { name: /^Enregistrer(?! le)/ });
  await save.click();
  await page.getByText("Quelqu'un d'autre a modifié cela entre-temps").waitFor();
  // What the box has by now is there, beside what was typed.
  await page.getByRole("columnheader", { name: "Ce qui s'y trouve" }).waitFor();
  await page.getByRole("button", { name: "Garder le leur" }).click();
  await page.getByText("Quelqu'un d'autre a modifié cela entre-temps").waitFor({ state: "detached" });
  assert.ok(await save.isVisible(), "the form stands open");
}

test("keeping theirs leaves the form open with theirs, and the next change is saved", { skip, timeout }, async (t) => {
  const { box, printer } = await hall(t);
  await box.client.call("PUT /api/v1/printers/{printer}", { params: { printer: "attic" as never }, body: { uri: printer.uri } });
  const { page, picture } = await consoleAt(t, box, {}, "/admin/prices?open=default");
  const dialog = page.getByRole("dialog");
  const field = (label: string) => dialog.getByLabel(label, { exact: true });
  const goto = (path: string) => page.goto(new URL(path, box.ready.http).href);

  await field("La page en noir, A4").fill("0,07");
  await box.client.call("PUT /api/v1/prices/{price}", { params: { price: "default" as never }, body: { mono: 900 as never } });
  await keepTheirs(page);
  assert.equal(await field("La page en noir, A4").inputValue(), "0,09");
  await picture("admin-conflict-kept");
  await field("La page en noir, A4").fill("0,08");
  await dialog.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByRole("cell", { name: "0,08 €" }).waitFor();

  await goto("/admin/queues?open=school");
  await dialog.getByRole("radio", { name: /^enregistrée/ }).check();
  const queue = { mode: "pull", printers: ["hall", "attic"], makeDefault: true } as never;
  await box.client.call("PUT /api/v1/queues/{queue}", { params: { queue: "school" as never }, body: queue });
  await keepTheirs(page);
  assert.ok(await dialog.getByRole("radio", { name: /^à carte/ }).isChecked());
  await dialog.getByText("attic").waitFor();

  await goto("/admin/terminals?open=hall");
  await dialog.getByRole("combobox", { name: "Imprimantes" }).click();
  await page.getByRole("option", { name: "attic" }).click();
  await page.keyboard.press("Escape");
  await box.client.call("PUT /api/v1/terminals/{terminal}", {
    params: { terminal: "hall" as never },
    body: { printers: ["attic"] } as never,
  });
  await keepTheirs(page);
  await dialog.getByText("attic").waitFor();
  assert.equal(await dialog.getByText("hall", { exact: true }).count(), 1, "its title, and no printer of that name");

  await goto("/admin/printers?open=hall");
  await field("Commentaire").fill("le mien");
  await box.client.call("PUT /api/v1/printers/{printer}", {
    params: { printer: "hall" as never },
    body: { uri: printer.uri, comment: "le leur" },
  });
  await keepTheirs(page);
  assert.equal(await field("Commentaire").inputValue(), "le leur");
});
