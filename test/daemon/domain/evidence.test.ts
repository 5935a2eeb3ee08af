// The settling table of the promises, line by line: no evidence is not zero evidence.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Evidence, type EvidenceProfile, type Expected, judge, type Verdict } from "../../../daemon/domain/evidence.ts";

const ten: Expected = { impressions: 10, copies: 1, duplex: false };
const twoCopiesDuplex: Expected = { impressions: 6, copies: 2, duplex: true };
const onePageTenTimes: Expected = { impressions: 10, copies: 10, duplex: true };
const threePagesFiveTimes: Expected = { impressions: 15, copies: 5, duplex: true };
const tenOfThemA3: Expected = { impressions: 20, copies: 1, duplex: false, large: 10 };
const calibrated: EvidenceProfile = { perCopy: false, countsBlankBacks: false, calibratedAt: 1 };

const lines: readonly [
  story: string,
  evidence: Partial<Evidence>,
  expected: Expected,
  profile: EvidenceProfile | undefined,
  verdict: Partial<Verdict>,
][] = [
  ["all counted", { impressions: 10 }, ten, calibrated, { impressions: 10, verified: true, none: false }],
  ["all counted by a printer nobody calibrated", { impressions: 10 }, ten, undefined, { impressions: 10, verified: false }],
  ["completed without a count", {}, ten, calibrated, { impressions: 10, verified: false, review: "no-count" }],
  ["completed with a count of 0", { impressions: 0 }, ten, calibrated, { impressions: 10, verified: false, review: "no-count" }],
  ["a negative count is no count", { impressions: -4 }, ten, calibrated, { impressions: 10, review: "no-count" }],
  ["half a page is no count", { impressions: 4.5 }, ten, calibrated, { impressions: 10, review: "no-count" }],
  ["fewer than sent, and completed", { impressions: 7 }, ten, calibrated, { impressions: 7, review: "fewer-than-sent" }],
  ["more than sent is the operator's affair", { impressions: 12 }, ten, calibrated, { impressions: 10, review: "more-than-sent" }],
  ["stopped after four", { final: "aborted", impressions: 4 }, ten, calibrated, { impressions: 4, verified: true, none: false }],
  ["stopped before the first, and counted", { final: "canceled", impressions: 0 }, ten, calibrated, { impressions: 0, none: true }],
  [
    "stopped at 0 by a printer never seen to count",
    { final: "canceled", impressions: 0 },
    ten,
    undefined,
    { impressions: 0, none: false, review: "stopped-without-count" },
  ],
  ["stopped without a count", { final: "aborted" }, ten, calibrated, { impressions: 0, none: false, review: "stopped-without-count" }],
  ["the printer forgot the job", { final: "unknown" }, ten, calibrated, { impressions: 0, none: false, review: "printer-lost" }],
  [
    "lost after four were counted",
    { final: "unknown", impressions: 4 },
    ten,
    calibrated,
    { impressions: 4, verified: false, none: false, review: "never-confirmed" },
  ],
  ["nothing was sent", { sent: false, final: "aborted" }, ten, undefined, { impressions: 0, none: true, verified: true }],
  ["counts one copy only", { impressions: 3 }, twoCopiesDuplex, { ...calibrated, perCopy: true }, { impressions: 6, verified: true }],
  [
    "counts blank backs",
    { impressions: 8 },
    twoCopiesDuplex,
    { ...calibrated, countsBlankBacks: true },
    { impressions: 6, verified: true },
  ],
  [
    "a blank back each is not paid when four of ten copies came out",
    { final: "aborted", impressions: 8 },
    onePageTenTimes,
    { ...calibrated, countsBlankBacks: true },
    { impressions: 4, verified: true },
  ],
  [
    "three of five copies came out, with their blank backs",
    { final: "canceled", impressions: 12 },
    threePagesFiveTimes,
    { ...calibrated, countsBlankBacks: true },
    { impressions: 9, verified: true },
  ],
  [
    "completed, and the counter late by the last backs",
    { impressions: 15 },
    threePagesFiveTimes,
    { ...calibrated, countsBlankBacks: true },
    { impressions: 15, verified: true },
  ],
  [
    "stopped, a counter of one copy does not say in which",
    { final: "aborted", impressions: 2 },
    twoCopiesDuplex,
    { ...calibrated, perCopy: true },
    { impressions: 2, verified: false },
  ],
  ["A3 counted as one, all out", { impressions: 20 }, tenOfThemA3, calibrated, { impressions: 20, verified: true }],
  ["A3 counted as two, all out", { impressions: 30 }, tenOfThemA3, calibrated, { impressions: 20, verified: true }],
  [
    "a part of a job with A3: as few as the count can stand for",
    { final: "aborted", impressions: 13 },
    tenOfThemA3,
    calibrated,
    { impressions: 7, verified: false },
  ],
  [
    "a paper log counts sides, A3 or not",
    { source: "paper-log", final: "aborted", impressions: 13 },
    tenOfThemA3,
    undefined,
    { impressions: 13, verified: true },
  ],
  ["one-sided sheets are sides", { sheets: 10 }, ten, calibrated, { impressions: 10, verified: true }],
  ["duplex sheets prove no number of sides", { sheets: 4 }, twoCopiesDuplex, calibrated, { impressions: 6, review: "no-count" }],
];

for (const [story, evidence, expected, profile, verdict] of lines) {
  test(story, () => {
    const judged = judge({ source: "ipp", final: "completed", sent: true, ...evidence }, expected, profile);
    assert.deepEqual({ ...judged, ...verdict }, judged);
    assert.equal(judged.review, verdict.review);
  });
}

test("whatever a printer says, nobody pays for more than was set aside, nor for less than nothing", () => {
  const anyEvidence = fc.record({
    source: fc.constantFrom("ipp" as const, "paper-log" as const),
    final: fc.constantFrom("completed" as const, "aborted" as const, "canceled" as const, "unknown" as const),
    impressions: fc.double(),
    sheets: fc.double(),
    sent: fc.boolean(),
  });
  fc.assert(
    fc.property(
      anyEvidence,
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.boolean(),
      (evidence, perCopy, copies, duplex, flag) => {
        const expected = { impressions: perCopy * copies, copies, duplex };
        const judged = judge(evidence, expected, { perCopy: flag, countsBlankBacks: !flag, calibratedAt: 0 });
        assert.ok(Number.isSafeInteger(judged.impressions) && judged.impressions >= 0 && judged.impressions <= expected.impressions);
        assert.ok(!judged.none || judged.impressions === 0);
      },
    ),
  );
});
