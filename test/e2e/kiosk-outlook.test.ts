// The screen beside printers that jam or cannot do all: what is said before yes, the printer beside it, pages that come out behind somebody
// who left; and a login typed on the screen.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { addPerson, type BoxProcess, printJob } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { hall, person, pricedJobs, printed } from "./hall.ts";
import { screenAt } from "./kiosk-screen.ts";

const skip = needs("chromium");
const small = { width: 480, height: 320 };
const middle = { width: 800, height: 480 };
const large = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** Two printers that are played, at one terminal: one for colour and A3, one for black. */
async function twoPrinters(t: TestContext): Promise<BoxProcess> {
  const { box } = await hall(t);
  const { client, data } = box;
  const set = (printer: string, query = "") =>
    client.call("PUT /api/v1/printers/{printer}", { params: { printer }, body: { uri: `simulated:${join(data, printer)}${query}` } });
  await set("salle");
  await set("cdi", "?color=no&a3=no");
  const printers = ["salle", "cdi"];
  await client.call("PUT /api/v1/queues/{queue}", { params: { queue: "school" }, body: { mode: "pull", printers, makeDefault: true } });
  await client.call("PUT /api/v1/terminals/{terminal}", { params: { terminal: "hall" }, body: { printers } });
  return box;
}

