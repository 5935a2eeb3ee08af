// Walks the pages of the manual's pictures, in both languages at once, and hands each to whoever takes or compares it.
import type { Page } from "playwright-core";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { type Language, languages } from "../../daemon/words/index.ts";
import { newDirectory, removeDirectory, startBoxProcess, until } from "../e2e/box-process.ts";
import { type Ending, type Look, openBrowser, openWindow } from "../e2e/browser.ts";
import { startFakePrinter } from "../fakes/printer.ts";
import { said } from "./said.ts";
import { openSchool, password, reader, type School } from "./school.ts";
import { type Seen, type Shot, sayIn, type Viewer } from "./shot.ts";

export interface Taken {
  readonly shot: Shot;
  readonly language: Language;
  /** Resolves when nothing moves any more. */
  settled(): Promise<void>;
  /** What the page says now. */
  read(): Promise<string>;
  /** WebP. */
  picture(): Promise<Buffer>;
}

const sizes: Readonly<Record<Viewer, Look["size"]>> = {
  kiosk: { width: 800, height: 480 },
  amelie: { width: 390, height: 760 },
  nobody: { width: 390, height: 760 },
  administrator: { width: 1120, height: 720 },
  "new-box": { width: 900, height: 880 },
};
/** How much finer than the page they are: the narrow ones are looked at closer. */
const fineness = (as: Viewer): number => (as === "administrator" || as === "new-box" ? 1.15 : 1.4);
const quality = 76;

/** Answers what went wrong on the way, a sentence for each picture: the others are walked all the same. */
export async function walk(t: Ending, shots: readonly Shot[], each: (taken: Taken) => Promise<void>): Promise<readonly string[]> {
  const [browser, school] = await Promise.all([openBrowser(t), openSchool(t)]);
  const windows = new Map<string, Seen>();
  const wrong: string[] = [];
  const windowOf = async (viewer: Viewer, language: Language): Promise<Seen> => {
    const key = `${viewer} ${language}`;
    const known = windows.get(key);
    if (known) return known;
    const size = sizes[viewer];
    const { page } = await openWindow(t, browser, { language, zone: "Europe/Paris", ignoreCertificate: true, ...(size ? { size } : {}) });
    const seen: Seen = { page, language, say: sayIn(language) };
    await arrive(t, school, viewer, seen);
    windows.set(key, seen);
    return seen;
  };
  const look = async (shot: Shot, language: Language): Promise<void> => {
    const seen = await windowOf(shot.as, language);
    if (shot.at !== undefined) await go(seen.page, shot.at);
    await shot.see(seen);
    await each(taken(shot, seen));
    await shot.last?.(seen);
  };
  for (const shot of shots) {
    try {
      await shot.first?.(school);
    } catch (error) {
      wrong.push(`${shot.name}: ${String(error)}`);
      continue;
    }
    for (const [at, end] of (await Promise.allSettled(languages.map((language) => look(shot, language)))).entries())
      if (end.status === "rejected") wrong.push(`${languages[at]}/${shot.name}: ${String(end.reason)}`);
  }
  return wrong;
}

/** To where this viewer begins. */
async function arrive(t: Ending, { box }: School, viewer: Viewer, { page, say, language }: Seen): Promise<void> {
  if (viewer === "kiosk") {
    const { address } = await box.client.call("POST /api/v1/terminals/{terminal}/screens", { params: { terminal: "hall" as never } });
    await page.goto(address);
  } else if (viewer === "new-box") await page.goto(`${await newBox(t, page)}/admin`);
  else {
    await page.goto(`${box.ready.http}${viewer === "administrator" ? "/admin" : "/"}`);
    if (viewer === "nobody") return;
    await page.getByLabel(say("sign-in.login")).fill(viewer === "administrator" ? reader[language] : viewer);
    await page.getByLabel(say("sign-in.password"), { exact: true }).fill(password);
    await page.getByRole("button", { name: say("sign-in.enter") }).click();
    await page.getByRole("button", { name: say("portal.leave") }).waitFor();
  }
}

export interface NewBox {
  /** That its console shows. */
  readonly code: string;
  /** The address of a printer beside it. */
  readonly printer: string;
}

const newBoxes = new WeakMap<Page, NewBox>();
export function newBoxOf(page: Page): NewBox {
  const box = newBoxes.get(page);
  if (!box) throw new Error("this is not the page of a new box");
  return box;
}

/** Nobody runs it yet. Answers where its pages are. */
async function newBox(t: Ending, page: Page): Promise<string> {
  const data = await newDirectory();
  const [box, printer] = await Promise.all([startBoxProcess({ data }), startFakePrinter()]);
  t.after(async () => {
    await box.kill();
    await printer.close();
    await removeDirectory(data);
  });
  const code = await until("the code", async () => /: ([A-Z0-9]{5}-[A-Z0-9]{5})\n/.exec(box.log())?.[1]);
  // Whether something keeps this machine's clock is no matter of the box's.
  await box.client.call("POST /api/v1/clock/confirmation", { body: { now: systemClock.now() } });
  newBoxes.set(page, { code, printer: printer.uri });
  return box.ready.http;
}

/** Within the page, as its own links do. */
const go = (page: Page, address: string): Promise<void> =>
  page.evaluate(`history.pushState(null, "", ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent("popstate"));`);

/** As long as a page may take to say what it is to say. */
export const settleMs = 8_000;

function taken(shot: Shot, { page, language }: Seen): Taken {
  return {
    shot,
    language,
    settled: () => still(page),
    read: async () => said(await (shot.says?.(page) ?? page.locator("body")).ariaSnapshot()),
    picture: async () => {
      await page.evaluate(dressed);
      const size = page.viewportSize() ?? { width: 0, height: 0 };
      const session = await page.context().newCDPSession(page);
      const { data } = await session.send("Page.captureScreenshot", {
        format: "webp",
        quality,
        clip: { x: 0, y: await page.evaluate<number>("scrollY"), ...size, scale: fineness(shot.as) },
      });
      await session.detach();
      return Buffer.from(data, "base64");
    },
  };
}

/** In a picture, this machine's addresses stand as a school's would. What the page says is read before. */
const dressed = `(() => {
  const dress = (text) => text
    .replace(/simulated:[^ ?]*\\/(hall|cdi|profs)[^ ]*/g, (_, name) => "ipp://192.168.1.2" + (name.length - 2) + "/ipp/print")
    .replace(/(\\/[^ /]+)+\\/quoin\\.yaml/g, "/etc/quoin/quoin.yaml")
    .replace(/(ipps?|https?):\\/\\/127\\.0\\.0\\.1:\\d+/g, (_, scheme) => scheme + "://lycee.local" + ({ ipp: ":8631", ipps: ":8632", http: ":8080", https: ":8443" }[scheme]));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) { const node = texts.currentNode, now = dress(node.data); if (now !== node.data) node.data = now; }
  for (const input of document.querySelectorAll("input")) { const now = dress(input.value); if (now !== input.value) input.value = now; }
})()`;

/** Fonts are there, nothing moves, and the page said the same twice. */
async function still(page: Page): Promise<void> {
  await page.evaluate(
    "document.fonts.ready.then(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))).then(() => undefined)",
  );
  let before = "";
  const endAt = systemClock.monotonic() + settleMs;
  while (systemClock.monotonic() < endAt) {
    const now = await page.locator("body").ariaSnapshot();
    if (now === before) return;
    before = now;
    await systemClock.sleep(400);
  }
}
