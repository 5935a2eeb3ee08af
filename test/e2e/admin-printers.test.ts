// A printer in the console: its toner and ink, and a page to see that it prints.
import assert from "node:assert/strict";
import { test } from "node:test";
import { attribute, integer, keyword } from "../../daemon/ipp/build.ts";
import { tags } from "../../daemon/ipp/message.ts";
import { needs } from "../setup/tools.ts";
import { endedJobs } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");

const names = [
  "Toner noir TN-321K",
  "Toner cyan",
  "Toner magenta",
  "<img src=x onerror=alert(1)>",
  "Encre trois couleurs",
  "Bac de récupération",
] as const;
const supplies = [
  attribute("marker-names", tags.name, ...names),
  attribute("marker-colors", tags.name, "#000000", "#00FFFF", "#FF00FF", "#FFFF00", "#00FFFF#FF00FF#FFFF00", "none"),
  keyword("marker-types", "toner", "toner", "toner", "toner", "ink", "waste-toner"),
  integer("marker-levels", 64, -2, -3, 0, 37, 95),
  integer("marker-low-levels", 10, 10, 10, 10, 10, -1),
  integer("marker-high-levels", 100, 100, 100, 100, 100, 90),
];

test("toner and ink are shown with their level, what ends is said in a word and on the first page", { skip, timeout }, async (t) => {
  const { box } = await hall(t, { printer: { supplies } });
  const { page, picture, accessible } = await consoleAt(t, box);
  const finding = page.getByText("L'imprimante hall aura bientôt besoin de pièces neuves");
  await finding.waitFor();
  assert.match((await finding.textContent()) ?? "", /<img src=x onerror=alert\(1\)> \(reste 0\s%\), Bac de récupération \(plein à 95\s%\)/);
  await picture("admin-home-supplies");
  await page.getByRole("link", { name: "Voir l'imprimante" }).first().click();
  const shown = page.getByRole("region", { name: "Consommables" });
  const said = ((await shown.textContent()) ?? "").replaceAll(/\s/g, " ");
  for (const words of [
    "TN-321K64 %",
    "cyaninconnu : l'imprimante ne le dit pas",
    "magentail en reste",
    "vide0 %",
    "couleurs37 %",
    "bientôt plein95 %",
  ])
    assert.ok(said.includes(words), `${words}: ${said}`);
  await picture("admin-printer-supplies");
  await accessible();
  await page.getByRole("button", { name: "Fermer" }).click();
  await page.getByRole("cell", { name: /0\s%$/ }).waitFor();
  await picture("admin-printers-supplies");
});

test("a test page comes out at the press of a button, or the reason is told; nobody pays, and the log knows who asked", {
  skip,
  timeout,
}, async (t) => {
  const { box, printer } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/printers?open=hall");
  const button = page.getByRole("button", { name: "Imprimer une page de test" });
  await button.click();
  await page.getByText("Imprimée : la page est sortie de hall.").waitFor();
  assert.equal(printer.paper.length, 1);
  await picture("admin-test-page");
  await accessible();
  await printer.close();
  await button.click();
  await page.getByText("La page de test n'est pas sortie de hall : elle ne répond pas. Rien n'est débité.").waitFor();
  await picture("admin-test-page-refused");
  assert.deepEqual(await endedJobs(box), []);
  const { lines } = await box.client.call("GET /api/v1/log", { query: { text: "test page odile" } });
  assert.deepEqual(
    lines.map(({ event, facts }) => [event, facts["by"], facts["outcome"]]),
    [
      ["test page", "odile", "printer-unreachable"],
      ["test page", "odile", "printed"],
    ],
  );
});
