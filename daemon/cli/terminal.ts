// terminal: where people stand, and the whole visit in text. At a keyboard the keys go to the pad; from a pipe, line by line.
import { createInterface } from "node:readline";
import type { ScreenView } from "../api/contract/printing.ts";
import { type Language, say } from "../words/index.ts";
import { type Context, type Output, Usage } from "./context.ts";
import type { Cli, Run } from "./index.ts";
import { table } from "./table.ts";

export const terminalCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command(
    "terminal [name]",
    say(language, "cli.help.terminal"),
    (y) =>
      y
        .command("add <name>", say(language, "cli.help.terminal.add"), (add) =>
          add
            .positional("name", { type: "string", demandOption: true })
            .option("printer", { type: "string", array: true, demandOption: true, requiresArg: true, describe: say(language, "cli.option.beside") }),
        run(async (context, { name, printer }) => {
          const printers = printer.flatMap((names) => names.split(",")).filter((one) => one !== "");
          const value = await context.client.call("PUT /api/v1/terminals/{terminal}", { params: { terminal: name }, body: { printers } });
          return { value, lines: [say(context.language, "cli.terminal-added", { name })] };
        }))
        .command("list", say(language, "cli.help.terminal.list"), (list) => list, run(async (context) => {
          const { terminals } = await context.client.call("GET /api/v1/terminals", {});
          const rows = terminals.map((one) => [one.name, one.printers.join(" ")]);
          const head = [say(context.language, "thing.terminal"), say(context.language, "cli.head.printers")];
          return { value: { terminals }, lines: rows.length === 0 ? [say(context.language, "cli.no-terminals")] : table(head, rows) };
        }))
        .positional("name", { type: "string" })
        .option("two-lines", { type: "boolean", describe: say(language, "cli.option.two-lines") }),
    run(async (context, args) => {
      const name = args.name ?? (await onlyTerminal(context));
      const twoLines = args["two-lines"] ?? false;
      return context.io.stdin.isTTY && context.io.stdout.isTTY && !context.json ? byKeyboard(context, name, twoLines) : byLines(context, name, twoLines);
    }),
  );

async function onlyTerminal(context: Context): Promise<string> {
  const { terminals } = await context.client.call("GET /api/v1/terminals", {});
  const [first, ...others] = terminals;
  if (!first) throw new Usage(say(context.language, "cli.usage.no-terminal"));
  if (others.length > 0) throw new Usage(say(context.language, "cli.usage.which-terminal", { names: terminals.map((one) => one.name).join(", ") }));
  return first.name;
}

const done: Output = { value: { done: true }, lines: [] };

/** Each line is `card NUMBER`, or keys; what the terminal shows after each is printed. Ends with the input. */
async function byLines(context: Context, terminal: string, twoLines: boolean): Promise<Output> {
  const show = (screen: ScreenView): void => {
    if (context.json) context.print(JSON.stringify(screen));
    else context.print(`${drawn(screen, twoLines).join("\n")}\n`);
  };
  let last = await context.client.call("GET /api/v1/terminals/{terminal}/screen", { params: { terminal } });
  show(last);
  for await (const line of createInterface({ input: context.io.stdin })) {
    const typed = line.trim();
    if (typed === "") continue;
    const card = /^card\s+(\S+)$/.exec(typed)?.[1];
    last = card === undefined
      ? await context.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal }, body: { keys: typed } })
      : await context.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal }, body: { number: card } });
    show(last);
  }
  return { value: last, lines: [] };
}

const clear = "\u001b[2J\u001b[H";
const bright = (text: string): string => `\u001b[1m${text}\u001b[0m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;

/** Draws every change as it comes; digits, Enter and Backspace are the pad, `c` types a card, `q` leaves. */
async function byKeyboard(context: Context, terminal: string, twoLines: boolean): Promise<Output> {
  const { stdin, stdout } = context.io;
  const leave = new AbortController();
  let screen: ScreenView | undefined;
  let card: string | undefined;
  let problem = "";
  const draw = (): void => {
    const [first = "", ...rest] = screen ? drawn(screen, twoLines) : [""];
    const foot = card === undefined ? say(context.language, "cli.terminal-keys") : say(context.language, "cli.terminal-card", { number: card });
    stdout.write(`${clear}${[bright(first), ...rest, "", problem === "" ? "" : problem, dim(foot)].join("\r\n")}`);
  };
  const told = (error: unknown): void => {
    problem = error instanceof Error ? error.message : String(error);
    draw();
  };
  // One after the other: keys must reach the pad in the order they were typed.
  let before: Promise<unknown> = Promise.resolve();
  const send = (act: () => Promise<unknown>): void => {
    problem = "";
    before = before.then(act).catch(told);
  };
  const key = (typed: string): void => {
    if (typed === "\u0003" || typed === "\u0004" || (typed === "q" && card === undefined)) return leave.abort();
    if (card !== undefined) {
      const number = card;
      if (typed === "\r") card = undefined;
      else if (typed === "\u001b") card = undefined;
      else card = typed === "\u007f" ? number.slice(0, -1) : number + typed.replaceAll(/[^\x21-\x7e]/g, "");
      if (typed === "\r" && number !== "") send(() => context.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal }, body: { number } }));
      return draw();
    }
    if (typed === "c") {
      card = "";
      return draw();
    }
    const keys = [...typed].map((one) => padKeys[one] ?? (/[0-9#*]/.test(one) ? one : "")).join("");
    if (keys !== "") send(() => context.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal }, body: { keys } }));
  };
  stdin.setRawMode?.(true);
  stdin.setEncoding("utf8");
  stdin.on("data", key);
  try {
    for await (const next of context.client.lines("GET /api/v1/terminals/{terminal}/live", { params: { terminal } }, leave.signal)) {
      screen = next;
      draw();
    }
  } catch (error) {
    if (!leave.signal.aborted) throw error;
  } finally {
    stdin.off("data", key);
    stdin.setRawMode?.(false);
    stdin.pause();
    stdout.write("\r\n");
  }
  return done;
}

/** Enter, Backspace (two codes) and Escape, as keyboards send them. */
const padKeys: Readonly<Record<string, string>> = { "\r": "#", "\n": "#", "\u007f": "*", "\b": "*", "\u001b": "*" };

const drawn = (screen: ScreenView, twoLines: boolean): readonly string[] => (twoLines ? screen.twoLines.map((line) => `[${line.padEnd(16).slice(0, 16)}]`) : screen.lines);
