// The screen beside a printer in a real browser before a real box: card or code, choosing, printing, and what may come between.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, printJob } from "./box-process.ts";
import { openBrowser, openWindow, sizes, browserTestMs as timeout } from "./browser.ts";
import { again, hall, person, pricedJobs, printed } from "./hall.ts";
import { jumpingClock } from "./jumping-clock.ts";
import { screenAt } from "./kiosk-screen.ts";

const skip = needs("chromium");
const small = { width: 480, height: 320 };
const middle = { width: 800, height: 480 };
const large = { width: 1280, height: 800 };

const send = (box: BoxProcess, ...titles: string[]): Promise<unknown> =>
  Promise.all(titles.map((title) => printJob(box.ready.ipp, testDocument("Essay"), "amelie", title))).then(() =>
    pricedJobs(box, titles.length),
  );

test("a card, the list with its price, one chosen, printed, the result, and the next person", { skip, timeout }, async (t) => {
  const { box, printer } = await hall(t, { printer: { pageMs: 400 } });
  await send(box, "Rapport de stage");
  const { page, shows, press, card } = await screenAt(t, box, { size: middle });
  await shows(/Présentez votre carte/, "idle-800");
  assert.equal(new URL(page.url()).hash, "");
  await card();
  await page.getByText("Crédit 5,00 €").waitFor();
  await shows("1 impression en attente", "list-800");
  await press(/Rapport de stage/);
  await page.getByRole("button", { name: /Imprimer 1 document.*0,30 €/ }).waitFor();
  await shows("1 impression en attente", "chosen-800");
  await press("Options");
  await shows("Rapport de stage", "job-800");
  await press(/Recto verso/);
  await page
    .getByText("recto verso, bord court")
    .or(page.getByText("recto verso", { exact: true }))
    .first()
    .waitFor();
  await press("Retour");
  await press(/Imprimer 1 document.*0,30 €/);
  await page.getByText(/[12] \/ 3 pages/).waitFor();
  await shows("Impression en cours", "printing-800");
  await page.getByText("3 pages imprimées · 0,30 €").waitFor();
  await shows("C'est fait", "result-800");
  await page.getByText("Crédit 4,70 €").waitFor();
  assert.equal(printer.paper.length, 3);
  await printed(box);
  await press("English");
  await page.getByText("3 pages printed").waitFor();
  await press("Leave");
  await shows(/Présentez votre carte/, "idle-again-800");
});

const looks = [
  { size: small, language: "fr", scheme: "dark" },
  { size: large, language: "en", scheme: "light" },
  { size: middle, language: "fr", scheme: "dark" },
  { size: small, language: "en", scheme: "light" },
  { size: large, language: "fr", scheme: "dark" },
  { size: sizes.phone, language: "fr", scheme: "light" },
] as const;

