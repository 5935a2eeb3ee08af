// A file of an older form is read as if it were written today, and its problems still name its own lines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "yaml";
import { type Migration, migrate, migrations } from "../../config/migrations.ts";
import { configVersion } from "../../config/schema.ts";

const planted: readonly Migration[] = [
  { from: 2, steps: [{ move: ["terminals", "*", "reader"], to: ["terminals", "*", "device"] }] },
  {
    from: 1,
    steps: [
      { move: ["holdHours"], to: ["spool", "holdHours"] },
      { drop: ["colour"], because: "never had an effect" },
    ],
  },
];

const migrated = (text: string, from: number): unknown => {
  const document = parseDocument(text);
  migrate(document, from, planted);
  return document.toJS();
};

test("a file moves through every later version, in order, whatever the order of the list", () => {
  const old = "version: 1\nholdHours: 3\ncolour: blue\nterminals:\n  - name: a\n    reader: x\n  - name: b\n  - reader: z\n";
  assert.deepEqual(migrated(old, 1), {
    version: 3,
    spool: { holdHours: 3 },
    terminals: [{ name: "a", device: "x" }, { name: "b" }, { device: "z" }],
  });
});

test("a newer file is left alone, and what is already written in the new form wins", () => {
  assert.deepEqual(migrated("version: 2\nholdHours: 3\n", 2), { version: 3, holdHours: 3 });
  assert.deepEqual(migrated("holdHours: 3\nspool:\n  holdHours: 5\n", 1), { spool: { holdHours: 5 } });
  assert.deepEqual(migrated("", 1), null);
});

test("a moved value keeps the place where it stands in the file", () => {
  const document = parseDocument("# one\nholdHours: 3\n");
  migrate(document, 1, planted);
  const node = document.getIn(["spool", "holdHours"], true) as { range: readonly number[] };
  assert.equal(node.range[0], "# one\nholdHours: ".length);
});

test("the real list leads from version 1 to the present one, a step at a time", () => {
  assert.deepEqual(
    migrations.map(({ from }) => from),
    Array.from({ length: configVersion - 1 }, (_, index) => index + 1),
  );
});
