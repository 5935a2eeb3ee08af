// Builds the pages where they are not built as their sources stand. Says nothing when there is nothing to do.
import { createHash } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildHelp } from "./help/build-help.ts";

const root = join(import.meta.dirname, "..");
const stamp = join(import.meta.dirname, "dist", ".stamp");
/** What the pages are made of. */
const sources = ["webui/**/*.{ts,tsx,css,html,svg,webmanifest,json,md,webp}", "daemon/words/**/*.ts", "daemon/domain/**/*.ts"];

const wanted = await hashOfSources();
if ((await readFile(stamp, "utf8").catch(() => "")) !== wanted) {
  process.stderr.write("quoin: building the pages (only this once)\n");
  const { build } = await import("vite");
  await build({ configFile: join(import.meta.dirname, "vite.config.ts"), logLevel: "warn" });
  await buildHelp(join(import.meta.dirname, "dist"));
  await compress();
  await writeFile(stamp, wanted);
}

/** Once here instead of with every answer: a box has better things to do. Fonts are compressed as they come. */
async function compress(): Promise<void> {
  const assets = join(import.meta.dirname, "dist", "assets");
  for await (const name of glob("*.{js,css}", { cwd: assets })) {
    const file = join(assets, name);
    const bytes = await readFile(file);
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    await writeFile(`${file}.br`, brotliCompressSync(bytes));
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  const files = (await Array.fromAsync(glob(sources, { cwd: root, exclude: ["webui/dist/**", "webui/node_modules/**"] }))).sort();
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(await readFile(join(root, file)));
  return hash.digest("hex");
}
