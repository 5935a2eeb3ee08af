// The list of a hundred thousand people: what the box needs for a page of it, and what the browser shows when.
import type { Page } from "playwright-core";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { atMost, type Figure, median } from "../figure.ts";
import { people } from "./school.ts";

const columns = ["login", "name", "department", "credit", "reserved", "cards", "role"] as const;
const rounds = 5;
const many = people.toLocaleString("en").replace(",", " ");

export async function boxFigures(http: string, cookie: string): Promise<Figure[]> {
  const asked = async (query: string): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const start = systemClock.monotonic();
      const answer = await fetch(new URL(`/api/v1/users?limit=50&${query}`, http), { headers: { cookie } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${query}: ${answer.status}`);
      times.push(systemClock.monotonic() - start);
    }
    return median(times);
  };
  await asked(""); // everybody has been read once this answers
  const sorts: number[] = [];
  for (const column of columns) sorts.push(await asked(`sort=${column}`), await asked(`sort=-${column}`));
  const searches: number[] = [];
  for (const text of ["a", "amelie", "oztürk 42", "classe 7", "nobody at all"])
    searches.push(await asked(`search=${encodeURIComponent(text)}`));
  return [
    atMost(`${many} people: first rows, on the box`, await asked(""), "ms", 50, "median, over HTTP"),
    atMost(`${many} people: a search, on the box`, Math.max(...searches), "ms", 50, `slowest of ${searches.length} searches`),
    atMost(`${many} people: a sort, on the box`, Math.max(...sorts), "ms", 50, `slowest of ${columns.length} columns, both ways`),
  ];
}

const neverMs = 15_000;
const rows = "document.querySelectorAll('main tbody tr')";

/** From the act until what it asks for stands in the table; measured in the page. */
async function shown(page: Page, act: () => Promise<unknown>, event: string, isThere: string): Promise<number> {
  await page.evaluate(`void (globalThis.shown = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("never shown: " + ${JSON.stringify(isThere)} + ${rows}.length)), ${neverMs});
    addEventListener(${JSON.stringify(event)}, () => {
      const start = performance.now();
      const look = () => ((${isThere})() ? resolve(performance.now() - start) : requestAnimationFrame(look));
      look();
    }, { capture: true, once: true });
  }))`);
  await act();
  return Number(await page.evaluate("shown"));
}

export async function browserFigures(page: Page, http: string): Promise<Figure[]> {
  const first: number[] = [];
  const searches: number[] = [];
  const sorts: number[] = [];
  for (let i = 0; i < rounds; i++) {
    await page.goto(new URL("/admin/queues", http).href);
    const link = page
      .getByRole("navigation")
      .first()
      .getByRole("link", { name: /^Utilisateurs|^Personnes|^Comptes/ })
      .first();
    await link.waitFor();
    if (i === 0) {
      // The page's own script is fetched once, not each time somebody looks.
      await link.click();
      await page.locator("main tbody tr").first().waitFor();
      await page.goto(new URL("/admin/queues", http).href);
    }
    first.push(await shown(page, () => link.click(), "click", `() => ${rows}.length >= 50`));
    const filter = page.getByRole("searchbox").first();
    await filter.focus();
    const text = `eleve0${1_234 + i}`;
    searches.push(
      await shown(
        page,
        () => page.keyboard.insertText(text),
        "input",
        `() => ${rows}.length > 0 && ${rows}.length < 50 && [...${rows}].every((row) => row.textContent.includes(${JSON.stringify(text)}))`,
      ),
    );
    await filter.fill("");
    await page.locator("main tbody tr:nth-child(50)").waitFor();
    const head = page.locator("main thead button").nth(2);
    const before = JSON.stringify(await page.locator("main tbody tr").nth(40).textContent());
    sorts.push(await shown(page, () => head.click(), "click", `() => ${rows}.length >= 50 && ${rows}[40].textContent !== ${before}`));
  }
  return [
    atMost(`${many} people: first rows, in the browser`, median(first), "ms", 150, "from the click on the menu"),
    atMost(`${many} people: a search, in the browser`, median(searches), "ms", 150, "from the input to its rows"),
    atMost(`${many} people: a sort, in the browser`, median(sorts), "ms", 150, "from the click to the rows of the new order"),
  ];
}
