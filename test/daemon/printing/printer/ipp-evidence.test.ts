// Readings of one job, added up.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attribute, enumeration, group, integer, keyword, outOfBand } from "../../../../daemon/ipp/build.ts";
import { tags } from "../../../../daemon/ipp/message.ts";
import {
  counterWentBack,
  evidenceOf,
  isIncomplete,
  isStopped,
  nothingSeen,
  see,
} from "../../../../daemon/printing/printer/ipp-evidence.ts";
import { readJob, tokenOf } from "../../../../daemon/printing/printer/ipp-messages.ts";
import { cut } from "../../../../daemon/printing/printer/printer-text.ts";
import type { ReservationId } from "../../../../daemon/domain/ids.ts";

const after = (...counts: (number | undefined)[]) =>
  evidenceOf(
    counts.reduce((seen, impressions) => see(seen, { reasons: [], ...(impressions === undefined ? {} : { impressions }) }), nothingSeen),
    "completed",
    true,
  );

const table: readonly [counts: (number | undefined)[], impressions: number | undefined, wentBack: boolean][] = [
  [[], undefined, false],
  [[undefined, undefined], undefined, false],
  [[0, 0], 0, false],
  [[1, 2, 3], 3, false],
  [[1, 2, undefined], 2, false],
  [[1, 5, 0], 5, true],
  [[4, 9, 3], 3, true],
  [[4_000_000, 3], 3, true],
];
for (const [counts, impressions, wentBack] of table) {
  test(`a counter that shows ${counts.join(", ") || "nothing"} proves ${impressions}`, () => {
    const evidence = after(...counts);
    assert.equal(evidence.impressions, impressions);
    assert.equal(evidence.reasons?.includes(counterWentBack) ?? false, wentBack);
  });
}

test("never more than the printer ever showed, whatever the order", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { nil: undefined })), (counts) => {
      const { impressions } = after(...counts);
      const shown = counts.filter((each) => each !== undefined);
      return shown.length === 0 ? impressions === undefined : shown.includes(impressions ?? -1);
    }),
  );
});

test("a job's attributes are read for what they are, whatever else they hold", () => {
  assert.deepEqual(readJob(undefined), { reasons: [] });
  assert.deepEqual(
    readJob(
      group(tags.job, [
        integer("job-id", -3),
        enumeration("job-state", 99),
        integer("job-impressions-completed", -1, -7),
        outOfBand("job-media-sheets-completed", tags.unknown),
        keyword("job-state-reasons", "none", "media-jam", "<script>", "x".repeat(5000), "../../etc"),
      ]),
    ),
    { reasons: ["media-jam"] },
  );
  assert.deepEqual(
    readJob(
      group(tags.job, [
        integer("job-id", 3),
        enumeration("job-state", 6),
        integer("job-impressions-completed", 4),
        attribute("job-media-sheets-completed", tags.octetString, Buffer.from("2")),
      ]),
    ),
    { id: 3, state: "processing-stopped", impressions: 4, reasons: [] },
  );
});

test("stopped and incomplete as IPP tells them", () => {
  assert.ok(isStopped({ state: "processing-stopped", reasons: [] }));
  assert.ok(isStopped({ state: "processing", reasons: ["printer-stopped"] }));
  assert.ok(!isStopped({ state: "processing", reasons: ["job-printing"] }));
  assert.ok(isIncomplete({ state: "pending", reasons: ["job-incoming"] }));
  assert.ok(isIncomplete({ state: "pending-held", reasons: [] }));
  assert.ok(!isIncomplete({ state: "canceled", reasons: ["job-incoming"] }));
  assert.ok(!isIncomplete({ state: "processing", reasons: [] }));
});

test("names are cut between characters, and tokens differ", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, octets) => {
      const short = cut(text, octets);
      return (
        text.startsWith(short) &&
        Buffer.byteLength(short) <= octets &&
        (short.length === text.length || Buffer.byteLength(short) > octets - 4)
      );
    }),
  );
  assert.notEqual(tokenOf("job.box.1.1" as ReservationId), tokenOf("job.box.1.2" as ReservationId));
});
