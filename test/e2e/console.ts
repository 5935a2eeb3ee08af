// Somebody who runs the service, at the console of a real box in a real browser.
import type { TestContext } from "node:test";
import type { Page } from "playwright-core";
import type { BoxProcess } from "./box-process.ts";
import { type Look, openBrowser, openWindow, type Window } from "./browser.ts";

export const password = "a long enough secret";
export const params = { login: "odile" };

/** Odile, who runs the service. */
export async function administrator(box: BoxProcess): Promise<void> {
  await box.client.call("POST /api/v1/users", { body: { login: params.login, name: "Odile Marchand" } });
  await box.client.call("PUT /api/v1/users/{login}/password", { params, body: { password } });
  await box.client.call("PATCH /api/v1/users/{login}", { params, body: { roles: ["administrator"] } });
}

export async function consoleAt(t: TestContext, box: BoxProcess, look: Look = {}, path = "/admin"): Promise<Window> {
  await administrator(box);
  const window = await openWindow(t, await openBrowser(t), look);
  await window.page.goto(new URL(path, box.ready.http).href);
  await enter(window.page, params.login, look.language);
  return window;
}

export async function enter(page: Page, login: string, language: "fr" | "en" = "fr"): Promise<void> {
  await page.getByLabel(language === "fr" ? "Identifiant" : "Login").fill(login);
  await page.getByLabel(language === "fr" ? "Mot de passe" : "Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: language === "fr" ? "Se connecter" : "Sign in" }).click();
}

export const open = (page: Page, name: string): Promise<void> =>
  page
    .getByRole("navigation")
    .getByRole("link", { name: new RegExp(`^${name}( \\d+)?$`) })
    .click();
