// The portal as an app on a phone, held against what browsers ask of one: manifest, icons, a page that opens without the box.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { openBrowser, openWindow, browserTestMs as timeout } from "./browser.ts";
import { hall } from "./hall.ts";
// biome-ignore lint/correctness/useImportExtensions: what runs in a page is JavaScript, its types beside it
import { drawnIcon, hasWorker, headOf, keptPaths, widerThanWindow } from "./in-page.mjs";

const skip = needs("chromium");

/** Those a manifest needs for a home screen, a task list and a splash screen. */
interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose: string;
}

/** A launcher may cut a maskable icon to a circle this wide. */
const safeRadius = 0.4;

test("nothing keeps a browser from installing the portal: its manifest, its icons, its page without a box", {
  skip,
  timeout,
}, async (t) => {
  const { box } = await hall(t);
  const { page } = await openWindow(t, await openBrowser(t), { size: "phone" });
  await page.goto(box.ready.http);
  await page.waitForFunction(hasWorker);
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId),
    ["in-incognito"],
    "a test's window keeps nothing: the only reason",
  );
  const manifest = JSON.parse(data ?? "");
  assert.deepEqual([manifest.display, manifest.start_url, manifest.scope, manifest.id], ["standalone", "/", "/", "/"]);
  assert.ok(manifest.name && manifest.short_name.length <= 12 && manifest.background_color && manifest.theme_color);
  const icons: readonly Icon[] = manifest.icons;
  for (const wanted of ["192x192 any", "512x512 any", "512x512 maskable"])
    assert.ok(
      icons.some(({ sizes, purpose }) => `${sizes} ${purpose}` === wanted),
      wanted,
    );
  for (const { src, sizes, purpose } of icons) {
    const drawn = await page.evaluate(drawnIcon, src);
    assert.equal(drawn.sizes, sizes, src);
    if (purpose !== "maskable") continue;
    assert.equal(drawn.corner, 255, "a maskable icon covers its square");
    assert.ok(drawn.reach > 0.1 && drawn.reach <= safeRadius, `the mark stands inside the circle a launcher may cut: ${drawn.reach}`);
  }
  const { viewport, touchIcon, language } = await page.evaluate(headOf);
  assert.match(viewport, /width=device-width, initial-scale=1/);
  assert.doesNotMatch(viewport, /user-scalable|maximum-scale/, "who has to can zoom");
  assert.equal((await page.evaluate(drawnIcon, touchIcon)).sizes, "180x180");
  assert.deepEqual([language, await page.evaluate(widerThanWindow)], ["fr", 0]);
});

test("installed, it opens without a network and says so; the box is never asked from memory", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page } = await openWindow(t, await openBrowser(t), { size: "phone" });
  await page.goto(box.ready.http);
  await page.waitForFunction(hasWorker);
  await page.reload();
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
  await page.context().setOffline(true);
  await page.goto(box.ready.http);
  await page.getByText("Le boîtier ne répond pas").waitFor();
  const kept = await page.evaluate(keptPaths);
  assert.ok(kept.includes("/"), kept.join(" "));
  assert.deepEqual(
    kept.filter((path) => path.startsWith("/api")),
    [],
  );
  await page.context().setOffline(false);
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
});
