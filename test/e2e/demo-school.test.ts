// `npm run demo`: the school it opens, its books, its three pages, and the strip that plays cards, keys and printers at its screen.
import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import type { Row } from "../../daemon/domain/ledger.ts";
import { needs } from "../setup/tools.ts";
import { newDirectory, removeDirectory } from "./box-process.ts";
import { browserTestMs as timeout, openBrowser, openWindow } from "./browser.ts";
import { leftBehind } from "./demo-run.ts";
// biome-ignore lint/correctness/useImportExtensions: what runs in a page is JavaScript, its types beside it
import { hasPictures } from "./in-page.mjs";

const root = join(import.meta.dirname, "../..");

interface School {
  readonly demo: ChildProcess;
  readonly said: string;
  readonly data: string;
  quoin(...args: string[]): Promise<string>;
}

/** Started as npm does; ended with the test. */
async function school(t: TestContext): Promise<School> {
  const directory = await newDirectory();
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const demo = spawn(process.execPath, ["setup.mjs", "--pages", "--", "daemon/demo.ts"], {
    cwd: root,
    env: { ...env, TMPDIR: directory },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(async () => {
    if (demo.exitCode === null && demo.signalCode === null) {
      demo.kill("SIGINT");
      await once(demo, "exit");
    }
    assert.deepEqual(await leftBehind(directory), []);
    await removeDirectory(directory);
  });
  let said = "";
  for await (const line of createInterface({ input: demo.stdout as NodeJS.ReadableStream })) {
    said += `${line}\n`;
    if (line.startsWith("Its queue is")) break;
  }
  const data = /--data (\S+)/.exec(said)?.[1] ?? assert.fail(said);
  const quoin = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [join(root, "daemon/main.ts"), ...args, "--data", data, "--json"], { maxBuffer: 1e8 }))
      .stdout;
  return { demo, said, data, quoin };
}

const linkOf = ({ said }: School, name: string): string => new RegExp(`^ +${name} +(\\S+)`, "m").exec(said)?.[1] ?? assert.fail(said);

test("a ready school: thirty days whose books add up, three printers, one jammed, and four documents that wait", { timeout }, async (t) => {
  const it = await school(t);
  assert.match(it.said, /3 pages came out, 1 in colour/);
  for (const name of ["console", "portal", "kiosk"]) assert.equal((await fetch(linkOf(it, name))).status, 200);
  assert.match(it.said, /Only this machine reaches it/);
  assert.match(linkOf(it, "portal"), /^http:\/\/127\.0\.0\.1:/);

  assert.equal((JSON.parse(await it.quoin("ledger", "verify")) as { ok: boolean }).ok, true);
  const rows = (await it.quoin("ledger", "dump"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
  const jobs = rows.filter((row) => row.kind === "job");
  assert.ok(jobs.length > 300, String(jobs.length));
  const [first, last] = [jobs[0]?.at ?? 0, jobs.at(-1)?.at ?? 0];
  assert.ok((last - first) / 86_400_000 > 27, "a month");
  assert.ok(jobs.some(({ ended }) => ended === "canceled") && jobs.some(({ ended }) => ended === "aborted"));
  assert.ok(rows.some(({ kind }) => kind === "adjustment") && rows.filter(({ kind }) => kind === "top-up").length >= 7);

  const { jobs: held } = JSON.parse(await it.quoin("job", "list", "--held")) as { jobs: { login?: string; price?: number }[] };
  assert.deepEqual(
    held.map(({ price }) => price !== undefined),
    [true, true, true, true],
  );
  const { printers } = JSON.parse(await it.quoin("status")) as { printers: { name: string; state: string; reasons: string[] }[] };
  assert.deepEqual(printers.map(({ name, state, reasons }) => [name, state, ...reasons]).sort(), [
    ["cdi", "idle"],
    ["hall", "idle"],
    ["profs", "stopped", "media-jam"],
  ]);
  it.demo.kill("SIGINT");
  await once(it.demo, "exit");
  await assert.rejects(access(it.data), "its data go with it");
});

test("the strip: a card by name, a jam in the middle, mended again, and the pages in the tray", {
  skip: needs("chromium"),
  timeout,
}, async (t) => {
  const it = await school(t);
  const { page, picture, accessible } = await openWindow(t, await openBrowser(t), { size: "desk" });
  await page.goto(linkOf(it, "kiosk"));
  const strip = page.getByRole("region", { name: "Simulation" });
  await strip.getByRole("button", { name: "profs : Bourrage", pressed: true }).waitFor();
  await page.getByText("profs : bourrage de papier.").waitFor();
  await picture("strip-idle-1280");
  await strip.getByRole("button", { name: "Amélie", exact: true }).click();
  await page.getByRole("heading", { name: "2 impressions en attente" }).waitFor();
  await page.getByText("0,45 €").waitFor();
  await picture("strip-list-1280");
  await strip.getByRole("button", { name: "0", exact: true }).click();
  await page.locator("[aria-pressed=true]").first().waitFor();
  await strip.getByRole("button", { name: "#", exact: true }).click();
  await page.getByRole("heading", { name: "2 documents à imprimer" }).waitFor();
  await strip.getByRole("button", { name: "#", exact: true }).click();
  const paper = strip.getByRole("img");
  await strip.locator("img").nth(3).waitFor();
  await strip.getByRole("button", { name: "hall : Bourrage" }).click();
  await page.getByRole("heading", { name: "L'imprimante s'est arrêtée" }).waitFor();
  await picture("strip-jam-1280");
  await accessible();
  await strip.getByRole("button", { name: "hall : En marche" }).click();
  await page.getByText("4 pages imprimées").waitFor();
  await picture("strip-done-1280");
  // Real pictures: a browser knows the size of no other.
  await page.waitForFunction(hasPictures);
  await strip.getByRole("button", { name: /^Page imprimée 1 / }).click();
  await picture("strip-page-1280");
  assert.equal(await paper.count(), 0, "pictures are named by their buttons");
});
