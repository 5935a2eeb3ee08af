// terminal: where people stand, and the whole visit in text. At a keyboard the keys go to the pad; from a pipe, line by line.
import { createInterface } from "node:readline";
import type { ScreenView } from "../api/contract/printing.ts";
import { type Language, say } from "../words/index.ts";
import { type Cli, type Context, type Output, type Run, Usage } from "./context.ts";
import { table } from "./table.ts";
import { drawn, KeyboardTerminal } from "./terminal-keyboard.ts";

export const terminalCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command(
    "terminal [name]",
    say(language, "cli.help.terminal"),
    (y) =>
      y
        .command(
          "add <name>",
          say(language, "cli.help.terminal.add"),
          (add) =>
            add.positional("name", { type: "string", demandOption: true }).option("printer", {
              type: "string",
              array: true,
              demandOption: true,
              requiresArg: true,
              describe: say(language, "cli.option.beside"),
            }),
          run(async (context, { name, printer }) => {
            const printers = printer.flatMap((names) => names.split(",")).filter((one) => one !== "");
            const value = await context.client.call("PUT /api/v1/terminals/{terminal}", { params: { terminal: name }, body: { printers } });
            return { value, lines: [say(context.language, "cli.terminal-added", { name })] };
          }),
        )
        .command(
          "list",
          say(language, "cli.help.terminal.list"),
          (list) => list,
          run(async (context) => {
            const { terminals } = await context.client.call("GET /api/v1/terminals", {});
            const rows = terminals.map((one) => [one.name, one.printers.join(" ")]);
            const head = [say(context.language, "thing.terminal"), say(context.language, "cli.head.printers")];
            return { value: { terminals }, lines: rows.length === 0 ? [say(context.language, "cli.no-terminals")] : table(head, rows) };
          }),
        )
        .positional("name", { type: "string" })
        .option("two-lines", { type: "boolean", describe: say(language, "cli.option.two-lines") }),
    run(async (context, args) => {
      const name = args.name ?? (await onlyTerminal(context));
      const twoLines = args["two-lines"] ?? false;
      if (!context.io.stdin.isTTY || !context.io.stdout.isTTY || context.json) return byLines(context, name, twoLines);
      await new KeyboardTerminal(context, name, twoLines).run();
      return { value: undefined, lines: [] };
    }),
  );

async function onlyTerminal(context: Context): Promise<string> {
  const { terminals } = await context.client.call("GET /api/v1/terminals", {});
  const [first, ...others] = terminals;
  if (!first) throw new Usage(say(context.language, "cli.usage.no-terminal"));
  if (others.length > 0)
    throw new Usage(say(context.language, "cli.usage.which-terminal", { names: terminals.map((one) => one.name).join(", ") }));
  return first.name;
}

/** Each line is `card NUMBER`, or keys; what the terminal shows after each is printed. Ends with the input. */
async function byLines(context: Context, terminal: string, twoLines: boolean): Promise<Output> {
  const show = (screen: ScreenView): void => {
    if (context.json) context.print(JSON.stringify(screen));
    else context.print(`${drawn(screen, twoLines).join("\n")}\n`);
  };
  show(await context.client.call("GET /api/v1/terminals/{terminal}/screen", { params: { terminal } }));
  for await (const line of createInterface({ input: context.io.stdin })) {
    const typed = line.trim();
    if (typed === "") continue;
    const card = /^card\s+(\S+)$/.exec(typed)?.[1];
    const params = { terminal };
    const screen =
      card === undefined
        ? await context.client.call("POST /api/v1/terminals/{terminal}/keys", { params, body: { keys: typed } })
        : await context.client.call("POST /api/v1/terminals/{terminal}/card", { params, body: { number: card } });
    show(screen);
  }
  return { value: undefined, lines: [] };
}
