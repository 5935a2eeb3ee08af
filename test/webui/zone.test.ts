// Days of the place, not of the browser: this file's own zone is none of those it asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayAfter, momentIn } from "../../webui/shared/zone.ts";

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

test("a day and a minute begin by the place's clock", () => {
  assert.equal(iso(momentIn("Europe/Paris", "2026-11-26")), "2026-11-25T23:00:00.000Z");
  assert.equal(iso(momentIn("America/New_York", "2026-07-04T14:30")), "2026-07-04T18:30:00.000Z");
  assert.equal(iso(momentIn("Asia/Kolkata", "2026-01-01T00:00")), "2025-12-31T18:30:00.000Z");
  assert.equal(momentIn("Europe/Paris", ""), undefined);
  assert.equal(momentIn("Europe/Paris", "tomorrow"), undefined);
});

test("days of 23 and 25 hours end where the next begins", () => {
  const hours = (day: string): number => ((dayAfter("Europe/Paris", day) ?? 0) - (momentIn("Europe/Paris", day) ?? 0)) / 3_600_000;
  assert.deepEqual(["2026-03-28", "2026-03-29", "2026-10-25", "2026-12-31"].map(hours), [24, 23, 25, 24]);
});

test("an hour that comes twice is the first, one that is left out comes after the change, a midnight that is left out is one o'clock", () => {
  assert.equal(iso(momentIn("Europe/Paris", "2026-10-25T02:30")), "2026-10-25T00:30:00.000Z");
  assert.equal(iso(momentIn("Europe/Paris", "2026-03-29T02:30")), "2026-03-29T01:30:00.000Z");
  assert.equal(iso(momentIn("Africa/Cairo", "2026-04-24")), "2026-04-23T22:00:00.000Z");
});

test("what a clock shows is the moment it shows it at, in every zone", () => {
  const zones = ["Europe/Paris", "America/St_Johns", "Pacific/Chatham", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia"];
  const minute = fc.integer({ min: 15_778_368, max: 35_000_000 });
  fc.assert(
    fc.property(minute, fc.constantFrom(...zones), (n, zone) => {
      const at = n * 60_000;
      const wall = (when: number): string =>
        new Date(when).toLocaleString("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).replace(" ", "T");
      const found = momentIn(zone, wall(at)) ?? assert.fail(wall(at));
      assert.equal(wall(found), wall(at));
      assert.ok(found <= at, "of two the first");
    }),
    { numRuns: 2_000 },
  );
});
