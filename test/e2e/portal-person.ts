// Amélie before the portal, in a browser of her own.
import type { TestContext } from "node:test";
import type { BoxProcess } from "./box-process.ts";
import { type Look, openBrowser, openWindow, type Window } from "./browser.ts";

export const password = "a long enough secret";

export async function amelieAt(t: TestContext, box: BoxProcess, look: Look): Promise<Window> {
  await box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const window = await openWindow(t, await openBrowser(t), look);
  await signIn(window.page, box.ready.http, look.language);
  return window;
}

export async function signIn(page: Window["page"], url: string, language: "fr" | "en" = "fr"): Promise<void> {
  const [login, secret, enter] = language === "fr" ? ["Identifiant", "Mot de passe", "Se connecter"] : ["Login", "Password", "Sign in"];
  await page.goto(url);
  await page.getByLabel(login).fill("amelie");
  await page.getByLabel(secret, { exact: true }).fill(password);
  await page.getByRole("button", { name: enter }).click();
}

interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Files chosen as a person chooses them, without one on the disk. */
export async function choose(page: Window["page"], ...files: readonly SentFile[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choisir des fichiers" }).click(),
  ]);
  await chooser.setFiles([...files]);
}
