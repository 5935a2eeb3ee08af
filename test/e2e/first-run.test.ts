// A new box, from the code of its console to the first charged page, by somebody who reads nothing: each page in both languages, at a desk
// and on a phone. Wrong codes, two browsers at once, a restart in the middle; and a restored box, which nobody claims a second time.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { noIppeveprinter, startIppeveprinter } from "../fakes/ippeveprinter.ts";
import { startFakePrinter } from "../fakes/printer.ts";
import { quoin } from "../daemon/cli/quoin.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, newDirectory, removeDirectory, startBoxProcess, until } from "./box-process.ts";
import { openBrowser, openWindow, sizes, browserTestMs as timeout, type Window } from "./browser.ts";

const skip = needs("chromium");
const secret = "a long enough secret";

/** What somebody had to do: press, choose, type. Reading is not counted. */
class Hand {
  acts = 0;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }
  async press(name: string | RegExp): Promise<void> {
    this.acts += 1;
    await this.#page.getByRole("button", { name }).click();
  }
  async type(label: string | RegExp, text: string): Promise<void> {
    this.acts += 1;
    await this.#page.getByLabel(label).fill(text);
  }
}

/** The page as it stands, in French and English, on a desk and a phone; axe once. */
async function show({ page, picture, accessible }: Window, name: string): Promise<void> {
  for (const language of ["en", "fr"] as const) {
    await page
      .getByRole("radiogroup")
      .getByText(language === "fr" ? "Français" : "English")
      .first()
      .click();
    for (const size of ["phone", "desk"] as const) {
      await page.setViewportSize(sizes[size]);
      await picture(`first-run-${name}-${language}-${size}`, true);
      if (language === "fr" && size === "desk") await accessible();
    }
  }
}

async function codeOf(box: BoxProcess): Promise<string> {
  return until("the code", async () => /: ([A-Z0-9]{5}-[A-Z0-9]{5})\n/.exec(box.log())?.[1]);
}

const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();

async function newBox(t: TestContext, args: readonly string[] = []): Promise<BoxProcess> {
  const data = await newDirectory();
  const box = await startBoxProcess({ data, args });
  t.after(async () => {
    await box.kill();
    await removeDirectory(data);
  });
  return box;
}

/** A printer that announces itself, where one can be had; else one whose address is typed. */
async function aPrinter(t: TestContext): Promise<{ readonly found?: string; readonly address: string }> {
  if (noIppeveprinter() !== false) {
    const printer = await startFakePrinter();
    t.after(() => printer.close());
    return { address: printer.uri };
  }
  const counts = `pages=$(grep -ac '/Type/Page/' "$1"); echo "ATTR: job-impressions-completed=$((pages * \${IPP_COPIES:-1}))" >&2`;
  const printer = await startIppeveprinter({ command: counts, duplex: true });
  t.after(printer.close);
  return { address: printer.uri, found: new URL(printer.uri.replace("ipp:", "http:")).port };
}

