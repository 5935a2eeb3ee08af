// A printer of every way of counting, stopped anywhere: what is charged is never more than what came out.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { judge } from "../../../daemon/domain/evidence.ts";

test("whatever the printer's way of counting, a stopped job is never charged more sides than came out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 6 }),
      fc.record({ duplex: fc.boolean(), collates: fc.boolean(), blanks: fc.boolean(), a3AsTwo: fc.boolean() }),
      fc.nat({ max: 200 }),
      (pagesAreA3, copies, { duplex, collates, blanks, a3AsTwo }, stopsAfter) => {
        const odd = duplex && pagesAreA3.length % 2 === 1;
        const copy = [...pagesAreA3.map((a3) => ({ a3, blank: false })), ...(odd ? [{ a3: pagesAreA3.at(-1) ?? false, blank: true }] : [])];
        const sheets = Array.from({ length: Math.ceil(copy.length / (duplex ? 2 : 1)) }, (_, i) =>
          duplex ? copy.slice(2 * i, 2 * i + 2) : copy.slice(i, i + 1),
        );
        const times = Array.from({ length: copies }, (_, i) => i);
        const order = collates ? times.flatMap(() => sheets) : sheets.flatMap((sheet) => times.map(() => sheet));
        const out = order.flat().slice(0, stopsAfter);
        const count = (a3: boolean): number => (a3 && a3AsTwo ? 2 : 1);
        const impressions = out.reduce((sum, { a3, blank }) => sum + (blank && !blanks ? 0 : count(a3)), 0);
        const large = pagesAreA3.filter((a3) => a3).length * copies;
        const expected = { impressions: pagesAreA3.length * copies, copies, duplex, large };
        const profile = { perCopy: false, countsBlankBacks: blanks, calibratedAt: 1 };
        const judged = judge({ source: "ipp", final: "aborted", sent: true, impressions }, expected, profile);
        const sides = out.filter(({ blank }) => !blank).length;
        assert.ok(judged.impressions <= sides, `charged ${judged.impressions} of ${sides}`);
        if (large === 0 && (collates || !blanks)) assert.deepEqual([judged.impressions, judged.verified], [sides, true]);
        if (large > 0 && impressions > 0) assert.equal(judged.verified, false);
      },
    ),
    { numRuns: 2_000 },
  );
});
