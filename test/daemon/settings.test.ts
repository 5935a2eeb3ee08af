// What the console changes stands in the box's own settings file: durable, under the operator's file, never a lost edit, never a box that
// does not start.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { settings } from "../../config/index.ts";
import { isFault } from "../../daemon/runtime/faults.ts";
import { readSettings, type SettingsAsked, undoSettings } from "../../daemon/settings.ts";
import { sections as enSections, settings as en } from "../../daemon/words/en/settings.ts";
import { musts, sections as frSections, settings as fr } from "../../daemon/words/fr/settings.ts";

const root = mkdtempSync(join(tmpdir(), "quoin-settings-"));
after(() => rmSync(root, { recursive: true }));

let places = 0;
function place(more: Partial<SettingsAsked> = {}, file?: string): SettingsAsked {
  const data = mkdtempSync(join(root, `${places++}-`));
  if (file === undefined) return { data, flags: {}, judge: () => [], ...more };
  writeFileSync(join(data, "quoin.yaml"), file);
  return { data, file: join(data, "quoin.yaml"), flags: {}, judge: () => [], ...more };
}

const by = { by: "odile", at: 1_764_180_000_000 };
const own = ({ data }: SettingsAsked): string => join(data, "settings.yaml");

test("what is changed counts from the next start, says who changed it, and goes back to the default", async () => {
  const asked = place();
  const box = await readSettings(asked);
  assert.equal(
    await box.change({ values: { "spool.holdHours": "2 d", "spool.maxBytes": "50 Go", "box.name": "library" }, ...by }),
    undefined,
  );
  assert.deepEqual([box.config.spool.holdHours, box.waits, box.revision], [24, true, 1]);
  assert.equal(statSync(own(asked)).mode & 0o777, 0o600);
  const next = await readSettings(asked);
  assert.deepEqual([next.config.spool.holdHours, next.config.spool.maxBytes, next.config.box.name], [48, 50_000_000_000, "library"]);
  assert.equal(next.waits, false);
  const held = next.list().find(({ name }) => name === "spool.holdHours");
  assert.deepEqual([held?.source, held?.text, held?.standard, held?.changed], ["box", "2 d", "24 h", { by: "odile", at: by.at }]);
  await next.change({ values: { "spool.holdHours": null }, ...by });
  const last = await readSettings(asked);
  assert.deepEqual([last.config.spool.holdHours, last.config.box.name, last.revision], [24, "library", 2]);
});

test("an operator's file wins and is never written; the command line wins over both", async () => {
  const file = "spool:\n  holdHours: 72\n";
  const asked = place({ flags: { http: { host: "127.0.0.1", port: 0 } } }, file);
  const box = await readSettings(asked);
  const fixed = (await box.change({ values: { "spool.holdHours": "1 h", "listen.http": "0.0.0.0:80" }, ...by }))?.misfits;
  assert.deepEqual(
    fixed?.map(({ setting, why }) => [setting, why?.code, why?.with?.["where"]]),
    [
      ["spool.holdHours", "fixed", "quoin.yaml:2"],
      ["listen.http", "fixed", "--http"],
    ],
  );
  await box.change({ values: { "spool.maxJobs": "2000" }, ...by });
  writeFileSync(own(asked), `${readFileSync(own(asked), "utf8")}\n`.replace("maxJobs: 2000", "maxJobs: 2000\n  holdHours: 5"));
  const next = await readSettings(asked);
  assert.deepEqual([next.config.spool.holdHours, next.config.spool.maxJobs], [72, 2000]);
  assert.equal(readFileSync(asked.file ?? "", "utf8"), file);
  const sources = new Map(next.list().map(({ name, source }) => [name, source]));
  assert.deepEqual(
    ["spool.holdHours", "listen.http", "spool.maxJobs", "box.name"].map((name) => sources.get(name)),
    ["file", "flag", "box", "default"],
  );
});

