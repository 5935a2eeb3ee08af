// Every import rule is proven by a tree that breaks it, and by one beside it that does the same thing rightly.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { importRules } from "./import-rules.ts";
import { cruiseTree } from "./imports.ts";
import { type Files, scratchTree } from "./scratch.ts";

/** What the planted trees import: one declared, one dev, one undeclared package, and the ones with a rule of their own. */
const packages: Files = {
  "package.json": JSON.stringify({
    name: "planted",
    type: "module",
    dependencies: { zod: "1.0.0", yargs: "1.0.0" },
    optionalDependencies: { "node-hid": "1.0.0", serialport: "1.0.0" },
    devDependencies: { "fast-check": "1.0.0" },
  }),
  ...Object.fromEntries(
    ["zod", "yargs", "node-hid", "serialport", "fast-check", "stray"].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" })],
      [`node_modules/${name}/index.js`, "export const x = 1;\n"],
    ]),
  ),
};

const value = (from: string): string => `import { x } from "${from}";\nexport const y = x;\n`;
const type = (from: string): string => `import type { x } from "${from}";\nexport type Y = typeof x;\n`;
const onDemand = (from: string): string => `export const load = () => import("${from}");\n`;
const leaf = "export const x = 1;\n";

/** rule → a tree that breaks it, and one that comes as near as is allowed. */
const planted: Readonly<Record<string, { breaks: Files; keeps: Files }>> = {
  "domain-imports-domain": {
    breaks: { "daemon/domain/price.ts": type("../state/keys.ts"), "daemon/state/keys.ts": leaf },
    keeps: { "daemon/domain/price.ts": value("./money.ts"), "daemon/domain/money.ts": leaf },
  },
  "state-imports-state-and-domain": {
    breaks: { "daemon/state/view.ts": type("../runtime/clock.ts"), "daemon/runtime/clock.ts": leaf },
    keeps: { "daemon/state/view.ts": value("../domain/money.ts"), "daemon/domain/money.ts": leaf },
  },
  "pure-reaches-no-node-or-package": {
    breaks: { "daemon/ipp/codec.ts": value("./tables.ts"), "daemon/ipp/tables.ts": value("node:fs") },
    keeps: { "daemon/ipp/codec.ts": value("./message.ts"), "daemon/ipp/message.ts": leaf, "daemon/ipp/server.ts": value("node:http") },
  },
  "leaves-are-strangers": {
    breaks: { "cluster/peers.ts": type("../config/index.ts"), "config/index.ts": leaf },
    keeps: { "cluster/peers.ts": type("./index.ts"), "cluster/index.ts": leaf },
  },
  "leaves-are-entered-by-index": {
    breaks: { "daemon/box.ts": type("../devices/registry.ts"), "devices/registry.ts": leaf },
    keeps: { "daemon/box.ts": value("../devices/index.ts"), "devices/index.ts": value("./registry.ts"), "devices/registry.ts": leaf },
  },
  "drivers-are-strangers": {
    breaks: { "devices/readers/a/driver.ts": value("../b/codec.ts"), "devices/readers/b/codec.ts": leaf },
    keeps: { "devices/readers/a/driver.ts": value("../../contract.ts"), "devices/contract.ts": leaf },
  },
  "cluster-has-three-doors": {
    breaks: { "daemon/books/keeper.ts": type("../../cluster/index.ts"), "cluster/index.ts": leaf },
    keeps: { "daemon/accounting.ts": value("../cluster/index.ts"), "cluster/index.ts": leaf },
  },
  "box-hands-out-decide": {
    breaks: { "daemon/printing/release.ts": value("../state/decide/index.ts"), "daemon/state/decide/index.ts": leaf },
    keeps: { "daemon/printing/release.ts": type("../state/decide/index.ts"), "daemon/state/decide/index.ts": leaf },
  },
  "faces-are-strangers": {
    breaks: { "daemon/api/jobs.ts": type("../ipp/server.ts"), "daemon/ipp/server.ts": leaf },
    keeps: { "daemon/cli/job.ts": type("../api/contract/jobs.ts"), "daemon/api/contract/jobs.ts": leaf },
  },
  "contract-gives-types-only": {
    breaks: { "daemon/cli/job.ts": value("../api/contract/jobs.ts"), "daemon/api/contract/jobs.ts": leaf },
    keeps: { "daemon/cli/job.ts": type("../api/contract/jobs.ts"), "daemon/api/contract/jobs.ts": leaf },
  },
  "webui-sees-contract-and-words": {
    breaks: { "webui/shared/money.ts": value("../../daemon/domain/money.ts"), "daemon/domain/money.ts": leaf },
    keeps: { "webui/shared/say.ts": value("../../daemon/words/fr.ts"), "daemon/words/fr.ts": leaf },
  },
  "pages-are-strangers": {
    breaks: { "webui/admin/users.ts": value("../portal/jobs.ts"), "webui/portal/jobs.ts": leaf },
    keeps: { "webui/admin/users.ts": value("../shared/table.ts"), "webui/shared/table.ts": leaf },
  },
  "main-starts-the-box": {
    breaks: { "test/daemon/box.test.ts": value("../../daemon/box.ts"), "daemon/box.ts": leaf },
    keeps: { "daemon/main.ts": value("./box.ts"), "daemon/box.ts": leaf },
  },
  "demo-is-nobodys": {
    breaks: { "daemon/printing/start.ts": value("../demo/school.ts"), "daemon/demo/school.ts": leaf },
    keeps: { "daemon/demo.ts": value("./demo/school.ts"), "daemon/demo/school.ts": leaf },
  },
  "nothing-imports-main": {
    breaks: { "test/daemon/main.test.ts": value("../../daemon/main.ts"), "daemon/main.ts": leaf },
    keeps: { "daemon/main.ts": value("./box.ts"), "daemon/box.ts": leaf },
  },
  "nothing-imports-test": {
    breaks: { "daemon/demo.ts": type("../test/fakes/printer.ts"), "test/fakes/printer.ts": leaf },
    keeps: { "test/fakes/printer.ts": value("../../daemon/ipp/message.ts"), "daemon/ipp/message.ts": leaf },
  },
  "no-cycles": {
    breaks: { "daemon/books/a.ts": value("./b.ts"), "daemon/books/b.ts": value("./c.ts"), "daemon/books/c.ts": type("./a.ts") },
    keeps: { "daemon/books/a.ts": value("./b.ts"), "daemon/books/b.ts": value("./c.ts"), "daemon/books/c.ts": leaf },
  },
  "no-orphans": {
    breaks: { "daemon/books/alone.ts": leaf },
    keeps: { "setup.mjs": leaf },
  },
  "no-dev-dependency-on-the-box": {
    breaks: { "daemon/books/rows.ts": value("fast-check") },
    keeps: { "test/books/rows.test.ts": value("fast-check") },
  },
  "declared-and-resolvable": {
    breaks: { "daemon/books/rows.ts": value("./gone.ts") },
    keeps: { "daemon/books/rows.ts": value("zod") },
  },
  "declared-packages-only": {
    breaks: { "daemon/books/rows.ts": value("stray") },
    keeps: { "daemon/books/rows.ts": value("zod") },
  },
  "clock-comes-from-runtime": {
    breaks: { "cluster/peers.ts": value("node:timers/promises") },
    keeps: { "daemon/runtime/clock.ts": value("node:timers/promises") },
  },
  "cli-is-loaded-on-demand": {
    breaks: { "daemon/main.ts": value("./cli/index.ts"), "daemon/cli/index.ts": leaf },
    keeps: { "daemon/main.ts": onDemand("./cli/index.ts"), "daemon/cli/index.ts": leaf },
  },
  "yargs-belongs-to-cli": {
    breaks: { "daemon/main.ts": onDemand("yargs") },
    keeps: { "daemon/cli/index.ts": value("yargs") },
  },
  "hardware-is-loaded-on-demand": {
    breaks: { "devices/transport/hid.ts": value("node-hid") },
    keeps: { "devices/transport/hid.ts": `${onDemand("node-hid")}${type("serialport")}` },
  },
};

test("every import rule has a planted violation, and every planted violation a rule", () => {
  assert.deepEqual(Object.keys(planted).sort(), importRules.map((rule) => rule.name ?? "").sort());
});

for (const [rule, { breaks, keeps }] of Object.entries(planted)) {
  test(`import rule ${rule} reports its violation and nothing beside it`, async (t) => {
    const broken = await cruiseTree(scratchTree(t, { ...packages, ...breaks }));
    assert.ok(
      broken.broken.some((found) => found.rule === rule),
      `expected ${rule}, found ${JSON.stringify(broken.broken)}`,
    );
    assert.ok(broken.broken.every((found) => found.remedy.length > 20));
    const kept = await cruiseTree(scratchTree(t, { ...packages, ...keeps }));
    assert.deepEqual(
      kept.broken.filter((found) => found.rule === rule),
      [],
    );
    assert.ok(kept.modules > 0);
  });
}

test("the import graph of this tree is really read: its files, their types and their packages", async () => {
  const root = join(import.meta.dirname, "../..");
  const { modules } = await cruiseTree(root);
  assert.ok(modules > 20, `only ${modules} files were read: does the reader still understand this TypeScript?`);
});
