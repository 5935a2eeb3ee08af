// The screen beside a printer: from the card to the paper, and a printer that stops on the way.
import { keys, says } from "../e2e/hall.ts";
import { cardOf, type School } from "./school.ts";
import type { Shot } from "./shot.ts";

const params = { terminal: "hall" as never };
const card = ({ box }: School): Promise<unknown> =>
  box.client.call("POST /api/v1/terminals/{terminal}/card", { params, body: { number: cardOf("amelie") } });

export const kioskShots: readonly Shot[] = [
  { name: "kiosk-idle", as: "kiosk", see: ({ page, say }) => page.getByRole("heading", { name: say("kiosk.card") }).waitFor() },
  {
    name: "kiosk-help",
    as: "kiosk",
    see: async ({ page, say }) => {
      await page.getByRole("button", { name: say("help.open") }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "kiosk-list",
    as: "kiosk",
    first: async (school) => {
      await card(school);
      await says(school.box, /waiting.*0\.\d\d.*0\.\d\d/);
      await keys(school.box, "2");
    },
    see: ({ page, say }) => page.getByRole("button", { name: say("kiosk.print.jobs", { n: 1 }) }).waitFor(),
  },
  {
    name: "kiosk-options",
    as: "kiosk",
    first: ({ box }) => keys(box, "#"),
    see: ({ page }) => page.getByRole("heading", { level: 1, name: /pdf/ }).waitFor(),
  },
  {
    name: "kiosk-stopped",
    as: "kiosk",
    first: async ({ box, hinder }) => {
      await keys(box, "#");
      await says(box, /[12] of/);
      await hinder("hall", "jam");
    },
    see: ({ page, say }) => page.getByRole("heading", { name: say("kiosk.stopped") }).waitFor(),
  },
  {
    name: "kiosk-result",
    as: "kiosk",
    first: ({ hinder }) => hinder("hall"),
    see: async ({ page, say }) => {
      await page.getByRole("heading", { name: say("kiosk.result") }).waitFor();
      await page.getByText(say("kiosk.printer.state", { printer: "hall", state: say("printer.idle") })).waitFor();
    },
  },
];
