// sim: cards and keys for simulated readers and pads, where the configuration has any.
import { type Language, say } from "../words/index.ts";
import type { Cli, Run } from "./context.ts";

export const simCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("sim", say(language, "cli.help.sim"), (sim) =>
    sim
      .command(
        "card <number>",
        say(language, "cli.help.sim.card"),
        (y) => at(y, language).positional("number", { type: "string", demandOption: true }),
        run(async (context, { number, terminal }) => {
          const screen = await context.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal }, body: { number } });
          return { value: screen, lines: screen.lines };
        }),
      )
      .command(
        "key <keys>",
        say(language, "cli.help.sim.key"),
        (y) => at(y, language).positional("keys", { type: "string", demandOption: true }),
        run(async (context, { keys, terminal }) => {
          const screen = await context.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal }, body: { keys } });
          return { value: screen, lines: screen.lines };
        }),
      )
      .demandCommand(1, say(language, "cli.usage.verb")),
  );

const at = (y: Cli, language: Language) =>
  y.option("terminal", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.terminal") });
