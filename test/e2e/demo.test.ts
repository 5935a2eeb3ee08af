// `npm run demo` as an outside check calls it: one JSON line that is true, a page on disk, and nothing that stays behind.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { PDFDocument } from "@cantoo/pdf-lib";
import { newDirectory, removeDirectory } from "./box-process.ts";
import { demoTimeoutMs as timeout, leftBehind, runDemo, type Told } from "./demo-run.ts";

const root = join(import.meta.dirname, "../..");
/** The demo's own prices, from its command `quoin price set default --mono 0.05 --color 0.20`. */
const prices = { mono: 500, color: 2000 };

test("npm run -s demo -- --once --json prints one job, tells it in one line, and leaves nothing running", { timeout }, async (t) => {
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const { code, stdout, stderr } = await runDemo(root, directory);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await leftBehind(directory), []);

  assert.match(stdout, /^[^\n]+\n$/, "one line, and nothing else");
  const told = JSON.parse(stdout) as Told;
  assert.deepEqual(Object.keys(told).sort(), ["balanceAfter", "balanceBefore", "charged", "color", "file", "impressions", "job"]);
  const { job, impressions, color, charged, balanceBefore, balanceAfter, file } = told;
  assert.ok(typeof job === "string" && job !== "");
  assert.ok(color > 0 && impressions > color, "pages of both kinds");
  assert.equal(charged, (impressions - color) * prices.mono + color * prices.color);
  assert.deepEqual([balanceBefore, balanceAfter], [50_000, 50_000 - charged]);
  assert.equal((await PDFDocument.load(await readFile(file))).getPageCount(), impressions, "what was charged lies in the tray");
});
