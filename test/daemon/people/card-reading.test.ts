// A card shown at a reader for somebody at a page: the first unknown one only, for a short while, for one person at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TerminalName, UserId } from "../../../daemon/domain/ids.ts";
import { CardReading } from "../../../daemon/people/card-reading.ts";

const [ann, ben] = ["ann" as UserId, "ben" as UserId];
const [hall, door] = ["hall" as TerminalName, "door" as TerminalName];

function reading() {
  const clock = { at: 0, monotonic: () => clock.at };
  return { clock, cards: new CardReading(clock) };
}

test("what is read where somebody waits is kept for them alone; the next card is not taken for it", () => {
  const { cards } = reading();
  assert.equal(cards.seen(hall, "C0FFEE"), false, "nobody waits");
  assert.equal(cards.begin(ann, hall), true);
  assert.equal(cards.begin(ben, hall), false, "one at a time");
  assert.equal(cards.seen(door, "C0FFEE"), false, "another reader");
  assert.equal(cards.seen(hall, "C0FFEE"), true);
  assert.equal(cards.seen(hall, "C0FFEE"), true, "readers repeat");
  assert.equal(cards.seen(hall, "BADCAFE"), false);
  assert.deepEqual([cards.of(ann), cards.of(ben)], [{ terminal: hall, number: "C0FFEE" }, undefined]);
  cards.end(ann);
  assert.deepEqual([cards.of(ann), cards.seen(hall, "C0FFEE")], [undefined, false]);
});

test("who waits elsewhere waits here no longer; after a while nobody waits", () => {
  const { clock, cards } = reading();
  cards.begin(ann, hall);
  cards.begin(ann, door);
  assert.equal(cards.seen(hall, "C0FFEE"), false);
  clock.at = 90_000;
  assert.equal(cards.seen(door, "C0FFEE"), false);
  assert.equal(cards.begin(ben, door), true);
});
