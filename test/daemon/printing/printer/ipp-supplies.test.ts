// What printers say of their toner: read as it was meant, honest where nothing is said, harmless where it is nonsense.
import assert from "node:assert/strict";
import { test } from "node:test";
import { attribute, group, integer, keyword, nameValue, setOf, text } from "../../../../daemon/ipp/build.ts";
import { decode, encode } from "../../../../daemon/ipp/codec.ts";
import { type Attribute, tags } from "../../../../daemon/ipp/message.ts";
import { readSupplies } from "../../../../daemon/printing/printer/ipp-supplies.ts";

/** Through the codec, as a printer's bytes come. */
const read = (...attributes: readonly (Attribute | undefined)[]) =>
  readSupplies(decode(encode({ version: [2, 0], code: 0, requestId: 1, groups: [group(tags.printer, attributes)] })).message);
const names = (...all: [string, ...string[]]) => attribute("marker-names", tags.name, ...all);
const octets = (...all: [string, ...string[]]) =>
  attribute("printer-supply", tags.octetString, ...(all.map((each) => Buffer.from(each)) as [Buffer, ...Buffer[]]));

test("levels in percent, low by the printer's own measure, colours side by side", () => {
  assert.deepEqual(
    read(
      names("Black Cartridge HP 305A", "Color", "Drum"),
      attribute("marker-colors", tags.name, "#000000", "#00FFFF#FF00FF#FFFF00", "none"),
      keyword("marker-types", "toner-cartridge", "ink", "opc"),
      integer("marker-levels", 15, 60, 11),
      integer("marker-low-levels", 20, 10, 10),
      integer("marker-high-levels", 100, 100, 100),
    ),
    [
      { name: "Black Cartridge HP 305A", level: 15, low: true, colors: ["#000000"] },
      { name: "Color", level: 60, colors: ["#00ffff", "#ff00ff", "#ffff00"] },
      { name: "Drum", level: 11, colors: [] },
    ],
  );
});

test("-1 and -2 are not known, -3 is something, and none of them is low or 0 %", () => {
  assert.deepEqual(read(names("a", "b", "c", "d"), integer("marker-levels", -1, -2, -3, 101)), [
    { name: "a", colors: [] },
    { name: "b", colors: [] },
    { name: "c", some: true, colors: [] },
    { name: "d", colors: [] },
  ]);
});

test("a waste box is nearly full at the level the printer names, and never low for being empty", () => {
  const waste = (level: number, ...high: number[]) =>
    read(
      names("Waste"),
      keyword("marker-types", "waste-toner"),
      integer("marker-levels", level),
      setOf("marker-high-levels", tags.integer, high),
    )[0];
  assert.deepEqual(waste(2, 90), { name: "Waste", level: 2, waste: true, colors: [] });
  assert.deepEqual(waste(95, 90), { name: "Waste", level: 95, low: true, waste: true, colors: [] });
  assert.deepEqual(waste(3), { name: "Waste", level: 3, waste: true, colors: [] });
});

test("printer-supply says it where there are no markers", () => {
  assert.deepEqual(
    read(
      octets(
        "index=1;class=receptacleThatIsFilled;type=wasteToner;unit=percent;maxcapacity=100;level=-2;colorantname=unknown;",
        "index=2;class=supplyThatIsConsumed;type=toner;unit=impressions;maxcapacity=2500;level=200;colorantname=black;",
        "index=3;class=supplyThatIsConsumed;type=toner;unit=tenThousandthsOfInches;maxcapacity=-2;level=40;colorantname=cyan;",
        "index=4;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=-3;lowlevel=3;colorantname=yellow;",
      ),
    ),
    [
      { name: "wasteToner unknown", waste: true, colors: [] },
      { name: "toner black", level: 8, low: true, colors: ["#000000"] },
      { name: "toner cyan", colors: ["#00ffff"] },
      { name: "toner yellow", some: true, colors: ["#ffff00"] },
    ],
  );
  const described = attribute("printer-supply-description", tags.text, "Black Toner");
  assert.equal(read(octets("type=toner;level=9;unit=percent;"), described)[0]?.name, "Black Toner");
});

test("of lists that do not fit together nothing is made up", () => {
  const [first, second] = read(names("Black", "Cyan"), integer("marker-levels", 3), attribute("marker-colors", tags.name, "#000000"));
  assert.deepEqual(
    [first, second],
    [
      { name: "Black", colors: [] },
      { name: "Cyan", colors: [] },
    ],
  );
  assert.deepEqual(read(integer("marker-levels", 3, 4)), [], "levels of nothing");
  // A value of another kind keeps its place: what comes after it is not shifted onto its neighbour.
  const mixed: Attribute = {
    name: "marker-levels",
    values: [{ tag: tags.name, value: "full" } as never, { tag: tags.integer, value: 50 }],
  };
  assert.deepEqual(
    read(names("Black", "Cyan"), mixed).map(({ level }) => level),
    [undefined, 50],
  );
});

test("ten thousand markers with long names are cut, and what cannot be seen is left out", () => {
  const all = Array.from({ length: 10_000 }, (_, i) => `${i} ${"\u202e<script>alert(1)</script>".repeat(4)}`);
  const [first, ...more] = all as [string, ...string[]];
  const supplies = read(
    names(first, ...more),
    setOf(
      "marker-levels",
      tags.integer,
      all.map((_, i) => i - 5_000),
    ),
  );
  assert.equal(supplies.length, 32);
  assert.ok(JSON.stringify(supplies).length < 8_000);
  assert.ok(supplies.every(({ name, level }) => !name.includes("\u202e") && level === undefined));
  const colors = read(
    nameValue("marker-names", "x"),
    nameValue("marker-colors", "#12345;url(//evil.example)#00ff00".padEnd(255, "#0000ff")),
  )[0]?.colors;
  assert.ok(colors?.length === 4 && colors.every((color) => /^#[0-9a-f]{6}$/.test(color)));
  const endless = read(octets(`level=50;unit=percent;${"type=toner;".repeat(3_000)}`), text("printer-supply-description", "T"))[0];
  assert.deepEqual([endless?.name, endless?.level], ["T", 50]);
});
