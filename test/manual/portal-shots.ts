// The portal, on Amélie's phone.
import type { Shot } from "./shot.ts";

const heading =
  (key: Parameters<Parameters<Shot["see"]>[0]["say"]>[0]): Shot["see"] =>
  ({ page, say }) =>
    page.getByRole("heading", { name: say(key) }).waitFor();

export const portalShots: readonly Shot[] = [
  { name: "sign-in", as: "nobody", see: heading("sign-in.title") },
  {
    name: "portal-waiting",
    as: "amelie",
    at: "/",
    see: ({ page }) =>
      page
        .getByRole("button", { name: /\d[,.]\d\d/ })
        .nth(1)
        .waitFor(),
  },
  {
    name: "portal-change",
    as: "amelie",
    see: async ({ page, say }) => {
      await page
        .getByRole("button", { name: say("portal.change") })
        .first()
        .click();
      await page.getByLabel(say("portal.copies")).first().waitFor();
    },
  },
  { name: "portal-documents", as: "amelie", at: "/my/documents", see: heading("portal.send.title") },
  { name: "portal-history", as: "amelie", at: "/my/history", see: ({ page }) => page.getByText(/pdf/).first().waitFor() },
  { name: "portal-printers", as: "amelie", at: "/my/printers", see: ({ page, say }) => page.getByText(say("portal.addresses")).waitFor() },
  { name: "portal-account", as: "amelie", at: "/my/account", see: ({ page, say }) => page.getByText(say("portal.mine.code")).waitFor() },
];
