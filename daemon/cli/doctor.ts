// doctor: what is wrong and what to do, in sentences. Looks at this machine itself and asks the box, where one runs, about the rest.
import type { FindingView } from "../api/contract/box.ts";
import { isFault } from "../runtime/faults.ts";
import { type Language, say } from "../words/index.ts";
import type { Cli, Context, Output, Run } from "./context.ts";
import { lookAtMachine } from "./doctor-machine.ts";

export const doctorCommand = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command(
    "doctor",
    say(language, "cli.help.doctor"),
    (y) => y.option("config", { type: "string", requiresArg: true, describe: say(language, "cli.option.config") }),
    run((context, { config }) => doctor(context, config)),
  );

async function doctor(context: Context, config: string | undefined): Promise<Output> {
  const box = await askBox(context);
  const machine = context.local ? await lookAtMachine(context, config, typeof box === "string" ? box : "answers") : [];
  const findings = [...machine, ...(typeof box === "string" ? [] : box)];
  const needs = findings.filter((finding) => finding.level === "needs");
  const advice = findings.filter((finding) => finding.level === "advice");
  const { language } = context;
  const lines = [
    ...needs.flatMap((finding) => [`✗ ${finding.sentence}`, `  → ${finding.remedy}`]),
    ...advice.flatMap((finding) => [`· ${finding.sentence}`, `  → ${finding.remedy}`]),
    findings.length === 0
      ? say(language, "cli.doctor-well")
      : needs.length === 0
        ? say(language, "cli.doctor-advice", { n: advice.length })
        : say(language, "cli.doctor-needs", { n: needs.length }),
  ];
  return { value: { ok: needs.length === 0, running: typeof box !== "string", findings }, lines, code: needs.length === 0 ? 0 : 1 };
}

/** A box that hangs must not hang its doctor. */
const answerTimeoutMs = 4_000;

/** What the box says of itself. A box that is absent or silent is a finding too; from afar it ends the command. */
async function askBox(context: Context): Promise<readonly FindingView[] | "absent" | "silent"> {
  try {
    return (await context.clientWithin(answerTimeoutMs).call("GET /api/v1/findings", {})).findings;
  } catch (error) {
    if (!context.local) throw error;
    if (isFault(error, "not-running")) return "absent";
    if (isFault(error, "timeout")) return "silent";
    throw error;
  }
}
