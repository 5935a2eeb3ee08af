// The demonstration's thirty days look like a school's: full days and empty ones, nothing after now, the same each time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBack, daysBefore } from "../../../daemon/demo/days.ts";
import { members, printers } from "../../../daemon/demo/school.ts";

const dayMs = 24 * 60 * 60_000;
const midnight = Date.UTC(2026, 10, 26);
const noon = midnight + dayMs / 2;
/** A Thursday. */
const days = daysBefore(noon, midnight, 4);

test("several hundred jobs in the order they ended, none after now", () => {
  const printed = days.filter(({ what }) => what === "printed");
  assert.ok(printed.length > 300 && printed.length < 900, String(printed.length));
  assert.ok(days.every(({ at }, place) => at < noon && at >= midnight - daysBack * dayMs && at >= (days[place - 1]?.at ?? 0)));
  assert.ok(
    days.some((act) => act.what === "printed" && act.jammedAfter !== undefined),
    "a jam that gave money back",
  );
  assert.ok(
    days.some((act) => act.what === "paid" && act.correction),
    "a refund",
  );
  assert.ok(days.some(({ what }) => what === "forgotten"));
});

test("nobody prints on Sunday, few on Saturday, Wednesday is short", () => {
  const byDay = [0, 0, 0, 0, 0, 0, 0];
  for (const { what, at } of days) if (what === "printed") byDay[new Date(at).getUTCDay()]! += 1;
  const [sunday = 0, , tuesday = 0, wednesday = 0, thursday = 0, , saturday = 0] = byDay;
  // The jam that is told stands on whatever day it falls.
  assert.ok(sunday <= 1, String(sunday));
  assert.ok(saturday < wednesday && wednesday < tuesday && wednesday < thursday, byDay.join());
});

test("every job is somebody's, at a printer that can print it, and the days are the same each time", () => {
  assert.deepEqual(daysBefore(noon, midnight, 4), days);
  for (const act of days) {
    assert.ok(members.some(({ login }) => login === act.login));
    if (act.what !== "printed") continue;
    const printer = printers.find(({ name }) => name === act.printer);
    assert.ok(printer);
    if (/[A-Z]/.test(act.pages)) assert.ok(!printer.query.includes("color=no"), "colour goes where colour is");
  }
});
