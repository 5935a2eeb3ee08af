// A new box in a browser: claimed with the code of its console, by one person, once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory, startBoxProcess, until } from "./box-process.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";

const skip = needs("chromium");

test("the technician types the code of the console, and runs the box; nobody else becomes what they are", { skip, timeout }, async (t) => {
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const box = await startBoxProcess({ data });
  t.after(() => box.kill());
  const code = await until("the code", async () => /: ([A-Z0-9]{5}-[A-Z0-9]{5})\n/.exec(box.log())?.[1]);
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), { size: "phone" });
  await page.goto(`${box.ready.http}/admin`);
  await page.getByRole("heading", { name: /Bienvenue/ }).waitFor();
  await picture("set-up");
  await accessible();
  const fill = async (typed: string): Promise<void> => {
    await page.getByLabel("Code du boîtier").fill(typed);
    await page.getByLabel("Votre nom").fill("Bernard Petit");
    await page.getByLabel("Identifiant").fill("bernard");
    await page.getByLabel(/Mot de passe, 8/).fill("a long enough secret");
    await page.getByRole("button", { name: "Commencer" }).click();
  };
  await fill("AAAAA-AAAAA");
  await page.getByText("Ce n'est pas le code de ce boîtier.").waitFor();
  await picture("set-up-wrong");
  await fill(code.toLowerCase());
  await page.getByRole("heading", { name: /Bernard Petit/ }).waitFor();
  await picture("set-up-done");
  const again = await fetch(`${box.ready.http}/api/v1/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, login: "mallory", name: "Mallory", password: "a long enough secret" }),
  });
  assert.equal(again.status, 410);
  const bernard = await box.client.call("GET /api/v1/users/{login}", { params: { login: "bernard" } });
  assert.deepEqual([bernard.limited, bernard.roles], [false, ["administrator"]]);
});
