// `npm run manual`: writes the references of commands and settings, and takes the manual's pictures anew, of the pages that no longer say what their picture shows. `-- --all`: of every page.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { languages } from "../../daemon/words/index.ts";
import { picturesOf } from "../../webui/help/book.ts";
import { needs } from "../setup/tools.ts";
import { made, withReference } from "./made.ts";
import { shots } from "./shots.ts";
import { walk } from "./walk.ts";

const missing = needs("chromium");
if (missing !== false) throw new Error(`The pictures are taken in a browser: ${missing}`);
const { values } = parseArgs({ options: { all: { type: "boolean", default: false } } });
const ends: (() => unknown)[] = [];
let taken = 0;
for (const language of languages) {
  await mkdir(picturesOf(language), { recursive: true });
  for (const file of await readdir(picturesOf(language)))
    if (!shots.some(({ name }) => file === `${name}.webp` || file === `${name}.txt`)) await rm(join(picturesOf(language), file));
}
for (const language of languages)
  for (const [chapter, make] of Object.entries(made)) {
    const file = join(picturesOf(language), "../..", language, `${chapter}.md`);
    await writeFile(file, await withReference(await readFile(file, "utf8"), language, make));
  }
try {
  const wrong = await walk(
    { after: (end) => void ends.push(end as () => unknown) },
    shots,
    async ({ shot, language, settled, read, picture }) => {
      const [file, said] = ["webp", "txt"].map((kind) => join(picturesOf(language), `${shot.name}.${kind}`)) as [string, string];
      await settled();
      const now = await read();
      if (!values.all && (await readFile(said, "utf8").catch(() => "")) === now) return;
      const image = await picture();
      await writeFile(file, image);
      await writeFile(said, now);
      taken += 1;
      console.log(`${language}/${shot.name} (${Math.round(image.length / 1024)} KB)`);
    },
  );
  for (const sentence of wrong) console.error(sentence);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  for (const end of ends.reverse()) await end();
}
console.log(`${taken} pictures taken; ${shots.length * languages.length - taken} are as their pages still are`);
