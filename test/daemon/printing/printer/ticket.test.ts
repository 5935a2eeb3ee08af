// What of a ticket a printer is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTicket, type Ticket } from "../../../../daemon/domain/document.ts";
import type { Capabilities } from "../../../../daemon/domain/printing.ts";
import { ticketAttributes } from "../../../../daemon/printing/printer/ticket.ts";

const everything: Capabilities = {
  makeModel: "",
  formats: ["application/pdf", "image/urf"],
  color: true,
  duplex: true,
  copies: 99,
  media: ["iso_a4_210x297mm"],
  colorModes: ["auto", "color", "monochrome"],
  numberUp: [1, 2, 4],
  pageRanges: true,
  askedAt: 0,
};
const old: Capabilities = { makeModel: "", formats: ["application/pdf"], color: true, duplex: false, copies: 1, media: [], askedAt: 0 };

test("all of a ticket is said, defaults too, to a printer that announces it; nothing to one that does not", () => {
  const names = (ticket: Partial<Ticket>, to: Capabilities) => ticketAttributes({ ...plainTicket, ...ticket }, to).map(({ name }) => name);
  assert.deepEqual(names({}, everything), ["copies", "sides", "print-color-mode", "number-up"]);
  assert.deepEqual(
    names(
      {
        pageRanges: [
          [1, 1],
          [3, 5],
        ],
        media: "iso_a4_210x297mm",
      },
      everything,
    ),
    ["copies", "sides", "print-color-mode", "number-up", "page-ranges", "media"],
  );
  assert.deepEqual(
    names(
      { copies: 3, sides: "two-sided-long-edge", color: "monochrome", numberUp: 4, pageRanges: [[1, 1]], media: "iso_a4_210x297mm" },
      old,
    ),
    [],
  );
});
