// The console, at the desk of whoever runs the service.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Key } from "../../daemon/words/index.ts";
import type { School } from "./school.ts";
import type { Shot } from "./shot.ts";

/** A page of the menu, once its heading and something of its list are there. */
const listed = (name: string, at: string, key: Key, row: string | RegExp): Shot => ({
  name,
  as: "administrator",
  at,
  see: async ({ page, say }) => {
    await page.getByRole("heading", { level: 1, name: say(key) }).waitFor();
    await page.getByRole("main").getByText(row).first().waitFor();
  },
});

/** A record beside its list. */
const beside = (name: string, at: string, see: Shot["see"]): Shot => ({
  name,
  as: "administrator",
  at,
  see: async (seen) => {
    await seen.page.getByRole("dialog").waitFor();
    await see(seen);
  },
});

/** Its own, a moment old: both languages look at the same one. */
async function bringBackup({ box }: School): Promise<void> {
  const token = await readFile(join(box.data, "secrets", "api-token"), "utf8");
  const headers = { authorization: `Bearer ${token.trim()}` };
  const backup = await fetch(new URL("/api/v1/backup", box.ready.http), { headers });
  const brought = await fetch(new URL("/api/v1/restore", box.ready.http), { method: "POST", headers, body: await backup.bytes() });
  if (!brought.ok) throw new Error(await brought.text());
}

const networkForm = (page: Page) => page.locator("form").filter({ has: page.getByRole("radiogroup") });

export const consoleShots: readonly Shot[] = [
  {
    name: "console-home",
    as: "administrator",
    at: "/admin",
    see: ({ page }) => page.getByRole("heading", { level: 1 }).waitFor(),
  },
  {
    name: "console-find",
    as: "administrator",
    see: async ({ page, say }) => {
      await page.keyboard.press("Control+k");
      await page.getByPlaceholder(say("admin.find")).fill(`${say("admin.find.top-up").split(",")[0]} amelie 5`);
      await page.getByRole("option").first().waitFor();
    },
    last: ({ page }) => page.keyboard.press("Escape").then(() => page.keyboard.press("Escape")),
  },
  listed("console-printers", "/admin/printers", "admin.page.printers", "cdi"),
  beside("console-printer", "/admin/printers?open=hall", ({ page, say }) =>
    page.getByRole("dialog").getByText(say("admin.printer.counts")).waitFor(),
  ),
  listed("console-queues", "/admin/queues", "admin.page.queues", "lycee"),
  beside("console-queue", "/admin/queues?open=lycee", ({ page, say }) =>
    page.getByRole("dialog").getByText(say("admin.queue.least")).waitFor(),
  ),
  listed("console-prices", "/admin/prices", "admin.page.prices", "noir"),
  beside("console-price", "/admin/prices?open=default", ({ page, say }) => page.getByText(say("admin.price.example")).first().waitFor()),
  listed("console-accounts", "/admin/accounts", "admin.page.accounts", "Inès Morel"),
  {
    name: "console-account",
    as: "administrator",
    at: "/admin/accounts/amelie",
    see: ({ page, say }) => page.getByText(say("admin.statement")).first().waitFor(),
  },
  listed("console-jobs", "/admin/jobs", "admin.page.jobs", /TP chimie/),
  listed("console-unclaimed", "/admin/jobs/unclaimed", "admin.page.unclaimed", /poste-12/),
  listed("console-ended", "/admin/jobs/ended", "admin.page.ended", /pdf/),
  listed("console-terminals", "/admin/terminals", "admin.page.terminals", "hall"),
  listed("console-ledger", "/admin/ledger", "admin.page.ledger", /./),
  listed("console-system", "/admin/system", "admin.page.system", "lycee"),
  {
    name: "console-settings",
    as: "administrator",
    at: "/admin/settings",
    see: ({ page, say }) => page.getByRole("heading", { level: 1, name: say("admin.page.settings") }).waitFor(),
  },
  {
    name: "console-restore",
    as: "administrator",
    at: "/admin/backup",
    first: bringBackup,
    see: async ({ page, say }) => {
      await page.getByText(say("restore.lost")).waitFor();
      // A picture begins at the top of its page: what stands above gives way.
      await page.evaluate("document.querySelector('main section').style.display = 'none'");
    },
    last: ({ page }) => page.evaluate("document.querySelector('main section').style.display = ''"),
    // Sums and sizes are another day's.
    says: (page) => page.locator("form"),
  },
  {
    name: "console-certificate",
    as: "administrator",
    at: "/admin/certificate",
    see: ({ page, say }) => page.getByText(say("admin.certificate.ways")).waitFor(),
  },
  {
    name: "console-network",
    as: "administrator",
    at: "/admin/network",
    see: async ({ page, say }) => {
      const form = networkForm(page);
      await form.getByText(say("network.fixed"), { exact: true }).click();
      for (const [key, value] of [
        ["network.address", "192.0.2.20"],
        ["network.gateway", "192.0.2.1"],
        ["network.name-servers", "192.0.2.53"],
        ["network.time-servers", "ntp.school.example"],
        ["network.proxy", "proxy.school.example:3128"],
      ] as const)
        await form.getByLabel(say(key), { exact: true }).fill(value);
      // What this machine's network is stands above.
      await form.evaluate((element) => element.scrollIntoView({ block: "center" }));
    },
    says: networkForm,
  },
  {
    name: "console-here",
    as: "administrator",
    at: "/admin/here",
    // The picture needs no change of this machine's network.
    see: async ({ page, say }) => {
      const confirmation = "**/api/v1/network/confirmation";
      await page.route(confirmation, (route) => route.fulfill({ json: { done: true } }));
      await page.reload();
      await page.getByText(say("network.confirmed")).waitFor();
      await page.unroute(confirmation);
    },
  },
];
