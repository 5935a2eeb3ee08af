// Every made document, by each engine alone and by both together: pages, colour, sizes, copies, sides, or the right refusal.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import { createInspection, type Inspection } from "../../../../daemon/printing/inspect/inspection.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { findProgram } from "../../../../daemon/runtime/sandbox.ts";
import { fixture, fixtureNames } from "../../../fixtures/make.ts";
import { inspectFixture, quietLog } from "./looking.ts";

/** A bomb is given up after this; an honest document has a minute. */
const bombTimeoutMs = 4_000;

const honest = fixtureNames().filter((name) => !name.endsWith(".ps") && !name.includes("bomb"));
const pdfs = honest.filter((name) => name.endsWith(".pdf"));
const poppler = await findProgram("pdftoppm");

for (const engine of ["auto", "pdfium", "poppler"] as const) {
  describe(`engine ${engine}`, { skip: engine === "poppler" && poppler === undefined }, () => {
    let inspection: Inspection;
    before(() => {
      inspection = createInspection({ clock: systemClock, log: quietLog, settings: { engine } });
    });
    after(() => inspection.close());

    for (const name of engine === "auto" ? honest : pdfs) {
      test(name, async () => {
        const made = await fixture(name);
        const found = await inspectFixture(inspection, made);
        if (isRefusal(found)) {
          assert.equal(found.refused, made.refused);
          return;
        }
        assert.deepEqual({ ...found, engine: "any" }, made.facts);
        if (made.format === "application/pdf" && engine !== "auto") assert.equal(found.engine, engine);
      });
    }
  });

  test(`a document that unpacks without end is refused by ${engine}`, { skip: engine === "poppler" && poppler === undefined }, async () => {
    const inspection = createInspection({ clock: systemClock, log: quietLog, settings: { engine, timeoutMs: bombTimeoutMs } });
    try {
      for (const name of ["flate-bomb.pdf", "xref-bomb.pdf"]) {
        const made = await fixture(name);
        const found = await inspectFixture(inspection, made);
        assert.ok(isRefusal(found), `${name} was taken`);
        assert.equal(found.refused, made.refused);
      }
      const next = await inspectFixture(inspection, await fixture("zero-pages.pdf"));
      assert.ok(isRefusal(next) && next.refused === "document-empty", "the next document is looked at");
    } finally {
      await inspection.close();
    }
  });
}
