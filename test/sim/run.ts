// `node test/sim/run.ts [--seeds N] [--from S]`: as many seeded lives, and every step of one release crashed at once each.
// The first violation ends the run with the seed that replays it.
import { parseArgs } from "node:util";
import { type Outcome, SimLife } from "./life.ts";
import type { Quirk } from "./printer.ts";
import { Tally } from "./tally.ts";

/** From so many lives on every kind of step has its crash, or something keeps lives from getting there. */
const enoughForAll = 2000;

const { values } = parseArgs({ options: { seeds: { type: "string", default: "2000" }, from: { type: "string", default: "1" } } });
const seeds = Number(values.seeds);
const from = Number(values.from);

const tally = new Tally();

function count(outcome: Outcome, replay: string): void {
  tally.add(outcome);
  if (outcome.violations.length === 0) return;
  console.log(`VIOLATION, replay with: ${replay}`);
  for (const violation of outcome.violations.slice(0, 5)) console.log(`  ${violation}`);
  process.exit(1);
}

for (let seed = from; seed < from + seeds; seed++)
  count(await new SimLife({ seed }).run(), `node test/sim/run.ts --from ${seed} --seeds 1`);

const quirks: readonly Quirk[] = ["honest", "silent", "zero-at-completed", "forgets"];
let enumerated = 0;
for (const quirk of quirks) {
  for (let seed = 1; seed <= 3; seed++) {
    const calm = new SimLife({ seed, quirk, deeds: 12, crashAtStep: 0 });
    await calm.run();
    for (let step = 1; step <= calm.steps; step++) {
      count(
        await new SimLife({ seed, quirk, deeds: 12, crashAtStep: step }).run(),
        `SimLife({ seed: ${seed}, quirk: "${quirk}", deeds: 12, crashAtStep: ${step} })`,
      );
      enumerated += 1;
    }
  }
}

const { crashes, releases, sides } = tally;
console.log(`${seeds} lives and ${enumerated} crashes one step at a time: ${crashes} crashes, ${releases} releases, ${sides} sides`);
console.log(`crashed at: ${[...tally.crashedAt()].join(", ")}`);
const missing = seeds < enoughForAll ? [] : [...tally.missing()];
for (const never of missing) console.log(`VIOLATION in ${seeds} seeds together: ${never}`);
if (missing.length > 0) process.exit(1);
console.log("no violation");
console.log(JSON.stringify({ seeds: seeds + enumerated }));
process.exit(0); // simulated boxes that crashed wait for ever
