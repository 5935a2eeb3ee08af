// An operator writes a settings file: what is right takes effect, what is wrong is named with its line and a remedy, nothing is guessed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Config, type ConfigProblem, defaults, loadConfig } from "../../config/index.ts";

const good = (text: string): Config => {
  const loaded = loadConfig(text, "quoin.yaml");
  assert.ok(!Array.isArray(loaded), `refused: ${JSON.stringify(loaded)}`);
  return loaded as Config;
};

const sentences = (text: string): readonly string[] => {
  const loaded = loadConfig(text, "quoin.yaml");
  assert.ok(Array.isArray(loaded), "accepted");
  return (loaded as readonly ConfigProblem[]).map((problem) => problem.sentence);
};

test("an empty file, empty sections and no file at all give the defaults", () => {
  assert.deepEqual(good(""), defaults);
  assert.deepEqual(good("# nothing yet\n"), defaults);
  assert.deepEqual(good("spool:\n#  holdHours: 48\nterminals:\nbox:\n"), defaults);
  assert.equal(defaults.spool.holdHours, 24);
  assert.deepEqual(defaults.listen.ipp, { host: "0.0.0.0", port: 8631 });
  assert.equal(defaults.listen.ipps, undefined);
  assert.equal(defaults.devices.simulated, false);
});

test("what is written takes effect, what is not keeps its default", () => {
  const config = good(`version: 1
box: { name: library }
listen:
  ipps: "[::1]:0"
spool:
  maxBytes: 50 GB
  maxDocumentBytes: 1048576
terminals:
  - name: hall
    printers: [hall, hall-color]
    devices:
      - driver: serial-line
        port: /dev/serial/by-id/usb-reader
        vendorId: "09d8"
        options: { baudRate: 9600 }
`);
  assert.equal(config.box.name, "library");
  assert.deepEqual(config.listen.ipps, { host: "::1", port: 0 });
  assert.equal(config.spool.maxBytes, 50_000_000_000);
  assert.equal(config.spool.maxDocumentBytes, 1_048_576);
  assert.equal(config.spool.holdHours, defaults.spool.holdHours);
  assert.deepEqual(config.terminals, [
    {
      name: "hall",
      printers: ["hall", "hall-color"],
      devices: [{ driver: "serial-line", port: "/dev/serial/by-id/usb-reader", vendorId: 0x09d8, options: { baudRate: 9600 } }],
    },
  ]);
});

test("every wrong value is one sentence with file, line, what was found, what it must be, and a line to copy", () => {
  const text =
    "spool:\n  holdHours: tomorrow\n  maxBytes: -1\nlisten:\n  http: localhost\ncurrency: EURO\ninspect:\n  engine: best\n  dpi: 50.5\n";
  assert.deepEqual(sentences(text), [
    'quoin.yaml:2: spool.holdHours is "tomorrow"; it must be a time from 1 h to 365 d, with a unit, or in h. Write, for example, holdHours: 24 h',
    "quoin.yaml:3: spool.maxBytes is -1; it must be a size from 1 MiB to 16384 GiB, in bytes or with a unit. Write, for example, maxBytes: 20 GiB",
    'quoin.yaml:5: listen.http is "localhost"; it must be HOST:PORT, with port 0 for any free one. Write, for example, http: 127.0.0.1:8080',
    'quoin.yaml:6: currency is "EURO"; it must be three capital letters of ISO 4217. Write, for example, currency: EUR',
    'quoin.yaml:8: inspect.engine is "best"; it must be one of auto, poppler, pdfium. Write, for example, engine: auto',
    "quoin.yaml:9: inspect.dpi is 50.5; it must be a whole number from 20 to 300. Write, for example, dpi: 50",
  ]);
});

test("a misspelt setting is refused with the one that was meant, a foreign one with those that exist", () => {
  assert.deepEqual(sentences("lisen:\n  http: 127.0.0.1:1\n"), ['quoin.yaml:1: There is no setting "lisen". Did you mean listen?']);
  assert.deepEqual(sentences("box:\n  name: a\n  colour: blue\n"), [
    'quoin.yaml:3: In box there is no setting "colour". Take it out, or write one of: name.',
  ]);
  assert.deepEqual(sentences("terminals:\n  - name: a\n    printer: [x]\n"), [
    'quoin.yaml:3: In terminals[1] there is no setting "printer". Did you mean printers?',
  ]);
});

