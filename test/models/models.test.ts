// The protocols that boxes speak while links break and machines die, each explored to its last state; and each weakness they guard against found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { allowance } from "./allowance.ts";
import { drain } from "./drain.ts";
import { explore } from "./explore.ts";
import { handOver } from "./hand-over.ts";

test("a job handed over comes out once, and what came out is told", (t) => {
  const { states, violation } = explore(handOver());
  assert.equal(violation, undefined, JSON.stringify(violation));
  t.diagnostic(`${states} states`);
});

for (const weakness of ["hand-over not fsynced", "spool box releases what it handed over", "anybody voids"] as const)
  test(`hand-over: ${weakness} is found`, (t) => {
    const { violation } = explore(handOver(weakness));
    assert.match(violation?.what ?? "nothing", /came out 2 times/);
    t.diagnostic((violation?.way ?? []).join("; "));
  });

test("every entry of a journal is booked once and in order, or its box is in quarantine", (t) => {
  const { states, violation } = explore(drain());
  assert.equal(violation, undefined, JSON.stringify(violation));
  t.diagnostic(`${states} states`);
});

for (const [weakness, what] of [
  ["the sequence is not compared", /booked twice|two histories/],
  ["the chain is not compared", /two histories/],
  ["entries are forgotten once drained", /never booked/],
  ["only the number is told", /never booked/],
] as const)
  test(`drain: ${weakness} is found`, (t) => {
    const { violation } = explore(drain(weakness));
    assert.match(violation?.what ?? "nothing", what);
    t.diagnostic((violation?.way ?? []).join("; "));
  });

test("what is set aside for a box that is cut off is never spent twice", (t) => {
  const { states, violation } = explore(allowance());
  assert.equal(violation, undefined, JSON.stringify(violation));
  t.diagnostic(`${states} states`);
});

for (const weakness of ["what was returned is believed to the projection", "a recall takes what was seen unspent"] as const)
  test(`allowance: ${weakness} is found`, (t) => {
    const { violation } = explore(allowance(weakness));
    assert.match(violation?.what ?? "nothing", /more was spent/);
    t.diagnostic((violation?.way ?? []).join("; "));
  });
