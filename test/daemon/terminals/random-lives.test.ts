// What holds whatever is pressed, read, answered late, badly or never: random lives of a terminal. A failure prints the seed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { QueueName } from "../../../daemon/domain/ids.ts";
import {
  answerMs,
  countdownMs,
  type Effect,
  messageMs,
  quietMs,
  sameCardMs,
  stopGiveUpMs,
  type TerminalKey,
} from "../../../daemon/terminals/states.ts";
import { Life, people, persons } from "./life.ts";

const keys: readonly TerminalKey[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "enter", "back"];

type Act = (life: Life) => void;

/** Somebody signs in and nothing goes wrong: chance alone seldom gets as far as a list. */
const arrive =
  (number: string): Act =>
  (life) => {
    life.hear({ name: "card", number });
    for (let answers = 0; answers < 3; answers++) {
      const last = life.open.at(-1);
      if (last && last.name !== "release") life.answer(last, 1);
    }
  };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom("card-amelie", "card-robot").map(arrive) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...Object.keys(people), "card-unknown").map(
      (number): Act =>
        (life) =>
          void life.hear({ name: "card", number }),
    ),
  },
  // Enter more often than the others: it goes deepest.
  {
    weight: 8,
    arbitrary: fc.constantFrom<TerminalKey>(...keys, "enter", "enter", "enter").map(
      (key): Act =>
        (life) =>
          void life.hear({ name: "key", key }),
    ),
  },
  {
    weight: 10,
    arbitrary: fc.nat(1_000).map(
      (how): Act =>
        (life) =>
          life.open.length > 0 && life.answer(life.open[how % life.open.length] as Effect, how),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(1_000).map(
      (how): Act =>
        (life) =>
          life.asked.length > 0 && life.answer(life.asked[how % life.asked.length] as Effect, how),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(500, 1_000, 10_000, 30_000, 200_000).map(
      (ms): Act =>
        (life) =>
          life.wait(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...persons).map(
      ({ id }): Act =>
        (life) =>
          void life.hear({ name: "changed", user: id }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant((life: Life) => void life.hear({ name: "identify", queue: "q" as QueueName })),
  },
);

/** The longest a terminal can keep to itself: a stopped printer, or an answer that never comes, then the message about it. */
const longestMs = Math.max(stopGiveUpMs, answerMs + quietMs + countdownMs) + messageMs;

test("whatever happens: no throw, no sheet without a yes, nobody's jobs to another, every screen fits, and at last it rests", () => {
  const met = new Set<string>();
  let released = 0;
  fc.assert(
    fc.property(fc.array(act, { maxLength: 150, size: "max" }), (acts) => {
      const life = new Life();
      for (const each of acts) {
        each(life);
        met.add(life.session.state.name);
      }
      assert.ok(life.rest() <= longestMs);
      assert.equal(life.session.state.name, "idle");
      released += life.released;
    }),
    { numRuns: 500 },
  );
  assert.equal(met.size, 20, `states met: ${[...met].join(" ")}`);
  assert.ok(released > 500, `releases met: ${released}`);
});

test("an answer meant for an earlier visit changes nothing", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: "max" }), fc.array(fc.nat(1_000), { maxLength: 20 }), (acts, answers) => {
      const life = new Life();
      for (const each of acts) each(life);
      life.now += sameCardMs;
      const before = life.asked.filter(({ name }) => name !== "release");
      life.hear({ name: "card", number: "card-amelie" });
      const { state } = life.session;
      for (const how of answers) if (before.length > 0) life.answer(before[how % before.length] as Effect, how);
      assert.deepEqual(life.session.state, state);
    }),
    { numRuns: 200 },
  );
});
