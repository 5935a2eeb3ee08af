// Each face fetches its own part of the catalogues: whatever its sources may say must stand there, in both languages.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { en } from "../../daemon/words/en.ts";
import { words as adminEn } from "../../webui/admin/words/en.ts";
import { words as adminFr } from "../../webui/admin/words/fr.ts";
import { words as kioskEn } from "../../webui/kiosk/words/en.ts";
import { words as kioskFr } from "../../webui/kiosk/words/fr.ts";
import { words as portalEn } from "../../webui/portal/words/en.ts";
import { words as portalFr } from "../../webui/portal/words/fr.ts";

const faces = {
  portal: { fr: portalFr, en: portalEn },
  kiosk: { fr: kioskFr, en: kioskEn },
  admin: { fr: adminFr, en: adminEn },
} as const;
const all = Object.keys(en);

/** Nothing when each face has the words for all it says. */
export async function missingWords(root: string): Promise<string> {
  const missing = await Promise.all(
    Object.entries(faces).map(async ([face, catalogues]) => {
      const sources = await sourcesOf(join(root, "webui", face, "main.tsx"));
      const said = new Set([...sources.values()].flatMap(keysIn));
      if (said.size < 50) return [`${face}: its sources are no longer understood`];
      return Object.entries(catalogues).flatMap(([language, words]) =>
        [...said]
          .filter((key) => !Object.hasOwn(words, key))
          .map((key) => `${face} says ${key}: add the file it stands in to webui/${face}/words/${language}.ts`),
      );
    }),
  );
  return missing.flat().join("\n");
}

/** Keys that stand in a file whole, or begin as a template of it does: `money.${kind}`. */
export function keysIn(source: string): string[] {
  const whole = [...source.matchAll(/"([\w.-]+\.[\w.-]+)"/g)].map(([, key]) => key ?? "").filter((key) => Object.hasOwn(en, key));
  const begun = [...source.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].flatMap(([, start]) => all.filter((key) => key.startsWith(start ?? "")));
  return [...whole, ...begun];
}

/** A page's sources, as one leads to the next; the catalogues themselves say nothing. */
async function sourcesOf(file: string, seen = new Map<string, string>()): Promise<ReadonlyMap<string, string>> {
  if (seen.has(file)) return seen;
  const source = await readFile(file, "utf8");
  seen.set(file, source);
  for (const [, to] of source.matchAll(/^(?!import type).*(?:from|import)\s*\(?"(\.[^"]+\.tsx?)"/gm)) {
    const next = join(dirname(file), to ?? "");
    if (!/\/words\/(fr|en)\b|catalogues\.ts$/.test(next)) await sourcesOf(next, seen);
  }
  return seen;
}
