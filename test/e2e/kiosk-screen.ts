// A screen bound to the terminal of a real box, and whether what it shows can be read, reached and pressed from one metre.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { BoxProcess } from "./box-process.ts";
import { type Look, openBrowser, openWindow } from "./browser.ts";
// biome-ignore lint/correctness/useImportExtensions: what runs in a page is JavaScript, its types beside it
import { illegible, type Least } from "./illegible.mjs";

export interface Screen {
  readonly page: Page;
  /** Waits for this heading, looks whether all of it can be read, reached and pressed, and takes a picture. */
  shows(heading: string | RegExp, picture: string): Promise<void>;
  picture(name: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  card(number?: string): Promise<unknown>;
}

export async function screenAt(
  t: TestContext,
  box: BoxProcess,
  look: Look & { readonly size: { width: number; height: number } },
): Promise<Screen> {
  const { address } = await box.client.call("POST /api/v1/terminals/{terminal}/screens", { params: { terminal: "hall" as never } });
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), look);
  // The demonstration's strip is looked at by its own test.
  await page.addInitScript("localStorage.getItem('quoin-simulation') ?? localStorage.setItem('quoin-simulation', 'no')");
  await page.goto(address);
  return {
    page,
    shows: async (heading, name) => {
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await page.locator("[data-settling=false]").waitFor();
      await picture(`kiosk-${name}`);
      await legible(page, { text: 20, touch: 64 }); // LOOK.md, "Kiosk": on each screen alike
      await accessible();
      const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast-enhanced"]).analyze();
      assert.deepEqual(
        violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)),
        [],
        `contrast of ${name}`,
      );
    },
    picture: (name) => picture(`kiosk-${name}`),
    press: (label) => page.getByRole("button", { name: label }).click(),
    card: (number = "C0FFEE") =>
      box.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal: "hall" as never }, body: { number } }),
  };
}

/** From one metre, by a thumb: nothing small, nothing beyond the edge, nothing to scroll to. */
async function legible(page: Page, least: Least): Promise<void> {
  assert.deepEqual(await page.evaluate(illegible, least), [], "what cannot be read or pressed");
}
