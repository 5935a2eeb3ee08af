// What a printer cannot do is refused where the price is asked, for a dropped option would be printed and not paid.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTicket } from "../../../daemon/domain/document.ts";
import type { JobId } from "../../../daemon/domain/ids.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Reservation } from "../../../daemon/domain/reservation.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { asAmelie, byBox, facts, hall, jobOf, operator, pages, school } from "./school.ts";
import { box } from "./world.ts";

for (const [feature, wanted] of [
  ["print-color-mode", { color: "monochrome" }],
  ["number-up", { numberUp: 16 }],
  ["page-ranges", { pageRanges: [[1, 1]] }],
  ["media", { media: "iso_a3_297x420mm" }],
] as const) {
  test(`${feature} that the printer would leave aside is refused, naming one that does it: nobody gets pages they did not pay`, () => {
    const world = school();
    const lobby = "lobby" as typeof hall;
    world.must({ name: "set-printer", by: operator, printer: lobby, uri: "folder:/paper/lobby" });
    const queue = { name: pages, mode: "pull", printers: [hall, lobby], leastStrength: "named", tell: "auto" } as const;
    world.must({ name: "set-queue", by: operator, makeDefault: false, queue });
    const little = { makeModel: "x", formats: ["application/pdf"], color: true, duplex: true, copies: 999, media: [], askedAt: 0 };
    const able = { ...little, colorModes: ["monochrome"], numberUp: [1, 16], pageRanges: true, media: ["iso_a3_297x420mm"] };
    world.must({ name: "report-printer", by: byBox, printer: hall, capabilities: little });
    world.must({ name: "report-printer", by: byBox, printer: lobby, capabilities: able });
    world.must({ name: "accept-job", by: byBox, job: jobOf("j1", facts(5, 5)) });
    const reserveAt = (printer: typeof hall) =>
      world.propose({ name: "reserve", by: asAmelie, job: "j1" as JobId, printer, ticket: { ...plainTicket, ...wanted }, settler: box });
    assert.deepEqual(reserveAt(hall), { refused: "printer-not-compatible", with: { name: "hall", feature, other: "lobby" } });
    assert.ok(!isRefusal(reserveAt(lobby)));
  });
}

test("a printer without colour prints a colour page in black, and that is what it costs", () => {
  const world = school();
  world.must({ name: "accept-job", by: byBox, job: jobOf("j1", facts(2, 1)) });
  const capabilities = { makeModel: "x", formats: ["application/pdf"], color: false, duplex: true, copies: 999, media: [], askedAt: 0 };
  world.must({ name: "report-printer", by: byBox, printer: hall, capabilities });
  const { id } = world.must({ name: "reserve", by: asAmelie, job: "j1" as JobId, printer: hall, ticket: plainTicket, settler: box });
  const reservation = world.get(keys.reservation(id)) as Reservation;
  assert.deepEqual([reservation.quote.total, reservation.ticket.color], [1500, "monochrome"]);
});