test("from the code to the first charged page", { skip, timeout }, async (t) => {
  const box = await newBox(t);
  const window = await openWindow(t, await openBrowser(t), { zone: "Europe/Paris" });
  const { page } = window;
  const hand = new Hand(page);
  const printer = await aPrinter(t);

  await page.goto(`${box.ready.http}/admin`);
  await heading(page, /Bienvenue/);
  await show(window, "1-code");
  await hand.type("Votre nom", "Bernard Petit");
  await hand.type("Identifiant", "bernard");
  await hand.type(/Mot de passe, 8/, secret);
  await page.getByLabel("Code du boîtier").fill("AAAAA-AAAAA");
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.getByText("Ce n'est pas le code de ce boîtier.").waitFor();
  await show(window, "1-code-wrong");
  await hand.type("Code du boîtier", (await codeOf(box)).toLowerCase());
  await hand.press("Commencer");

  await heading(page, "Le lieu");
  await page.getByRole("combobox", { name: "Fuseau horaire" }).waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Fuseau horaire" }).inputValue(), "Europe/Paris", "found by the browser");
  assert.match(await page.getByRole("combobox", { name: "Devise" }).inputValue(), /^EUR/);
  await show(window, "2-place");
  await hand.press("Continuer");

  await heading(page, "Réseau et heure");
  await page.getByText("Heure du boîtier").waitFor();
  await show(window, "3-network");
  await page.getByRole("button", { name: "Le réseau en détail" }).click();
  await page.getByRole("button", { name: "Essayer : Nom à chercher" }).waitFor();
  await show(window, "3-network-detail");
  const { zone } = await box.client.call("GET /api/v1/place", {});
  assert.equal(zone, "Europe/Paris", "the box started again with it");
  await hand.press("Continuer");

  await heading(page, "La première imprimante");
  await page.getByRole("button", { name: "Chercher encore" }).waitFor();
  if (printer.found !== undefined) await hand.press(new RegExp(printer.found));
  else {
    await hand.type("Nom ou adresse de l'imprimante", printer.address);
    await hand.press("Chercher là");
  }
  await page.getByLabel("Nom", { exact: true }).fill("salle-des-profs");
  await show(window, "4-printer");
  await hand.press("Ajouter cette imprimante");

  await heading(page, "Comment salle-des-profs compte");
  await show(window, "5-calibration");
  await hand.press("Imprimer les pages d'essai");
  await page.getByText("compte comme prévu").waitFor();
  await show(window, "5-calibration-done");
  await hand.press("Continuer");

  await heading(page, "Le prix d'une page");
  await show(window, "6-prices");
  await hand.press("Continuer");

  await heading(page, "La première personne");
  await hand.type("Nom", "Amélie Brunel");
  hand.acts += 1; // a card held to the reader
  await until("the card", async () => {
    await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall");
    return (await page.getByText("Carte lue.").isVisible()) || undefined;
  });
  assert.equal(await page.getByLabel("Identifiant").inputValue(), "amelie.brunel");
  await show(window, "7-person");
  await hand.press("Ajouter cette personne");

  await heading(page, "Le boîtier est prêt");
  await page.getByText("Les cartes sont lues à hall").waitFor();
  await hand.press("Imprimer une page d'essai");
  await page.getByText(/C'est imprimé. 0,(15|30)/).waitFor(); // the printer may have no colour
  await show(window, "8-ready");
  t.diagnostic(`${hand.acts} acts from the code to the first charged page`);
  assert.ok(hand.acts <= 20, `${hand.acts} acts`);
  await hand.press("Ouvrir la console");
  await heading(page, /Bernard Petit/);
  const amelie = await box.client.call("GET /api/v1/users/{login}", { params: { login: "amelie.brunel" } });
  assert.ok([47_000, 48_500].includes(amelie.balance), `charged: ${amelie.balance}`);
  assert.equal(amelie.cards, 1);
  assert.equal((await box.client.call("GET /api/v1/place", {})).currencyFixed, true);
  await page.goto(`${box.ready.http}/admin/first-run`);
  await heading(page, /Bernard Petit/);
});

test("another currency before money moved; two browsers, and the box restarted, in the middle; dead afterwards, restored too", {
  skip,
  timeout,
}, async (t) => {
  const box = await newBox(t);
  const browser = await openBrowser(t);
  const code = await codeOf(box);
  const claim = (at: string) =>
    fetch(`${at}/api/v1/setup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code, login: "mallory", name: "Mallory", password: secret }),
    });
  const one = await openWindow(t, browser, { language: "en" });
  await one.page.goto(`${box.ready.http}/admin`);
  await one.page.getByLabel("Code of this box").fill(code);
  await one.page.getByLabel("Your name").fill("Bernard");
  await one.page.getByLabel("Login").fill("bernard");
  await one.page.getByLabel(/Password, 8/).fill(secret);
  await one.page.getByRole("button", { name: "Begin" }).click();
  await heading(one.page, "The place");
  assert.equal((await claim(box.ready.http)).status, 410, "claimed once");
  const currency = one.page.getByRole("combobox", { name: "Currency" });
  await currency.fill("CHF");
  await one.page.getByRole("option", { name: /CHF/ }).click();
  await one.page.getByRole("button", { name: "Continue" }).click();
  await heading(one.page, "Network and time");
  assert.equal((await box.client.call("GET /api/v1/place", {})).currency, "CHF");

  const enter = async (page: Page, at: string): Promise<void> => {
    await page.goto(`${at}/admin/first-run`);
    await page.getByLabel("Login").fill("bernard");
    await page.getByLabel("Password", { exact: true }).fill(secret);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  const two = await openWindow(t, browser, { language: "en" });
  await enter(two.page, box.ready.http);
  await heading(two.page, "Network and time");
  await two.page.getByRole("button", { name: "Continue" }).click();
  await two.page.getByRole("button", { name: "Go on without a printer" }).click();
  await heading(two.page, "What a page costs");
  await one.page.getByRole("button", { name: "Continue" }).click();
  await heading(one.page, "The first printer");
  await one.page.getByRole("button", { name: "Back" }).click();
  await heading(one.page, "Network and time");

  const backup = join(box.data, "all.backup");
  await box.quoin("backup", backup);
  await box.stop();
  const after = await startBoxProcess({ data: box.data });
  t.after(() => after.kill());
  const three = await openWindow(t, browser, { language: "en" });
  await enter(three.page, after.ready.http);
  await heading(three.page, "What a page costs");
  await three.page.getByRole("button", { name: "Later" }).click();
  await heading(three.page, "The first person");
  await three.page.getByRole("button", { name: "Later" }).click();
  await heading(three.page, "The box is ready");
  await three.picture("first-run-8-ready-empty");
  await three.page.getByRole("button", { name: "Open the console" }).click();
  await heading(three.page, /Bernard/);
  await after.stop();

  const restored = await newDirectory();
  t.after(() => removeDirectory(restored));
  assert.equal((await quoin(["restore", backup, "--data", restored])).code, 0);
  const again = await startBoxProcess({ data: restored });
  t.after(() => again.kill());
  assert.equal((await claim(again.ready.http)).status, 410, "a restored box is claimed already");
  assert.equal((await again.client.call("GET /api/v1/setup", {})).open, false);
  assert.equal((await again.client.call("GET /api/v1/first-run", {})).open, false);
  assert.doesNotMatch(again.log(), /[A-Z0-9]{5}-[A-Z0-9]{5}\n/, "no code at its console");
});
