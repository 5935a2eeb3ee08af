// What needs somebody on the first page: each leads to its page, or gives the command that mends it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

test("a missing program is named with its package; what is not encrypted leads to its settings", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/queues");
  // This machine has what the tests need: one that lacks it is another answer. That the box gives it is its own test's to show.
  const missing = {
    level: "advice",
    code: "no-poppler",
    command: "apt install poppler-utils",
    remedy: "",
    sentence: "Poppler n'est pas installé",
  };
  await page.route("**/api/v1/findings", async (route) => {
    const answer = await route.fetch();
    const { findings } = (await answer.json()) as { findings: object[] };
    await route.fulfill({ response: answer, json: { findings: [missing, ...findings] } });
  });
  await open(page, "Accueil");
  await page.getByText("Poppler n'est pas installé").waitFor();
  const commands = page.getByLabel("Sur la machine, en administrateur");
  const typed = await commands.evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value));
  assert.ok(typed.includes("apt install poppler-utils"), typed.join());
  await picture("admin-home-findings", true);
  await accessible();
  await page.unrouteAll();
  await page.getByRole("link", { name: "Activer le chiffrement" }).click();
  await page.getByRole("heading", { name: "Réglages" }).waitFor();
  await page.locator('[data-setting="listen.https"]').waitFor();
  await picture("admin-settings-listen");
});
