// Somebody whose browser warns: the page that helps, the authority in a real browser's store, and the portal as the app it can be then.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory, startBoxProcess } from "./box-process.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";
import { enter, password } from "./console.ts";

const skip = needs("chromium", "certutil");
const run = promisify(execFile);

test("the browser warns, the page helps, the authority is installed, and the portal is an app", { skip, timeout }, async (t) => {
  const box = await startBoxProcess({ args: ["--https", "127.0.0.1:0"] });
  const home = await newDirectory();
  t.after(async () => {
    await box.kill();
    await Promise.all([removeDirectory(box.data), removeDirectory(home)]);
  });
  await box.client.call("POST /api/v1/users", { body: { login: "amelie", name: "Amélie" } });
  await box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const https = (box.ready.https ?? "").replace("127.0.0.1", "localhost");

  const stranger = await openBrowser(t);
  const warned = await openWindow(t, stranger);
  await assert.rejects(warned.page.goto(https), /ERR_CERT_AUTHORITY_INVALID/);
  const { page, picture, accessible } = await openWindow(t, stranger, { size: "phone" });
  await page.goto(box.ready.http);
  await page.getByRole("link", { name: "Faire confiance à ce boîtier" }).waitFor();
  await picture("trust-sign-in");
  await page.getByRole("link", { name: "Faire confiance à ce boîtier" }).click();
  await page.getByRole("heading", { name: "Faire confiance à ce boîtier" }).waitFor();
  const { authority } = await box.client.call("GET /api/v1/certificate", {});
  const shown = (await page.locator("pre").allTextContents()).join("").replaceAll("\n", ":");
  assert.equal(shown, authority?.fingerprint);
  await picture("trust-phone");
  await accessible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Fichier PEM" }).click()]);
  const ca = join(home, "quoin.pem");
  await file.saveAs(ca);
  for (const language of ["en", "fr"] as const) {
    const dark = await openWindow(t, stranger, { language, scheme: "dark" });
    await dark.page.goto(`${box.ready.http}/trust`);
    await dark.page.getByRole("button", { name: "Windows" }).click();
    await dark.page.getByRole("link", { name: /CRT/ }).waitFor();
    await dark.picture(`trust-${language}-dark`);
    await dark.accessible();
  }

  const store = join(home, ".pki/nssdb");
  await mkdir(store, { recursive: true });
  await run("certutil", ["-N", "-d", `sql:${store}`, "--empty-password"]);
  await run("certutil", ["-A", "-d", `sql:${store}`, "-n", "Quoin", "-t", "C,,", "-i", ca]);
  const trusting = await openWindow(t, await openBrowser(t, home), { size: "phone" });
  await trusting.page.goto(https);
  await enter(trusting.page, "amelie");
  await trusting.page.getByText("Rien n'attend.").waitFor();
  assert.ok(await trusting.page.evaluate("window.isSecureContext"));
  await trusting.page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)");
});

test("at an address nobody vouches for the account says what is missing, and the portal works", { skip, timeout }, async (t) => {
  const own = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
  const box = await startBoxProcess({ args: ["--http", `${own ?? "127.0.0.1"}:0`], config: "listen:\n  announce: false\n" });
  t.after(async () => {
    await box.kill();
    await removeDirectory(box.data);
  });
  await box.client.call("POST /api/v1/users", { body: { login: "amelie", name: "Amélie" } });
  await box.client.call("PUT /api/v1/users/{login}/password", { params: { login: "amelie" }, body: { password } });
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), { size: "phone" });
  await page.goto(`${box.ready.http}/my/account`);
  await enter(page, "amelie");
  await page.getByRole("heading", { name: "Mes réglages" }).or(page.getByLabel("Mot de passe actuel")).first().waitFor();
  // Machines without a network have no address but their own, which browsers trust.
  if (own === undefined) return;
  const line = page.getByText("prendre une photo et installer l'application");
  await line.scrollIntoViewIfNeeded();
  await picture("account-untrusted");
  await accessible();
});
