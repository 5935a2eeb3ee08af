// A reader that is plugged in and that no terminal uses: offered in the console, given to its terminal, in the settings from then on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs } from "../setup/tools.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { consoleAt, open } from "./console.ts";
import { hall } from "./hall.ts";

const skip = needs("chromium");
const reader = { driver: "keyboard-wedge", kind: "reader", vendorId: "09d8", productId: "0410", serialNumber: "08FF" };

test("a reader is plugged in: the form of its terminal is filled in, and a restart is offered", { skip, timeout }, async (t) => {
  const { box } = await hall(t, { box: { config: "version: 1\n" } });
  assert.deepEqual(await box.client.call("GET /api/v1/discovery/devices", {}), { devices: [] }, "nothing is plugged in here");
  const printers = ["hall" as never];
  await box.client.call("PUT /api/v1/terminals/{terminal}", { params: { terminal: "hall" as never }, body: { printers } });
  const { page, picture, accessible } = await consoleAt(t, box);
  await page.route("**/api/v1/discovery/devices", (route) => route.fulfill({ json: { devices: [reader] } }));
  await open(page, "Terminaux");
  await page.getByText("Un lecteur de cartes est branché (09d8:0410), et aucun terminal ne s'en sert.").waitFor();
  await picture("plugged-in");
  await accessible();
  await page.getByRole("button", { name: "S'en servir" }).click();
  const form = page.getByRole("dialog");
  await form.getByText("hall", { exact: true }).first().waitFor();
  await picture("plugged-in-form");
  await accessible();
  await form.getByRole("button", { name: "S'en servir" }).click();
  await page.getByText("Redémarrer maintenant").waitFor();
  await picture("plugged-in-used");
  const { settings } = await box.client.call("GET /api/v1/settings", {});
  assert.equal(
    settings.find(({ name }) => name === "terminals")?.value,
    [
      "- name: hall",
      "  printers:",
      "    - hall",
      "  devices:",
      "    - driver: keyboard-wedge",
      "      vendorId: 09d8",
      '      productId: "0410"',
      "      serialNumber: 08FF",
    ].join("\n"),
  );
});

test("where the operator's file says which terminals there are, the box says so", { skip }, async (t) => {
  const { box } = await hall(t);
  const { kind: _kind, ...body } = reader;
  await assert.rejects(
    box.client.call("POST /api/v1/terminals/{terminal}/devices", { params: { terminal: "hall" as never }, body }),
    /quoin\.yaml/,
  );
});
