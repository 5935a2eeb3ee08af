// The simulator is worth what it finds: each bug put in on purpose must be caught.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SimLife } from "./life.ts";
import { type Plant, plants } from "./plants.ts";
import { stepNames } from "./steps.ts";
import { Tally } from "./tally.ts";

const enoughSeeds = 300;

for (const plant of Object.keys(plants) as Plant[]) {
  test(`the auditor finds: ${plant}`, async (t) => {
    for (let seed = 1; seed <= enoughSeeds; seed++) {
      const [violation] = (await new SimLife({ seed, quirk: "honest", plant }).run()).violations;
      if (violation === undefined) continue;
      t.diagnostic(`life ${seed}: ${violation}`);
      return;
    }
    assert.fail(`not found in ${enoughSeeds} lives`);
  });
}

test("lives in which nothing happens are no proof", () => {
  const tally = new Tally();
  const crashedAt = new Map(stepNames.map((step) => [step, 1]));
  tally.add({ crashes: 1, releases: 1, sides: 0, crashedAt });
  assert.deepEqual([...tally.missing()], ["no side was printed"]);
  tally.add({ crashes: 0, releases: 0, sides: 1, crashedAt: new Map() });
  assert.deepEqual([...tally.missing()], []);
});

test("a step that no box ever crashed at is missing", () => {
  const tally = new Tally();
  tally.add({ crashes: 1, releases: 1, sides: 1, crashedAt: new Map(stepNames.slice(1).map((step) => [step, 1])) });
  assert.deepEqual([...tally.missing()], [`no box crashed at ${stepNames[0]}`]);
});
