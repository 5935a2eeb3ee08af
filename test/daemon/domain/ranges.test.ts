// Pages as people write them: what is taken, what is refused, and that it is shown again as it was meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRanges, showRanges } from "../../../daemon/domain/ranges.ts";

test("single pages, ranges, open ends, and nothing for all", () => {
  const taken: [string, [number, number][]][] = [
    ["", []],
    [" 3 ", [[3, 3]]],
    [
      "1-3, 5;7",
      [
        [1, 3],
        [5, 5],
        [7, 7],
      ],
    ],
    ["1 – 2", [[1, 2]]],
    ["-4", [[1, 4]]],
    ["8-", [[8, 999_999]]],
  ];
  for (const [text, ranges] of taken) assert.deepEqual(parseRanges(text), ranges, text);
});

test("what is no list of pages is refused, however long", () => {
  for (const text of ["0", "3-1", "a", "1-2-3", "-", "1 2", "1.5", "1234567", "x".repeat(10_000), Array(101).fill("1").join()])
    assert.equal(parseRanges(text), undefined, text.slice(0, 20));
});

test("it is shown as it was meant", () => {
  for (const text of ["", "3", "1-3, 5, 8-"]) assert.equal(showRanges(parseRanges(text)), text);
});