test("what is missing is told at the line of what it is missing from", () => {
  const [first] = sentences("terminals:\n  - name: a\n\n  - printers: [x]\n");
  assert.match(first ?? "", /^quoin\.yaml:4: terminals\[2\]\.name is missing; .* Write, for example, name: hall$/);
});

test("a USB id that YAML reads as a number is told to stand in quotes", () => {
  const [first] = sentences("terminals:\n  - name: a\n    devices:\n      - driver: wedge\n        vendorId: 0420\n");
  assert.match(first ?? "", /^quoin\.yaml:5: .* in quotes, like "09d8"\. Write, for example, vendorId: "09d8"$/);
});

test("simulated devices exist only where they are switched on", () => {
  const text = "terminals:\n  - name: hall\n    devices:\n      - driver: simulated-reader\n";
  assert.match(sentences(text)[0] ?? "", /^quoin\.yaml:4: The driver simulated-reader simulates a device, and simulated devices are off\./);
  assert.equal(good(`devices: { simulated: true }\n${text}`).terminals[0]?.devices[0]?.driver, "simulated-reader");
});

test("settings that contradict each other are told, with the value that mends it", () => {
  assert.deepEqual(sentences("spool:\n  maxBytesPerPerson: 1 GiB\n"), [
    "quoin.yaml:2: One document may be larger than what one person may have waiting. Write at least maxBytesPerPerson: 2 GiB",
  ]);
  assert.deepEqual(sentences("spool:\n  maxBytes: 3 GiB\n"), [
    "quoin.yaml:2: One person may have more waiting than the whole box. Write at least maxBytes: 4 GiB",
  ]);
  assert.deepEqual(sentences("spool:\n  maxJobs: 10\n"), [
    "quoin.yaml:2: One person may have more jobs waiting than the whole box. Write at least maxJobs: 1000",
  ]);
  assert.deepEqual(sentences("terminals:\n  - name: a\n  - name: a\n"), [
    'quoin.yaml:3: A second terminal is named "a". Give each terminal a name of its own.',
  ]);
});

test("what is no YAML, no group of settings, twice there, endless or from the future is refused by its line", () => {
  assert.match(sentences("box:\n  name: a: b\n")[0] ?? "", /^quoin\.yaml:2: This is not YAML as Quoin reads it: /);
  assert.match(sentences("- a\n")[0] ?? "", /^quoin\.yaml:1: This file is a list; it must hold settings by name\./);
  assert.match(sentences("currency: EUR\ncurrency: CHF\n")[0] ?? "", /^quoin\.yaml:2: .*unique/);
  assert.match(sentences("box:\n  name: a\n---\nbox:\n  name: b\n")[0] ?? "", /^quoin\.yaml:\d: This is not YAML as Quoin reads it: /);
  assert.match(
    sentences("currency: EUR\nversion: 9\n")[0] ?? "",
    /^quoin\.yaml:2: This file has version 9; this box reads versions up to 1\. Upgrade/,
  );
  const laugh = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e"].map((key, index) => `${key}: &${key} [${Array(10).fill(`*${"abcd"[index]}`).join(",")}]\n`).join("")}`;
  assert.match(sentences(laugh)[0] ?? "", /too many aliases/);
  assert.match(sentences("#".repeat(1_000_001))[0] ?? "", /is it the right file/);
});

test("whatever stands in the file, the answer is settings or sentences, each at a line of the file", () => {
  const word = fc.constantFrom(
    "box",
    "name",
    "spool",
    "terminals",
    "listen",
    "http",
    "devices",
    "version",
    ": ",
    "\n",
    "\n  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "1",
    "null",
    "~",
    "!!binary ",
    '"',
    "#",
    "? ",
    "|",
    "\t",
    "é",
    "\0",
    "__proto__",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const text = words.join("");
      const loaded = loadConfig(text, "f");
      if (!Array.isArray(loaded)) return;
      const lines = text.split("\n").length;
      assert.ok(loaded.length > 0);
      for (const { sentence, line } of loaded) {
        assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
        assert.match(sentence, /^f:\d+: \S.* \S+$/s);
      }
    }),
    { numRuns: 2000 },
  );
});
