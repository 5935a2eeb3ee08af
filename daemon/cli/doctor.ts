// doctor: what is wrong and what to do, in sentences. Looks at this machine itself and asks the box, where one runs, about the rest.
import type { FindingView, StatusView } from "../api/contract/box.ts";
import { isFault } from "../runtime/faults.ts";
import type { Key } from "../words/en.ts";
import { type Language, say } from "../words/index.ts";
import { fill } from "../words/say.ts";
import type { Cli, Context, Output, Run, Settings } from "./context.ts";
import { lookAtMachine } from "./doctor-machine.ts";

export const doctorCommand = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command(
    "doctor",
    say(language, "cli.help.doctor"),
    (y) => y.option("config", { type: "string", requiresArg: true, describe: say(language, "cli.option.config") }),
    run((context, { config }) => doctor(context, config)),
  );

type Device = StatusView["devices"][number];

interface Asked {
  readonly findings: readonly FindingView[];
  readonly devices: readonly Device[];
}

async function doctor(context: Context, config: string | undefined): Promise<Output> {
  const box = await askBox(context);
  const settings = context.local ? await settingsOf(context, config) : undefined;
  const machine = settings ? await lookAtMachine(context, settings, typeof box === "string" ? box : "answers") : [];
  const { findings: found, devices } = typeof box === "string" ? { findings: [], devices: [] } : box;
  const findings = [...machine, ...found];
  const drivers = settings?.drivers ?? [];
  const needs = findings.filter((finding) => finding.level === "needs");
  const advice = findings.filter((finding) => finding.level === "advice");
  const { language } = context;
  const lines = [
    ...equipment(language, devices, drivers),
    ...needs.flatMap((finding) => [`✗ ${finding.sentence}`, `  → ${finding.remedy}`]),
    ...advice.flatMap((finding) => [`· ${finding.sentence}`, `  → ${finding.remedy}`]),
    findings.length === 0
      ? say(language, "cli.doctor-well")
      : needs.length === 0
        ? say(language, "cli.doctor-advice", { n: advice.length })
        : say(language, "cli.doctor-needs", { n: needs.length }),
  ];
  return {
    value: { ok: needs.length === 0, running: typeof box !== "string", findings, devices, drivers },
    lines,
    code: needs.length === 0 ? 0 : 1,
  };
}

/** What is plugged in, and what could be. */
function equipment(language: Language, devices: readonly Device[], drivers: readonly string[]): string[] {
  const shown = devices.map(({ name, state }) => fill(language, `cli.device-${state}` as Key, { name })).join(", ");
  return [
    ...(devices.length === 0 ? [] : [say(language, "cli.doctor-devices", { devices: shown })]),
    ...(drivers.length === 0 ? [] : [say(language, "cli.doctor-drivers", { drivers: drivers.join(", ") })]),
  ];
}

const settingsOf = (context: Context, config: string | undefined): Promise<Settings> =>
  context.io.settings(config, context.data).catch((error: unknown) => ({ listens: [], problems: [String(error)], drivers: [] }));

/** A box that hangs must not hang its doctor. */
const answerTimeoutMs = 4_000;

/** What the box says of itself. A box that is absent or silent is a finding too; from afar it ends the command. */
async function askBox(context: Context): Promise<Asked | "absent" | "silent"> {
  const client = context.clientWithin(answerTimeoutMs);
  try {
    const { findings } = await client.call("GET /api/v1/findings", {});
    const { devices } = await client.call("GET /api/v1/status", {});
    return { findings, devices };
  } catch (error) {
    if (!context.local) throw error;
    if (isFault(error, "not-running")) return "absent";
    if (isFault(error, "timeout")) return "silent";
    throw error;
  }
}