test("of two who change one setting at once the second is told; other settings are nobody's conflict", async () => {
  const box = await readSettings(place());
  const [first, second, third] = await Promise.all([
    box.change({ values: { "box.name": "one" }, since: 0, ...by }),
    box.change({ values: { "box.name": "two", "spool.maxJobs": "3000" }, since: 0, by: "karim", at: by.at }),
    box.change({ values: { "log.level": "debug" }, since: 0, by: "karim", at: by.at }),
  ]);
  assert.deepEqual([first, third], [undefined, undefined]);
  assert.deepEqual([second?.refused, second?.with], ["settings-changed", { setting: "box.name", by: "odile" }]);
  const now = new Map(box.list().map(({ name, text }) => [name, text]));
  assert.deepEqual([now.get("box.name"), now.get("spool.maxJobs"), now.get("log.level")], ["one", "50000", "debug"]);
});

test("a change that does not fit, alone or beside others, changes nothing and names its fields", async () => {
  const asked = place({ judge: ({ currency }) => (currency === "EUR" ? [] : [{ setting: "currency", sentence: "money stays" }]) });
  const box = await readSettings(asked);
  const codes = async (values: Record<string, string>): Promise<unknown[]> =>
    ((await box.change({ values, ...by }))?.misfits ?? []).map(({ setting, why }) => [setting, why?.code]);
  assert.deepEqual(await codes({ "spool.holdHours": "tomorrow", "inspect.dpi": "50.5", "listen.http": "localhost" }), [
    ["listen.http", "value"],
    ["spool.holdHours", "value"],
    ["inspect.dpi", "value"],
  ]);
  assert.deepEqual(await codes({ "spool.maxBytes": "3 GiB" }), [["spool.maxBytes", "at-least"]]);
  assert.deepEqual(await codes({ nonsense: "1" }), [["nonsense", "unknown"]]);
  assert.deepEqual(await codes({ currency: "CHF" }), [["currency", undefined]]);
  assert.deepEqual(await codes({ terminals: "[{ name: hall, printer: [x] }]" }), [["terminals[1].printer", "unknown"]]);
  assert.deepEqual(await codes({ terminals: "&a [*a]" }), [["terminals", "value"]]);
  assert.throws(() => statSync(own(asked)), "nothing was written");
});

test("a damaged file of its own is told by line with what to do; a spoilt note in it costs no setting", async () => {
  const asked = place();
  await (await readSettings(asked)).change({ values: { "box.name": "library" }, ...by });
  const good = readFileSync(own(asked), "utf8");
  writeFileSync(own(asked), good.replace(/revision: 1\n/, "revision: many\n"));
  assert.equal((await readSettings(asked)).config.box.name, "library");
  for (const [damaged, line] of [
    [good.replace("name: library", "name: a: b"), 5],
    [good.replace("name: library", "name: ''"), 5],
    [`${good}spol: {}\n`, 12],
  ] as const) {
    writeFileSync(own(asked), damaged);
    await assert.rejects(readSettings(asked), (error) => {
      assert.ok(isFault(error, "config-invalid"));
      assert.match(error.message, new RegExp(`settings\\.yaml:${line}: `));
      assert.match(error.message, /mend it there, or move it away and the box has its defaults/);
      return true;
    });
  }
});

test("settings that do not let the box start are set aside for those it ran with", async () => {
  const asked = place();
  assert.equal(await undoSettings(asked.data, undefined), false);
  const box = await readSettings(asked);
  await box.change({ values: { "box.name": "first" }, ...by });
  const running = await readSettings(asked);
  await running.change({ values: { "listen.http": "0.0.0.0:1" }, ...by });
  assert.equal(await undoSettings(asked.data, running.startedWith), true);
  assert.equal((await readSettings(asked)).list().find(({ name }) => name === "listen.http")?.source, "default");
  assert.match(readFileSync(join(asked.data, "settings.refused.yaml"), "utf8"), /0\.0\.0\.0:1/);
  assert.equal(await undoSettings(asked.data, box.startedWith), true, "there was none");
  assert.equal((await readSettings(asked)).config.box.name, "quoin");
});

test("every setting and section has its words in both languages, and no other has", () => {
  const names = settings.map(({ name }) => name).sort();
  assert.deepEqual(Object.keys(en).sort(), names);
  assert.deepEqual(Object.keys(fr).sort(), names);
  for (const { section } of settings) assert.ok(enSections[section] && frSections[section], section);
  for (const { name, entry } of settings)
    assert.ok(
      musts[entry.kind] !== undefined || fr[name as keyof typeof fr].mustBe !== undefined,
      `${name} says in French what it must be`,
    );
});
