// A page that grew too heavy is told with what weighs in it; what a face says is found in its sources.
import assert from "node:assert/strict";
import { test } from "node:test";
import { budgets, overBudget } from "./budgets.ts";
import { keysIn } from "./face-words.ts";

const largest = [["some-charts", 812_345]] as const;
const weighing = (kilobytes: number) => Object.keys(budgets).map((face) => ({ face, bytes: kilobytes * 1_000, largest }));

test("within its budget a face says nothing", () => assert.equal(overBudget(weighing(150)), ""));

test("above it the face and its largest parts are named", () => {
  assert.match(overBudget(weighing(150.1)), /^portal: .*150\.1 KB.*150 are allowed[\s\S]* {4} 812 some-charts[\s\S]*kiosk: /);
  assert.doesNotMatch(overBudget(weighing(150.1)), /admin/);
});

test("a face that was not weighed is no light one", () => assert.match(overBudget([]), /portal: not weighed/));

test("what a source may say is found whole and as the beginning of a template", () => {
  assert.deepEqual(keysIn('say("page.save"); import "./page.tsx"'), ["page.save"]);
  assert.deepEqual(keysIn("say(`money.top$" + "{kind}`)"), ["money.top-up"]);
});
