// Somebody who writes a program reads the API in the console: from the state of the box, by a word, down to a line for the shell.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { browserTestMs as timeout, sizes } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

test("the API is read in French, found by a word, opened, and an example copied", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box);
  await open(page, "État du boîtier");
  await page.getByRole("link", { name: "Lire l'API" }).click();
  await page.getByRole("heading", { level: 1, name: "API" }).waitFor();
  await page.getByRole("heading", { level: 2, name: "Les personnes et leur crédit" }).waitFor();
  await picture("admin-api");
  await accessible();
  await page.getByLabel("Chercher un appel").fill("recrediter");
  await page.getByText("1 appel", { exact: true }).waitFor();
  await page.getByRole("button", { name: /POST.*top-ups.*administrateur ou jeton/ }).click();
  const opened = page.getByRole("region", { name: /top-ups/ });
  await opened.getByText("dix-millièmes de l'unité monétaire").first().waitFor();
  await opened.getByText("Idempotency-Key", { exact: true }).waitFor();
  await opened.getByText("command-conflict").waitFor();
  await opened.getByText("La forme en JSON Schema").first().click();
  await opened.getByText('"required"').first().waitFor();
  await picture("admin-api-call");
  await accessible();
  await opened.getByRole("button", { name: "Copier" }).click();
  await opened.getByRole("button", { name: "Copié" }).waitFor();
  assert.match(await opened.getByLabel("Dans un shell").inputValue(), /Authorization: Bearer \$QUOIN_TOKEN(.|\n)*top-ups'$/);
  await page.reload();
  await opened.getByText("command-conflict").waitFor();
  assert.equal(await page.getByLabel("Chercher un appel").inputValue(), "recrediter");
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(sizes.phone);
    await picture(`admin-api-phone-${scheme}`, true);
    await accessible();
  }
  const raw = page.getByRole("link", { name: "La même pour les programmes" });
  assert.equal(await raw.getAttribute("href"), "/api/openapi.json");
});
