// The page of the certificate at the console of a real box: brought, ordered at a real ACME server, and back, while the box serves.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { school } from "../daemon/certificates/openssl.ts";
import { startPebble } from "../fakes/pebble.ts";
import { needs } from "../setup/tools.ts";
import { removeDirectory, startBoxProcess, until } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt } from "./console.ts";

const run = promisify(execFile);
const host = "print.school.example";

async function box(t: TestContext, names: string) {
  const it = await startBoxProcess({ args: ["--https", "127.0.0.1:0"], config: `names: [${names}]\nlisten:\n  announce: false\n` });
  t.after(async () => {
    await it.kill();
    await removeDirectory(it.data);
  });
  const port = new URL(it.ready.https ?? "").port;
  /** Who vouches for the box at this name, as curl sees it with only this authority. */
  const curl = (ca: string, name = host, ...more: string[]) =>
    run("curl", [
      "-sSi",
      "--max-time",
      "10",
      "--cacert",
      ca,
      "--resolve",
      `${name}:${port}:127.0.0.1`,
      ...more,
      `https://${name}:${port}/healthz`,
    ]);
  return { it, curl };
}

const bring = async (page: Page, directory: string, files: readonly string[]): Promise<void> => {
  await page.locator("input[type=file]").setInputFiles(files.map((name) => join(directory, name)));
  await page.getByRole("button", { name: "Vérifier et mettre en vigueur" }).click();
};

test("a certificate is brought: what is wrong is said, the right one is in force at once, and the way back is open", {
  skip: needs("chromium", "openssl", "curl"),
  timeout,
}, async (t) => {
  const { it, curl } = await box(t, host);
  const from = await school(t);
  await from.leaf(host, { names: [host] });
  await from.leaf("other", { names: [host] });
  await from.openssl("pkcs8", "-topk8", "-in", `${host}.key`, "-out", "locked.key", "-passout", "pass:sesame");
  const { page, picture, accessible } = await consoleAt(t, it, {}, "/admin/certificate");
  await page.getByText("Signé par ce boîtier").waitFor();
  await picture("certificate-own");
  await accessible();
  await page.locator("label", { hasText: "Votre certificat" }).click();
  await bring(page, from.directory, [`${host}.pem`, "other.key"]);
  await page.getByText(/la clé privée n'est pas celle de/).waitFor();
  await picture("certificate-wrong");
  await accessible();
  await bring(page, from.directory, ["locked.key", "middle.pem", `${host}.pem`]);
  await page.getByText("saisissez-la aussi").waitFor();
  await page.getByLabel("Phrase secrète de la clé").fill("sesame");
  await page.getByRole("button", { name: "Vérifier et mettre en vigueur" }).click();
  await page.getByText("Ce certificat est maintenant en vigueur.").waitFor();
  await page.getByText("encore 59 jours").waitFor();
  await picture("certificate-brought");
  await accessible();
  const root = join(from.directory, "root.pem");
  const strict = /strict-transport-security/i;
  assert.doesNotMatch((await curl(root)).stdout, strict, "at a port of its own");
  assert.match((await curl(root, host, "-H", `Host: ${host}`)).stdout, strict);
  await page.locator("label", { hasText: "Le boîtier signe" }).click();
  await page.getByRole("button", { name: "Revenir au certificat du boîtier" }).click();
  await page.getByText("sera supprimé avec sa clé").waitFor();
  await picture("certificate-back");
  await page.getByRole("button", { name: "Supprimer et revenir" }).click();
  await page.getByText("Signé par ce boîtier").waitFor();
  await assert.rejects(curl(root), /60/);
});

test("a certificate is ordered: why it fails is said, then it arrives; a phone, English, at night", {
  skip: needs("chromium", "openssl", "pebble", "curl"),
  timeout,
}, async (t) => {
  const { it, curl } = await box(t, host);
  const pebble = await startPebble(t, { httpPort: Number(new URL(it.ready.http).port) });
  const { page, picture, accessible } = await consoleAt(t, it, { language: "en", scheme: "dark", size: "phone" }, "/admin/certificate");
  await page.locator("label", { hasText: "ACME server" }).click();
  await picture("certificate-order");
  await accessible();
  await page.getByLabel("Directory address").fill(pebble.directory);
  assert.equal(await page.getByLabel("Names, separated by commas").inputValue(), host);
  await page.getByLabel("E-mail").fill("print@school.example");
  await page.getByLabel("Key ID").fill(pebble.keyId);
  await page.getByLabel("HMAC key").fill(pebble.hmac);
  await page.getByLabel("I accept the terms").check();
  await page.getByRole("button", { name: "Order", exact: true }).click();
  await page.getByText("shows a certificate that this box does not trust").waitFor();
  await picture("certificate-order-failed");
  await accessible();
  const { findings } = await it.client.call("GET /api/v1/findings", {});
  assert.ok(findings.some(({ code }) => code === "certificate-order"));
  await page.getByLabel("Authority of the server").fill(pebble.root);
  await page.getByRole("button", { name: "Order", exact: true }).click();
  await page.getByText("Ordered and renewed by the box").waitFor({ timeout: 60_000 });
  await page.getByText("Next renewal").waitFor();
  await picture("certificate-ordered");
  await accessible();
  const view = await until("the order", async () => {
    const now = await it.client.call("GET /api/v1/certificate", {});
    return now.source === "acme" ? now : undefined;
  });
  assert.deepEqual(view.inForce?.names, [host]);
  await assert.rejects(curl(join(it.data, "secrets/tls/authority.pem")), /60/);
  assert.doesNotMatch(it.log(), new RegExp(pebble.hmac));
});
