// Whole visits, written down in visits/*.txt as what was done and what was then to be seen, in French and English, as text and on two lines.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { play } from "./play.ts";

const folder = new URL("./visits/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));

test("there are visits to play, in both languages", () => {
  assert.ok(files.some((file) => file.endsWith(".fr.txt")) && files.some((file) => file.endsWith(".en.txt")));
});

for (const file of files) {
  const written = readFileSync(new URL(file, folder), "utf8");
  test(`${file}: ${written.split("\n")[0]?.slice(2)}`, async () => {
    assert.match(written, /│/, "the file holds screens, not only acts");
    assert.equal(await play(written), written);
  });
}
