// The documentation page says what the schema says: it is the schema, written out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { z } from "zod";
import { example } from "../../config/documentation.ts";
import { documentation, loadConfig, readEnvironment } from "../../config/index.ts";
import { configSchema } from "../../config/schema.ts";
import { explained, fieldsOf, itemOf } from "../../config/walk.ts";

test("config/SETTINGS.md is what the schema says: npm run settings writes it", () => {
  const page = readFileSync(join(import.meta.dirname, "../../config/SETTINGS.md"), "utf8");
  assert.equal(page, documentation());
});

test("the example of the page is a file that loads", () => {
  const loaded = loadConfig(example, "example");
  assert.ok(!Array.isArray(loaded), JSON.stringify(loaded));
  assert.ok(documentation().includes(example));
});

/** Every setting, through sections and lists. */
function settings(schema: z.ZodType, path = ""): [string, z.ZodType][] {
  const inner = fieldsOf(schema) ?? (itemOf(schema) && fieldsOf(itemOf(schema) as z.ZodType)) ?? {};
  return Object.entries(inner).flatMap(([name, field]) => [
    [`${path}${name}`, field] as [string, z.ZodType],
    ...settings(field, `${path}${name}.`),
  ]);
}

test("every setting says what it does and what it must be, and its example is a value it takes", () => {
  const leaves = settings(configSchema).filter(([, schema]) => fieldsOf(schema) === undefined);
  assert.ok(leaves.length > 20);
  for (const [path, schema] of leaves) {
    const about = explained(schema);
    assert.ok(about !== undefined && about.what.length > 5 && about.mustBe.length > 5, `${path} explains itself`);
    assert.ok(documentation().includes(about.what), `${path} is in the documentation`);
    const name = path.split(".").at(-1) ?? "";
    const text = path.startsWith("terminals.devices.")
      ? `terminals: [{ name: a, devices: [{ ${name === "driver" ? "" : "driver: x, "}${name}: ${about.example} }] }]`
      : path.startsWith("terminals.")
        ? `terminals: [{ ${name === "name" ? "" : "name: a, "}${name}: ${about.example} }]`
        : path.startsWith("devices.cards.")
          ? `devices: { cards: [{ ${name === "name" ? 'number: "1"' : "name: a"}, ${name}: ${about.example} }] }`
          : path.split(".").reduceRight((inner, step) => (inner === "" ? `{ ${step}: ${about.example} }` : `{ ${step}: ${inner} }`), "");
    assert.ok(!Array.isArray(loadConfig(text, path)), `${text} → ${JSON.stringify(loadConfig(text, path))}`);
  }
});

test("the environment names the data directory, and an empty variable none", () => {
  assert.deepEqual(readEnvironment({ QUOIN_DATA: "box1", LANG: "fr_FR.UTF-8" }), { dataDirectory: "box1", locale: "fr_FR.UTF-8" });
  assert.deepEqual(readEnvironment({ QUOIN_DATA: "", LC_ALL: "", LC_MESSAGES: "en_GB", LANG: "fr" }), {
    dataDirectory: "data",
    locale: "en_GB",
  });
  assert.deepEqual(readEnvironment({}), { dataDirectory: "data", locale: "en" });
});
