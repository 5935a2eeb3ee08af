// One card, one number: however the maker of the reader writes it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CardRules, readCard } from "../../devices/card-number.ts";
import { readerOptions } from "../../devices/card-options.ts";

const options = readerOptions({});
const rules = (given: Partial<CardRules> = {}): CardRules => options.parse(given);
const read = (text: string, given?: Partial<CardRules>) => readCard(text, rules(given));
const number = (text: string, given?: Partial<CardRules>) => (read(text, given) as { number?: string }).number;

test("one MIFARE card is one number at readers of five makes", () => {
  const chip = "04A1B2C3";
  assert.equal(number("04A1B2C3"), chip, "hexadecimal, as the chip says it");
  assert.equal(number("c3b2a104", { reverse: true }), chip, "hexadecimal, last byte first");
  assert.equal(number("0077705923", { written: "decimal", write: "hex", bits: 32 }), chip, "ten decimal digits");
  assert.equal(number("3283263748", { written: "decimal", write: "hex", bits: 32, reverse: true }), chip, "decimal, last byte first");
  assert.equal(number(";04:A1:B2:C3?", { prefix: ";", suffix: "?" }), chip, "with sentinels and separators");
  assert.equal(number("209436586", { bits: 34, dropParity: true }), chip, "34 bits of Wiegand, parities and all");
});

test("Wiegand parities go, whatever they are", () => {
  // 26 bits: parity, 8 of facility 0x42, 16 of card 0x1234, parity.
  const inside = (0x42 << 16) | 0x1234;
  for (const parity of [0, 1, 2, 3]) {
    const wire = (BigInt(parity >> 1) << 25n) | (BigInt(inside) << 1n) | BigInt(parity & 1);
    assert.equal(number(wire.toString(16), { bits: 26, dropParity: true }), "421234");
    assert.equal(number(wire.toString(), { written: "decimal", write: "hex", bits: 26, dropParity: true }), "421234");
    assert.equal(number(wire.toString(16), { bits: 26, dropParity: true, keepBits: 16, write: "decimal" }), String(0x1234));
  }
});

test("a reader that says all seven bytes beside one that says four", () => {
  assert.equal(number("1122334455AABB", { keepBits: 32 }), "4455AABB");
  assert.equal(number("BBAA5544332211", { reverse: true, keepBits: 32 }), "4455AABB");
});

test("without rules a number stays as it came, zeros and all", () => {
  assert.equal(number("0012"), "0012");
  assert.equal(number("0077705923", { written: "decimal" }), "0077705923");
  assert.equal(number("st12-345x", { written: "text" }), "ST12345X");
});

test("what is not written as the rules say is no card", () => {
  for (const [text, given] of [
    ["", {}],
    ["123", {}],
    ["12G4", {}],
    ["04A1", { written: "decimal" }],
    ["04A1B2C3", { most: 7 }],
    ["04A1é", { written: "text" }],
    ["+1234", {}],
    ["0x12345", {}],
  ] as const)
    assert.deepEqual(read(text, given), { dropped: "unreadable" }, text);
});

test("any number in any writing comes back the same (property)", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 10 }), (bytes) => {
      const hex = Buffer.from(bytes).toString("hex").toUpperCase();
      const turned = Buffer.from(bytes).reverse();
      const bits = bytes.length * 8;
      const plain = { magnetic: false };
      assert.equal(number(turned.toString("hex"), { ...plain, reverse: true }), hex);
      assert.equal(number(BigInt(`0x${hex}`).toString().padStart(4, "0"), { ...plain, written: "decimal", write: "hex", bits }), hex);
      const wrongEnd = BigInt(`0x${turned.toString("hex")}`)
        .toString()
        .padStart(4, "0");
      assert.equal(number(wrongEnd, { ...plain, written: "decimal", write: "hex", bits, reverse: true }), hex);
    }),
  );
});

test("a bank card is dropped, in every shape in which a stripe is read", () => {
  // Numbers that the networks publish for tests.
  const cards = [
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "30569309025904",
    "4222222222222",
    "2223003122003222",
  ];
  for (const card of cards) {
    for (const line of [
      card,
      `;${card}=25121010000000000000?`,
      `%B${card}^DOE/JANE^2512101?`,
      card.replace(/(.{4})(?=.)/g, "$1 "),
      card.replace(/(.{4})(?=.)/g, "$1-"),
    ]) {
      for (const given of [
        {},
        { written: "decimal" },
        { written: "text" },
        { prefix: ";", suffix: "?" },
        { written: "decimal", write: "hex", bits: 64 },
      ] as const)
        assert.deepEqual(read(line, given), { dropped: "payment-card" }, line);
    }
  }
});

test("badges are not taken for bank cards", () => {
  const badge = { written: "decimal" } as const;
  assert.equal(number("4111111111111112", badge), "4111111111111112", "the last digit does not check");
  assert.equal(number("411111111111", badge), "411111111111", "twelve digits");
  // NXP's seven-byte numbers begin with 04: in decimal with 1, which no payment network uses.
  fc.assert(
    fc.property(fc.bigInt({ min: 0x04000000000000n, max: 0x04ffffffffffffn }), (uid) => {
      assert.equal(number(uid.toString(), badge), uid.toString());
    }),
  );
  assert.equal(number("4111111111111111", { ...badge, magnetic: false }), "4111111111111111", "a reader that reads no stripes meets none");
});

test("rules that contradict themselves are refused with what to write", () => {
  const problems = (given: Record<string, unknown>) =>
    options.safeParse(given).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  assert.match(problems({ written: "decimal", reverse: true })[0] ?? "", /^bits must say how many bits/);
  assert.match(problems({ bits: 26, reverse: true })[0] ?? "", /^bits must be whole bytes/);
  assert.match(problems({ written: "text", keepBits: 32 })[0] ?? "", /^written text is no number/);
  assert.match(problems({ least: 9, most: 8 })[0] ?? "", /^least cannot be more/);
  assert.equal(problems({ revers: true }).length, 1);
});