for (const look of looks) {
  const { size, language, scheme } = look;
  const name = `${size.width}-${language}-${scheme}`;
  const en = language === "en";
  test(`every choice at ${size.width}×${size.height}, ${language}, ${scheme}: options, copies, all, delete`, {
    skip,
    timeout,
  }, async (t) => {
    const { box } = await hall(t, { printer: { pageMs: 200 } });
    await send(box, "Rapport de stage sur la qualité de l'eau.pdf", "Exposé", "affiche-fête-du-lycée-format-A3.pdf", "", "Notes");
    const { page, shows, press, card } = await screenAt(t, box, look);
    await shows(en ? /Present your card/ : /Présentez votre carte/, `idle-${name}`);
    await press("1");
    await press("2");
    await shows(en ? "Your code" : "Votre code", `code-${name}`);
    await press(en ? "Erase" : "Effacer");
    await card();
    await page.getByText(en ? "Credit €5.00" : "Crédit 5,00 €").waitFor();
    await page
      .getByText(en ? "€0.30" : "0,30 €")
      .nth(4)
      .waitFor();
    const waiting = en ? "5 jobs are waiting" : "5 impressions en attente";
    await shows(waiting, `list-${name}`);
    await press(/Exposé/);
    await shows(waiting, `chosen-${name}`);
    await press("Options");
    await shows("Exposé", `job-${name}`);
    await press(/^Copies/);
    await press("2");
    await shows(en ? "How many copies?" : "Combien de copies ?", `copies-${name}`);
    await press(en ? "Confirm" : "Valider");
    await page.getByRole("button", { name: en ? /Print 6 pages.*€0\.60/ : /Imprimer 6 pages.*0,60 €/ }).waitFor();
    await press(en ? "Back" : "Retour");
    await press(en ? "Choose all" : "Tout choisir");
    await press("Options");
    await shows(en ? "5 documents to print" : "5 documents à imprimer", `basket-${name}`);
    await press(en ? "Delete" : "Supprimer");
    await shows(en ? "Delete these 5 documents?" : "Supprimer ces 5 documents ?", `delete-${name}`);
    await press(en ? "Keep" : "Garder");
    await press(en ? "Choose none" : "Ne rien choisir");
    await press(/Notes/);
    await press("Options");
    await press(en ? "Delete" : "Supprimer");
    await page.getByRole("heading", { level: 1, name: en ? "Delete this document?" : "Supprimer ce document ?" }).waitFor();
    await press(en ? "Delete" : "Supprimer");
    await page.getByText(en ? "4 jobs are waiting" : "4 impressions en attente").waitFor();
    await press(en ? /Print all/ : /Tout imprimer/);
    await press(en ? /Print 15 pages/ : /Imprimer 15 pages/);
    await page.getByText(en ? /Document 2 of 4/ : /Document 2 sur 4/).waitFor();
    await shows(en ? "Printing" : "Impression en cours", `printing-${name}`);
    await page.getByText(en ? "15 pages printed · €1.50" : "15 pages imprimées · 1,50 €").waitFor();
    await shows(en ? "Done" : "C'est fait", `result-${name}`);
    await press(en ? "Leave" : "Quitter");
    await shows(en ? /Present your card/ : /Présentez votre carte/, `idle-${name}`);
  });
}

test("a code and a PIN on the touched pad; a wrong PIN and an unknown card are told in a sentence", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  await box.client.call("PUT /api/v1/users/{login}/code", { params: { login: "amelie" }, body: { code: "4829137" } });
  await box.client.call("PUT /api/v1/users/{login}/pin", { params: { login: "amelie" }, body: { pin: "2580" } });
  const { page, shows, press, card } = await screenAt(t, box, { size: middle });
  const type = async (digits: string): Promise<void> => {
    for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
    await press("Valider");
  };
  await page.getByRole("heading", { name: /Présentez votre carte/ }).waitFor();
  await type("4829137");
  await shows("Votre code PIN", "pin-800");
  await type("1111");
  await page.getByRole("alert").waitFor();
  await shows("Votre code PIN", "pin-wrong-800");
  await type("2580");
  await shows("Rien ne vous attend", "nothing-800");
  await press("Quitter");
  await card("DEAD00");
  await page.getByRole("alert").waitFor();
  await shows(/./, "unknown-card-800");
  assert.match((await page.getByRole("alert").textContent()) ?? "", /carte|reconnu/i);
  await press("Continuer");
  await page.getByRole("heading", { name: /Présentez votre carte/ }).waitFor();
});

test("a keypad alone: code, first row, print, leave; and Tab reaches what a finger does", { skip, timeout }, async (t) => {
  const { box, printer } = await hall(t);
  await box.client.call("PUT /api/v1/users/{login}/code", { params: { login: "amelie" }, body: { code: "4829137" } });
  await send(box, "Essay", "Talk");
  const { page } = await screenAt(t, box, { size: small, language: "en" });
  await page.getByRole("heading", { name: /Present your card/ }).waitFor();
  await page.keyboard.type("4829137");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Talk.*€0\.30/ }).waitFor();
  await page.keyboard.press("1");
  await page.locator("[aria-pressed=true]").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Print 3 pages/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("3 pages printed · €0.30").waitFor();
  assert.equal(printer.paper.length, 3);
  await page.keyboard.press("Enter");
  const row = page.getByRole("button", { name: /€0\.30/ });
  await row.first().waitFor();
  await tabTo(page, /€0\.30/);
  await page.keyboard.press("Space");
  await page.locator("[aria-pressed=true]").waitFor();
  await tabTo(page, /Print 1 document/);
  await page.keyboard.press("Enter");
  await page.getByText("3 pages printed · €0.30").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: /Present your card/ }).waitFor();
  assert.equal((await printed(box, 2)).length, 2);
});

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (name.test(await page.evaluate<string>("document.activeElement?.textContent ?? ''"))) return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

