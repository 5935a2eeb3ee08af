// What a printer cannot do of what is asked of it, and what it is told instead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DocumentFormat, type PackedFacts, plainTicket, type Ticket } from "../../../daemon/domain/document.ts";
import { asTold, type Capabilities, lacking } from "../../../daemon/domain/printing.ts";

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
const all: Partial<Ticket> = {
  copies: 2,
  sides: "two-sided-long-edge",
  color: "monochrome",
  numberUp: 2,
  pageRanges: [[1, 2]],
  media: "iso_a4_210x297mm",
};

const table: readonly [string, Partial<Ticket>, DocumentFormat, Capabilities | undefined, string[]][] = [
  ["a plain job", {}, "application/pdf", old, []],
  ["a raster job", {}, "image/urf", old, ["document-format"]],
  ["everything, where it can", all, "application/pdf", everything, []],
  [
    "everything, where it cannot",
    all,
    "application/pdf",
    old,
    ["copies", "sides", "print-color-mode", "number-up", "page-ranges", "media"],
  ],
  ["too many copies", { copies: 100 }, "application/pdf", everything, ["copies"]],
  ["a layout it has not", { numberUp: 9 }, "application/pdf", everything, ["number-up"]],
  ["monochrome where there is no colour", { color: "monochrome" }, "application/pdf", mono, []],
  ["colour where there is none", { color: "color" }, "application/pdf", mono, ["print-color-mode"]],
  ["a plain job, never asked", {}, "application/pdf", undefined, []],
  ["copies and sides, never asked", { copies: 2, sides: "two-sided-long-edge" }, "application/pdf", undefined, []],
  ["what it would leave aside, never asked", all, "application/pdf", undefined, ["print-color-mode", "number-up", "page-ranges", "media"]],
];
for (const [what, ticket, format, capabilities, lacks] of table) {
  test(`${what}: lacks ${lacks.join(", ") || "nothing"}`, () =>
    assert.deepEqual(lacking({ ...plainTicket, ...ticket }, format, capabilities), lacks));
}

const sized = (pages: string): PackedFacts => ({ pages, copiesInside: 1, engine: "test" });
const a4: Ticket = { ...plainTicket, media: "iso_a4_210x297mm" };

test("a medium a printer does not announce is left away where the pages have that size, and lacking where it would change the price", () => {
  assert.deepEqual(asTold(a4, sized("aaA"), old), plainTicket);
  assert.deepEqual(asTold(a4, sized("ab"), old), a4);
  assert.deepEqual(asTold({ ...a4, pageRanges: [[1, 1]] }, sized("ab"), old), { ...plainTicket, pageRanges: [[1, 1]] });
  assert.deepEqual(asTold(a4, sized("ab"), everything), a4);
});

test("a printer without A3 prints A3 pages on what it has, and is paid for that; A3 asked for by name is lacking there", () => {
  const a3 = { ...plainTicket, media: "iso_a3_297x420mm" };
  const letter = { ...old, media: ["na_letter_8.5x11in"] };
  const large = { ...old, media: ["iso_a4_210x297mm", "jis_b4_257x364mm", "iso_a3_297x420mm"] };
  assert.deepEqual(asTold(plainTicket, sized("ab"), everything), a4);
  assert.equal(asTold(plainTicket, sized("ab"), letter).media, "na_letter_8.5x11in");
  for (const able of [old, large]) assert.deepEqual(asTold(plainTicket, sized("ab"), able), plainTicket);
  assert.deepEqual(lacking(asTold(a3, sized("bb"), everything), "application/pdf", everything), ["media"]);
  assert.deepEqual(lacking(asTold(a3, sized("bb"), large), "application/pdf", large), []);
  assert.deepEqual(asTold(a3, sized("bb"), old), plainTicket);
});

test("a printer without colour is told black, unless colour was asked for by name", () => {
  assert.equal(asTold(plainTicket, sized("A"), mono).color, "monochrome");
  assert.equal(asTold({ ...plainTicket, color: "color" }, sized("A"), mono).color, "color");
  assert.equal(asTold(plainTicket, sized("A"), old).color, "auto");
});