test("a jam is said before yes, with the printer beside it; what that one cannot do, too", { skip, timeout }, async (t) => {
  const box = await twoPrinters(t);
  for (const title of ["Exposé", "Affiche"]) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await pricedJobs(box, 2);
  for (const { size, language, scheme } of [
    { size: middle, language: "fr", scheme: "light" },
    { size: small, language: "fr", scheme: "dark" },
    { size: large, language: "en", scheme: "dark" },
  ] as const) {
    const name = `${size.width}-${language}-${scheme}`;
    const en = language === "en";
    const { page, shows, press, card } = await screenAt(t, box, { size, language, scheme });
    await page.getByRole("heading", { name: en ? /Present your card/ : /Présentez votre carte/ }).waitFor();
    const hinder = async (body: object): Promise<void> => {
      const url = `${box.ready.http}/api/v1/kiosk/simulation/printers/salle`;
      const answer = await page.request.put(url, { data: body, headers: { "quoin-csrf": "kiosk" } });
      assert.equal(answer.status(), 200, await answer.text());
    };
    await hinder({ trouble: "jam" });
    await card();
    await page
      .getByText(en ? /salle: stopped/ : /salle.: arrêtée/)
      .first()
      .waitFor();
    await shows(en ? "2 jobs are waiting" : "2 impressions en attente", `stopped-list-${name}`);
    await press(/Affiche/);
    await press(en ? /Go on.*€0\.30/ : /Continuer.*0,30/);
    await page
      .getByText(en ? "salle does not print now: the paper is jammed." : "salle n'imprime pas en ce moment : bourrage de papier.")
      .waitFor();
    await page.getByText(en ? /^cdi, beside it, can/ : /^cdi, à côté, le peut/).waitFor();
    await shows("Affiche", `stopped-job-${name}`);
    await press(en ? /At cdi instead/ : /Plutôt sur cdi/);
    await page.getByText(en ? "cdi has no colour: it prints in black." : "cdi n'a pas la couleur : ce sera en noir.").waitFor();
    await shows("Affiche", `no-colour-${name}`);
    await press(en ? "Back" : "Retour");
    await press(en ? "Choose all" : "Tout choisir");
    await press(en ? /Go on/ : /Continuer/);
    await shows(en ? "2 documents to print" : "2 documents à imprimer", `stopped-basket-${name}`);
    await hinder({});
    await page
      .getByText(en ? /salle does not print now/ : /salle n'imprime pas/)
      .first()
      .waitFor({ state: "detached" });
    await press(en ? "Back" : "Retour");
    await press(en ? "Leave" : "Quitter");
    await page.getByRole("heading", { name: en ? /Present your card/ : /Présentez votre carte/ }).waitFor();
  }
});

test("who leaves while it prints: the next person sees that it goes on, begins at once, and nothing is lost", {
  skip,
  timeout,
}, async (t) => {
  const box = await twoPrinters(t);
  await addPerson(box, { login: "hugo", name: "Hugo", card: "BADA55" });
  const titles = ["Dossier", "Exposé", "Fiche", "Plan", "Notes", "Lettre"];
  for (const title of titles) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
  await pricedJobs(box, titles.length);
  const { page, shows, press, card } = await screenAt(t, box, { size: middle });
  const hinder = (body: object) =>
    page.request.put(`${box.ready.http}/api/v1/kiosk/simulation/printers/salle`, { data: body, headers: { "quoin-csrf": "kiosk" } });
  await card();
  await page
    .getByText("0,30 €")
    .nth(titles.length - 1)
    .waitFor();
  await press(/Tout imprimer/);
  await press(/Imprimer 18 pages/);
  await page.getByRole("heading", { name: "Impression en cours" }).waitFor();
  // She leaves first: a printer that stood still before would be stopped, and her money given back.
  await press(/Quitter/);
  await page.getByText(/salle imprime encore.: \d \/ 3\. Vous pouvez commencer\./).waitFor();
  await hinder({ trouble: "empty" });
  await page.getByText("salle est arrêtée au milieu de l'impression précédente.").waitFor();
  await shows(/Présentez votre carte/, "behind-800");
  await card("BADA55");
  await page.getByText("Hugo").waitFor();
  await hinder({});
  assert.deepEqual(
    (await printed(box, titles.length)).map(({ impressions }) => impressions),
    titles.map(() => 3),
  );
  assert.equal((await person(box)).reserved, 0);
});

test("a login and a password by the keys on the screen, or by a keyboard alone; a wrong one is told", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const params = { login: "amelie" };
  await box.client.call("PUT /api/v1/users/{login}/password", { params, body: { password: "Bonjour-42" } });
  await box.client.call("PUT /api/v1/users/{login}/pin", { params, body: { pin: "2580" } });
  for (const { size, language, scheme } of [
    { size: middle, language: "fr", scheme: "light" },
    { size: small, language: "fr", scheme: "dark" },
    { size: large, language: "en", scheme: "light" },
    { size: phone, language: "fr", scheme: "dark" },
  ] as const) {
    const en = language === "en";
    const { page, shows, press } = await screenAt(t, box, { size, language, scheme });
    await press(en ? "Login and password" : "Identifiant et mot de passe");
    await page.getByRole("textbox", { name: en ? "Login" : "Identifiant" }).waitFor();
    await shows(en ? "Login and password" : "Identifiant et mot de passe", `login-${size.width}-${language}-${scheme}`);
    if (size === phone || size === large) {
      // No touch: what Tab and Enter reach.
      await page.keyboard.type("amelie");
      await page.keyboard.press("Enter");
      await page.keyboard.type(size === phone ? "2580" : "Bonjour-42");
      await page.keyboard.press("Enter");
    } else {
      const keys = page.getByRole("group", { name: "Clavier" });
      const touch = async (text: string): Promise<void> => {
        for (const letter of text) await keys.getByRole("button", { name: letter, exact: true }).click();
      };
      await touch("amelie");
      await press("Suivant");
      await press("Majuscules");
      await touch("Bonjour");
      await press("Signes");
      await touch("-");
      await shows("Identifiant et mot de passe", `login-signs-${size.width}`);
      await touch(size === small ? "43" : "42");
      await press("Se connecter");
      if (size === small) {
        await page.getByRole("alert").waitFor();
        await shows(/./, "login-wrong-480");
        await press("Continuer");
        continue;
      }
    }
    await shows(en ? "Nothing waits for you" : "Rien ne vous attend", `signed-in-${size.width}`);
    await press(en ? "Leave" : "Quitter");
  }
});

test("a part that cannot be fetched does not blank the screen for good: it begins anew by itself", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, press, shows } = await screenAt(t, box, { size: middle, worker: false });
  const parts = "**/assets/login-*.js";
  let refused = 0;
  await page.route(parts, (route) => {
    refused++;
    return route.abort();
  });
  await press("Identifiant et mot de passe");
  await page.waitForEvent("load");
  assert.ok(refused > 0);
  await page.unroute(parts);
  await press("Identifiant et mot de passe");
  await shows("Identifiant et mot de passe", "login-again");
});
