// Prices: the brochure's and the rivals' own examples, and what must hold for any document.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { impressionsInCopy, impressionsOfCopy, pack, type PackedFacts, plainTicket, type Ticket } from "../../../daemon/domain/document.ts";
import type { PriceName } from "../../../daemon/domain/ids.ts";
import { money, parseMoney, share, showMoney } from "../../../daemon/domain/money.ts";
import { type PriceProfile, quote, quoteCheapest, quoteFirst } from "../../../daemon/domain/price.ts";

const profile = (mono: string, color: string, sizes = {}): PriceProfile => ({
  name: "p" as PriceName,
  mono: parseMoney(mono) ?? money(0),
  color: parseMoney(color) ?? money(0),
  sizes,
});
const pages = (...kinds: string[]): PackedFacts =>
  pack({
    pages: kinds.map((kind) => ({ color: kind.includes("c"), size: kind.includes("3") ? "a3" : "a4" })),
    copiesInside: 1,
    engine: "test",
  });

test("one colour page in 21 is priced as one colour and twenty black", () => {
  const facts = pages(...Array.from({ length: 21 }, (_, i) => (i === 7 ? "c" : "k")));
  const priced = quote(facts, plainTicket, profile("0.05", "0.20"));
  assert.deepEqual([priced.impressions, priced.impressionsColor, priced.total], [21, 1, 12_000]);
});

test("five colour at 0.50 and five black at 0.20 are exactly 3.50", () => {
  assert.equal(quote(pages(..."cccckkkkkc"), plainTicket, profile("0.20", "0.50")).total, parseMoney("3.50"));
});

test("A3 costs double where the profile says so, and a size it does not name costs as A4", () => {
  assert.equal(quote(pages("k3", "k"), plainTicket, profile("0.05", "0.20", { a3: 2000 })).total, parseMoney("0.15"));
  assert.equal(quote(pages("k3", "k"), plainTicket, profile("0.05", "0.20")).total, parseMoney("0.10"));
});

test("black and white turns every impression black; duplex halves the sheets, not the impressions", () => {
  const ticket: Ticket = { ...plainTicket, color: "monochrome", sides: "two-sided-long-edge", copies: 2 };
  const priced = quote(pages("c", "c", "k"), ticket, profile("0.05", "0.20"));
  assert.deepEqual([priced.total, priced.impressions, priced.impressionsColor, priced.sheets], [3000, 6, 0, 4]);
});

test("two pages on one side cost one impression, in colour if either is", () => {
  const priced = quote(pages("k", "c", "k", "k", "k"), { ...plainTicket, numberUp: 2 }, profile("0.05", "0.20"));
  assert.deepEqual([priced.impressions, priced.impressionsColor], [3, 1]);
});

test("only the pages asked for are priced", () => {
  const priced = quote(pages("c", "k", "k", "c"), { ...plainTicket, pageRanges: [[2, 3]] }, profile("0.05", "0.20"));
  assert.deepEqual([priced.impressions, priced.total], [2, 1000]);
});

test("ranges count each page once, whatever their order, and a count without the pages is the same", () => {
  const facts = pages(..."ckkckckkkkc");
  const range = fc.tuple(fc.integer({ min: -2, max: 14 }), fc.integer({ min: -2, max: 14 }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), fc.constantFrom(1, 2, 4), (pageRanges, numberUp) => {
      const ticket: Ticket = { ...plainTicket, numberUp, pageRanges };
      const chosen = [...facts.pages].filter((_, i) => pageRanges.some(([from, to]) => i + 1 >= from && i + 1 <= to));
      const sides = Math.ceil(chosen.length / numberUp);
      const { impressions, impressionsColor } = quote(facts, ticket, profile("0.05", "0.20"));
      const made = impressionsOfCopy(facts, ticket);
      assert.deepEqual([impressionsInCopy(facts, ticket), made.length, impressions], [sides, sides, sides]);
      assert.equal(impressionsColor, made.filter(({ color }) => color).length);
    }),
  );
});

test("500 thick books in 200 ranges each are counted and priced before anybody notices", () => {
  const pageRanges = Array.from({ length: 200 }, (_, i) => [i * 100 + 1, i * 100 + 100] as const);
  const books = Array.from({ length: 500 }, () =>
    pack({ pages: Array(20_000).fill({ color: false, size: "a4" }), copiesInside: 1, engine: "" }),
  );
  const ticket: Ticket = { ...plainTicket, pageRanges };
  const timed = (act: (facts: PackedFacts) => void): number => {
    const before = performance.now();
    for (const book of books) act(book);
    return performance.now() - before;
  };
  const listed = timed((facts) => assert.equal(impressionsInCopy(facts, ticket), 20_000));
  for (const facts of books) quote(facts, ticket, profile("0.05", "0.20"));
  const priced = timed((facts) => assert.equal(quote(facts, { ...ticket }, profile("0.05", "0.20")).impressions, 20_000));
  assert.ok(listed < 1_500 && priced < 1_500, `listed in ${listed} ms, priced again in ${priced} ms`);
});

test("a share is rounded half up, once", () => {
  assert.equal(share(money(195), 500), 98);
  assert.equal(share(money(-195), 500), -97);
  assert.equal(share(money(1), 499), 0);
});

test("money is read and shown without loss", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (amount) => {
      assert.equal(parseMoney(showMoney(money(amount))), amount);
    }),
  );
  for (const bad of ["", "1e3", "0.00001", "12 €", "--1", "1.", "Infinity", "1,2,3"]) assert.equal(parseMoney(bad), undefined, bad);
  assert.throws(() => money(0.5));
});

const anyFacts = fc.array(fc.constantFrom("k", "c", "k3", "c3"), { minLength: 1, maxLength: 12 }).map((kinds) => pages(...kinds));
const anyTicket = fc.record({
  copies: fc.integer({ min: 1, max: 5 }),
  sides: fc.constantFrom("one-sided" as const, "two-sided-long-edge" as const),
  color: fc.constantFrom("auto" as const, "monochrome" as const),
  numberUp: fc.constantFrom(1, 2, 4),
});
const anyProfile = fc.record({ mono: fc.nat(5000), color: fc.nat(5000), a3: fc.nat(4000) }).map(({ mono, color, a3 }) => ({
  name: "p" as PriceName,
  mono: money(mono),
  color: money(color),
  sizes: { a3 },
}));

test("the first k impressions never cost more than the first k+1, and all of them cost the quote", () => {
  fc.assert(
    fc.property(anyFacts, anyTicket, anyProfile, (facts, ticket, prices) => {
      const whole = quote(facts, ticket, prices);
      let before = 0;
      for (let k = 0; k <= whole.impressions; k++) {
        const part = quoteFirst(facts, ticket, prices, k);
        assert.equal(part.impressions, k);
        assert.ok(part.total >= before && part.sheets <= whole.sheets);
        const cheapest = quoteCheapest(facts, ticket, prices, k);
        assert.ok(
          cheapest.total <= part.total + cheapest.lines.length,
          "the cheapest are no dearer than the first, but for one rounding a line",
        );
        before = part.total;
      }
      assert.deepEqual(quoteFirst(facts, ticket, prices, whole.impressions), whole);
    }),
    { numRuns: 500 },
  );
});
