// queue: what people print to.
import type { QueueView } from "../api/contract/printing.ts";
import { type Language, say } from "../words/index.ts";
import { type Cli, type Context, type Run, Usage } from "./context.ts";
import { leastLabel, modeLabel } from "./labels.ts";
import { table } from "./table.ts";

export const queueCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("queue", say(language, "cli.help.queue"), (queue) => queueVerbs(queue, run, language));

const named = (y: Cli) => y.positional("name", { type: "string", demandOption: true });

const queueVerbs = (queue: Cli, run: Run, language: Language): Cli =>
  queue
    .command(
      "add <name>",
      say(language, "cli.help.queue.add"),
      (y) =>
        named(y)
          .option("printer", { type: "string", requiresArg: true, describe: say(language, "cli.option.printer") })
          .option("direct", { type: "boolean", describe: say(language, "cli.option.direct") })
          .option("tracked", { type: "boolean", describe: say(language, "cli.option.tracked") })
          .option("pull", { type: "string", requiresArg: true, describe: say(language, "cli.option.pull") })
          .option("least", {
            choices: ["none", "named", "bound", "proven"] as const,
            requiresArg: true,
            describe: say(language, "cli.option.least"),
          })
          .option("tell", {
            choices: ["auto", "held", "completed"] as const,
            requiresArg: true,
            describe: say(language, "cli.option.tell"),
          })
          .option("default", { type: "boolean", describe: say(language, "cli.option.default") })
          // --direct and --tracked look as if they took the printer's name.
          .middleware(({ _: typed }) => {
            const name = typed[2];
            if (name !== undefined) throw new Usage(say(language, "cli.usage.queue-printer", { name }));
          }, true),
      run(async (context, args) => {
        const { name, least, tell } = args;
        const view = await context.client.call("PUT /api/v1/queues/{queue}", {
          params: { queue: name },
          body: {
            ...modeOf(context, args),
            makeDefault: args.default ?? false,
            ...(least === undefined ? {} : { least }),
            ...(tell === undefined ? {} : { tell }),
          },
        });
        return { value: view, lines: [say(context.language, "cli.queue-added", { uri: view.uri })] };
      }),
    )
    .command(
      "list",
      say(language, "cli.help.queue.list"),
      (y) => y,
      run(async (context) => {
        const { queues } = await context.client.call("GET /api/v1/queues", {});
        return { value: { queues }, lines: queuesListed(context, queues) };
      }),
    )
    .command(
      "remove <name>",
      say(language, "cli.help.queue.remove"),
      named,
      run(async (context, { name }) => {
        const value = await context.client.call("DELETE /api/v1/queues/{queue}", { params: { queue: name } });
        return { value, lines: [say(context.language, "cli.removed", { name })] };
      }),
    )
    .command(
      "token <login> <queue>",
      say(language, "cli.help.queue.token"),
      (y) => y.positional("login", { type: "string", demandOption: true }).positional("queue", { type: "string", demandOption: true }),
      run(async (context, { login, queue: name }) => {
        const made = await context.client.call("POST /api/v1/users/{login}/queue-tokens", { params: { login }, body: { queue: name } });
        return { value: made, lines: [say(context.language, "cli.queue-token", { login }), made.uri] };
      }),
    )
    .demandCommand(1, say(language, "cli.usage.verb"));

interface QueueOptions {
  readonly printer: string | undefined;
  readonly direct: boolean | undefined;
  readonly tracked: boolean | undefined;
  readonly pull: string | undefined;
}

/** `--printer P` is a direct queue unless `--tracked` says otherwise; `--pull` names the printers a card may choose from. */
function modeOf(
  { language }: Context,
  { printer, direct, tracked, pull }: QueueOptions,
): { mode: "direct" | "pull" | "tracked"; printers: string[] } {
  if ((printer === undefined) === (pull === undefined)) throw new Usage(say(language, "cli.usage.queue"));
  if ((direct && tracked) || (pull !== undefined && (direct || tracked))) throw new Usage(say(language, "cli.usage.queue"));
  if (printer !== undefined) return { mode: tracked ? "tracked" : "direct", printers: [printer] };
  return {
    mode: "pull",
    printers: (pull ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  };
}

const queuesListed = ({ language }: Context, queues: readonly QueueView[]): string[] =>
  queues.length === 0
    ? [say(language, "cli.no-queues")]
    : table(
        [
          say(language, "thing.queue"),
          say(language, "cli.head.mode"),
          say(language, "cli.head.printers"),
          say(language, "cli.head.least"),
          say(language, "cli.head.address"),
        ],
        queues.map((queue) => [
          queue.default ? `${queue.name} *` : queue.name,
          modeLabel(language, queue.mode),
          queue.printers.join(" "),
          leastLabel(language, queue.least),
          queue.uri,
        ]),
      );
