// Each face fetches its own part of the catalogues: whatever it may say stands there, in both languages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { en } from "../../daemon/words/en.ts";
import { words as adminEn } from "../../webui/admin/words/en.ts";
import { words as adminFr } from "../../webui/admin/words/fr.ts";
import { words as kioskEn } from "../../webui/kiosk/words/en.ts";
import { words as kioskFr } from "../../webui/kiosk/words/fr.ts";
import { words as portalEn } from "../../webui/portal/words/en.ts";
import { words as portalFr } from "../../webui/portal/words/fr.ts";

const root = join(import.meta.dirname, "../..");
const faces = { portal: [portalFr, portalEn], kiosk: [kioskFr, kioskEn], admin: [adminFr, adminEn] } as const;
const all = Object.keys(en);

/** Keys that stand in a file whole, or begin as a template of it does: `money.${kind}`. */
function keysIn(source: string): string[] {
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

for (const [face, catalogues] of Object.entries(faces))
  test(`what the ${face} says stands in its catalogues`, async () => {
    const said = new Set([...(await sourcesOf(join(root, "webui", face, "main.tsx"))).values()].flatMap(keysIn));
    assert.ok(said.size > 50, "the sources are read");
    for (const catalogue of catalogues) {
      const missing = [...said].filter((key) => !Object.hasOwn(catalogue, key));
      assert.deepEqual(missing, [], `add the file they stand in to webui/${face}/words/{fr,en}.ts`);
    }
  });
