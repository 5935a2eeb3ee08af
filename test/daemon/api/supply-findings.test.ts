// A printer whose toner ends is found in time, in both languages; what it says of itself else is shown, whatever it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PrinterCondition } from "../../../daemon/api/deps.ts";
import { ask, served } from "./asking.ts";

const idle = { name: "hall", state: "idle", reasons: [] } as const;

async function told(condition: PrinterCondition, language = "en") {
  await using it = await served((box) => {
    box.world.must({ name: "set-printer", by: { kind: "operator", name: "test" }, printer: "hall" as never, uri: "folder:/paper" });
    box.status = { printers: [condition] };
  });
  const { json } = await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": language } });
  const view = await ask(it.socket, "GET", "/api/v1/printers/hall");
  const found = json.findings.find(({ code }: { code: string }) => code === "printer-supply");
  return { found, supplies: view.json.supplies };
}

test("low toner is advice, none is a need, and both name what to buy", async () => {
  const supplies = [
    { name: "Black", level: 64, colors: ["#000000"] },
    { name: "Yellow", level: 7, low: true, colors: ["#ffff00"] },
    { name: "Waste", level: 95, low: true, waste: true, colors: [] },
  ] as const;
  const low = await told({ ...idle, supplies });
  assert.deepEqual([low.found.level, low.found.subject], ["advice", "hall"]);
  assert.match(low.found.sentence, /hall soon needs something new: Yellow \(7 % left\), Waste \(95 % full\)\.$/);
  assert.deepEqual(low.supplies, supplies);
  const empty = await told({ ...idle, supplies: [{ name: "Noir", level: 0, low: true, colors: [] }] }, "fr");
  assert.equal(empty.found.level, "needs");
  assert.match(empty.found.sentence, /bientôt besoin de pièces neuves\s: Noir \(reste 0\s%\)\.$/);
});

test("a printer that tells no level is believed when it says that its toner is low; one that tells nothing is left alone", async () => {
  const low = await told({ ...idle, reasons: ["toner-low-report"] });
  assert.match(low.found.sentence, /: the toner is low\.$/);
  assert.equal((await told({ ...idle, supplies: [{ name: "Black", colors: [] }] })).found, undefined);
  assert.equal(
    (await told({ ...idle, state: "stopped", reasons: ["toner-empty-error"] })).found,
    undefined,
    "that is why it stopped, and told so",
  );
});

test("a name out of a printer is words, whatever it looks like", async () => {
  const name = "<img src=x onerror=alert(1)> {name}";
  const { found, supplies } = await told({ ...idle, supplies: [{ name, level: 1, low: true, colors: [] }] });
  assert.ok(found.sentence.includes(name));
  assert.equal(supplies[0].name, name);
});
