// Every tidy rule is proven by a tree that breaks it, and by one beside it that does the same thing rightly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Files, scratchTree } from "./scratch.ts";
import { tidyRules, tidyTree } from "./tidy.ts";

const header = "// Why this file exists.\n";
const lines = (count: number, line = "export {};\n"): string => line.repeat(count);
const readme = "# Room\n\n## Purpose\n\n## Map\n\n## Rules\n\n## Decisions\n";
const folders = ["daemon", "cluster", "devices", "config", "webui", "image", "test"];
const rooms = Object.fromEntries(folders.map((folder) => [`${folder}/README.md`, readme]));
const { "image/README.md": _image, ...sixRooms } = rooms;
const functionOf = (count: number): string => `${header}export function act(): void {\n${lines(count - 2, "  console;\n")}}\n`;

/** rule → a tree that breaks it, and one that comes as near as is allowed. */
const planted: Readonly<Record<string, { breaks: Files; keeps: Files; at?: string }>> = {
  "seven-folders": { breaks: { ...rooms, "lib/a.ts": header }, keeps: { ...rooms, ".ci/run": "" }, at: "lib" },
  "readme-sections": { breaks: { ...sixRooms, "image/README.md": "# Image\n\n## Purpose\n" }, keeps: rooms, at: "image/README.md" },
  "names-say-something": {
    breaks: { "daemon/print-utils.ts": header },
    keeps: { "daemon/utilisation.ts": header, "image/quoin.service": "" },
  },
  "exact-versions": {
    breaks: { "package.json": '{"dependencies":{"zod":"^4.0.0"}}' },
    keeps: { "package.json": '{"dependencies":{"zod":"4.0.0","pdf-lib":"npm:@cantoo/pdf-lib@2.11.1"}}' },
  },
  "no-path-of-one-machine": {
    breaks: { "test/a.test.ts": `${header}const uri = "file:///${"tmp"}/paper";\n` },
    keeps: { "daemon/README.md": "The daemon keeps its network/work/list in var/tmp/x or ./tmp/x.\n" },
  },
  "equal-catalogues": {
    breaks: {
      "daemon/words/fr.ts": `${header}export const fr = { job: { held: "en attente", gone: "parti" } };\n`,
      "daemon/words/en.ts": `${header}export const en = { job: { held: "waiting" } };\n`,
    },
    keeps: {
      "daemon/words/fr.ts": `${header}export const fr = { job: { held: (n: number) => String(n) } };\n`,
      "daemon/words/en.ts": `${header}export const en = { job: { held: "waiting" } };\n`,
    },
    at: "daemon/words/en.ts",
  },
  "header-line": { breaks: { "daemon/a.ts": "export {};\n" }, keeps: { "daemon/a.ts": `#!/usr/bin/env node\n${header}export {};\n` } },
  "file-length": { breaks: { "daemon/a.ts": header + lines(300) }, keeps: { "daemon/a.ts": header + lines(299) } },
  "no-unfinished-work": {
    breaks: { "daemon/a.ts": `${header}// ${"TO"}${"DO"}: later\n` },
    keeps: { "daemon/a.ts": `${header}// Todos los cambios\n` },
  },
  "function-length": {
    breaks: { "daemon/a.ts": functionOf(61) },
    keeps: {
      "daemon/a.ts": functionOf(60),
      "test/a.test.ts": functionOf(80),
      "daemon/factory.ts": `${header}export const make = () => {\n  const inner = () => {\n${lines(50, "    console;\n")}  };\n${lines(40, "  console;\n")}  return inner;\n};\n`,
    },
  },
  "chance-from-runtime": {
    breaks: { "test/a.test.ts": `${header}export const roll = () => Math.random();\n` },
    keeps: { "test/a.test.ts": `${header}// Math.random is not used.\nexport const low = Math.min(1, 2);\n` },
  },
  "keys-from-runtime": {
    breaks: { "daemon/printing/spool.ts": `${header}import { randomBytes as bytes } from "node:crypto";\nexport const key = bytes(32);\n` },
    keeps: {
      "daemon/printing/spool.ts": `${header}import { createHash } from "node:crypto";\nexport const hash = createHash("sha256");\n`,
      "daemon/runtime/random.ts": `${header}import { randomBytes } from "node:crypto";\nexport const key = randomBytes(32);\n`,
    },
  },
  "timers-from-runtime": {
    breaks: { "test/a.test.ts": `${header}import { setTimeout as sleep } from "node:timers/promises";\nawait sleep(100);\n` },
    keeps: { "test/fakes/printer.ts": `${header}import { setTimeout as sleep } from "node:timers/promises";\nawait sleep(100);\n` },
  },
  "deadlines-from-runtime": {
    breaks: { "daemon/ipp/client.ts": `${header}export const signal = AbortSignal.timeout(1000);\n` },
    keeps: { "daemon/ipp/client.ts": `${header}export const signal = AbortSignal.any([]);\n` },
  },
  "environment-from-config": {
    breaks: { "daemon/main.ts": `${header}const { env } = process;\nexport const data = env["QUOIN_DATA"];\n` },
    keeps: { "config/environment.ts": `${header}export const data = process.env["QUOIN_DATA"];\n` },
  },
};

test("every tidy rule has a planted violation, and every planted violation a rule", () => {
  assert.deepEqual(Object.keys(planted).sort(), tidyRules.map((rule) => rule.name).sort());
});

for (const [rule, { breaks, keeps, at }] of Object.entries(planted)) {
  test(`tidy rule ${rule} reports its violation and nothing beside it`, async (t) => {
    const broken = (await tidyTree(scratchTree(t, breaks))).broken.filter((found) => found.rule === rule);
    assert.deepEqual(
      [...new Set(broken.map((found) => found.path))],
      [at ?? Object.keys(breaks)[0]],
      `expected one file to be named by ${rule}`,
    );
    assert.ok(broken.every((found) => found.what.length > 5 && found.remedy.length > 20));
    const kept = await tidyTree(scratchTree(t, keeps));
    assert.ok(kept.files > 0);
    assert.deepEqual(
      kept.broken.filter((found) => found.rule === rule),
      [],
    );
  });
}
