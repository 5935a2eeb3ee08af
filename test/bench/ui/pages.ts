// Pages in Debian's Chromium: what they fetch, when they first show something, how soon they answer a finger.
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { password } from "../../e2e/console.ts";
import { toolPath } from "../../setup/tools.ts";
import { atMost, type Figure, median, quantile } from "../figure.ts";

export interface Face {
  readonly name: "portal" | "kiosk" | "console";
  readonly url: string;
  /** What is there once its first page stands. */
  readonly stands: string;
  readonly kilobytes: number;
  readonly paintMs: number;
}

/** A cheap tablet beside a fast laptop. */
const slowdown = 6;
const openings = 5;

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: toolPath("chromium") ?? "chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    headless: true,
  });

export async function signIn(http: string, login: string): Promise<string> {
  const answer = await fetch(new URL("/api/v1/session", http), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** A browser of its own, as somebody who is signed in. gzip, since a box without a trusted name is never asked for anything better. */
export async function contextOf(browser: Browser, http: string, cookie?: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: "fr-FR",
    serviceWorkers: "block",
    extraHTTPHeaders: { "accept-encoding": "gzip" },
    viewport: { width: 1280, height: 800 },
  });
  const [name = "", value = ""] = cookie?.split("=") ?? [];
  if (cookie !== undefined) await context.addCookies([{ name, value, url: http }]);
  return context;
}

export async function faceFigures(browser: Browser, http: string, face: Face, cookie?: string): Promise<Figure[]> {
  const paints: number[] = [];
  let bytes = 0;
  for (let i = 0; i < openings; i++) {
    const context = await contextOf(browser, http, cookie);
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    const heads = new Map<string, number>();
    bytes = 0;
    await client.send("Network.enable");
    await client.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    client.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type === "Script") heads.set(requestId, response.encodedDataLength);
    });
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes += heads.has(requestId) ? encodedDataLength - (heads.get(requestId) ?? 0) : 0;
    });
    await page.goto(face.url);
    await page.locator(face.stands).first().waitFor({ timeout: 60_000 });
    const paint = await page.waitForFunction("performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
    paints.push(Number(await paint.jsonValue()));
    await context.close();
  }
  return [
    atMost(
      `script of the ${face.name}'s first page`,
      bytes / 1_000,
      "KB",
      face.kilobytes,
      "gzip, as a box without a trusted name serves it",
    ),
    atMost(
      `first contentful paint, ${face.name}`,
      median(paints),
      "ms",
      face.paintMs,
      `CPU slowed down ${slowdown}×; median of ${openings}`,
    ),
  ];
}

/** Each interaction's event timing: from the input to the next paint. Called before anything is touched. */
export const watchInteractions = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const seen = (globalThis.interactions = new Map());
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId) seen.set(interactionId, Math.max(seen.get(interactionId) ?? 0, duration));
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
  })()`);

/** Those quicker than 16 ms the browser only counts. */
export async function interactionsOf(page: Page): Promise<number[]> {
  const [slow, all] = (await page.evaluate("[[...interactions.values()], performance.interactionCount]")) as [number[], number];
  return [...slow, ...Array<number>(Math.max(0, all - slow.length)).fill(16)];
}

export const interactionFigure = (times: readonly number[]): Figure =>
  atMost(
    "interaction to next paint, p98",
    quantile(times, 0.98),
    "ms",
    100,
    `${times.length} keys and clicks on the three faces; median ${median(times)} ms`,
  );
