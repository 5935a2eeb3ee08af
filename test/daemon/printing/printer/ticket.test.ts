// What a printer lacks for a ticket, and what of the ticket it is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTicket, type DocumentFormat, type Ticket } from "../../../../daemon/domain/document.ts";
import type { Capabilities } from "../../../../daemon/domain/printing.ts";
import { ticketAttributes, unsupported } from "../../../../daemon/printing/printer/ticket.ts";

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
const mono: Capabilities = { ...old, color: false };

const table: readonly [what: string, ticket: Partial<Ticket>, format: DocumentFormat, capabilities: Capabilities, lacks: string[]][] = [
  ["a plain job", {}, "application/pdf", old, []],
  ["a raster job", {}, "image/urf", old, ["document-format"]],
  [
    "everything at once",
    { copies: 2, sides: "two-sided-long-edge", color: "monochrome", numberUp: 2, pageRanges: [[1, 2]], media: "iso_a4_210x297mm" },
    "application/pdf",
    everything,
    [],
  ],
  [
    "everything at once",
    { copies: 2, sides: "two-sided-short-edge", color: "monochrome", numberUp: 2, pageRanges: [[1, 2]], media: "iso_a4_210x297mm" },
    "application/pdf",
    old,
    ["copies", "sides", "print-color-mode", "number-up", "page-ranges", "media"],
  ],
  ["too many copies", { copies: 100 }, "application/pdf", everything, ["copies"]],
  ["a layout it has not", { numberUp: 9 }, "application/pdf", everything, ["number-up"]],
  ["monochrome where there is no colour", { color: "monochrome" }, "application/pdf", mono, []],
  ["colour where there is none", { color: "color" }, "application/pdf", mono, ["print-color-mode"]],
];
for (const [what, ticket, format, capabilities, lacks] of table) {
  test(`${what}: lacks ${lacks.join(", ") || "nothing"}`, () =>
    assert.deepEqual(unsupported({ ...plainTicket, ...ticket }, format, capabilities), lacks));
}

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
