// The days of a place by its own clock, also where it is put forward or back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lastDays } from "../../../daemon/api/days.ts";

const hours = (now: number, zone: string) => lastDays(now, 3, zone).map(({ day, from, to }) => `${day} ${(to - from) / 3_600_000}`);

test("a day begins at the place's midnight, and the day before ends there", () => {
  const days = lastDays(Date.UTC(2026, 10, 26, 21, 30, 5, 7), 30, "Indian/Reunion");
  assert.equal(days.at(-1)?.day, "2026-11-27", "there it is half past one already");
  assert.equal(days.at(-1)?.from, Date.UTC(2026, 10, 26, 20));
  assert.equal(days.length, 30);
  for (const [i, { from }] of days.entries()) assert.equal(from, i === 0 ? from : days[i - 1]?.to);
});

test("the days on which clocks are put forward and back have 23 and 25 hours", () => {
  assert.deepEqual(hours(Date.UTC(2026, 2, 30, 10), "Europe/Paris"), ["2026-03-28 24", "2026-03-29 23", "2026-03-30 24"]);
  assert.deepEqual(hours(Date.UTC(2026, 9, 25, 22, 59), "Europe/Paris"), ["2026-10-23 24", "2026-10-24 24", "2026-10-25 25"]);
  assert.deepEqual(
    hours(Date.UTC(2026, 3, 24, 3), "Africa/Cairo"),
    ["2026-04-22 24", "2026-04-23 24", "2026-04-24 23"],
    "there is no midnight that day",
  );
});
