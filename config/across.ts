// What no single setting can say: limits that contradict each other, names given twice, devices that are switched off.
import { type ConfigProblem, type Place, problem } from "./problems.ts";
import type { Config } from "./schema.ts";
import { sizeText } from "./values.ts";
import type { Path } from "./walk.ts";

/** `placeOf`: the file in which a setting stands, or would. */
export function acrossSettings(config: Config, placeOf: (path: Path) => Place): ConfigProblem[] {
  return [...spoolLimits(config.spool, placeOf), ...terminals(config, placeOf)];
}

function* spoolLimits(spool: Config["spool"], placeOf: (path: Path) => Place): Iterable<ConfigProblem> {
  const { maxDocumentBytes, maxBytesPerPerson, maxBytes, maxJobsPerPerson, maxJobs } = spool;
  const atLeast = (name: keyof Config["spool"], what: string, least: string): ConfigProblem =>
    problem(placeOf(["spool", name]), ["spool", name], what, `Write at least ${name}: ${least}`, { code: "at-least", with: { least } });
  if (maxDocumentBytes > maxBytesPerPerson)
    yield atLeast("maxBytesPerPerson", "One document may be larger than what one person may have waiting.", sizeText(maxDocumentBytes));
  if (maxBytesPerPerson > maxBytes)
    yield atLeast("maxBytes", "One person may have more waiting than the whole box.", sizeText(maxBytesPerPerson));
  if (maxJobsPerPerson > maxJobs)
    yield atLeast("maxJobs", "One person may have more jobs waiting than the whole box.", String(maxJobsPerPerson));
}

function* terminals(config: Config, placeOf: (path: Path) => Place): Iterable<ConfigProblem> {
  const place = placeOf(["terminals"]);
  const seen = new Set<string>();
  for (const [index, { name, devices }] of config.terminals.entries()) {
    if (seen.has(name)) {
      const why = { code: "twice", with: { name } } as const;
      yield problem(
        place,
        ["terminals", index, "name"],
        `A second terminal is named "${name}".`,
        "Give each terminal a name of its own.",
        why,
      );
    }
    seen.add(name);
    for (const [at, { driver }] of devices.entries()) {
      if (!driver.startsWith("simulated-") || config.devices.simulated) continue;
      yield problem(
        place,
        ["terminals", index, "devices", at, "driver"],
        `The driver ${driver} simulates a device, and simulated devices are off.`,
        "Name a real driver; or, where nobody pays, write devices: { simulated: true }",
        { code: "simulated", with: { driver } },
      );
    }
  }
}
