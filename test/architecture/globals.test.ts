// Clock, chance, timers and the process as globals: biome names each where it is denied, with our sentence, and lets the named places be.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Files, scratchTree } from "./scratch.ts";

const root = join(import.meta.dirname, "../..");
const biome = join(root, "node_modules/.bin/biome");
const uses = (name: string): string => `// Planted.\nexport const used = ${name};\n`;

/** "file name" → for each use of a denied global. */
function denied(t: Parameters<typeof scratchTree>[0], files: Files): string[] {
  const scratch = scratchTree(t, { ".gitignore": "", ...files });
  copyFileSync(join(root, "biome.jsonc"), join(scratch, "biome.jsonc"));
  const run = spawnSync(biome, ["lint", "--reporter=json", "--vcs-enabled=false", "--max-diagnostics=none", "."], {
    cwd: scratch,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(run.stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } }; message: unknown }[];
  };
  return diagnostics
    .filter((found) => found.category === "lint/style/noRestrictedGlobals")
    .map(
      ({ location, message }) =>
        `${typeof location.path === "string" ? location.path : location.path.file} ${/global variable (\w+)/.exec(JSON.stringify(message))?.[1]}`,
    )
    .sort();
}

const names = ["Date", "performance", "setTimeout", "setInterval", "setImmediate", "crypto", "process", "globalThis", "global"];

test("each denied global is named in product code", (t) => {
  const files = Object.fromEntries(names.map((name) => [`daemon/printing/${name.toLowerCase()}.ts`, uses(name)]));
  // globalThis and global would be one file name apart; each has its own.
  assert.deepEqual(denied(t, files), names.map((name) => `daemon/printing/${name.toLowerCase()}.ts ${name}`).sort());
});

test("leaves have no clock of their own, helper processes no timers, tests no sleep", (t) => {
  const found = denied(t, {
    "cluster/feed.ts": uses("Date"),
    "devices/readers/serial-line/driver.ts": uses("setTimeout"),
    "config/schema.ts": uses("process"),
    "daemon/printing/inspect/pdf-child.ts": `${uses("process")}export const later = setTimeout;\n`,
    "test/daemon/ipp/server.test.ts": `${uses("process")}export const later = setTimeout;\n`,
  });
  assert.deepEqual(found, [
    "cluster/feed.ts Date",
    "config/schema.ts process",
    "daemon/printing/inspect/pdf-child.ts setTimeout",
    "devices/readers/serial-line/driver.ts setTimeout",
    "test/daemon/ipp/server.test.ts setTimeout",
  ]);
});

test("the places that are meant for it are left alone", (t) => {
  const found = denied(t, {
    "daemon/runtime/clock.ts": `${uses("Date")}export const later = setTimeout;\n`,
    "daemon/main.ts": uses("process"),
    "config/environment.ts": uses("process"),
    "test/fakes/printer.ts": uses("setTimeout"),
  });
  assert.deepEqual(found, []);
});
