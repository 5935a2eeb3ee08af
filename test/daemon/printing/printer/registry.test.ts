// From an address to a driver, or to a sentence that says what is wrong with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import { openPrinter } from "../../../../daemon/printing/printer/registry.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";

const open = (uri: string) => openPrinter(uri, { clock: systemClock, trust: { accept: async () => true, forget: async () => undefined } });

for (const uri of [
  "ipp://printer.example/ipp/print",
  "ipps://10.0.0.9:443/ipp",
  "ipp://[::1]:8631/",
  "folder:/var/spool/paper",
  "folder:///var/a%20b",
  "IPP://UPPER/",
]) {
  test(`${uri} has a driver`, () => assert.ok(!isRefusal(open(uri))));
}

const refused: readonly [uri: string, detail: string][] = [
  ["", "syntax"],
  ["printer", "syntax"],
  ["ipp://[::1/", "syntax"],
  [`ipp://h/${"x".repeat(2000)}`, "syntax"],
  ["http://printer/", "scheme"],
  ["lpd://printer/q", "scheme"],
  ["file:///etc/passwd", "scheme"],
  ["javascript:alert(1)", "scheme"],
  ["__proto__:x", "syntax"],
  ["constructor:x", "scheme"],
  ["ipp:/ipp/print", "host"],
  ["ipp://ann:secret@printer/", "password"],
  ["ipp://printer/?x=1", "query"],
  ["ipp://printer/#x", "query"],
  ["folder:relative", "path"],
  ["folder:/", "path"],
  ["folder://host/path", "host"],
  ["folder:/a%00b", "path"],
  ["folder:/a%", "path"],
  ["folder:/a?b", "query"],
];
for (const [uri, detail] of refused) {
  test(`${uri.slice(0, 40)} is refused for its ${detail}`, () => {
    assert.deepEqual(open(uri), { refused: "bad-input", with: { field: "uri", detail, known: "ipp:, ipps:, folder:" } });
  });
}
