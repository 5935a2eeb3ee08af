// Why a printer stands still, as the person before it reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonsText } from "../../../daemon/terminals/reader.ts";

const reader = { language: "en", currency: "EUR" } as Parameters<typeof reasonsText>[0];

test("keywords for programs are left out beside a reason that has words", () => {
  assert.equal(reasonsText(reader, ["media-jam-error", "printer-stopped", "resources-are-not-ready"]), "the paper is jammed");
});

test("a keyword without words is better than nothing", () => {
  assert.equal(reasonsText(reader, ["fuser-over-temp"]), "fuser-over-temp");
  assert.equal(reasonsText(reader, ["none"]), "it does not say why");
});
