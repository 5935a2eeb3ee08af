// The books in the console: how far a verification is, and days that are the place's, whatever zone the browser is in.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { hallConfig } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

/** Never on the same day. */
const [there, here] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"] as const;
const far = { box: { config: `${hallConfig}timeZone: ${there}\n` } };

test("a verification says how far it is, goes on without its page, and leaves its verdict with the time", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/ledger");
  const verdict = page.getByText("Les livres tombent juste");
  await page.getByRole("button", { name: "Vérifier maintenant" }).click();
  await verdict.waitFor();
  await page.getByText(/^Vérifié le \d/).waitFor();
  // As a box of a million lines answers in the middle of it; that it counts is its own test's to show.
  const underWay = JSON.stringify({ running: { rows: 412_000, of: 1_000_000 } });
  const json = { contentType: "application/json", body: underWay };
  await page.route("**/ledger/verification/progress", (route) => route.fulfill(json));
  await page.reload();
  await page.getByText(/412\s000 écritures relues sur 1\s000\s000/).waitFor();
  assert.equal(await page.getByRole("progressbar").getAttribute("aria-valuenow"), "41.2");
  await picture("admin-verifying");
  await accessible();
  await open(page, "Utilisateurs");
  await page.unroute("**/ledger/verification/progress");
  await open(page, "Livres");
  await verdict.waitFor();
  await picture("admin-verified");
});

test("the ledger's days are the place's: what was paid in today there is found on a device a day behind", { skip, timeout }, async (t) => {
  const { box } = await hall(t, far);
  const { page } = await consoleAt(t, box, { zone: here }, "/admin/ledger");
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: there });
  await page.getByLabel("Du", { exact: true }).fill(today);
  await page.getByLabel("Au", { exact: true }).fill(today);
  await page.getByRole("cell", { name: "+5,00 €" }).waitFor();
  const before = new Date(Date.now() - 24 * 60 * 60_000).toLocaleDateString("sv-SE", { timeZone: there });
  await page.getByLabel("Du", { exact: true }).fill(before);
  await page.getByLabel("Au", { exact: true }).fill(before);
  await page.getByText("Rien ne correspond.").or(page.getByText("Aucun mouvement.")).first().waitFor();
});

test("the log's filter stands in the address, its minutes are the place's, and all that fits is taken away", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t, far);
  const minute = (at: number): string => new Date(at).toLocaleString("sv-SE", { timeZone: there }).replace(" ", "T").slice(0, 16);
  const [from, until] = [minute(Date.now() - 60 * 60_000), minute(Date.now() + 60 * 60_000)];
  const { page, picture, accessible } = await consoleAt(t, box, { zone: here }, "/admin/log");
  await page.getByLabel("Depuis").fill(from);
  await page.getByLabel("Jusqu'à").fill(until);
  await page.getByLabel("Mots").fill("ready");
  const lines = page.getByRole("list", { name: "Lignes" });
  await lines.getByText("ready", { exact: true }).waitFor();
  await page.waitForURL(/[?&]q=ready/);
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get("from"), query.get("until"), query.get("level")], [from, until, null]);
  await page.reload();
  await lines.getByText("ready", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("Depuis").inputValue(), from);
  await picture("admin-log-filtered");
  await accessible();
  const file = async (name: string): Promise<string> => {
    const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFile(await given.path(), "utf8");
  };
  const csv = await file("Toutes en CSV");
  assert.match(csv, /^\uFEFFDate;Importance;Partie;Événement;Détails\r\n/);
  assert.match(csv, /;note;;ready;/);
  const rows = csv.trim().split("\r\n").slice(1);
  assert.equal(rows.length, await lines.getByRole("listitem").count(), "all that fit");
  assert.ok(
    rows.every((row) => /ready/i.test(row)),
    "and nothing else",
  );
  assert.match(await file("Toutes en texte"), /^\d.* {2}note {2}ready .*$/m);
  await page.getByLabel("Jusqu'à").fill(from);
  await page.getByText("Rien ne correspond.").waitFor();
});