test("a jam: what stopped, waiting or being refunded, and what came back", { skip, timeout }, async (t) => {
  const clock = await jumpingClock(t);
  const { box, printer } = await hall(t, { box: { env: clock.env }, printer: { pageMs: 20 } });
  await send(box, "Essay");
  printer.jam(1);
  for (const look of [
    { size: middle, name: "800" },
    { size: small, name: "480" },
  ]) {
    const { page, shows, press, card } = await screenAt(t, box, { size: look.size });
    if (look.size === middle) {
      await card();
      await press(/Essay/);
      await press(/Imprimer 1 document/);
    }
    await shows("L'imprimante s'est arrêtée", `stopped-${look.name}`);
    if (look.size === middle) await clock.forward(box, 125);
    await page.getByRole("button", { name: "Attendre" }).waitFor();
    await shows("L'imprimante s'est arrêtée", `stopped-offer-${look.name}`);
    if (look.size === middle) continue;
    await press("Attendre");
    await press(/Arrêter et être remboursé/);
    await page.getByText(/vous sont rendus|rendu/).waitFor();
    await shows("Tout n'a pas été imprimé", "refunded-480");
    await press("Quitter");
    // The job took its jam along: what the printer says at its end is what the screen says.
    await page.getByText("prête").waitFor();
    await shows(/Présentez votre carte/, "idle-mended-480");
  }
  assert.equal((await printed(box))[0]?.charged, 500);
  assert.equal((await person(box)).reserved, 0);
});

test("more than a page of documents, credit for a part of them, and a quiet visit that ends", { skip, timeout }, async (t) => {
  const clock = await jumpingClock(t);
  const { box } = await hall(t, { box: { env: clock.env } });
  await send(box, ...Array.from({ length: 18 }, (_, place) => `Fiche de lecture ${place + 1}.pdf`));
  for (const [size, name] of [
    [small, "480"],
    [middle, "800"],
    [large, "1280"],
  ] as const) {
    const { page, shows, press, card } = await screenAt(t, box, { size, scheme: size === small ? "light" : "dark" });
    await card();
    await page.getByText("0,30 €").nth(7).waitFor();
    await shows(/18 impressions en attente · page 1 sur 3/, `many-${name}`);
    await press(/Page suivante/);
    await page.getByRole("heading", { name: /page 2 sur 3/ }).waitFor();
    await press(/Tout choisir/);
    await page.locator("[aria-pressed=true]").first().waitFor();
    await shows(/page 2 sur 3/, `all-${name}`);
    await press(/Continuer.*5,40/);
    await shows("18 documents à imprimer", `covered-${name}`);
    await page.getByRole("button", { name: /Imprimer 16 sur 18.*4,80 €/ }).waitFor();
    if (size !== middle) {
      await press("Retour");
      await press("Quitter");
      continue;
    }
    await clock.forward(box, 31);
    await page.getByRole("button", { name: /Touchez pour rester/ }).waitFor();
    await shows(/./, "countdown-800");
    await press(/Touchez pour rester/);
    await page.getByRole("button", { name: /Touchez pour rester/ }).waitFor({ state: "detached" });
    await press("English");
    await page.getByRole("heading", { name: "18 documents to print" }).waitFor();
    await clock.forward(box, 31);
    await page.getByRole("button", { name: /Touch to stay/ }).waitFor();
    await clock.forward(box, 11);
    await page.getByRole("heading", { name: /Présentez votre carte/ }).waitFor();
  }
});

test("a screen without a token says what to do; one whose box goes away says so, and comes back by itself", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  const stranger = await openWindow(t, await openBrowser(t), { size: middle });
  await stranger.page.goto(`${box.ready.http}/kiosk#not-a-token-of-this-box`);
  await stranger.page.getByRole("heading", { name: "Cet écran n'est lié à aucune imprimante" }).waitFor();
  await stranger.picture("kiosk-unbound-800");
  await stranger.accessible();
  const { page, picture } = await screenAt(t, box, { size: middle });
  await page.getByRole("heading", { name: /Présentez votre carte/ }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: /Présentez votre carte/ }).waitFor();
  const { host } = new URL(box.ready.http);
  await box.kill();
  await page.getByRole("alert").waitFor();
  await page.getByRole("alert").getByText("Reconnexion").waitFor();
  await picture("lost-800");
  await again(t, box.data, { args: ["--http", host] });
  await page.getByRole("alert").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "1", exact: true }).click();
  await page.getByRole("heading", { name: "Votre code" }).waitFor();
});
