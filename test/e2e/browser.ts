// Debian's Chromium before a real box: pages as people see them, with their screenshots and what axe finds wrong.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { toolPath } from "../setup/tools.ts";

/** Looked at one by one whenever a page changes. */
const pictures = join(tmpdir(), "quoin-pictures");

/** Half a minute of looking at every choice, on a machine that does three other things. */
export const browserTestMs = 180_000;

/** A phone, the screen beside a printer, a desk. */
export const sizes = {
  phone: { width: 390, height: 844 },
  kiosk: { width: 800, height: 480 },
  desk: { width: 1280, height: 800 },
} as const;

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Look {
  readonly size?: keyof typeof sizes | { readonly width: number; readonly height: number };
  readonly language?: "fr" | "en";
  readonly scheme?: "light" | "dark";
  /** Of the device; the machine's own where it is not named. */
  readonly zone?: string;
  /** The box signs its own. */
  readonly ignoreCertificate?: boolean;
  /** false: as for a box reached by its address, where browsers run no service worker. */
  readonly worker?: boolean;
}

export interface Window {
  readonly page: Page;
  /** A picture of the page as it stands, under this name; `whole`: to its end, further than the window shows. */
  picture(name: string, whole?: boolean): Promise<void>;
  /** Fails where axe finds something that keeps a person out. */
  accessible(): Promise<void>;
}

/** A test, or whatever else ends what it began. */
export type Ending = Pick<TestContext, "after">;

/** `home`: of somebody who has installed authorities there; `more`: flags besides the usual ones. */
export async function openBrowser(t: Ending, home?: string, more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: toolPath("chromium") ?? "chromium",
    args: [...flags, ...more],
    headless: true,
    ...(home === undefined ? {} : { env: { ...process.env, HOME: home } as Record<string, string> }),
  });
  t.after(() => browser.close());
  return browser;
}

/** A window of its own: no cookie of another. What the page's script throws, or its policy forbids, fails the test. */
export async function openWindow(
  t: Ending,
  browser: Browser,
  { size = "desk", language = "fr", scheme = "light", zone, ignoreCertificate = false, worker = true }: Look = {},
): Promise<Window> {
  const viewport = typeof size === "string" ? sizes[size] : size;
  const context = await browser.newContext({
    viewport,
    locale: language === "fr" ? "fr-FR" : "en-GB",
    colorScheme: scheme,
    reducedMotion: "reduce",
    ...(zone === undefined ? {} : { timezoneId: zone }),
    ignoreHTTPSErrors: ignoreCertificate,
    serviceWorkers: worker ? "allow" : "block",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (said) => {
    // A refusal is a status of its own, which the browser notes as an error to load; neither is a box that is off or just going, whose name nobody vouches for, or that ended the session a page listens with.
    if (
      said.type() === "error" &&
      !/Failed to load resource|net::ERR_(CONNECTION|SOCKET|EMPTY)_|SSL certificate error|live' failed: HTTP Authentication failed/.test(
        said.text(),
      )
    )
      wrong.push(said.text());
  });
  // The browser closes its windows: one closed by itself afterwards waits for ever for its service worker.
  t.after(() => assert.deepEqual(wrong, [], "the page's own errors"));
  await mkdir(pictures, { recursive: true });
  return {
    page,
    picture: async (name, whole = false) =>
      void (await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled", fullPage: whole })),
    accessible: async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(told, [], page.url());
    },
  };
}
