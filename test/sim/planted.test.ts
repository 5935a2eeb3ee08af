// The simulator is worth what it finds: each bug put in on purpose must be caught.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plant } from "./box.ts";
import { SimLife } from "./life.ts";

const enoughSeeds = 300;

for (const plant of ["sending-not-durable", "ends-forgotten", "recovery-voids-all"] satisfies Plant[]) {
  test(`the auditor finds: ${plant}`, async () => {
    for (let seed = 1; seed <= enoughSeeds; seed++) {
      if ((await new SimLife({ seed, quirk: "honest", plant }).run()).violations.length > 0) return;
    }
    assert.fail(`not found in ${enoughSeeds} lives`);
  });
}
